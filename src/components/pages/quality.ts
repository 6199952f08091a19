import type {CardContent} from "../card.js";
import type {Context} from "../piece.js";
import {tally, text, type Row, type Rows} from "../rows.js";
import type {TableOptions} from "../table.js";

type RowList = readonly Row[];

interface Totals {
  readonly files: number;
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly ignored: number;
}

/** The accounts of all files, and the proof that no row was lost. */
export function answer({files, notes}: {files: Rows; notes: Rows}, {format}: Context): string[] {
  const t = totals(files);
  if (t.files === 0) return ["No file was read."];
  const lost = t.read - t.accepted - t.rejected - t.ignored;
  const sum = `${format.count(t.accepted)} accepted + ${format.count(t.rejected)} rejected + ${format.count(t.ignored)} ignored = ${format.count(t.read)} rows read`;
  const share = `${format.percent(t.read === 0 ? null : t.accepted / t.read)} of ${format.plural(t.read, "row")} in ${format.plural(t.files, "file")} went into the figures`;
  return [
    `${share}; ${lost === 0 ? "no row was lost" : `${format.plural(Math.abs(lost), "row")} cannot be accounted for`}.`,
    `${sum}. ${format.plural(notes.length, "accepted row")} ${notes.length === 1 ? "has" : "have"} a doubt noted below.`
  ];
}

/** The totals over all files. */
export function totals(files: RowList): Totals {
  const sum = (column: string): number => files.reduce((total, row) => total + tally(row, column), 0);
  return {
    files: files.length,
    read: sum("rows_read"),
    accepted: sum("accepted"),
    rejected: sum("rejected"),
    ignored: sum("ignored")
  };
}

export function readCard(files: RowList, {format}: Context): CardContent {
  const t = totals(files);
  return {label: "Rows read", value: format.count(t.read), n: format.plural(t.files, "file")};
}

export function acceptedCard(files: RowList, {format}: Context): CardContent {
  const t = totals(files);
  const share = t.read === 0 ? null : t.accepted / t.read;
  return {label: "Accepted", value: format.count(t.accepted), n: `${format.percent(share)} of rows read`};
}

export function rejectedCard(files: RowList, {format}: Context): CardContent {
  const t = totals(files);
  return {
    label: "Rejected",
    value: format.count(t.rejected),
    n: `and ${format.count(t.ignored)} ignored, which are no data`,
    caveat: "Rejected rows are in no figure of this report."
  };
}

export function notesCard(notes: RowList, {format}: Context): CardContent {
  return {label: "Kept, with a doubt", value: format.count(notes.length), n: "rows that count as they are"};
}

const accounts: TableOptions["columns"] = [
  {column: "rows_read", heading: "Read", align: "right"},
  {column: "accepted", heading: "Accepted", align: "right"},
  {column: "rejected", heading: "Rejected", align: "right"},
  {column: "ignored", heading: "Ignored", align: "right"},
  {column: "rows_read", heading: "Adds up", write: (row) => (addsUp(row) ? "✓ yes" : "✗ no")}
];

/** The accounts by kind of source. */
export const kinds: TableOptions = {
  caption: "Rows of each kind of source",
  empty: "No file was read.",
  prepare: sumKinds,
  columns: [
    {column: "source", heading: "Kind", write: (row) => kindName(text(row, "source"))},
    {column: "files", heading: "Files", align: "right"},
    ...accounts
  ]
};

/** The accounts file by file. */
export const files: TableOptions = {
  caption: "Rows of each file",
  empty: "No file was read.",
  limit: 12,
  columns: [
    {column: "file", heading: "File"},
    {column: "source", heading: "Kind", write: (row) => kindName(text(row, "source"))},
    ...accounts
  ]
};

/** One row per kind with the sums of its files, in the order of the files. */
export function sumKinds(files: RowList): Row[] {
  const kindsOfFiles = [...new Set(files.map((row) => text(row, "source")))];
  return kindsOfFiles.map((source) => {
    const {files: n, read, ...rest} = totals(files.filter((row) => text(row, "source") === source));
    return {source, files: n, rows_read: read, ...rest};
  });
}

/** Whether read = accepted + rejected + ignored. */
export function addsUp(row: Row): boolean {
  return tally(row, "rows_read") === tally(row, "accepted") + tally(row, "rejected") + tally(row, "ignored");
}

const place: TableOptions["columns"] = [
  {column: "file", heading: "File"},
  {column: "line", heading: "Line", align: "right", write: (row) => text(row, "line") ?? "–"},
  {column: "column", heading: "Column"},
  {column: "value", heading: "Value", write: (row) => shortened(text(row, "value"))},
  {column: "message", heading: "Why"}
];

/** Rejects by rule, most frequent first. */
export const rules: TableOptions = {
  caption: "Rejected rows by rule",
  empty: "No row was rejected.",
  prepare: countRules,
  columns: [
    {column: "rule", heading: "Rule", write: (row) => ruleName(text(row, "rule"))},
    {column: "rows", heading: "Rows", align: "right"},
    {column: "files", heading: "Files", align: "right"},
    {column: "example", heading: "For example"}
  ]
};

/** One row per rule with its number of rows and files and the first message. */
export function countRules(rejects: RowList): Row[] {
  const byRule = new Map<string, {rows: number; files: Set<string>; example: string}>();
  for (const row of rejects) {
    const rule = text(row, "rule") ?? "not named";
    const known = byRule.get(rule) ?? {
      rows: 0,
      files: new Set<string>(),
      example: text(row, "message") ?? ""
    };
    known.rows += 1;
    known.files.add(text(row, "file") ?? "");
    byRule.set(rule, known);
  }
  return [...byRule]
    .map(([rule, {rows, files, example}]) => ({rule, rows, files: files.size, example}))
    .sort((a, b) => b.rows - a.rows);
}

/** Every rejected row. */
export const rejects: TableOptions = {
  caption: "Rejected rows",
  empty: "No row was rejected.",
  limit: 25,
  columns: place
};

/** Every row that was kept and flagged. */
export const notes: TableOptions = {
  caption: "Rows kept with a note",
  empty: "No row was flagged.",
  limit: 25,
  columns: place
};

/** "web_traffic" → "Web traffic", "ssi" → "SSI" */
export function kindName(kind: string | null): string {
  return kind === "ssi" ? "SSI" : ruleName(kind);
}

/** "duplicate_key" → "Duplicate key" */
export function ruleName(rule: string | null): string {
  const words = (rule ?? "not named").replaceAll("_", " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function shortened(value: string | null): string {
  if (value === null || value === "") return "(empty)";
  return value.length > 120 ? `${value.slice(0, 120)}…` : value;
}
