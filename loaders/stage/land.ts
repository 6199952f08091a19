import {join} from "node:path";
import type {Engine} from "../engine.js";
import {ReportError, messageOf} from "../errors.js";
import {planFile, type FilePlan} from "../land/plan.js";
import {writeRecords} from "../land/records.js";
import type {FileScan} from "../land/scan.js";
import type {Preset} from "../presets/define.js";
import {quoteName, quoteText} from "../sql.js";
import type {InputFile, SourceEntry, Workspace} from "../workspace.js";
import {mapFile, type Mapping} from "./mapping.js";

/** A file (or SQL result) as a relation of texts c0, c1 … with what is needed to name its rows. */
export interface Landed extends Mapping {
  /** As the report names it. */
  readonly name: string;
  readonly entry: SourceEntry;
  readonly header: readonly string[];
  readonly delimiter: string;
  readonly encoding: string;
  readonly sample: readonly (readonly string[])[];
  /** FROM-able SQL: columns c0 …, and for rewritten files `line` and `fault`. */
  readonly relation: string;
  readonly rewritten: boolean;
  /** Line of the first data row, where rows and lines go together. */
  readonly firstLine: number;
  /** Rows the relation must give where rows and lines go together; otherwise the file has to be rewritten. */
  readonly expected?: number;
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
}

/** Every file of an entry as a relation of texts. */
export async function landEntry(entry: SourceEntry, context: LandContext): Promise<Landed[]> {
  if (entry.sql !== undefined) return [await landSql(entry, context)];
  const landed: Landed[] = [];
  for (const file of entry.files) {
    const plan = await planFile(file, await context.scanOf(file), entry.kind);
    landed.push(plan.plain ? landPlain(plan, entry, context) : await landRewritten(plan, entry, context));
  }
  return landed;
}

/** The same file, rewritten row by row; for one that turned out not to be plain. */
export async function landAgain(landed: Landed, context: LandContext): Promise<Landed> {
  if (!landed.plan) throw new Error(`${landed.name} cannot be read again`);
  return landRewritten(landed.plan, landed.entry, context);
}

function landPlain(plan: FilePlan, entry: SourceEntry, context: LandContext): Landed {
  return {
    ...described(plan, entry, context),
    relation: readCsv(plan.file.path, plan.header.length, plan.delimiter, plan.headerLine),
    rewritten: false,
    firstLine: plan.headerLine + 1,
    expected: plan.scan.lines - plan.headerLine,
    ignored: 0
  };
}

let rewrites = 0;

async function landRewritten(plan: FilePlan, entry: SourceEntry, context: LandContext): Promise<Landed> {
  const about = described(plan, entry, context);
  const path = join(context.work, `rewritten-${(rewrites += 1)}.csv`);
  const {ignored} = await writeRecords(plan, path);
  return {...about, relation: rewrittenCsv(path, plan.header.length), rewritten: true, firstLine: 0, ignored};
}

function described(
  plan: FilePlan,
  entry: SourceEntry,
  context: LandContext
): Omit<Landed, "relation" | "rewritten" | "firstLine" | "ignored"> {
  const {name} = plan.file;
  return {
    ...mapFile(entry, {name, header: plan.header, line: plan.headerLine}, context),
    name,
    entry,
    header: plan.header,
    delimiter: plan.delimiter,
    encoding: plan.scan.encoding,
    sample: plan.sample,
    plan
  };
}

const common = `quote = '"', escape = '"', nullstr = '', auto_detect = false, header = false, max_line_size = 16777216`;

function readCsv(path: string, width: number, delimiter: string, skip: number): string {
  return `read_csv(${quoteText(path)}, delim = ${quoteText(delimiter)}, skip = ${skip}, columns = {${textColumns(width)}}, ${common})`;
}

function rewrittenCsv(path: string, width: number): string {
  return `read_csv(${quoteText(path)}, delim = ',', columns = {line: 'BIGINT', fault: 'VARCHAR', ${textColumns(width)}}, ${common})`;
}

function textColumns(width: number): string {
  return Array.from({length: width}, (_, index) => `c${index}: 'VARCHAR'`).join(", ");
}

/** Runs the entry's SQL over its files, each a table of texts named as in `files`. */
async function landSql(entry: SourceEntry, context: LandContext): Promise<Landed> {
  const {engine, workspace} = context;
  const schema = `land_${entry.kind.name}_${String(entry.at.at(-1))}`;
  await engine.run(`CREATE SCHEMA ${quoteName(schema)}`);
  for (const [index, file] of entry.files.entries())
    await landTable(`${quoteName(schema)}.${quoteName(entry.tables[index] ?? "")}`, file, context);
  const path = [...entry.at, "sql"];
  const target = `${quoteName(schema)}."sql result"`;
  try {
    await engine.run(`USE memory.${quoteName(schema)}`);
    await engine.run(`CREATE TABLE ${target} AS SELECT * FROM (${(entry.sql ?? "").replace(/;\s*$/, "")}\n)`);
  } catch (error) {
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
    ...mapFile({...entry, preset: "none"}, {name: "the SQL result", header, line: 1}, context),
    name,
    entry,
    header,
    delimiter: "sql",
    encoding: "utf-8",
    sample: sample.rows.map((row) => row.map((cell) => (cell === null ? "" : String(cell)))),
    relation: `(SELECT ${texts.join(", ")} FROM ${target})`,
    rewritten: false,
    firstLine: 1,
    ignored: 0
  };
}

async function landTable(target: string, file: InputFile, context: LandContext): Promise<void> {
  const plan = await planFile(file, await context.scanOf(file));
  const names = distinctNames(plan.header);
  const select = names.map((name, index) => `c${index} AS ${quoteName(name)}`).join(", ");
  const plain = readCsv(plan.file.path, plan.header.length, plan.delimiter, plan.headerLine);
  const create = (relation: string): Promise<number> =>
    context.engine.count(`CREATE OR REPLACE TABLE ${target} AS SELECT ${select} FROM ${relation}`);
  const expected = plan.scan.lines - plan.headerLine;
  if (plan.plain && (await create(plain).catch(() => -1)) === expected) return;
  const path = join(context.work, `rewritten-${(rewrites += 1)}.csv`);
  await writeRecords(plan, path);
  await create(rewrittenCsv(path, plan.header.length));
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
