/** Arguments of a metric: macro parameters by name. A missing or null argument keeps the macro's default. */
export type MetricArgs = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The name under which a call's rows are kept in a page's first view; the order of arguments does not matter. */
export function callKey(name: string, args: MetricArgs = {}): string {
  return `${name}(${given(args)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(",")})`;
}

/** The SQL of a metric call. Values are literals with quotes doubled, so text from a URL stays text. */
export function callSql(name: string, args: MetricArgs = {}): string {
  const parameters = given(args).map(([key, value]) => `${identifier(key)} := ${literal(value)}`);
  return `SELECT * FROM ${identifier(name)}(${parameters.join(", ")})`;
}

/** A DuckDB literal for a value; NULL for null and undefined. */
export function literal(value: string | number | boolean | Date | null | undefined): string {
  if (value === null || value === undefined) return "NULL";
  if (value instanceof Date) return `DATE '${value.toISOString().slice(0, 10)}'`;
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === "number" && !Number.isFinite(value)) return "NULL";
  return String(value);
}

type Value = string | number | boolean;

function given(args: MetricArgs): [string, Value][] {
  return Object.entries(args)
    .filter((entry): entry is [string, Value] => entry[1] !== null && entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function identifier(name: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name)) return name;
  throw new Error(`"${name}" is not a name of a metric or parameter; use small letters, digits and _.`);
}

/** What a SQL fence is known by: its text around the values that the page fills in. */
export function fenceKey(strings: readonly string[]): string {
  return strings.join("${}").trim();
}
