import type {ChartSettings} from "./chart-settings.js";

/** A notebook: its title, the snapshot it was written for, and its cells in the order of reading. */
export interface Notebook {
  readonly title: string;
  /** The figures that it was last saved with; null where nobody knows. */
  readonly snapshot: {readonly as_of: string; readonly fingerprint: string} | null;
  readonly cells: readonly Cell[];
  /** Lines of a page's front matter that a notebook has no use for, kept for when it becomes a page again. */
  readonly front?: string;
}

export type Cell = TextCell | SqlCell | ChartCell | InputCell | CodeCell;

/** Markdown. */
export interface TextCell {
  readonly id: string;
  readonly kind: "text";
  readonly text: string;
}

/** A query; other cells select from it by its name. */
export interface SqlCell {
  readonly id: string;
  readonly kind: "sql";
  readonly name: string;
  readonly text: string;
}

/** A chart of the rows of a SQL cell. */
export interface ChartCell {
  readonly id: string;
  readonly kind: "chart";
  /** Name of the SQL cell; empty until one is chosen. */
  readonly of: string;
  /** Null until the reader has changed anything: then the types of the columns decide. */
  readonly chart: ChartSettings | null;
}

/** A control; SQL cells use its value as ${name}. */
export interface InputCell {
  readonly id: string;
  readonly kind: "input";
  readonly name: string;
  readonly input: InputSettings;
}

/** A cell of a page that is no part of a notebook: kept and written back as it is, never run. */
export interface CodeCell {
  readonly id: string;
  readonly kind: "code";
  /** What stands after the backticks, such as "js". */
  readonly info: string;
  readonly text: string;
}

export type InputSettings = DropdownSettings | SliderSettings | DateSettings;

export interface DropdownSettings {
  readonly type: "dropdown";
  readonly label: string;
  readonly options: readonly string[];
  /** A SQL cell whose first column gives the options instead. */
  readonly from: string | null;
  /** Null is "all": a query sees NULL. */
  readonly value: string | null;
}

export interface SliderSettings {
  readonly type: "slider";
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
}

export interface DateSettings {
  readonly type: "date";
  readonly label: string;
  /** YYYY-MM-DD; null is no date. */
  readonly value: string | null;
}

export type Kind = Cell["kind"];

/** What a cell is called in sentences. */
export const kindNames: Readonly<Record<Kind, string>> = {
  text: "Text",
  sql: "SQL",
  chart: "Chart",
  input: "Input",
  code: "Code of a page"
};

/** The name by which other cells know a cell; null where they cannot. */
export function nameOf(cell: Cell): string | null {
  return cell.kind === "sql" || cell.kind === "input" ? cell.name : null;
}

/** The text that is edited in a cell; null where a form is filled in instead. */
export function textOf(cell: Cell): string | null {
  return "text" in cell ? cell.text : null;
}

/** An identifier that no cell has. */
export function newId(cells: readonly {readonly id: string}[]): string {
  const last = Math.max(0, ...cells.map(({id}) => Number(/^c(\d+)$/.exec(id)?.[1] ?? 0)));
  return `c${last + 1}`;
}

/** Why a name cannot be given to a cell; null when it can. Names are what SQL takes without quotes. */
export function nameProblem(name: string, taken: readonly string[]): string | null {
  if (!/^[a-z_][a-z0-9_]*$/.test(name))
    return `"${name}" is no name for a cell: use small letters, digits and _, with a letter first.`;
  if (pageNames.has(name))
    return `"${name}" means something in pages, where the notebook may go. Choose another name.`;
  if (keywords.has(name)) return `"${name}" means something in SQL. Choose another name.`;
  if (taken.includes(name)) return `Another cell is called "${name}". Choose another name.`;
  return null;
}

/** The first of `query`, `query_2`, `query_3` … that no cell has. */
export function freeName(stem: string, cells: readonly Cell[]): string {
  const taken = new Set(cells.map(nameOf));
  for (let n = 1; ; ++n) {
    const name = n === 1 ? stem : `${stem}_${n}`;
    if (!taken.has(name)) return name;
  }
}

/** A new cell of a kind, with a name of its own where it needs one. */
export function newCell(kind: Exclude<Kind, "code">, cells: readonly Cell[]): Cell {
  const id = newId(cells);
  switch (kind) {
    case "text":
      return {id, kind, text: ""};
    case "sql":
      return {id, kind, name: freeName("query", cells), text: ""};
    case "chart":
      return {id, kind, of: "", chart: null};
    case "input":
      return {id, kind, name: freeName("choice", cells), input: newInput("dropdown", "Choice")};
  }
}

/** Settings that an input starts with. */
export function newInput(type: InputSettings["type"], label: string): InputSettings {
  if (type === "slider") return {type, label, min: 0, max: 100, step: 1, value: 50};
  if (type === "date") return {type, label, value: null};
  return {type, label, options: [], from: null, value: null};
}

/** A notebook with one empty query. */
export function emptyNotebook(title = "Untitled notebook"): Notebook {
  return {title, snapshot: null, cells: [{id: "c1", kind: "sql", name: "query", text: ""}]};
}

const keywords = new Set(
  `all and any array as asc between both by case cast check collate column create cross default desc distinct do
  else end except exists false fetch filter for from full group having in inner intersect into is join lateral
  left like limit natural not null offset on or order outer over pivot positional primary qualify recursive
  references right select set show some summarize table then to true union unique unpivot using values
  when where window with`.split(/\s+/)
);

/** What a page defines, and words that JavaScript keeps for itself. */
const pageNames = new Set(
  `sql view display html svg width now resize visibility arguments await break class const continue debugger
  delete enum eval export extends finally function if implements import instanceof interface let new
  package private protected public return static super switch this throw try typeof undefined var void while
  with yield`.split(/\s+/)
);
