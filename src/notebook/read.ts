import {aggregates, chartMarks, sorts, type ChartSettings} from "./chart-settings.js";
import {freeName, nameProblem, type Cell, type InputSettings, type Notebook} from "./document.js";

/**
 * A notebook out of something that someone else made. Only what a notebook may hold is taken over; what is
 * wrong is named in a sentence, and nothing else of it gets in.
 */
export function readNotebook(value: unknown): Notebook {
  const {title, snapshot, cells, front} = objectIn(value, "The notebook");
  if (!Array.isArray(cells)) throw new Error("This is no notebook: it has no list of cells.");
  const read: Cell[] = [];
  cells.forEach((cell, i) => read.push(readCell(cell, `Cell ${i + 1}`, read)));
  return {
    title: typeof title === "string" && title.trim() ? title : "Untitled notebook",
    snapshot: readSnapshot(snapshot),
    cells: read.length > 0 ? read : [{id: "c1", kind: "text", text: ""}],
    ...(typeof front === "string" ? {front} : {})
  };
}

function readSnapshot(value: unknown): Notebook["snapshot"] {
  const {as_of, fingerprint} = (value ?? {}) as Record<string, unknown>;
  return typeof as_of === "string" && typeof fingerprint === "string" ? {as_of, fingerprint} : null;
}

function readCell(value: unknown, place: string, before: readonly Cell[]): Cell {
  const cell = objectIn(value, place);
  const id = `c${before.length + 1}`;
  const text = (key: string): string => textIn(cell[key], `${place}, ${key}`);
  switch (cell["kind"]) {
    case "text":
      return {id, kind: "text", text: text("text")};
    case "code":
      return {id, kind: "code", info: text("info"), text: text("text")};
    case "sql":
      return {id, kind: "sql", name: nameIn(text("name"), "query", before), text: text("text")};
    case "chart":
      return {
        id,
        kind: "chart",
        of: text("of"),
        chart: cell["chart"] === null ? null : readChart(cell["chart"], place)
      };
    case "input":
      return {
        id,
        kind: "input",
        name: nameIn(text("name"), "choice", before),
        input: readInput(cell["input"], place)
      };
    default:
      throw new Error(
        `${place}: there is no kind of cell "${String(cell["kind"])}". There are: text, sql, chart, input, code.`
      );
  }
}

function nameIn(name: string, stem: string, before: readonly Cell[]): string {
  const taken = before.map((cell) => ("name" in cell ? cell.name : ""));
  return nameProblem(name, taken) === null ? name : freeName(stem, before);
}

function readChart(value: unknown, place: string): ChartSettings {
  const chart = objectIn(value, `${place}, chart`);
  const column = (key: string): string | null =>
    chart[key] === null || chart[key] === undefined ? null : textIn(chart[key], `${place}, ${key}`);
  const one = <T extends string>(key: string, all: readonly T[]): T => {
    const found = all.find((each) => each === chart[key]);
    if (found === undefined)
      throw new Error(`${place}: "${String(chart[key])}" is no ${key}. Known: ${all.join(", ")}.`);
    return found;
  };
  return {
    mark: one("mark", chartMarks),
    x: column("x"),
    y: column("y"),
    colour: column("colour"),
    facet: column("facet"),
    aggregate: one("aggregate", aggregates),
    sort: one("sort", sorts)
  };
}

function readInput(value: unknown, place: string): InputSettings {
  const input = objectIn(value, `${place}, input`);
  const label = textIn(input["label"], `${place}, label`);
  const number = (key: string): number => {
    if (typeof input[key] === "number" && Number.isFinite(input[key])) return input[key];
    throw new Error(`${place}, ${key}: "${String(input[key])}" is no number.`);
  };
  const optional = (key: string): string | null =>
    input[key] === null || input[key] === undefined ? null : textIn(input[key], `${place}, ${key}`);
  if (input["type"] === "slider")
    return {
      type: "slider",
      label,
      min: number("min"),
      max: number("max"),
      step: number("step"),
      value: number("value")
    };
  if (input["type"] === "date") {
    const date = optional("value");
    if (date !== null && !/^\d{4}-\d\d-\d\d$/.test(date))
      throw new Error(`${place}: "${date}" is no date. Write 2026-09-30.`);
    return {type: "date", label, value: date};
  }
  if (input["type"] !== "dropdown")
    throw new Error(`${place}: there is no input "${String(input["type"])}".`);
  const options = Array.isArray(input["options"])
    ? input["options"].map((each) => textIn(each, `${place}, options`))
    : [];
  return {type: "dropdown", label, options, from: optional("from"), value: optional("value")};
}

/** True for named values, as an object of JSON holds them. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectIn(value: unknown, place: string): Record<string, unknown> {
  if (isObject(value)) return value;
  throw new Error(`${place} is not what it should be: a set of named values was expected.`);
}

function textIn(value: unknown, place: string): string {
  if (typeof value === "string") return value;
  throw new Error(`${place}: "${String(value)}" is no text.`);
}
