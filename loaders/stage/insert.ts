import type {Engine} from "../engine.js";
import {ReportError} from "../errors.js";
import type {SourceKind} from "../sources/define.js";
import {quoteName, quoteText} from "../sql.js";
import {formatsOf, misread, type Formats} from "./column-formats.js";
import {
  blankRow,
  parseChecks,
  readColumns,
  shownSql,
  stagedColumns,
  storedTypes,
  tooManyFields,
  unclearRow,
  type Check
} from "./kind.js";
import {landAgain, namingDamage, relationOf, type LandContext, type Landed} from "./land.js";
import {isPersonal} from "./mapping.js";
import {parseSql, plainFormat, trimmedSql} from "./parse.js";

/** A file as it was read in the end, and its rows in the stage table. */
export interface Inserted {
  readonly used: Landed;
  readonly rows: number;
  readonly formats: Formats;
}

/** Files of one kind that are laid out and written alike, so that they can be read in one go. */
interface Batch {
  readonly kind: SourceKind;
  readonly landed: readonly [Landed, ...Landed[]];
  readonly formats: Formats;
  /** True where the formats rest on every value of the files. */
  readonly sure?: boolean;
}

/** Reads files into `stage.<kind>`, in their order; `first` is the number of the first one. */
export async function insertFiles(
  kind: SourceKind,
  landed: readonly Landed[],
  {first, context}: {first: number; context: LandContext}
): Promise<Inserted[]> {
  const inserted: Inserted[] = [];
  for (const batch of await batchesOf(kind, landed, context.engine)) {
    const insert = (): Promise<Inserted[]> => insertBatch(batch, first + inserted.length, context);
    inserted.push(...(await namingDamage(batch.landed[0], insert)));
  }
  return inserted;
}

/** Neighbours that are read alike, together. */
async function batchesOf(kind: SourceKind, files: readonly Landed[], engine: Engine): Promise<Batch[]> {
  const batches: (Batch & {key: string})[] = [];
  const all = await formatsOf(kind, files, engine);
  for (const file of files) {
    const formats: Formats = all.get(file) ?? new Map();
    const key = layoutOf(file, formats);
    const last = batches.at(-1);
    if (last && file.bulk && last.key === key && last.sure === file.whole)
      batches[batches.length - 1] = {...last, landed: [...last.landed, file]};
    else batches.push({kind, landed: [file], formats, key, sure: file.whole});
  }
  return batches;
}

function layoutOf(landed: Landed, formats: Formats): string {
  const {header, delimiter, firstLine, plan, constants, indexes} = landed;
  const written = [...formats].map(([name, format]) => [name, {...format, styles: [...format.styles]}]);
  const reading = [...constants, ...indexes, ...written];
  return JSON.stringify([header, delimiter, firstLine, plan?.scan.returns, reading]);
}

/** Inserts files together; where one is not what it seemed, each by itself. */
async function insertBatch(batch: Batch, first: number, context: LandContext): Promise<Inserted[]> {
  const whole = await tryInsert(batch, first, context);
  if (whole) return whole;
  const [only, ...others] = batch.landed;
  if (others.length === 0) return [await insertRewritten(batch, first, {only, context})];
  const inserted: Inserted[] = [];
  for (const each of batch.landed)
    inserted.push(...(await insertBatch({...batch, landed: [each]}, first + inserted.length, context)));
  return inserted;
}

/** Inserts files, if each gives the rows that it must; otherwise takes everything back. */
async function tryInsert(batch: Batch, first: number, context: LandContext): Promise<Inserted[] | undefined> {
  const {engine} = context;
  const [{bulk}] = batch.landed;
  if (!bulk) return [await insertOne(batch, first, context)];
  for (const look of ["mapped", "whole"] as const) {
    const outcome = await insertOrRollBack(batch, {
      first,
      engine,
      look,
      onShare: shareTeller(batch, context)
    });
    if (outcome === "as expected")
      return batch.landed.map((used) => ({used, rows: used.bulk?.rows ?? 0, formats: batch.formats}));
    if (outcome === "not as expected") return undefined;
    if (outcome === "misread") return tryAgain(batch, first, context);
  }
  return undefined;
}

/** Inserts a file with formats that rest on all of its values; of several files, each has to be tried by itself. */
async function tryAgain(batch: Batch, first: number, context: LandContext): Promise<Inserted[] | undefined> {
  const [file, ...others] = batch.landed;
  if (others.length > 0) return undefined;
  const formats = await formatsOf(batch.kind, [file], context.engine, {thorough: true});
  return tryInsert({...batch, formats: formats.get(file) ?? batch.formats, sure: true}, first, context);
}

/** "unclear" where rows without a value in any mapped column have to be looked at as a whole; "misread" where texts are written in more ways than the first rows showed. */
type Outcome = "as expected" | "not as expected" | "unclear" | "misread";

async function insertOrRollBack(batch: Batch, options: InsertOptions): Promise<Outcome> {
  const {engine} = options;
  let outcome: Outcome = "not as expected";
  await engine.run("BEGIN");
  try {
    await insertRows(batch, options);
    outcome = await outcomeOf(batch, options);
    if (outcome === "as expected" && !batch.sure) outcome = await secondLook(batch, options);
  } catch (error) {
    if (error instanceof ReportError) throw error;
  }
  await engine.run(outcome === "as expected" ? "COMMIT" : "ROLLBACK");
  return outcome;
}

/** Looks at texts that were refused: whether they could be read after all, or are headers that stand there once more. */
async function secondLook({kind, landed, formats}: Batch, {engine, first}: InsertOptions): Promise<Outcome> {
  const [file] = landed;
  const found = await misread(kind, {formats, first, checks: parseChecks(kind), file}, engine);
  return found === "header" ? "not as expected" : found ? "misread" : "as expected";
}

/** Looks whether every file gave its number of rows, and whether all stand in the order of the files. */
async function outcomeOf({kind, landed}: Batch, {first, engine}: InsertOptions): Promise<Outcome> {
  const found = await engine.rows(`
    SELECT _file - ${first} AS file, count(*) AS rows, min(rowid) - min(min(rowid)) OVER () AS base,
      count(*) FILTER (_fault = ${unclearRow}) AS unclear
    FROM stage.${kind.name} WHERE _file >= ${first} GROUP BY _file`);
  const files = new Map(found.map((row) => [Number(row.file), row]));
  let base = 0;
  for (const [index, {bulk}] of landed.entries()) {
    const count = bulk?.rows ?? 0;
    const file = files.get(index);
    if (Number(file?.rows ?? 0) !== count || (count > 0 && Number(file?.base) !== base))
      return "not as expected";
    base += count;
  }
  return found.some(({unclear}) => Number(unclear) > 0) ? "unclear" : "as expected";
}

/** Inserts what is not read in bulk: a rewritten file, or the result of a query, which may have to be judged again. */
async function insertOne(batch: Batch, first: number, context: LandContext): Promise<Inserted> {
  const {engine} = context;
  const options: InsertOptions = {first, engine, look: "whole"};
  const [used] = batch.landed;
  if (used.rewritten || batch.sure)
    return {used, rows: await insertRows(batch, options), formats: batch.formats};
  await engine.run("BEGIN");
  const rows = await insertRows(batch, options);
  const outcome = await secondLook(batch, options);
  await engine.run(outcome === "misread" ? "ROLLBACK" : "COMMIT");
  if (outcome !== "misread") return {used, rows, formats: batch.formats};
  const all = await formatsOf(batch.kind, [used], engine, {thorough: true});
  const formats = all.get(used) ?? batch.formats;
  return {used, rows: await insertRows({...batch, formats}, options), formats};
}

async function insertRewritten(
  batch: Batch,
  first: number,
  {only, context}: {only: Landed; context: LandContext}
): Promise<Inserted> {
  const used = await landAgain(only, context);
  const formats = (await formatsOf(batch.kind, [used], context.engine)).get(used) ?? batch.formats;
  const rows = await insertRows(
    {...batch, landed: [used], formats},
    {first, engine: context.engine, look: "whole"}
  );
  return {used, rows, formats};
}

interface InsertOptions {
  readonly engine: Engine;
  /** The number of the first file. */
  readonly first: number;
  /** Whether blank rows are told by the mapped columns only, which is quick but not always clear, or by the whole row. */
  readonly look: "mapped" | "whole";
  readonly onShare?: (share: number) => void;
}

async function insertRows({kind, landed: batch, formats}: Batch, options: InsertOptions): Promise<number> {
  const {engine, look} = options;
  const [landed] = batch;
  const columns = stagedColumns(kind);
  const raws = readColumns(kind).flatMap((name) => {
    const constant = landed.constants.get(name);
    if (constant !== undefined) return [`${quoteText(constant)} AS ${quoteName(`raw ${name}`)}`];
    const index = landed.indexes.get(name);
    return index === undefined ? [] : [`${trimmedSql(`c${index}`)} AS ${quoteName(`raw ${name}`)}`];
  });
  const given = (name: string): boolean => landed.indexes.has(name) || landed.constants.has(name);
  const typed = columns.map(([name, column]) => {
    const raw = quoteName(`raw ${name}`);
    const value = column.derived
      ? derivedSql(column.derived, given)
      : given(name)
        ? parseSql(raw, column, formats.get(name) ?? plainFormat)
        : "NULL";
    return `CAST(${value} AS ${storedTypes[column.type]}) AS ${quoteName(name)}`;
  });
  const checks = parseChecks(kind);
  const fault = faultSql(checks, {landed, look, given});
  const values = checks
    .map(({column}, code) => ({column, code}))
    .filter(({column}) => given(column))
    .map(({column, code}) => `WHEN ${code} THEN ${shownSql(quoteName(`raw ${column}`))}`);
  const names = columns.map(([name, column]) =>
    column.fallback ? `coalesce(${quoteName(name)}, ${column.fallback})` : quoteName(name)
  );
  const value =
    values.length > 0 && !isPersonal(kind, landed) ? `CASE _fault ${values.join(" ")} END` : "NULL";
  return engine.count(
    `INSERT INTO stage.${kind.name}
    SELECT ${names.join(", ")}, _file, _fault, CASE WHEN _fault IS NOT NULL THEN ${value} END
    FROM (SELECT *, ${fault} AS _fault
      FROM (SELECT *, ${typed.join(", ")}
        FROM (SELECT ${[...raws, ...carried(kind, landed, options)].join(", ")} FROM ${relationOf(batch)})))`,
    options.onShare
  );
}

/** Tells how far files that are read in bulk have come into the report, which is the longer part of reading a large one. */
function shareTeller({landed}: Batch, {onProgress = () => {}}: LandContext): (share: number) => void {
  const [{name}, ...others] = landed;
  const sum = (pick: (file: Landed) => number): number => landed.reduce((all, each) => all + pick(each), 0);
  const rows = sum(({bulk}) => bulk?.rows ?? 0);
  const file = `${name}${others.length > 0 ? ` and ${others.length} more` : ""} into the report`;
  const bytes = sum(({plan}) => plan?.scan.bytes ?? 0);
  return (share) => onProgress({file, bytes, rows: Math.round(share * rows), share});
}

/** Columns that are needed besides the typed ones: the file, whether the row is blank, and the fault a rewrite found. */
function carried(kind: SourceKind, landed: Landed, {first, look}: InsertOptions): string[] {
  const file = landed.bulk ? `${first} + file_index AS _file` : `${first} AS _file`;
  if (landed.rewritten) return [file, "false AS _blank", "fault AS _structure"];
  return [file, `${look === "mapped" ? maybeBlankSql(kind, landed) : blankSql(landed)} AS _blank`];
}

/** True where blankSql could be; looks at mapped columns only, so that the others need not be read. */
function maybeBlankSql(kind: SourceKind, landed: Landed): string {
  const mapped = readColumns(kind).flatMap((name) => {
    const index = landed.constants.has(name) ? undefined : landed.indexes.get(name);
    return index === undefined ? [] : [trimmedSql(`c${index}`)];
  });
  return mapped.length === 0 ? "true" : `coalesce(${mapped.join(", ")}) IS NULL`;
}

/** True for a blank row. */
function blankSql({header, indexes}: Landed): string {
  const cells = header.map((_, index) => trimmedSql(`c${index}`));
  const first = cells[indexes.values().next().value ?? 0] ?? "NULL";
  return `${first} IS NULL AND coalesce(${cells.join(", ")}) IS NULL`;
}

interface FaultOptions {
  readonly landed: Landed;
  readonly look: InsertOptions["look"];
  readonly given: (column: string) => boolean;
}

function faultSql(checks: readonly Check[], {landed, look, given}: FaultOptions): string {
  const cases = checks.flatMap(({rule, column}, code) => {
    const raw = quoteName(`raw ${column}`);
    if (rule === "missing") return [`WHEN ${given(column) ? `${raw} IS NULL` : "true"} THEN ${code}`];
    return given(column) ? [`WHEN ${raw} IS NOT NULL AND ${quoteName(column)} IS NULL THEN ${code}`] : [];
  });
  const structure = landed.rewritten ? [`WHEN _structure IS NOT NULL THEN ${tooManyFields}`] : [];
  return `CASE WHEN _blank THEN ${look === "mapped" ? unclearRow : blankRow} ${[...structure, ...cases].join(" ")} END`;
}

/** The SQL of a computed column over the raw texts of a file. */
function derivedSql(derived: string, given: (name: string) => boolean): string {
  return derived
    .replace(/\{given (\w+)\}/g, (_, name: string) => String(given(name)))
    .replace(/\{(\w+)\}/g, (_, name: string) => (given(name) ? quoteName(`raw ${name}`) : "NULL"));
}
