import type {Column, Rule, SourceKind} from "../sources/define.js";
import {quoteName, quoteText} from "../sql.js";
import type {Workspace} from "../workspace.js";
import {parseFault} from "./parse.js";

/** A way a row can fail or be flagged; its number marks rows in the stage table. */
export interface Check {
  readonly rule: string;
  readonly column: string;
  readonly message: string;
}

/** What a column's values are stored as. */
export const storedTypes = {
  text: "VARCHAR",
  number: "DOUBLE",
  integer: "BIGINT",
  date: "DATE",
  duration: "DOUBLE",
  boolean: "BOOLEAN",
  category: "VARCHAR"
} as const;

/** The columns of a kind that are read. */
export function stagedColumns(kind: SourceKind): [string, Column][] {
  return Object.entries(kind.columns).filter(([, column]) => !column.dropped);
}

/** Marks of rows that are blank, and of rows with more cells than the header. */
export const blankRow = 255;
export const tooManyFields = 254;
/** Mark of rows that have to be looked at again; none is left in the end. */
export const unclearRow = 253;
/** Mark of rows that parsed, and were rejected for what they say. */
export const rejectedRow = 252;

/** Faults that show while parsing, in the order in which they are looked for. */
export function parseChecks(kind: SourceKind): Check[] {
  return stagedColumns(kind).flatMap(([name, column]) => {
    const missing = column.required
      ? [{rule: "missing", column: name, message: `The row has no ${name}. Fill it in at its source.`}]
      : [];
    const fault = parseFault(column.type);
    return [...missing, ...(fault ? [{...fault, column: name}] : [])];
  });
}

/** A rule's condition as SQL. */
export function conditionSql({when}: Rule, {asOf, currency}: Workspace): string {
  const condition = when
    .replaceAll("as_of", `DATE '${asOf}'`)
    .replaceAll("report_currency", quoteText(currency));
  return `(${condition})`;
}

/** Checks as the relation c(code, rule, name, message); without a code of its own, a check's place is its code. */
export function checksSql(checks: readonly (Check & {readonly code?: number})[]): string {
  const rows = checks.map(
    ({code, rule, column, message}, place) =>
      `(${code ?? place}, ${quoteText(rule)}, ${quoteText(column)}, ${quoteText(message)})`
  );
  return `(VALUES ${rows.join(", ")}) c(code, rule, name, message)`;
}

/** Columns whose texts are read: the staged ones, and dropped ones that another column is computed from. */
export function readColumns(kind: SourceKind): string[] {
  const staged = stagedColumns(kind);
  const used = staged.flatMap(([, {derived = ""}]) =>
    [...derived.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name)
  );
  return [...new Set([...staged.map(([name]) => name), ...used])];
}

/** The value that a message may show: none where it could be another person's. */
export function valueSql(kind: SourceKind, {column, value}: Pick<Rule, "column" | "value">): string {
  if (kind.personal) return "NULL";
  if (value !== undefined) return value;
  const text = `CAST(${quoteName(column)} AS VARCHAR)`;
  return kind.columns[column]?.type === "number" ? `regexp_replace(${text}, '\\.0$', '')` : text;
}

const longestShown = 200;

/** A text as messages show it, cut where it is long; a column of pages of text would otherwise fill the report. */
export function shownSql(text: string): string {
  return `CASE WHEN length(${text}) > ${longestShown} THEN left(${text}, ${longestShown - 1}) || '…' ELSE ${text} END`;
}
