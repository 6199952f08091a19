import * as xlsx from "@e965/xlsx";
import type {Answer} from "../../src/components/rows.js";
import type {Manifest} from "../manifest.js";
import type {Metric} from "../metrics.js";

/** The tables of a page, by call. */
export interface PageTables {
  readonly page: string;
  readonly calls: Readonly<Record<string, Answer>>;
}

type Sheet = Record<string, xlsx.CellObject | string | readonly {wch: number}[] | object>;

/**
 * Every table behind the report as a workbook: a sheet of contents, a sheet a table with typed cells, and a sheet
 * that defines every column. A table that several pages show stands once.
 */
export function reportWorkbook(
  pages: readonly PageTables[],
  {metrics, manifest}: {metrics: readonly Metric[]; manifest: Manifest}
): Uint8Array {
  const book = xlsx.utils.book_new();
  const tables = distinct(pages);
  const names = sheetNames(tables.map(({call}) => call));
  append(book, "Contents", contents(tables, names, {metrics, manifest}));
  for (const [index, {answer}] of tables.entries()) append(book, names[index] ?? "", rowsOf(answer));
  append(book, "Definitions", definitions(metrics, new Set(tables.map(({call}) => metricOf(call)))));
  return new Uint8Array(xlsx.write(book, {type: "buffer", bookType: "xlsx", compression: true}) as Buffer);
}

interface Table {
  readonly call: string;
  readonly answer: Answer;
  readonly pages: string[];
}

function distinct(pages: readonly PageTables[]): Table[] {
  const tables = new Map<string, Table>();
  for (const {page, calls} of pages)
    for (const [call, answer] of Object.entries(calls)) {
      const known = tables.get(call);
      if (known) known.pages.push(page);
      else tables.set(call, {call, answer, pages: [page]});
    }
  return [...tables.values()].sort((a, b) => a.call.localeCompare(b.call, "en"));
}

type Cell = {readonly value: unknown; readonly type: string};

function rowsOf({columns, rows}: Answer): Cell[][] {
  const head = columns.map(({name}) => textCell(name));
  return [head, ...rows.map((row) => row.map((value, index) => ({value, type: columns[index]?.type ?? ""})))];
}

function contents(
  tables: readonly Table[],
  names: readonly string[],
  {metrics, manifest}: {metrics: readonly Metric[]; manifest: Manifest}
): Cell[][] {
  const lines = tables.map(({call, answer, pages}, index) => {
    const metric = metrics.find(({name}) => name === metricOf(call));
    return [
      ...[names[index] ?? "", metric?.title ?? "", call, pages.join(", ")].map(textCell),
      {value: answer.rows.length, type: "INTEGER"}
    ];
  });
  const made = manifest.sample ? " The company and its figures are made up." : "";
  return [
    [textCell(manifest.title)],
    [textCell(`Figures to ${manifest.as_of}, in ${manifest.currency}.${made}`)],
    [],
    ["Sheet", "Table", "Call", "Pages", "Rows"].map(textCell),
    ...lines
  ];
}

function definitions(metrics: readonly Metric[], used: ReadonlySet<string>): Cell[][] {
  const lines = metrics
    .filter(({name}) => used.has(name))
    .flatMap(({name, title, definition, limits, unit, columns}) =>
      columns.map((column) =>
        [name, title, column.name, column.type, column.description, unit, definition, limits].map(textCell)
      )
    );
  const head = ["Metric", "Title", "Column", "Type", "Meaning", "Unit of the metric", "Definition", "Limits"];
  return [head.map(textCell), ...lines];
}

function metricOf(call: string): string {
  return call.slice(0, call.indexOf("("));
}

/** Names of sheets: at most 31 characters, no sign that workbooks forbid, none twice. */
export function sheetNames(calls: readonly string[]): string[] {
  const taken = new Set(["contents", "definitions"]);
  return calls.map((call) => {
    const words = [
      metricOf(call),
      ...[...call.matchAll(/(?:dimension|clock|score)="([^"]*)"/g)].map(([, value]) => value)
    ];
    const base = words
      .join(" ")
      .replace(/[\\/?*[\]:']/g, " ")
      .slice(0, 31);
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${base.slice(0, 28)} ${count}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function append(book: xlsx.WorkBook, name: string, rows: readonly Cell[][]): void {
  const sheet: Sheet = {};
  let widest = 0;
  for (const [r, row] of rows.entries()) {
    widest = Math.max(widest, row.length);
    for (const [c, cell] of row.entries()) {
      const object = cellObject(cell);
      if (object) sheet[xlsx.utils.encode_cell({r, c})] = object;
    }
  }
  sheet["!ref"] = xlsx.utils.encode_range({
    s: {r: 0, c: 0},
    e: {r: Math.max(0, rows.length - 1), c: Math.max(0, widest - 1)}
  });
  sheet["!cols"] = Array.from({length: widest}, (_, c) => ({wch: widthOf(rows, c)}));
  xlsx.utils.book_append_sheet(book, sheet, name);
}

function widthOf(rows: readonly Cell[][], column: number): number {
  const lengths = rows.slice(0, 200).map((row) => shownText(row[column]?.value ?? "").length);
  return Math.min(60, Math.max(8, ...lengths) + 1);
}

function textCell(value: string): Cell {
  return {value, type: "VARCHAR"};
}

/** A typed cell: numbers, days and truth values as such, all else as text, which no program computes. */
function cellObject({value, type}: Cell): xlsx.CellObject | null {
  if (value === null || value === undefined) return null;
  if (/^(DATE|TIMESTAMP)/.test(type)) return {t: "n", v: dayNumber(value), z: "yyyy-mm-dd"};
  if (typeof value === "boolean") return {t: "b", v: value};
  if (typeof value === "number") return Number.isFinite(value) ? {t: "n", v: value} : null;
  return {t: "s", v: shownText(value)};
}

function shownText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Days since the day from which workbooks count. */
function dayNumber(value: unknown): number {
  return Date.parse(`${String(value).slice(0, 10)}T00:00:00Z`) / 86_400_000 + 25_569;
}
