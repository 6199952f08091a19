import Papa from "papaparse";
import {headText, textParts} from "./decode.js";
import type {KnownNames} from "./names.js";
import {RowReader, type ReaderOptions} from "./reader.js";
import type {Row} from "./row.js";
import type {FileScan} from "./scan.js";
import {findTable, type TableChoice, type TablePlace} from "./tables.js";

const sampleBytes = 256 * 1024;
const delimiters = [",", ";", "\t", "|"];

/** How a text file is laid out. */
export interface TextLayout {
  readonly delimiter: string;
  readonly table: TablePlace | undefined;
  /** The first rows of the file. */
  readonly head: readonly Row[];
  /** True where these are all rows. */
  readonly whole: boolean;
}

/** Finds the delimiter that gives the table whose header names most columns; of equals the likeliest, by how even the rows are. */
export async function layoutOf(
  path: string,
  scan: FileScan,
  {delimiter, required, ...choice}: TableChoice & {delimiter?: string; required: number}
): Promise<TextLayout> {
  const text = await headText(path, scan, sampleBytes);
  const whole = scan.bytes - scan.bom <= sampleBytes;
  const layout = (each: string): TextLayout => {
    const head = rowsOf(text, each, whole);
    return {delimiter: each, head, whole, table: findTable(head, choice)};
  };
  if (delimiter !== undefined) return layout(delimiter);
  const likeliest = guessDelimiter(text);
  const first = layout(likeliest);
  if (isSure(first, choice.names, required)) return first;
  const others = delimiters.filter((each) => each !== likeliest && text.includes(each)).map(layout);
  return others.reduce((top, each) => (score(each) > score(top) ? each : top), first);
}

/** Every row of a text file from the top, in parts. */
export async function* textRows(
  path: string,
  scan: FileScan,
  options: ReaderOptions
): AsyncGenerator<readonly Row[]> {
  const reader = new RowReader(options);
  for await (const part of textParts(path, scan)) yield reader.push(part);
  yield reader.end();
}

function isSure({table}: TextLayout, names: KnownNames | undefined, required: number): boolean {
  if (!table) return false;
  return names ? table.named >= Math.max(2, required) : table.header.length > 1;
}

function score({table}: TextLayout): number {
  return table ? table.named * 1000 + Math.min(table.header.length, 999) : -1;
}

function rowsOf(text: string, delimiter: string, whole: boolean): Row[] {
  const reader = new RowReader({delimiter});
  const rows = reader.push(text);
  return whole ? [...rows, ...reader.end()] : rows.length > 0 ? rows : reader.end();
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
