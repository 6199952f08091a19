/** A cell of a result. Dates are at midnight UTC. */
export type Value = string | number | boolean | Date | null;
export type Row = Readonly<Record<string, Value>>;

export interface Column {
  readonly name: string;
  readonly type: string;
}

/** A result as it is stored and as the engine returns it: columns, and rows as arrays. */
export interface Answer {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Rows as objects; the names of the columns, their types and the SQL come along without being enumerable. */
export interface Rows extends ReadonlyArray<Row> {
  readonly columns: readonly string[];
  readonly types: readonly string[];
  /** The metric's name, or "query". */
  readonly name: string;
  readonly sql: string;
}

/** Rows as objects from a result; dates become Date, big integers numbers, undefined null. */
export function toRows({columns, rows}: Answer, {name, sql}: {name: string; sql: string}): Rows {
  const objects = rows.map((row) =>
    Object.fromEntries(columns.map((column, i) => [column.name, toValue(row[i], column.type)]))
  );
  const hidden = {columns: columns.map((c) => c.name), types: columns.map((c) => c.type), name, sql};
  for (const [key, value] of Object.entries(hidden)) {
    Object.defineProperty(objects, key, {value, enumerable: false});
  }
  return objects as unknown as Rows;
}

/** The number in a column; null where there is none. A column that is not there is an error, never 0. */
export function number(row: Row, column: string): number | null {
  const value = field(row, column);
  if (value === null) return null;
  if (typeof value !== "number")
    throw new TypeError(`Column "${column}" holds no number but ${typeof value}.`);
  return Number.isFinite(value) ? value : null;
}

/** The number in a column that counts things and so is never null. */
export function tally(row: Row, column: string): number {
  return number(row, column) ?? 0;
}

/** The text in a column; null where there is none. */
export function text(row: Row, column: string): string | null {
  const value = field(row, column);
  return value === null ? null : value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

/** The date in a column. */
export function date(row: Row, column: string): Date {
  const value = field(row, column);
  if (value instanceof Date) return value;
  throw new TypeError(`Column "${column}" holds no date but ${value === null ? "nothing" : typeof value}.`);
}

/** Any value in a column; a column that is not there is an error. */
export function field(row: Row, column: string): Value {
  const value = Object.hasOwn(row, column) ? row[column] : undefined;
  if (value !== undefined) return value;
  throw new Error(`There is no column "${column}"; there are: ${Object.keys(row).join(", ")}.`);
}

function toValue(value: unknown, type: string): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return Number(value);
  if (/^(DATE|TIMESTAMP)/i.test(type)) return toDate(value);
  if (value instanceof Date || typeof value === "number" || typeof value === "boolean") return value;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function toDate(value: unknown): Date | null {
  const parsed =
    typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value)
      ? new Date(`${value}T00:00:00Z`)
      : new Date(value as string | number | Date);
  return Number.isNaN(parsed.getTime()) ? null : parsed;
}
