import {readRange} from "./decode.js";
import type {Fact} from "./facts.js";
import {RowReader} from "./reader.js";
import type {Row} from "./row.js";
import type {FileScan} from "./scan.js";
import {TableCutter, type TablePlace} from "./tables.js";

/** How to read a file that is a header, rows and perhaps a footer. */
export interface BulkPlan {
  /** Rows there must be; another number means that the file is not what it seemed. */
  readonly rows: number;
  /** Blank lines and footer rows below them. */
  readonly ignored: number;
  /** Bytes up to the footer; absent without one. */
  readonly end?: number;
  /** True where row n stands on line n below the header. */
  readonly oneRowALine: boolean;
}

interface BulkRequest {
  readonly path: string;
  readonly scan: FileScan;
  readonly delimiter: string;
  readonly table: TablePlace;
  readonly facts: readonly Fact[];
  /** First rows of the file. */
  readonly head: readonly Row[];
}

const tailBytes = 32_768;
/** A bulk reader holds many rows of every column at a time; of wider tables only the columns needed are rewritten. */
const mostColumns = 500;

/** How a bulk reader can take a file as it is; null for one that has anything but rows between its header and its footer. */
export async function bulkPlan(request: BulkRequest): Promise<BulkPlan | null> {
  const {path, scan, delimiter, table} = request;
  if (!isPlain(request)) return null;
  const footer = readFooter(await readTail(path, scan), {delimiter, table});
  if (footer === null || scan.blankLines !== footer.lines - footer.texts) return null;
  return {
    rows: scan.records - 1 - scan.blankLines - footer.texts,
    ignored: scan.blankLines + footer.texts,
    ...(footer.lines > 0 ? {end: scan.bytes - footer.bytes} : {}),
    oneRowALine: scan.records === scan.lines
  };
}

/** True where nothing but the header stands above the rows and no cell needs more than its quotes taken off. */
function isPlain({scan, table, facts, head}: BulkRequest): boolean {
  const [first] = head;
  return (
    scan.encoding === "utf-8" &&
    scan.valid &&
    scan.nulBytes === 0 &&
    !scan.returnsOnly &&
    table.headerLine === 1 &&
    !table.beside &&
    table.header.length <= mostColumns &&
    facts.length === 0 &&
    first !== undefined &&
    !first.cells.some((cell) => /[\n"]/.test(cell)) &&
    !head.some(({cells}) => cells.some(needsCleaning)) &&
    !hasOtherRows(head, table)
  );
}

/** True where the first rows hold headers, totals or blank rows between rows. */
function hasOtherRows(head: readonly Row[], table: TablePlace): boolean {
  const cutter = new TableCutter(table);
  let ignored = 0;
  for (const row of head) if (cutter.push(row).length > 0) ignored = cutter.ignored;
  return ignored > 0;
}

/** A spreadsheet's ="0012", and texts with quotes in them, which not every reader takes in the same way. */
function needsCleaning(cell: string): boolean {
  return cell.includes('"') || /^\s*="/.test(cell);
}

interface Footer {
  readonly lines: number;
  readonly bytes: number;
  /** Lines that are not blank. */
  readonly texts: number;
}

/** The end of a file from a line start on. */
interface Tail {
  readonly text: string;
  /** True where it is the whole file. */
  readonly whole: boolean;
}

async function readTail(path: string, scan: FileScan): Promise<Tail> {
  const from = Math.max(scan.bom, scan.bytes - tailBytes);
  const bytes = await readRange(path, from, scan.bytes - from);
  const whole = from === scan.bom;
  return {text: bytes.subarray(whole ? 0 : bytes.indexOf("\n") + 1).toString("utf8"), whole};
}

/** The lines at the end of a file that are no rows; null where no end of them is in sight. */
function readFooter(
  {text, whole}: Tail,
  {delimiter, table}: {delimiter: string; table: TablePlace}
): Footer | null {
  const lines = text.split(/(?<=\n)/).filter((line) => line !== "");
  const first = whole ? 1 : 0;
  const kept = lastKept(lines.slice(first), {delimiter, table});
  if (kept < 0 || (kept === 0 && !whole)) return null;
  const footer = lines.slice(first + kept);
  return {
    lines: footer.length,
    bytes: Buffer.byteLength(footer.join("")),
    texts: footer.filter((line) => line.replace(/\r?\n$/, "") !== "").length
  };
}

/** How many of the lines there are up to the last one that holds a row; -1 where others stand between rows. */
function lastKept(
  lines: readonly string[],
  {delimiter, table}: {delimiter: string; table: TablePlace}
): number {
  const cutter = new TableCutter({...table, headerLine: 0});
  let last = 0;
  let rowCount = 0;
  for (const [index, line] of lines.entries()) {
    const reader = new RowReader({delimiter});
    const [row] = [...reader.push(line.endsWith("\n") ? line : `${line}\n`), ...reader.end()];
    const rows = cutter.push({line: index + 1, cells: row?.cells ?? []});
    last = Math.max(last, ...rows.map((each) => each.line));
    rowCount += rows.length;
  }
  const rest = cutter.end();
  last = Math.max(last, ...rest.map((each) => each.line));
  return rowCount + rest.length === last ? last : -1;
}
