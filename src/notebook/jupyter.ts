import {compile, withParameters} from "./compile.js";
import type {Cell, InputSettings, Notebook} from "./document.js";

/** The place in the metadata of a file for Jupyter, and of its cells, where our own form of them stands. */
export const ownKey = "report_notebook";

/**
 * A notebook for Jupyter: it opens `report.duckdb`, which must lie beside it, with the `duckdb` package of Python
 * alone. Inputs become variables, queries the variables of their names, charts the rows that they draw. Beside each
 * stands, as metadata, what it is here and where, so that `fromJupyter` gives the same notebook.
 */
export function toJupyter({cells, ...about}: Notebook): string {
  const placed = cells.map((cell, position) => ({cell, position}));
  const inputs = placed.filter(({cell}) => cell.kind === "input");
  const rest = placed.filter(({cell}) => cell.kind !== "input");
  const all = [
    markdown(headingOf(about.title), {kind: "heading"}),
    code('import duckdb\n\nreport = duckdb.connect("report.duckdb", read_only=True)', {kind: "opening"}),
    ...[...inputs, ...rest].map(({cell, position}) => {
      const {id: _id, ...own} = cell;
      return (cell.kind === "text" ? markdown : code)(sourceOf(cell, cells), {...own, position});
    })
  ];
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: {display_name: "Python 3", language: "python", name: "python3"},
      language_info: {name: "python"},
      [ownKey]: about
    },
    cells: all.map((cell, i) => ({...cell, id: `cell-${i + 1}`}))
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

/** The first cell of a file for Jupyter. */
export function headingOf(title: string): string {
  return `# ${title}`;
}

/** What stands in a cell's place in Jupyter. */
export function sourceOf(cell: Cell, cells: readonly Cell[]): string {
  return cell.kind === "text" ? cell.text : pythonOf(cell, cells);
}

function markdown(text: string, own: object) {
  return {cell_type: "markdown", metadata: {[ownKey]: own}, source: linesOf(text)};
}

function code(text: string, own: object) {
  return {
    cell_type: "code",
    execution_count: null,
    metadata: {[ownKey]: own},
    outputs: [],
    source: linesOf(text)
  };
}

/** Jupyter keeps a text as its lines, each with its end. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

function pythonOf(cell: Cell, cells: readonly Cell[]): string {
  switch (cell.kind) {
    case "input":
      return `${cell.name} = ${valueOf(cell.input)}  # ${cell.input.label.replace(/\s+/g, " ")}`;
    case "sql":
      return queryOf(cell, cells);
    case "chart":
      return `# Chart: ${JSON.stringify(cell.chart ?? "as the types of the columns suggest")}\n${cell.of || "None"}`;
    default:
      return ("text" in cell ? cell.text : "").replace(/^/gm, "# ");
  }
}

function queryOf(cell: Extract<Cell, {kind: "sql"}>, cells: readonly Cell[]): string {
  try {
    const {sql, inputs} = compile(cell, cells);
    const given =
      inputs.length > 0 ? `, params={${inputs.map((name) => `"${name}": ${name}`).join(", ")}}` : "";
    return `${cell.name} = report.sql(${pythonText(withParameters(sql))}${given})\n${cell.name}`;
  } catch (error) {
    return `# ${(error as Error).message}\n${cell.text.replace(/^/gm, "# ")}`;
  }
}

function valueOf(input: InputSettings): string {
  if (input.value === null) return "None";
  if (input.type === "slider") return String(input.value);
  if (input.type === "dropdown") return JSON.stringify(input.value);
  const [year, month, day] = input.value.split("-").map(Number);
  return `__import__("datetime").date(${year}, ${month}, ${day})`;
}

/** A text of Python over several lines. */
function pythonText(text: string): string {
  return `"""\n${text.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"').replace(/"$/, '\\"')}\n"""`;
}
