import {type ArrowType, converterOf, typeName} from "../engine/to-answer.js";

/** As much of an Arrow record batch as is used here. */
export interface Batch {
  readonly numRows: number;
  readonly schema: {readonly fields: readonly {readonly name: string; readonly type: ArrowType}[]};
  getChildAt(index: number): Vector | null;
}

export interface Vector {
  get(row: number): unknown;
  readonly nullCount: number;
}

/** The rows of a query as the engine gave them: columns in batches, turned into values one cell at a time. */
export interface Result {
  readonly columns: readonly {readonly name: string; readonly type: string}[];
  readonly length: number;
  /** Whether there would have been more rows than are kept. */
  readonly cut: boolean;
  /** The value of a cell: number, text, truth, Date, null, or what a list or struct holds. */
  value(row: number, column: number): unknown;
}

/** A result of batches that all have the same columns, up to `limit` rows. `fields` are those of the columns. */
export function resultOf(
  batches: readonly Batch[],
  {limit = Infinity, fields = batches[0]?.schema.fields ?? []} = {}
): Result {
  const full = batches.filter(({numRows}) => numRows > 0);
  const starts = startsOf(full);
  const converters = fields.map(({type}) => converterOf(type));
  const vectors = fields.map((_, column) => full.map((batch) => batch.getChildAt(column)));
  const rows = full.reduce((sum, {numRows}) => sum + numRows, 0);
  return {
    columns: fields.map(({name, type}) => ({name, type: typeName(type)})),
    length: Math.min(rows, limit),
    cut: rows > limit,
    value(row, column) {
      const batch = lastAtMost(starts, row);
      const value = vectors[column]?.[batch]?.get(row - (starts[batch] ?? 0)) ?? null;
      return value === null ? null : (converters[column]?.(value) ?? null);
    }
  };
}

/** A result of plain rows, as an input file or a test has them. */
export function resultOfRows(columns: Result["columns"], rows: readonly (readonly unknown[])[]): Result {
  return {columns, length: rows.length, cut: false, value: (row, column) => rows[row]?.[column] ?? null};
}

function startsOf(batches: readonly Batch[]): Float64Array {
  const starts = new Float64Array(batches.length);
  batches.forEach(({numRows}, i) => (starts[i + 1] = (starts[i] ?? 0) + numRows));
  return starts;
}

/** Index of the last start that is not beyond a row. */
function lastAtMost(starts: Float64Array, row: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The rows in the order of a column, as their numbers; missing values come last in either direction. */
export function sortedRows(result: Result, column: number, descending: boolean): Uint32Array {
  const keys = sortKeys(result, column);
  const sign = descending ? -1 : 1;
  const present = Uint32Array.from(keys.keys()).filter((row) => !Number.isNaN(keys[row]));
  const absent = Uint32Array.from(keys.keys()).filter((row) => Number.isNaN(keys[row]));
  present.sort((a, b) => sign * ((keys[a] ?? 0) - (keys[b] ?? 0)) || a - b);
  const order = new Uint32Array(result.length);
  order.set(present);
  order.set(absent, present.length);
  return order;
}

/** A number for each row that sorts as its value does; NaN where there is none. */
function sortKeys(result: Result, column: number): Float64Array {
  const keys = new Float64Array(result.length);
  const texts = new Map<string, number>();
  const order: string[] = [];
  for (let row = 0; row < keys.length; ++row) {
    const value = result.value(row, column);
    if (value === null) keys[row] = NaN;
    else if (typeof value === "number" || typeof value === "boolean") keys[row] = Number(value);
    else if (value instanceof Date) keys[row] = value.getTime();
    else {
      const text = cellText(value);
      let code = texts.get(text);
      if (code === undefined) texts.set(text, (code = order.push(text) - 1));
      keys[row] = code;
    }
  }
  return order.length === 0 ? keys : ranked(keys, order);
}

/** Beyond this many different texts they are sorted by their letters' numbers, which is much quicker. */
const politeSort = 50_000;

function ranked(codes: Float64Array, texts: readonly string[]): Float64Array {
  const {compare} = new Intl.Collator(undefined, {numeric: true});
  const byLetters = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  const each = texts.length > politeSort ? byLetters : compare;
  const ranks = new Float64Array(texts.length);
  texts
    .map((text, code) => ({text, code}))
    .sort((a, b) => each(a.text, b.text))
    .forEach(({code}, rank) => (ranks[code] = rank));
  return codes.map((code) => (Number.isNaN(code) ? NaN : (ranks[code] ?? NaN)));
}

/** A value as plain text, for copying and comparing; dates as YYYY-MM-DD, with the time where there is one. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/T00:00:00\.000Z$/, "")
      .replace("T", " ")
      .replace(/Z$/, "");
  if (typeof value === "string") return value;
  const plain = typeof value === "number" || typeof value === "boolean" || typeof value === "bigint";
  return plain ? String(value) : JSON.stringify(value, bigAsText);
}

function bigAsText(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
