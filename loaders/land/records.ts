import {createWriteStream, type WriteStream} from "node:fs";
import {once} from "node:events";
import {ShapeCounter} from "../stage/shapes.js";
import type {FilePlan} from "./plan.js";
import type {Row} from "./row.js";
import {tooLong} from "./reader.js";
import {TableCutter} from "./tables.js";

/** In letters, of which each may take four bytes; the engine reads lines of 16 MB. */
const longestRow = 4 * 2 ** 20;

/** What rewriting a file found. */
export interface Records {
  /** Data rows written. */
  readonly rows: number;
  /** Rows left out below the header: blank ones, footers, the header once more, other tables. */
  readonly ignored: number;
  /** How the texts of the columns asked for are written. */
  readonly shapes: ReadonlyMap<number, ShapeCounter>;
}

export interface WriteOptions {
  /** Places of the columns that are written, in their order; all, where they are not given. */
  readonly columns?: readonly number[];
  /** Columns whose ways of writing are wanted. */
  readonly shaped?: readonly number[];
  /** Called with the rows written so far, and whether these are all. */
  readonly onRows?: (rows: number, done: boolean) => void;
}

/** The table's own rows in parts, and how many rows below the header were left out so far. */
export async function* tableRows(plan: FilePlan): AsyncGenerator<{rows: readonly Row[]; ignored: number}> {
  const cutter = new TableCutter(plan.table);
  for await (const part of plan.rows()) {
    const rows = part.flatMap((row) => cutter.push(row));
    yield {rows, ignored: cutter.ignored};
  }
  const rows = cutter.end();
  yield {rows, ignored: cutter.ignored};
}

/**
 * Rewrites a file that a bulk reader would not take as it is (preamble, footers, blank lines, broken quotes, other
 * encodings, sheets, very many columns) into plain CSV: the line each row starts at, a fault or nothing, then the cells.
 */
export async function writeRecords(
  plan: FilePlan,
  target: string,
  {columns, shaped = [], onRows}: WriteOptions = {}
): Promise<Records> {
  const shapes = new Map(shaped.map((index) => [index, new ShapeCounter()]));
  const line = lineWriter(plan, columns);
  const out = createWriteStream(target, {encoding: "utf8"});
  let rows = 0;
  let ignored = 0;
  const write = async (kept: readonly Row[]): Promise<void> => {
    const lines: string[] = [];
    for (const row of kept) {
      const text = line(row);
      if (text.length > longestRow) throw tooLong(plan.file.name, row.line);
      lines.push(text);
      for (const [index, counter] of shapes) counter.add(cellOf(plan, row, index));
    }
    rows += kept.length;
    onRows?.(rows, false);
    await put(out, lines);
  };
  try {
    for await (const part of tableRows(plan)) {
      ignored = part.ignored;
      await write(part.rows);
    }
  } finally {
    out.end();
    await once(out, "close");
  }
  onRows?.(rows, true);
  return {rows, ignored, shapes};
}

async function put(out: WriteStream, lines: readonly string[]): Promise<void> {
  if (lines.length > 0 && !out.write(lines.join(""))) await once(out, "drain");
}

/** A cell of a row, or the fact that stands for a column the table does not have. */
export function cellOf({table, facts}: FilePlan, {cells}: Row, index: number): string {
  const width = table.header.length;
  return index < width ? mended(cells[index] ?? "") : (facts[index - width]?.value ?? "");
}

function lineWriter(plan: FilePlan, columns: readonly number[] | undefined): (row: Row) => string {
  const width = plan.table.header.length;
  const indexes = columns ?? plan.header.map((_, index) => index);
  return (row) => {
    const extra = row.cells.length > width && row.cells.slice(width).some((cell) => cell.trim() !== "");
    const cells = csvLine(indexes.map((index) => cellOf(plan, row, index)));
    return `${row.line},${extra ? "too_many_fields" : ""},${cells}\n`;
  };
}

/** A text without the spaces around it, and without the ="…" by which some exports keep a spreadsheet from counting. */
function mended(cell: string): string {
  const text = cell.trim();
  return text.startsWith('="') && text.endsWith('"') && text.length > 2 ? text.slice(2, -1) : text;
}

/** Cells as a line of CSV without its end. */
export function csvLine(cells: readonly string[]): string {
  return cells.map(quoted).join(",");
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
