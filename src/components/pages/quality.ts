import type {CardContent} from "../card.js";
import {coverageHeatmap} from "../charts/coverage.js";
import {list} from "../format.js";
import type {Finding, FrameOptions} from "../frame.js";
import type {Context} from "../piece.js";
import {number, tally, text, total, type Row, type Rows} from "../rows.js";
import type {TableContext, TableOptions} from "../table.js";

type RowList = readonly Row[];

interface Totals {
  readonly files: number;
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly ignored: number;
  readonly duplicates: number;
}

/** The accounts of all files, and the proof that no row was lost. */
export function answer({files, notes}: {files: Rows; notes: Rows}, {format}: Context): string[] {
  const t = totals(files);
  if (t.files === 0) return ["No file was read."];
  const lost = t.read - t.accepted - t.rejected - t.ignored;
  const twice = t.duplicates > 0 ? ` (${format.count(t.duplicates)} of them duplicates)` : "";
  const sum = `${format.count(t.accepted)} accepted + ${format.count(t.rejected)} rejected${twice} + ${format.count(t.ignored)} ignored = ${format.count(t.read)} rows read`;
  const data = t.read - t.ignored;
  const share = `${format.percent(data === 0 ? null : t.accepted / data)} of ${format.plural(data, "row")} of data in ${format.plural(t.files, "file")} went into the figures`;
  return [
    `${share}; ${lost === 0 ? "no row was lost" : `${format.plural(Math.abs(lost), "row")} cannot be accounted for`}.`,
    `${sum}. ${format.plural(notes.length, "accepted row")} ${notes.length === 1 ? "has" : "have"} a doubt noted below.`
  ];
}

/** The totals over all files. */
export function totals(files: RowList): Totals {
  const sum = (column: string): number => total(files, column);
  return {
    files: files.length,
    read: sum("rows_read"),
    accepted: sum("accepted"),
    rejected: sum("rejected"),
    ignored: sum("ignored"),
    duplicates: sum("duplicates")
  };
}

export function readCard(files: RowList, {format}: Context): CardContent {
  const t = totals(files);
  return {label: "Rows read", value: format.count(t.read), n: format.plural(t.files, "file")};
}

export function acceptedCard(files: RowList, {format}: Context): CardContent {
  const t = totals(files);
  const data = t.read - t.ignored;
  const share = data === 0 ? null : t.accepted / data;
  return {label: "Accepted", value: format.count(t.accepted), n: `${format.percent(share)} of rows of data`};
}

export function rejectedCard(files: RowList, {format}: Context): CardContent {
  const t = totals(files);
  return {
    label: "Rejected",
    value: format.count(t.rejected),
    n: `of which ${format.count(t.duplicates)} duplicates; ${format.count(t.ignored)} more ignored, which are no data`,
    caveat: "Rejected rows are in no figure of this report. A duplicate counts once, where it was read last."
  };
}

export function notesCard(notes: RowList, {format}: Context): CardContent {
  return {label: "Kept, with a doubt", value: format.count(notes.length), n: "rows that count as they are"};
}

const accounts: TableOptions["columns"] = [
  {column: "rows_read", heading: "Read", align: "right"},
  {column: "accepted", heading: "Accepted", align: "right"},
  {column: "rejected", heading: "Rejected", align: "right"},
  {column: "duplicates", heading: "of which duplicates", align: "right"},
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

/** Every rejected row; the file has each with its message, so that its owner can mend it. */
export const rejects: TableOptions = {
  csv: "rejected rows",
  caption: "Rejected rows",
  empty: "No row was rejected.",
  limit: 25,
  columns: place
};

/** Every row that was kept and flagged. */
export const notes: TableOptions = {
  csv: "rows kept with a note",
  caption: "Rows kept with a note",
  empty: "No row was flagged.",
  limit: 25,
  columns: place
};

/** How many of the last weeks must have a row for a source to be up to date. */
const recentWeeks = 4;

/** The rows of each source by week. */
export const coverage: FrameOptions = {
  finding: coverageFinding,
  subtitle: (rows, {format}) => {
    const weeks = new Set(rows.map((row) => text(row, "week"))).size;
    return `${format.plural(total(rows, "rows"), "row")} by source and week in the last ${format.count(weeks)} weeks; stronger where nearer to the source's busiest week`;
  },
  chart: (rows, context) => coverageHeatmap(rows, {...context, name: kindName}),
  note: "A gap is a week without rows: an export that is missing, or a week in which nothing happened, as with training.",
  describe: (rows, {format}) =>
    weeksBySource(rows)
      .map(({source, weeks}) => {
        const filled = weeks.filter((n) => n > 0).length;
        return `${kindName(source)}: rows in ${format.outOf(filled, weeks.length)} weeks.`;
      })
      .join(" ")
};

/** Which sources have nothing in the last weeks. */
export function coverageFinding(rows: RowList, {format}: Context): Finding {
  const sources = weeksBySource(rows);
  if (sources.length === 0) return {empty: "No source has dated rows."};
  const stale = sources.filter(({weeks}) => weeks.slice(-recentWeeks).every((n) => n === 0));
  const all = format.plural(sources.length, "source");
  if (stale.length === 0)
    return sources.length === 1
      ? `${kindName(sources[0]?.source ?? null)} has rows in the last ${recentWeeks} weeks`
      : `All ${all} have rows in the last ${recentWeeks} weeks`;
  const names = list(stale.map(({source}) => kindName(source)));
  return `${format.count(stale.length)} of ${all} ${stale.length === 1 ? "has" : "have"} no row in the last ${recentWeeks} weeks: ${names}`;
}

/** The rows of each source week by week, oldest first. */
function weeksBySource(rows: RowList): {source: string; weeks: number[]}[] {
  const weeks = new Map<string, number[]>();
  for (const row of rows) {
    const source = text(row, "source") ?? "";
    weeks.set(source, [...(weeks.get(source) ?? []), tally(row, "rows")]);
  }
  return [...weeks].map(([source, counts]) => ({source, weeks: counts}));
}

/** How old the last row of each source is. */
export const freshness: TableOptions = {
  caption: "How fresh each source is",
  empty: "No source has dated rows.",
  sort: {column: "days_old", descending: true},
  columns: [
    {column: "source", heading: "Kind", write: (row) => kindName(text(row, "source"))},
    {column: "last_day", heading: "Last day"},
    {column: "days_old", heading: "Days before the report's date", align: "right"},
    {column: "first_day", heading: "First day"},
    {column: "empty_weeks", heading: "Weeks without rows", align: "right"},
    {column: "weeks", heading: "of weeks", align: "right"},
    {column: "rows", heading: "Rows", align: "right"}
  ]
};

/** What the checks of rows found; the ones that found most come first. */
export const checks: TableOptions = {
  caption: "Checks of the rows, by kind of source",
  empty: "No check could be made.",
  limit: 12,
  columns: [
    {column: "rule", heading: "Check", write: (row) => ruleName(text(row, "rule"))},
    {column: "source", heading: "Kind", write: (row) => kindName(text(row, "source"))},
    {column: "found", heading: "Rows found", align: "right"},
    {column: "rows", heading: "of rows", align: "right"},
    {
      column: "share",
      heading: "Share",
      align: "right",
      write: (row, {format, minN}) =>
        tally(row, "rows") < minN ? "–" : format.percent(number(row, "share"), 2)
    },
    {column: "outcome", heading: "They are", write: (row) => outcomeName(text(row, "outcome"))}
  ]
};

/** What becomes of rows that a check finds. */
function outcomeName(outcome: string | null): string {
  if (outcome === "rejected") return "rejected";
  return outcome === "flagged" ? "kept and noted" : "none found";
}

/** How files are written; those that are alike stand together. */
export const readings: TableOptions = {
  caption: "How files are written and what they were taken for",
  empty: "No file was read.",
  limit: 12,
  prepare: alike,
  columns: [
    {column: "file", heading: "File"},
    {column: "encoding", heading: "Letters"},
    {
      column: "delimiter",
      heading: "Cells are separated by",
      write: (row) => separatorName(text(row, "delimiter"))
    },
    {
      column: "header_line",
      heading: "Header in line",
      align: "right",
      write: (row) => text(row, "header_line") ?? "–"
    },
    {column: "dates", heading: "Dates like"},
    {column: "decimal_mark", heading: "Decimal mark"},
    {column: "export", heading: "Taken for", write: exportName},
    {column: "confidence", heading: "Sure", align: "right", write: sureness}
  ]
};

/** One row for all files that were read alike, with the first one's name. */
export function alike(rows: RowList): Row[] {
  const groups = new Map<string, {first: Row; n: number}>();
  for (const row of rows) {
    const {file: _, ...how} = row;
    const key = JSON.stringify(how);
    const group = groups.get(key) ?? {first: row, n: 0};
    groups.set(key, {...group, n: group.n + 1});
  }
  return [...groups.values()].map(({first, n}) => ({
    ...first,
    file: n === 1 ? text(first, "file") : `${text(first, "file") ?? ""} and ${n - 1} like it`
  }));
}

const separators: Readonly<Record<string, string>> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "bar",
  sheet: "(a sheet)",
  sql: "(result of SQL)",
  parquet: "(Parquet)",
  json: "(JSON)"
};

function separatorName(delimiter: string | null): string {
  return separators[delimiter ?? ""] ?? delimiter ?? "–";
}

function exportName(row: Row): string {
  const [system, name] = [text(row, "system"), text(row, "export")];
  if (system === null) return "its headers";
  return `${system}: ${name ?? ""}${row.verified === false ? " (header not verified)" : ""}`;
}

/** The confidence in words: the settings are not unsure. */
function sureness(row: Row, {format}: TableContext): string {
  const confidence = number(row, "confidence");
  if (confidence === null) return "–";
  return confidence === 0 ? "by setting" : format.percent(confidence, 0);
}

/** What known exports cannot tell. */
export const caveats: TableOptions = {
  caption: "What to mind in known exports",
  empty: "No file was taken for an export with known limits.",
  prepare: (rows) => alike(rows.filter((row) => text(row, "caveat") !== null)),
  columns: [
    {column: "export", heading: "Export", write: exportName},
    {column: "file", heading: "File"},
    {column: "caveat", heading: "Mind"}
  ]
};

/** Amounts that were converted. */
export const conversions: TableOptions = {
  caption: "Amounts converted, by currency",
  empty: "Every amount came in the report's currency.",
  columns: [
    {column: "currency", heading: "Currency"},
    {column: "deals", heading: "Deals", align: "right"},
    {
      column: "original",
      heading: "Amounts in it",
      align: "right",
      write: (row, {format}) => format.money(number(row, "original"), text(row, "currency") ?? "")
    },
    {
      column: "converted",
      heading: "In the report's",
      align: "right",
      write: (row, {format, currency}) => format.money(number(row, "converted"), currency)
    },
    {
      column: "lowest_rate",
      heading: "Rates used",
      align: "right",
      write: (row, {format}) => {
        const [low, high] = [number(row, "lowest_rate"), number(row, "highest_rate")];
        return low === high
          ? format.decimal(low, 4)
          : format.interval(low, high, (rate) => format.decimal(rate, 4));
      }
    }
  ]
};

/** What texts were taken to mean; those that no list names come first. */
export const texts: TableOptions = {
  caption: "Texts and what they were taken to mean",
  empty: "No column was read as a category.",
  limit: 20,
  prepare: (rows) => [
    ...rows.filter((row) => row.listed === false),
    ...rows.filter((row) => row.listed !== false)
  ],
  columns: [
    {column: "text", heading: "Text"},
    {column: "meaning", heading: "Taken to mean"},
    {column: "listed", heading: "Known", write: (row) => (row.listed === false ? "no, by default" : "yes")},
    {column: "column", heading: "Column"},
    {column: "source", heading: "Kind", write: (row) => kindName(text(row, "source"))},
    {column: "rows", heading: "Rows", align: "right"}
  ]
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
