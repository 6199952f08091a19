/** A result: its columns, and its rows as arrays of plain values. */
export interface Answer {
  columns: {name: string; type: string}[];
  rows: unknown[][];
}

/** As much of an Arrow type as is used here. */
export interface ArrowType {
  toString(): string;
  scale?: number;
  precision?: number;
  timezone?: string | null;
  children?: readonly ArrowField[] | null;
  dictionary?: ArrowType;
}

export interface ArrowField {
  name: string;
  type: ArrowType;
}

/** As much of an Arrow table as is used here. */
export interface ArrowTable {
  numRows: number;
  schema: {fields: readonly ArrowField[]};
  getChildAt(index: number): Iterable<unknown> | null;
}

/**
 * The one place where results of the engine become plain values. DATE and TIMESTAMP become a Date (a DATE at
 * midnight UTC); BIGINT, HUGEINT and DECIMAL a number, rounded where a double cannot hold it; TIME its
 * microseconds; a list an array; a struct an object. NULL stays null.
 */
export function toAnswer(table: ArrowTable): Answer {
  const {fields} = table.schema;
  const rows = Array.from({length: table.numRows}, () => new Array<unknown>(fields.length).fill(null));
  for (const [index, {type}] of fields.entries()) fillColumn(rows, index, table.getChildAt(index), type);
  return {columns: fields.map(({name, type}) => ({name, type: typeName(type)})), rows};
}

function fillColumn(
  rows: unknown[][],
  index: number,
  values: Iterable<unknown> | null,
  type: ArrowType
): void {
  const convert = converterOf(type);
  let row = 0;
  for (const value of values ?? []) {
    const cells = rows[row];
    if (cells && value !== null) cells[index] = convert(value);
    row += 1;
  }
}

export type Converter = (value: unknown) => unknown;

/** Turns a value of a type that is not null into a plain one; see `toAnswer`. */
export function converterOf(type: ArrowType): Converter {
  const name = kindOf(type);
  if (name === "Date" || name === "Timestamp") return (value) => new Date(value as number);
  if (name === "Int64" || name === "Uint64" || name === "Time") return Number;
  if (name === "Decimal") return (value) => decimal(value as Uint32Array, type.scale ?? 0);
  if (name === "Dictionary" && type.dictionary) return converterOf(type.dictionary);
  if (name === "List" || name === "FixedSizeList") return listConverter(type);
  if (name === "Struct") return structConverter(type);
  return (value) => value;
}

/** "Timestamp" for "Timestamp<MICROSECOND>", "Decimal" for "Decimal[10e+2]". */
function kindOf(type: ArrowType): string {
  return /^\w+?(?=\d*[<[{(]|$)/.exec(String(type))?.[0].replace(/^Date\d+$/, "Date") ?? "";
}

function listConverter({children}: ArrowType): Converter {
  const convert = orNull(converterOf(children![0]!.type));
  return (value) => Array.from(value as Iterable<unknown>, convert);
}

function structConverter({children}: ArrowType): Converter {
  const fields = (children ?? []).map(({name, type}) => ({name, convert: orNull(converterOf(type))}));
  return (value) =>
    Object.fromEntries(
      fields.map(({name, convert}) => [name, convert((value as Record<string, unknown>)[name])])
    );
}

function orNull(convert: Converter): Converter {
  return (value) => (value === null || value === undefined ? null : convert(value));
}

/** A 128-bit two's complement number, its lowest 32 bits first. */
function decimal(words: Uint32Array, scale: number): number {
  const unsigned = words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  return Number(BigInt.asIntN(words.length * 32, unsigned)) / 10 ** scale;
}

const typeNames: Record<string, string> = {
  Bool: "BOOLEAN",
  Int8: "TINYINT",
  Int16: "SMALLINT",
  Int32: "INTEGER",
  Int64: "BIGINT",
  Uint8: "UTINYINT",
  Uint16: "USMALLINT",
  Uint32: "UINTEGER",
  Uint64: "UBIGINT",
  Float32: "FLOAT",
  Float64: "DOUBLE",
  Utf8: "VARCHAR",
  LargeUtf8: "VARCHAR",
  Binary: "BLOB",
  Date: "DATE",
  Timestamp: "TIMESTAMP",
  Interval: "INTERVAL",
  Null: "NULL",
  Struct: "STRUCT",
  Map: "MAP"
};

/** A type as DuckDB names it. A HUGEINT arrives as the DECIMAL(38,0) that it is handed over as. */
export function typeName(type: ArrowType): string {
  const name = kindOf(type);
  if (name === "Decimal") return `DECIMAL(${type.precision},${type.scale})`;
  if (name === "Timestamp" && type.timezone) return "TIMESTAMP WITH TIME ZONE";
  if (name === "Dictionary" && type.dictionary) return typeName(type.dictionary);
  if (name.endsWith("List") && type.children?.[0]) return `${typeName(type.children[0].type)}[]`;
  return typeNames[name] ?? name.toUpperCase();
}
