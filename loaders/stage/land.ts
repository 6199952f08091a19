import {createReadStream, createWriteStream} from "node:fs";
import {join} from "node:path";
import {pipeline} from "node:stream/promises";
import type {Engine} from "../engine.js";
import {ReportError, messageOf} from "../errors.js";
import type {BulkPlan} from "../land/bulk.js";
import {planFile, type FilePlan, type PlacedFile} from "../land/plan.js";
import {writeRecords} from "../land/records.js";
import type {FileScan} from "../land/scan.js";
import {openPacked} from "../land/unpack.js";
import type {OnProgress} from "../progress.js";
import {readColumns} from "./kind.js";
import type {Preset} from "../presets/define.js";
import {quoteList, quoteName, quoteText} from "../sql.js";
import type {InputFile, SourceEntry, Workspace} from "../workspace.js";
import {mapFile, type Mapping} from "./mapping.js";
import type {Shape} from "./shapes.js";

/** A file (or SQL result) as a relation of texts c0, c1 … with what is needed to name its rows. */
export interface Landed extends Mapping {
  /** As the report names it. */
  readonly name: string;
  readonly entry: SourceEntry;
  readonly header: readonly string[];
  readonly delimiter: string;
  readonly encoding: string;
  readonly sample: readonly (readonly string[])[];
  /** True where the sample is all rows. */
  readonly whole: boolean;
  /** How all texts of a column of the kind are written, where every row was seen. */
  readonly shapes?: ReadonlyMap<string, readonly Shape[]>;
  /** FROM-able SQL: columns c0 …, and for rewritten files `line` and `fault`. */
  readonly relation: string;
  readonly rewritten: boolean;
  /** Line of the first data row, where rows and lines go together. */
  readonly firstLine: number;
  /** Where the file is read in bulk: what of it, and the rows it must give; with others it has to be rewritten. */
  readonly bulk?: BulkPlan & {readonly path: string};
  /** Blank and footer rows left out so far. */
  readonly ignored: number;
  readonly plan?: FilePlan;
}

export interface LandContext {
  readonly engine: Engine;
  readonly workspace: Workspace;
  readonly work: string;
  readonly presets: readonly Preset[];
  readonly scanOf: (file: InputFile) => Promise<FileScan>;
  readonly onProgress?: OnProgress;
}

/** Every file of an entry as a relation of texts. */
export async function landEntry(entry: SourceEntry, context: LandContext): Promise<Landed[]> {
  if (entry.sql !== undefined) return [await landSql(entry, context)];
  const landed: Landed[] = [];
  const problems: string[] = [];
  for (const file of entry.files) {
    try {
      landed.push(await landFile(file, entry, context));
    } catch (error) {
      if (!(error instanceof ReportError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new ReportError(problems);
  return landed;
}

/** How a file of an entry is read. */
export function planEntry(
  placed: PlacedFile,
  {kind, columns, reading, at}: SourceEntry,
  presets: readonly Preset[]
): Promise<FilePlan> {
  return planFile(placed, {kind, columns, presets, reading, setting: at.join(".")});
}

async function landFile(file: InputFile, entry: SourceEntry, context: LandContext): Promise<Landed> {
  const placed = await openPacked(file, await context.scanOf(file), context);
  if (placed.scan.binary === "parquet") return landParquet(placed, entry, context);
  const plan = await planEntry(placed, entry, context.presets);
  return plan.bulk ? landBulk(plan, plan.bulk, {entry, context}) : landRewritten(plan, entry, context);
}

/** A Parquet file as texts; what its columns hold besides numbers, dates and texts is JSON-like. */
async function landParquet(
  {file, path}: PlacedFile,
  entry: SourceEntry,
  context: LandContext
): Promise<Landed> {
  const {engine} = context;
  const relation = `read_parquet(${quoteText(path)})`;
  return namingDamage({name: file.name, delimiter: "parquet"}, async () => {
    const {columns} = await engine.table(`SELECT * FROM ${relation} LIMIT 0`);
    const header = columns.map(({name}) => name);
    const texts = header.map((name, index) => `CAST(${quoteName(name)} AS VARCHAR) AS c${index}`).join(", ");
    const sample = await engine.table(`SELECT ${texts} FROM ${relation} LIMIT 1000`);
    return {
      ...mapFile(entry, {name: file.name, header, line: 1}, context),
      name: file.name,
      entry,
      header,
      delimiter: "parquet",
      encoding: "parquet",
      sample: sample.rows.map((row) => row.map((cell) => (cell === null ? "" : String(cell)))),
      whole: false,
      relation: `(SELECT ${texts} FROM ${relation})`,
      rewritten: false,
      firstLine: 1,
      ignored: 0
    };
  });
}

/** Does something with the rows of a file; that a Parquet file is damaged may show only then. */
export async function namingDamage<T>(
  {name, delimiter}: Pick<Landed, "name" | "delimiter">,
  action: () => Promise<T>
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof ReportError || delimiter !== "parquet") throw error;
    throw new ReportError(`${name}: the Parquet file is damaged or cut off. Export or copy it again.`);
  }
}

/** The same file, rewritten row by row; for one that turned out not to be plain. */
export async function landAgain(landed: Landed, context: LandContext): Promise<Landed> {
  if (!landed.plan) throw new Error(`${landed.name} cannot be read again`);
  return landRewritten(landed.plan, landed.entry, context);
}

/** The rows of files that are read in bulk and laid out alike, in their order, each with its place as file_index. */
export function relationOf(landed: readonly [Landed, ...Landed[]]): string {
  const [{bulk, relation, header, delimiter, firstLine}] = landed;
  if (!bulk) return relation;
  const paths = landed.flatMap((each) => each.bulk?.path ?? []);
  return readCsv(paths, {width: header.length, delimiter, skip: firstLine - 1});
}

async function landBulk(
  plan: FilePlan,
  bulk: BulkPlan,
  {entry, context}: {entry: SourceEntry; context: LandContext}
): Promise<Landed> {
  const about = described(plan, entry, context);
  const path = bulk.end === undefined ? plan.path : await copyHead(plan.path, bulk.end, context);
  return {
    ...about,
    relation: readCsv([path], {width: plan.header.length, delimiter: plan.delimiter, skip: plan.headerLine}),
    rewritten: false,
    firstLine: plan.headerLine + 1,
    bulk: {...bulk, path},
    ignored: bulk.ignored
  };
}

async function copyHead(path: string, end: number, {work}: LandContext): Promise<string> {
  const target = join(work, `head-${(copies += 1)}.csv`);
  await pipeline(createReadStream(path, {end: end - 1}), createWriteStream(target));
  return target;
}

let copies = 0;

async function landRewritten(plan: FilePlan, entry: SourceEntry, context: LandContext): Promise<Landed> {
  const about = described(plan, entry, context);
  const path = join(context.work, `rewritten-${(copies += 1)}.csv`);
  const columns = new Map(
    readColumns(entry.kind).flatMap((name) => {
      const index = about.indexes.get(name);
      return index === undefined ? [] : [[name, index] as const];
    })
  );
  const written = [...new Set(columns.values())].sort((a, b) => a - b);
  const {ignored, shapes} = await writeRecords(plan, path, {
    columns: written,
    shaped: written,
    ...(context.onProgress ? {onRows: rowsTeller(plan, context.onProgress)} : {})
  });
  return {
    ...about,
    relation: rewrittenCsv(path, written),
    rewritten: true,
    firstLine: 0,
    ignored,
    shapes: new Map([...columns].map(([name, index]) => [name, shapes.get(index)?.shapes() ?? []]))
  };
}

/** Tells how many rows of a file are rewritten; where the end is known only from its lines, as in a sheet, not how many are left. */
function rowsTeller({file, scan}: FilePlan, onProgress: OnProgress): (rows: number, done: boolean) => void {
  const total = scan.binary === undefined ? scan.records : 0;
  return (rows, done) =>
    onProgress({
      file: file.name,
      bytes: scan.bytes,
      rows,
      share: done ? 1 : total > 0 ? Math.min(rows / total, 0.99) : null
    });
}

function described(
  plan: FilePlan,
  entry: SourceEntry,
  context: LandContext
): Omit<Landed, "relation" | "rewritten" | "firstLine" | "ignored" | "bulk"> {
  return {
    ...mapFile(entry, {name: plan.file.name, header: plan.header, line: plan.headerLine}, context),
    name: plan.file.name,
    entry,
    header: plan.header,
    delimiter: plan.delimiter,
    encoding: plan.encoding,
    sample: plan.sample,
    whole: plan.whole,
    plan
  };
}

const common = `quote = '"', escape = '"', nullstr = '', auto_detect = false, header = false, max_line_size = 16777216`;

function readCsv(
  paths: readonly string[],
  {width, delimiter, skip}: {width: number; delimiter: string; skip: number}
): string {
  return `read_csv(${quoteList(paths)}, delim = ${quoteText(delimiter)}, skip = ${skip}, columns = {${upTo(width).map(textColumn).join(", ")}}, ${common})`;
}

function rewrittenCsv(path: string, indexes: readonly number[]): string {
  const columns = ["line: 'BIGINT'", "fault: 'VARCHAR'", ...indexes.map(textColumn)];
  return `read_csv(${quoteText(path)}, delim = ',', columns = {${columns.join(", ")}}, new_line = '\\n', ${common})`;
}

function textColumn(index: number): string {
  return `c${index}: 'VARCHAR'`;
}

function upTo(width: number): number[] {
  return Array.from({length: width}, (_, index) => index);
}

/** Each column of a table takes a quarter of a megabyte, however few rows there are. */
const mostSqlColumns = 500;

/** Runs the entry's SQL over its files, each a table of texts named as in `files`. */
async function landSql(entry: SourceEntry, context: LandContext): Promise<Landed> {
  const {engine, workspace} = context;
  const schema = `land_${entry.kind.name}_${String(entry.at.at(-1))}`;
  await engine.run(`CREATE SCHEMA ${quoteName(schema)}`);
  for (const [index, file] of entry.files.entries())
    await landTable(`${quoteName(schema)}.${quoteName(entry.tables[index] ?? "")}`, file, {entry, context});
  const path = [...entry.at, "sql"];
  const target = `${quoteName(schema)}."sql result"`;
  const select = `SELECT * FROM (${(entry.sql ?? "").replace(/;\s*$/, "")}\n)`;
  try {
    await engine.run(`USE memory.${quoteName(schema)}`);
    const {columns} = await engine.table(`${select} LIMIT 0`);
    if (columns.length > mostSqlColumns)
      throw new ReportError(
        `${workspace.place(path)}, ${path.join(".")}: it gives ${columns.length} columns, and at most ${mostSqlColumns} can be used. Select those that are needed.`
      );
    await engine.run(`CREATE TABLE ${target} AS ${select}`);
  } catch (error) {
    if (error instanceof ReportError) throw error;
    throw new ReportError(
      `${workspace.place(path)}, ${path.join(".")}: ${messageOf(error).split("\n")[0]} Mend the SQL there.`
    );
  } finally {
    await engine.run("USE memory.main");
  }
  const {columns} = await engine.table(`SELECT * FROM ${target} LIMIT 0`);
  const header = columns.map((column) => column.name);
  const name = `${entry.kind.name} from ${entry.files.map((file) => file.name).join(" + ")}`;
  const texts = header.map((column, index) => `CAST(${quoteName(column)} AS VARCHAR) AS c${index}`);
  const sample = await engine.table(`SELECT ${texts.join(", ")} FROM ${target} LIMIT 1000`);
  return {
    name,
    entry,
    header,
    ...mapFile({...entry, preset: "none"}, {name: "the SQL result", header, line: 1}, context),
    delimiter: "sql",
    encoding: "utf-8",
    sample: sample.rows.map((row) => row.map((cell) => (cell === null ? "" : String(cell)))),
    whole: false,
    relation: `(SELECT ${texts.join(", ")} FROM ${target})`,
    rewritten: false,
    firstLine: 1,
    ignored: 0
  };
}

async function landTable(
  target: string,
  file: InputFile,
  {entry, context}: {entry: SourceEntry; context: LandContext}
): Promise<void> {
  const create = (select: string, relation: string): Promise<number> =>
    context.engine.count(`CREATE OR REPLACE TABLE ${target} AS SELECT ${select} FROM ${relation}`);
  const placed = await openPacked(file, await context.scanOf(file), context);
  if (placed.scan.binary === "parquet") {
    const relation = `read_parquet(${quoteText(placed.path)})`;
    await namingDamage({name: file.name, delimiter: "parquet"}, () =>
      create("CAST(COLUMNS(*) AS VARCHAR)", relation)
    );
    return;
  }
  const plan = await planFile(placed, {reading: entry.reading, setting: entry.at.join(".")});
  const select = distinctNames(plan.header).map((name, index) => `c${index} AS ${quoteName(name)}`);
  const {bulk, header, delimiter, headerLine} = plan;
  if (bulk?.oneRowALine && bulk.ignored === 0) {
    const plain = readCsv([plan.path], {width: header.length, delimiter, skip: headerLine});
    if ((await create(select.join(", "), plain).catch(() => -1)) === bulk.rows) return;
  }
  const path = join(context.work, `rewritten-${(copies += 1)}.csv`);
  await writeRecords(plan, path);
  const relation = rewrittenCsv(path, upTo(header.length));
  if (header.length <= mostSqlColumns) await create(select.join(", "), relation);
  else
    await context.engine.run(
      `CREATE OR REPLACE VIEW ${target} AS SELECT ${select.join(", ")} FROM ${relation}`
    );
}

function distinctNames(header: readonly string[]): string[] {
  const seen = new Set<string>();
  return header.map((cell, index) => {
    const base = cell === "" ? `column_${index + 1}` : cell;
    const name = seen.has(base.toLowerCase()) ? `${base}_${index + 1}` : base;
    seen.add(name.toLowerCase());
    return name;
  });
}
