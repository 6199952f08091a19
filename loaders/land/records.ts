import {createWriteStream} from "node:fs";
import {once} from "node:events";
import Papa from "papaparse";
import {ReportError} from "../errors.js";
import {decodeFile, isIgnored, type FilePlan} from "./plan.js";

/** What rewriting a file found. */
export interface Records {
  /** Data rows written. */
  readonly rows: number;
  /** Blank and footer rows left out. */
  readonly ignored: number;
}

const largestText = 400 * 1024 * 1024;

/**
 * Rewrites a file that a bulk reader would not take as it is (preamble, footers, blank lines, cells with line
 * feeds, other encodings) into plain CSV: the line each row starts at, a fault or nothing, then the cells.
 */
export async function writeRecords(plan: FilePlan, target: string): Promise<Records> {
  if (plan.scan.bytes > largestText)
    throw new ReportError(
      `${plan.file.name}: files over 400 MB must have one row a line, no preamble and no footer. Split the file.`
    );
  const text = await decodeFile(plan.file.path, plan.scan);
  const out = createWriteStream(target, {encoding: "utf8"});
  let buffered: string[] = [];
  let rows = 0;
  let ignored = 0;
  for (const record of records(text, plan)) {
    if (isIgnored(record.cells, plan.header)) {
      ignored += 1;
      continue;
    }
    rows += 1;
    buffered.push(plainLine(record, plan.header.length));
    if (buffered.length >= 4096) {
      if (!out.write(buffered.join(""))) await once(out, "drain");
      buffered = [];
    }
  }
  out.end(buffered.join(""));
  await once(out, "close");
  return {rows, ignored};
}

interface SourceRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Every record below the header with the line it starts at. A quote that is never closed is read as a plain character. */
function* records(text: string, plan: FilePlan): Generator<SourceRecord> {
  const {delimiter, headerLine} = plan;
  const {data, errors} = Papa.parse<string[]>(text, {delimiter});
  const broken = errors.find((error) => error.code === "MissingQuotes")?.row;
  let line = 1;
  for (const [index, cells] of data.entries()) {
    if (index === broken) break;
    const last = index === data.length - 1 && cells.length === 1 && cells[0] === "";
    if (line > headerLine && !last) yield {line, cells};
    line += 1 + lineFeedsIn(cells);
  }
  if (broken === undefined) return;
  const rest = text
    .split("\n")
    .slice(line - 1)
    .join("\n");
  const loose = Papa.parse<string[]>(rest, {delimiter, quoteChar: "\u0000"}).data;
  for (const [index, cells] of loose.entries()) {
    if (index === loose.length - 1 && cells.length === 1 && cells[0] === "") break;
    if (line > headerLine) yield {line, cells: cells.map(unquote)};
    line += 1;
  }
}

function lineFeedsIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells)
    for (let at = cell.indexOf("\n"); at !== -1; at = cell.indexOf("\n", at + 1)) count += 1;
  return count;
}

function unquote(cell: string): string {
  return cell.replace(/^"|"$/g, "").replaceAll('""', '"');
}

function plainLine({line, cells}: SourceRecord, width: number): string {
  const extra = cells.slice(width).some((cell) => cell.trim() !== "");
  const fitted = Array.from({length: width}, (_, index) => quoted(cells[index] ?? ""));
  return `${line},${extra ? "too_many_fields" : ""},${fitted.join(",")}\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
