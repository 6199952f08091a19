import {compile, withParameters} from "./compile.js";
import type {Cell, InputSettings, Notebook} from "./document.js";

/**
 * A notebook for Jupyter: it opens `report.duckdb`, which must lie beside it, with the `duckdb` package of Python
 * alone. Inputs become variables, queries the variables of their names, charts the rows that they draw.
 */
export function toJupyter({title, cells}: Notebook): string {
  const inputs = cells.filter(({kind}) => kind === "input");
  const rest = cells.filter(({kind}) => kind !== "input");
  const all = [
    markdown(`# ${title}`),
    code('import duckdb\n\nreport = duckdb.connect("report.duckdb", read_only=True)'),
    ...inputs.map((cell) => code(pythonOf(cell, cells))),
    ...rest.map((cell) => (cell.kind === "text" ? markdown(cell.text) : code(pythonOf(cell, cells))))
  ];
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: {display_name: "Python 3", language: "python", name: "python3"},
      language_info: {name: "python"}
    },
    cells: all.map((cell, i) => ({...cell, id: `cell-${i + 1}`}))
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

function markdown(text: string) {
  return {cell_type: "markdown", metadata: {}, source: linesOf(text)};
}

function code(text: string) {
  return {cell_type: "code", execution_count: null, metadata: {}, outputs: [], source: linesOf(text)};
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
