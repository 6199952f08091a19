import {readFile} from "node:fs/promises";
import {ReportError} from "../errors.js";
import {headText, textParts} from "./decode.js";
import {RowReader} from "./reader.js";
import {checkWidth, type Row} from "./row.js";
import type {FileScan} from "./scan.js";

const mostArrayBytes = 64 * 2 ** 20;
const headBytes = 256 * 1024;

/** A list of JSON objects, or one object a line, as a header (line 0) and rows; what is nested stays JSON. */
export async function* jsonRows(path: string, scan: FileScan, name: string): AsyncGenerator<readonly Row[]> {
  const head = (await headText(path, scan, headBytes)).trimStart();
  if (head.startsWith("[")) yield* arrayRows(path, scan, name);
  else yield* lineRows(path, scan, {head, name});
}

type Item = Readonly<Record<string, unknown>>;

async function* arrayRows(path: string, scan: FileScan, name: string): AsyncGenerator<readonly Row[]> {
  if (scan.bytes > mostArrayBytes)
    throw new ReportError(
      `${name}: JSON lists over 64 MB are not read. Export it as CSV, or one object a line.`
    );
  const items = parseJson((await readFile(path)).subarray(scan.bom).toString("utf8"), name, 1);
  const list = Array.isArray(items) ? items : [items];
  const keys = keysOf(list.filter(isItem), name);
  yield [{line: 0, cells: keys}, ...list.map((item, index) => rowOf(item, {keys, line: index + 1, name}))];
}

async function* lineRows(
  path: string,
  scan: FileScan,
  {head, name}: {head: string; name: string}
): AsyncGenerator<readonly Row[]> {
  const keys = keysOf(firstItems(head), name);
  yield [{line: 0, cells: keys}];
  const reader = new RowReader({delimiter: "\u0001", quotes: false, name});
  const rows = (lines: readonly Row[]): Row[] =>
    lines.map(({line, cells}) => {
      const text = cells.join("\u0001");
      return text.trim() === "" ? {line, cells: []} : rowOf(parseJson(text, name, line), {keys, line, name});
    });
  for await (const part of textParts(path, scan)) yield rows(reader.push(part));
  yield rows(reader.end());
}

/** The objects of the first lines; a line that the end of the head cuts is left out. */
function firstItems(head: string): Item[] {
  const items: Item[] = [];
  for (const line of head.split("\n")) {
    try {
      const item: unknown = JSON.parse(line);
      if (isItem(item)) items.push(item);
    } catch {
      continue;
    }
  }
  return items;
}

function keysOf(items: readonly Item[], name: string): string[] {
  const keys = [...new Set(items.slice(0, 1000).flatMap((item) => Object.keys(item)))];
  checkWidth(keys.length, name);
  return keys;
}

function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string, name: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ReportError(`${name} line ${line}: this is not valid JSON. Export it again, or as CSV.`);
  }
}

function rowOf(
  item: unknown,
  {keys, line, name}: {keys: readonly string[]; line: number; name: string}
): Row {
  if (!isItem(item))
    throw new ReportError(
      `${name} line ${line}: expected an object with the columns as keys. Export it as CSV.`
    );
  return {line, cells: keys.map((key) => cellOf(item[key]))};
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
