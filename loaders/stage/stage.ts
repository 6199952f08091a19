import type {Engine} from "../engine.js";
import {listed} from "../errors.js";
import {linesOfRows} from "../land/scan.js";
import type {Recognised} from "../presets/recognise.js";
import type {SourceKind} from "../sources/define.js";
import {quoteName, quoteText} from "../sql.js";
import type {SourceEntry} from "../workspace.js";
import {acceptRest, createAccepted} from "./accept.js";
import {noteChecks} from "./checks.js";
import type {Formats} from "./column-formats.js";
import {identityMacros, prepareIdentities} from "./identity.js";
import {insertFiles, type Inserted} from "./insert.js";
import {blankRow, stagedColumns, storedTypes} from "./kind.js";
import {landEntry, type LandContext} from "./land.js";
import {markReceived} from "./received.js";
import {rejectFaults} from "./reject.js";

/** What became of one file. */
export interface StagedFile {
  readonly name: string;
  readonly kind: string;
  readonly rowsRead: number;
  readonly ignored: number;
  readonly delimiter: string;
  readonly encoding: string;
  readonly unread: readonly string[];
  /** 1-based line of the header, where the file has one. */
  readonly headerLine?: number;
  readonly sheet?: string;
  /** How its dates and numbers were found to be written; absent where it has none that tell. */
  readonly dates?: string;
  readonly decimal?: string;
  /** Header texts by column of the kind. */
  readonly columns: Readonly<Record<string, string>>;
  /** The export it was taken for, and how sure that is, from 0 to 1. */
  readonly reading?: FileReading;
}

/** How a file's header was understood. */
export interface FileReading {
  readonly preset: string;
  readonly system: string;
  readonly title: string;
  readonly confidence: number;
  readonly verified: boolean;
  readonly caveat?: string;
}

/**
 * Reads every file of a kind into `stage.<kind>`, one row a data row, typed; the reasons of rows that cannot be used
 * go to `stage.rejected` (kind, row, rule, column, value, message), flags of rows that can to `stage.flagged`, and
 * `accepted.<kind>` is the view of what is left.
 */
export async function stageKind(
  kind: SourceKind,
  entries: readonly SourceEntry[],
  context: LandContext
): Promise<StagedFile[]> {
  const {engine} = context;
  await engine.run(createTable(kind));
  const files: Inserted[] = [];
  for (const entry of entries)
    files.push(...(await insertFiles(kind, await landEntry(entry, context), {first: files.length, context})));
  if (files.length === 0) {
    await createAccepted(kind, [], engine);
    if (kind.name === "sellers") await prepareIdentities(engine);
    return [];
  }
  const spans = spansOf(files);
  await noteSpans(engine, kind, spans);
  await rejectFaults(kind, context);
  await markReceived(kind, engine);
  await acceptRest(
    kind,
    files.map(({used}) => used),
    context
  );
  if (kind.name === "sellers") await prepareIdentities(engine);
  await noteChecks(
    kind,
    files.map(({used}) => used),
    context
  );
  await noteLines(engine, kind, spans);
  const blank = await blankRows(engine, kind);
  return spans.map((span, index) => stagedFile(kind, {...span, blank: blank.get(index) ?? 0}));
}

function stagedFile(kind: SourceKind, {used, rows, formats, blank}: Inserted & {blank: number}): StagedFile {
  const {plan} = used;
  return {
    name: used.name,
    kind: kind.name,
    rowsRead: rows + used.ignored,
    ignored: used.ignored + blank,
    delimiter: used.delimiter,
    encoding: used.encoding,
    unread: used.unread,
    columns: Object.fromEntries(
      [...used.indexes].map(([column, index]) => [column, used.header[index] ?? ""])
    ),
    ...(plan && plan.headerLine > 0 ? {headerLine: plan.headerLine} : {}),
    ...(plan?.sheet === undefined ? {} : {sheet: plan.sheet}),
    ...writingOf(kind, formats),
    ...(used.recognised ? {reading: readingOf(used.recognised)} : {})
  };
}

/** How the dates of a file are written, by style and by the order of an ordered one. */
const dateNames: Readonly<Record<string, string>> = {
  iso: "2026-01-29",
  dmy: "29/01/2026",
  mdy: "01/29/2026",
  ymd: "2026/01/29",
  named: "29 Jan 2026",
  compact: "20260129",
  serial: "day counts"
};

function writingOf(kind: SourceKind, formats: Formats): Pick<StagedFile, "dates" | "decimal"> {
  const dates = new Set<string>();
  const decimals = new Set<string>();
  for (const [name, {styles, order, decimal}] of formats) {
    if (kind.columns[name]?.type !== "date") decimals.add(decimal);
    else for (const style of styles) dates.add(dateNames[style === "ordered" ? order : style] ?? style);
  }
  return {
    ...(dates.size > 0 ? {dates: listed([...dates])} : {}),
    ...(decimals.size > 0 ? {decimal: listed([...decimals])} : {})
  };
}

function readingOf({preset, exported, confidence}: Recognised): FileReading {
  const {title, verified, caveat} = exported;
  return {
    preset: preset.name,
    system: preset.system,
    title,
    confidence,
    verified,
    ...(caveat === undefined ? {} : {caveat})
  };
}

/** A file and the first of its rows in the stage table. */
interface Span extends Inserted {
  readonly base: number;
}

function spansOf(files: readonly Inserted[]): Span[] {
  let base = 0;
  return files.map((file) => {
    const span = {...file, base};
    base += file.rows;
    return span;
  });
}

/** Creates the schemas that staging fills. */
export async function prepareStage(engine: Engine): Promise<void> {
  await engine.run(identityMacros);
  await engine.run(`
    CREATE SCHEMA stage;
    CREATE SCHEMA accepted;
    CREATE TABLE stage.spans (kind VARCHAR, number BIGINT, entry VARCHAR, file VARCHAR, base BIGINT, rows BIGINT, first_line BIGINT);
    CREATE TABLE stage.checks (kind VARCHAR, rule VARCHAR);
    CREATE TABLE stage.lines (kind VARCHAR, row BIGINT, line BIGINT);
    CREATE TABLE stage.headers (kind VARCHAR, file VARCHAR, name VARCHAR, header VARCHAR);
    CREATE TABLE stage.rejected (kind VARCHAR, row BIGINT, rule VARCHAR, name VARCHAR, value VARCHAR, message VARCHAR);
    CREATE TABLE stage.flagged (kind VARCHAR, row BIGINT, rule VARCHAR, name VARCHAR, value VARCHAR, message VARCHAR);
    CREATE TABLE stage.texts (kind VARCHAR, name VARCHAR, file BIGINT, text VARCHAR, value VARCHAR, listed BOOLEAN, rows BIGINT);
  `);
}

function createTable(kind: SourceKind): string {
  const columns = stagedColumns(kind).map(([name, {type}]) => `${quoteName(name)} ${storedTypes[type]}`);
  return `CREATE TABLE stage.${kind.name} (${columns.join(", ")}, _file USMALLINT, _fault UTINYINT, _value VARCHAR)`;
}

/** Notes which rows of the stage table came from which file, and what its headers are called. */
async function noteSpans(engine: Engine, kind: SourceKind, spans: readonly Span[]): Promise<void> {
  if (spans.length === 0) return;
  const name = quoteText(kind.name);
  const rows = spans.map(
    ({used, rows, base}, number) =>
      `(${name}, ${number}, ${quoteText(used.entry.at.join("."))}, ${quoteText(used.name)}, ${base}, ${rows}, ${used.firstLine})`
  );
  const headers = spans.flatMap(({used}) =>
    [...used.indexes].map(
      ([column, index]) =>
        `(${name}, ${quoteText(used.name)}, ${quoteText(column)}, ${quoteText(used.header[index] ?? column)})`
    )
  );
  await engine.run(`INSERT INTO stage.spans VALUES ${rows.join(", ")}`);
  if (headers.length > 0) await engine.run(`INSERT INTO stage.headers VALUES ${headers.join(", ")}`);
}

/** Finds the lines of rejected and flagged rows in files where rows and lines do not go together. */
async function noteLines(engine: Engine, kind: SourceKind, spans: readonly Span[]): Promise<void> {
  for (const span of spans) {
    if (span.used.rewritten) await noteRewrittenLines(engine, kind, span);
    else if (span.used.bulk?.oneRowALine === false) await noteScannedLines(engine, kind, span);
  }
}

function markedRows(kind: SourceKind, {base, rows}: Span): string {
  const marked = ["rejected", "flagged"].map(
    (table) =>
      `SELECT row FROM stage.${table} WHERE kind = ${quoteText(kind.name)} AND row >= ${base} AND row < ${base + rows}`
  );
  return marked.join(" UNION ");
}

async function noteRewrittenLines(engine: Engine, kind: SourceKind, span: Span): Promise<void> {
  await engine.run(`
    INSERT INTO stage.lines
    SELECT ${quoteText(kind.name)}, row, line
    FROM (SELECT ${span.base} + row_number() OVER () - 1 AS row, line FROM ${span.used.relation})
    SEMI JOIN (${markedRows(kind, span)}) USING (row)`);
}

async function noteScannedLines(engine: Engine, kind: SourceKind, span: Span): Promise<void> {
  const {used, base} = span;
  const rows = (await engine.rows(markedRows(kind, span))).map(({row}) => Number(row) - base);
  if (rows.length === 0 || !used.bulk) return;
  const lines = await linesOfRows(used.bulk.path, rows, {skip: used.firstLine - 1});
  const values = [...lines].map(([row, line]) => `(${quoteText(kind.name)}, ${base + row}, ${line})`);
  await engine.run(`INSERT INTO stage.lines VALUES ${values.join(", ")}`);
}

/** How many rows of each file are blank or a footer, by the file's number. */
async function blankRows(engine: Engine, kind: SourceKind): Promise<ReadonlyMap<number, number>> {
  const rows = await engine.rows(
    `SELECT _file AS file, count(*) AS n FROM stage.${kind.name} WHERE _fault = ${blankRow} GROUP BY _file`
  );
  return new Map(rows.map(({file, n}) => [Number(file), Number(n)]));
}
