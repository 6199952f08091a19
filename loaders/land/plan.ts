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
  /** True where the whole file is header and rows, one row a line, so that a bulk reader can take it as it is. */
  readonly plain: boolean;
  /** First and last rows of the body, to find number and date formats from. */
  readonly sample: readonly (readonly string[])[];
}

const sampleBytes = 256 * 1024;
const delimiters = [",", ";", "\t", "|"];

/** Finds delimiter, header and sample rows. Throws a ReportError for a file that holds no table. */
export async function planFile(file: InputFile, scan: FileScan, kind?: SourceKind): Promise<FilePlan> {
  if (scan.bytes === scan.bom)
    throw new ReportError(`${file.name}: the file is empty. Export it again, or take it out of report.yaml.`);
  if (scan.binary) throw new ReportError(`${file.name}: ${binarySentence(scan.binary)}`);
  const head = await decodeRange(file.path, scan, 0, sampleBytes);
  const delimiter = guessDelimiter(head);
  const rows = parseSample(head, delimiter, scan.bytes > sampleBytes);
  const headerIndex = kind
    ? findHeader(rows, kind)
    : rows.findIndex((row) => row.some((cell) => cell !== ""));
  const header = (rows[headerIndex] ?? []).map((cell) => cell.trim());
  if (header.every((cell) => cell === ""))
    throw new ReportError(`${file.name}: no header was found. The first row must name the columns.`);
  const tail = await tailRows(file, scan, delimiter);
  const body = [...rows.slice(headerIndex + 1), ...tail].filter((row) => !isIgnored(row, header));
  return {
    file,
    scan,
    delimiter,
    headerLine: headerIndex + 1,
    header,
    plain:
      scan.encoding === "utf-8" &&
      scan.blankLines === 0 &&
      headerIndex === 0 &&
      !isFooter(lastLine(rows, tail), header) &&
      !head.slice(0, head.indexOf("\n")).includes('"\r'),
    sample: body
  };
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

const footerWords =
  /^(grand )?totals?\b|^grand total|^sum(me)?\b|^total(t|e)?\b|^copyright\b|^confidential\b|^generated\b|^filtered by\b|^as of\b/i;

function isFooter(row: readonly string[] | undefined, header: readonly string[]): boolean {
  if (row === undefined || header.length < 3) return false;
  const filled = row.filter((cell) => cell.trim() !== "");
  const first = row[0]?.trim() ?? "";
  return first !== "" && filled.length <= 2 && footerWords.test(first);
}

function lastLine(
  rows: readonly (readonly string[])[],
  tail: readonly (readonly string[])[]
): readonly string[] | undefined {
  return (tail.length > 0 ? tail : rows).at(-1);
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

async function decodeRange(path: string, scan: FileScan, from: number, length: number): Promise<string> {
  const handle = await open(path);
  try {
    const start = Math.max(from, scan.bom);
    const buffer = Buffer.alloc(Math.max(0, Math.min(length, scan.bytes - start)));
    await handle.read(buffer, 0, buffer.length, start);
    return decode(buffer, scan.encoding);
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
  const {data} = Papa.parse<string[]>(text, {delimiter, header: false});
  const last = data.at(-1);
  const endsBlank = last?.length === 1 && last[0] === "";
  return cut || endsBlank ? data.slice(0, -1) : data;
}

async function tailRows(file: InputFile, scan: FileScan, delimiter: string): Promise<string[][]> {
  if (scan.bytes <= sampleBytes) return [];
  const even = scan.encoding.startsWith("utf-16") ? 2 : 1;
  const from = Math.floor((scan.bytes - 32_768) / even) * even;
  const text = await decodeRange(file.path, scan, from, 32_768);
  return parseSample(text.slice(text.indexOf("\n") + 1), delimiter, false);
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
