import {ReportError, listed, listedBriefly, nearest} from "../errors.js";
import type {SourceKind} from "../sources/define.js";
import {foldHeader} from "./names.js";

/** What is asked of a header besides what the kind itself knows. */
export interface ColumnRequest {
  /** The file, and the line of its header, for messages. */
  readonly file: string;
  readonly line: number;
  /** Header texts that settings give, by column of the kind. */
  readonly columns: Readonly<Record<string, string>>;
  /** Header texts that a preset gives, by column of the kind: the first one found is taken. */
  readonly known?: Readonly<Record<string, readonly string[]>>;
  /** Columns whose value is the same for all rows and is not looked for. */
  readonly set?: ReadonlySet<string>;
  /** The place of a column's line in report.yaml, for messages. */
  readonly place: (column: string) => string;
}

/** Columns of the kind with their place in the header, and headers that nothing is read from. */
export interface ColumnMap {
  readonly indexes: ReadonlyMap<string, number>;
  readonly unread: readonly string[];
}

/**
 * Which column of the file holds each column of the kind: what settings say, else what a preset says, else the
 * column's own name, else one of its aliases. Throws a ReportError for headers that are not there.
 */
export function mapColumns(kind: SourceKind, header: readonly string[], request: ColumnRequest): ColumnMap {
  const {columns, known = {}, set = new Set()} = request;
  const problems: string[] = [];
  const indexes = new Map<string, number>();
  for (const [column, text] of Object.entries(columns)) {
    const index = findHeader(header, text);
    if (index >= 0) indexes.set(column, index);
    else problems.push(notThere(column, text, header, request));
  }
  const open = Object.entries(kind.columns).filter(
    ([column, {derived}]) => derived === undefined && !(column in columns) && !set.has(column)
  );
  for (const [column] of open) {
    const index = firstOf(header, known[column] ?? []);
    if (index !== undefined) indexes.set(column, index);
  }
  for (const [column, {aliases = []}] of open) {
    if (indexes.has(column)) continue;
    const taken = new Set(indexes.values());
    const index = firstOf(header, [column]) ?? firstOf(header, aliases, taken);
    if (index !== undefined) indexes.set(column, index);
  }
  for (const [column, {named = []}] of open) {
    const index = firstOf(header, named);
    if (index !== undefined) indexes.set(column, index);
  }
  for (const [column, {required}] of open)
    if (required && !indexes.has(column)) problems.push(missing(kind, column, header, request));
  if (problems.length > 0) throw new ReportError(problems);
  const used = new Set(indexes.values());
  return {indexes, unread: header.filter((cell, index) => cell !== "" && !used.has(index))};
}

function firstOf(
  header: readonly string[],
  texts: readonly string[],
  taken: ReadonlySet<number> = new Set()
): number | undefined {
  return texts.map((text) => findHeader(header, text)).find((index) => index >= 0 && !taken.has(index));
}

/** The place of a header, compared without case, accents and punctuation where it is not there as written. */
function findHeader(header: readonly string[], text: string): number {
  const exact = header.indexOf(text);
  if (exact >= 0) return exact;
  const wanted = foldHeader(text);
  return header.findIndex((cell) => foldHeader(cell) === wanted);
}

function notThere(
  column: string,
  text: string,
  header: readonly string[],
  {file, place}: ColumnRequest
): string {
  const near = nearest(text, header);
  const hint = near ? `Did you mean "${near}"?` : `It has: ${filled(header)}.`;
  return `${place(column)}: ${file} has no column "${text}". ${hint}`;
}

/** Texts that a message names; the documentation lists all. */
const mostNamed = 8;

function missing(
  kind: SourceKind,
  column: string,
  header: readonly string[],
  {file, line}: ColumnRequest
): string {
  const all = [column, ...(kind.columns[column]?.aliases ?? [])];
  const texts =
    all.length > mostNamed ? `${all.slice(0, mostNamed).join(", ")} and others` : listed(all, "or");
  const mend =
    kind.columns[column]?.references === "sellers"
      ? `Name it in report.yaml: columns: {${column}: "…"}, or write seller_from: file_name where each file is one seller's.`
      : `Name it in report.yaml: columns: {${column}: "…"}.`;
  return `${file} line ${line}: no column for ${column} (looked for ${texts}). It has: ${filled(header)}. ${mend}`;
}

function filled(header: readonly string[]): string {
  return listedBriefly(header.filter((cell) => cell !== ""));
}
