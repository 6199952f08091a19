import {open, readFile} from "node:fs/promises";
import Papa from "papaparse";
import {ReportError} from "../errors.js";
import {normaliseHeader, type SourceKind} from "../sources/define.js";
import type {InputFile} from "../workspace.js";
import type {FileScan} from "./scan.js";

/** How a text file is laid out, found from its first and last bytes. */
export interface FilePlan {
  readonly file: InputFile;
  readonly scan: FileScan;
  readonly delimiter: string;
  /** 1-based line of the header. */
  readonly headerLine: number;
  readonly header: readonly string[];
  /** How a bulk reader can take the file as it is; null where it has to be rewritten. */
  readonly bulk: BulkPlan | null;
  /** First and last rows of the body, to find number and date formats from. */
  readonly sample: readonly (readonly string[])[];
}

/** How to read a file that is a header, rows and perhaps a footer. */
export interface BulkPlan {
  /** Rows there must be; another number means that the file is not what it seemed. */
  readonly rows: number;
  /** Blank lines and footer rows among and below them. */
  readonly ignored: number;
  /** Bytes up to the footer; absent without one. */
  readonly end?: number;
  /** True where row n stands on line n below the header. */
  readonly oneRowALine: boolean;
}

const sampleBytes = 64 * 1024;
const sampleRows = 400;
const tailBytes = 16 * 1024;
const delimiters = [",", ";", "\t", "|"];

/** Finds delimiter, header and sample rows. Throws a ReportError for a file that holds no table. */
export async function planFile(file: InputFile, scan: FileScan, kind?: SourceKind): Promise<FilePlan> {
  if (scan.bytes === scan.bom)
    throw new ReportError(`${file.name}: the file is empty. Export it again, or take it out of report.yaml.`);
  if (scan.binary) throw new ReportError(`${file.name}: ${binarySentence(scan.binary)}`);
  const head = await readHead(file, scan);
  const delimiter = guessDelimiter(head);
  const rows = parseSample(head, delimiter, scan.bytes > sampleBytes);
  const headerIndex = kind
    ? findHeader(rows, kind)
    : rows.findIndex((row) => row.some((cell) => cell !== ""));
  const header = (rows[headerIndex] ?? []).map((cell) => cell.trim());
  if (header.every((cell) => cell === ""))
    throw new ReportError(`${file.name}: no header was found. The first row must name the columns.`);
  const tail = await readTail(file, scan);
  const body = [
    ...rows.slice(headerIndex + 1),
    ...(isWhole(rows, scan) ? [] : tailRows(tail, delimiter))
  ].filter((row) => !isIgnored(row, header));
  return {
    file,
    scan,
    delimiter,
    headerLine: headerIndex + 1,
    header,
    bulk: headerIndex === 0 && isBulkHeader(head, header) ? bulkPlan(scan, {header, delimiter, tail}) : null,
    sample: body
  };
}

/** Readers in bulk stumble over line feeds in a header, and over a quote before its line end. */
function isBulkHeader(head: string, header: readonly string[]): boolean {
  return !head.slice(0, head.indexOf("\n")).includes('"\r') && !header.some((cell) => cell.includes("\n"));
}

function bulkPlan(
  scan: FileScan,
  {header, delimiter, tail}: {header: readonly string[]; delimiter: string; tail: Tail}
): BulkPlan | null {
  if (scan.encoding !== "utf-8") return null;
  const footer = readFooter(tail, header, delimiter);
  if (footer === null) return null;
  return {
    rows: scan.records - 1 - scan.blankLines - footer.texts,
    ignored: scan.blankLines + footer.texts,
    ...(footer.lines > 0 ? {end: scan.bytes - footer.bytes} : {}),
    oneRowALine: scan.records === scan.lines && scan.blankLines === footer.lines - footer.texts
  };
}

interface Footer {
  readonly lines: number;
  readonly bytes: number;
  /** Lines that are not blank. */
  readonly texts: number;
}

/** The lines at the end of a file that are no rows; null where no end of them is in sight. */
function readFooter({text, whole}: Tail, header: readonly string[], delimiter: string): Footer | null {
  const lines = text.split(/(?<=\n)/);
  const first = whole ? 1 : 0;
  let at = lines.length;
  while (at > first && isFooterLine(lines[at - 1] ?? "", header, delimiter)) at -= 1;
  if (at === first && !whole) return null;
  const footer = lines.slice(at);
  return {
    lines: footer.length,
    bytes: Buffer.byteLength(footer.join("")),
    texts: footer.filter((line) => withoutEnd(line) !== "").length
  };
}

function withoutEnd(line: string): string {
  return line.replace(/\r?\n$/, "");
}

function isFooterLine(line: string, header: readonly string[], delimiter: string): boolean {
  const cells = Papa.parse<string[]>(withoutEnd(line), {delimiter}).data[0] ?? [""];
  return isIgnored(cells, header);
}

/** Reads and decodes a whole file. */
export async function decodeFile(path: string, {encoding, bom}: FileScan): Promise<string> {
  const bytes = await readFile(path);
  return decode(bytes.subarray(bom), encoding);
}

/** True for a row that is not data: blank, or a footer such as a grand total. */
export function isIgnored(row: readonly string[], header: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === "") || isFooter(row, header);
}

/** How the first cell of a footer begins, without regard to case; understood by JavaScript and by DuckDB. */
export const footerPattern = String.raw`^(grand )?totals?\b|^grand total|^sum(me)?\b|^total(t|e)?\b|^copyright\b|^confidential\b|^generated\b|^filtered by\b|^as of\b`;
const footerWords = new RegExp(footerPattern, "i");

function isFooter(row: readonly string[] | undefined, header: readonly string[]): boolean {
  if (row === undefined || header.length < 3) return false;
  const filled = row.filter((cell) => cell.trim() !== "");
  const first = row[0]?.trim() ?? "";
  return first !== "" && filled.length <= 2 && footerWords.test(first);
}

function binarySentence(binary: NonNullable<FileScan["binary"]>): string {
  switch (binary) {
    case "spreadsheet":
    case "old spreadsheet":
      return "this is a spreadsheet or zip file, not text. Save the sheet as CSV (UTF-8) and name that file.";
    case "gzip":
    case "zip":
      return "this file is compressed. Unpack it and name the file inside.";
    default:
      return "this is not a text file. Export it as CSV and name that file.";
  }
}

async function readHead(file: InputFile, scan: FileScan): Promise<string> {
  const length = Math.max(0, Math.min(sampleBytes, scan.bytes - scan.bom));
  return decode(await readRange(file.path, scan.bom, length), scan.encoding);
}

async function readRange(path: string, from: number, length: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    const buffer = Buffer.alloc(length);
    const {bytesRead} = await handle.read(buffer, 0, length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function decode(bytes: Buffer, encoding: FileScan["encoding"]): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** The delimiter that splits the first lines into the most equal rows of at least two cells. */
function guessDelimiter(head: string): string {
  const guess = Papa.parse<string[]>(head.slice(0, 16_384), {
    preview: 20,
    delimitersToGuess: delimiters,
    skipEmptyLines: true
  }).meta.delimiter;
  return delimiters.includes(guess) ? guess : ",";
}

function parseSample(text: string, delimiter: string, cut: boolean): string[][] {
  const {data} = Papa.parse<string[]>(text, {delimiter, header: false, preview: sampleRows});
  const last = data.at(-1);
  const endsBlank = last?.length === 1 && last[0] === "";
  return (cut && data.length < sampleRows) || endsBlank ? data.slice(0, -1) : data;
}

/** The end of a file from a line start on. */
interface Tail {
  readonly text: string;
  /** True where it is the whole file. */
  readonly whole: boolean;
}

async function readTail(file: InputFile, scan: FileScan): Promise<Tail> {
  const even = scan.encoding.startsWith("utf-16") ? 2 : 1;
  const from = Math.max(scan.bom, Math.floor((scan.bytes - tailBytes) / even) * even);
  const bytes = await readRange(file.path, from, scan.bytes - from);
  const whole = from === scan.bom;
  const start = whole || even === 2 ? 0 : bytes.indexOf("\n") + 1;
  return {text: decode(bytes.subarray(start), scan.encoding), whole};
}

function tailRows({text}: Tail, delimiter: string): string[][] {
  return parseSample(text.slice(text.indexOf("\n") + 1), delimiter, false);
}

/** True where the rows of a file's head are all that it has. */
function isWhole(rows: readonly unknown[], {bytes}: FileScan): boolean {
  return bytes <= sampleBytes && rows.length < sampleRows;
}

/** The first row that names a required column of the kind; else the first row with text. */
function findHeader(rows: readonly (readonly string[])[], kind: SourceKind): number {
  const known = new Set(
    Object.entries(kind.columns).flatMap(([name, column]) =>
      [name, ...(column.aliases ?? [])].map(normaliseHeader)
    )
  );
  const matches = (row: readonly string[]): number =>
    row.filter((cell) => known.has(normaliseHeader(cell))).length;
  const best = rows.slice(0, 40).reduce(
    (top, row, index) => {
      const count = matches(row);
      return count > top.count && count >= 2 ? {index, count} : top;
    },
    {index: -1, count: 0}
  );
  return best.index >= 0 ? best.index : rows.findIndex((row) => row.some((cell) => cell.trim() !== ""));
}
