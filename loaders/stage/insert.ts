import type {Engine} from "../engine.js";
import {ReportError} from "../errors.js";
import {footerPattern} from "../land/plan.js";
import type {SourceKind} from "../sources/define.js";
import {quoteName, quoteText} from "../sql.js";
import {dateOrder, dayMonthSql, decimalMark, needsDateOrder, plainFormat} from "./formats.js";
import {
  blankRow,
  parseChecks,
  readColumns,
  stagedColumns,
  storedTypes,
  tooManyFields,
  unclearRow,
  type Check
} from "./kind.js";
import {landAgain, relationOf, type LandContext, type Landed} from "./land.js";
import {parseSql, trimmedSql, type ColumnFormat} from "./parse.js";

/** A file as it was read in the end, and its rows in the stage table. */
export interface Inserted {
  readonly used: Landed;
  readonly rows: number;
}

/** Files of one kind that are laid out and written alike, so that they can be read in one go. */
interface Batch {
  readonly kind: SourceKind;
  readonly landed: readonly [Landed, ...Landed[]];
  readonly formats: ReadonlyMap<string, ColumnFormat>;
}

/** Reads files into `stage.<kind>`, in their order; `first` is the number of the first one. */
export async function insertFiles(
  kind: SourceKind,
  landed: readonly Landed[],
  {first, context}: {first: number; context: LandContext}
): Promise<Inserted[]> {
  const inserted: Inserted[] = [];
  for (const batch of await batchesOf(kind, landed, context.engine))
    inserted.push(...(await insertBatch(batch, first + inserted.length, context)));
  return inserted;
}

/** Neighbours that are read alike, together. */
async function batchesOf(kind: SourceKind, files: readonly Landed[], engine: Engine): Promise<Batch[]> {
  const batches: (Batch & {key: string})[] = [];
  for (const file of files) {
    const formats = await columnFormats(kind, file, engine);
    const key = layoutOf(file, formats);
    const last = batches.at(-1);
    if (last && file.bulk && last.key === key)
      batches[batches.length - 1] = {...last, landed: [...last.landed, file]};
    else batches.push({kind, landed: [file], formats, key});
  }
  return batches;
}

function layoutOf(landed: Landed, formats: ReadonlyMap<string, ColumnFormat>): string {
  const {header, delimiter, firstLine, plan, constants, indexes} = landed;
  const reading = [...constants, ...indexes, ...formats];
  return JSON.stringify([header, delimiter, firstLine, plan?.scan.returns, hasOnlyRows(landed), reading]);
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
async function tryInsert(
  batch: Batch,
  first: number,
  {engine}: LandContext
): Promise<Inserted[] | undefined> {
  const [{bulk}] = batch.landed;
  if (!bulk) return [{used: batch.landed[0], rows: await insertRows(batch, {first, engine, look: "whole"})}];
  for (const look of ["mapped", "whole"] as const) {
    const outcome = await insertOrRollBack(batch, {first, engine, look});
    if (outcome === "as expected") return batch.landed.map((used) => ({used, rows: used.bulk?.rows ?? 0}));
    if (outcome === "not as expected") return undefined;
  }
  return undefined;
}

/** "unclear" where rows without a value in any mapped column have to be looked at as a whole. */
type Outcome = "as expected" | "not as expected" | "unclear";

async function insertOrRollBack(batch: Batch, options: InsertOptions): Promise<Outcome> {
  const {engine} = options;
  let outcome: Outcome = "not as expected";
  await engine.run("BEGIN");
  try {
    await insertRows(batch, options);
    outcome = await outcomeOf(batch, options);
  } catch (error) {
    if (error instanceof ReportError) throw error;
  }
  await engine.run(outcome === "as expected" ? "COMMIT" : "ROLLBACK");
  return outcome;
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

async function insertRewritten(
  batch: Batch,
  first: number,
  {only, context}: {only: Landed; context: LandContext}
): Promise<Inserted> {
  const used = await landAgain(only, context);
  const rows = await insertRows({...batch, landed: [used]}, {first, engine: context.engine, look: "whole"});
  return {used, rows};
}

interface InsertOptions {
  readonly engine: Engine;
  /** The number of the first file. */
  readonly first: number;
  /** Whether blank rows are told by the mapped columns only, which is quick but not always clear, or by the whole row. */
  readonly look: "mapped" | "whole";
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
    .map(({column, code}) => `WHEN ${code} THEN ${quoteName(`raw ${column}`)}`);
  const names = columns.map(([name, column]) =>
    column.fallback ? `coalesce(${quoteName(name)}, ${column.fallback})` : quoteName(name)
  );
  const value = values.length > 0 && !kind.personal ? `CASE _fault ${values.join(" ")} END` : "NULL";
  return engine.count(`
    INSERT INTO stage.${kind.name}
    SELECT ${names.join(", ")}, _file, _fault, CASE WHEN _fault IS NOT NULL THEN ${value} END
    FROM (SELECT *, ${fault} AS _fault
      FROM (SELECT *, ${typed.join(", ")}
        FROM (SELECT ${[...raws, ...carried(kind, landed, options)].join(", ")} FROM ${relationOf(batch)})))`);
}

/** Columns that are needed besides the typed ones: the file, whether the row is none, and the fault a rewrite found. */
function carried(kind: SourceKind, landed: Landed, {first, look}: InsertOptions): string[] {
  const file = landed.bulk ? `${first} + file_index AS _file` : `${first} AS _file`;
  const blank = `${look === "mapped" ? maybeBlankSql(kind, landed) : blankSql(landed)} AS _blank`;
  return landed.rewritten ? [file, blank, "fault AS _structure"] : [file, blank];
}

/** True where blankSql could be; looks at mapped columns only, so that the others need not be read. */
function maybeBlankSql(kind: SourceKind, landed: Landed): string {
  const mapped = readColumns(kind).flatMap((name) => {
    const index = landed.constants.has(name) ? undefined : landed.indexes.get(name);
    return index === undefined ? [] : [trimmedSql(`c${index}`)];
  });
  const blank = `coalesce(${mapped.join(", ")}) IS NULL`;
  return hasOnlyRows(landed) ? blank : `(${blank} OR coalesce(${footerSql}, false))`;
}

/** True for a blank row; in files with blank lines, a footer or cells of several lines, for a footer as well. */
function blankSql(landed: Landed): string {
  const {header, indexes} = landed;
  const cells = header.map((_, index) => `c${index}`);
  const blank = `c${indexes.values().next().value ?? 0} IS NULL AND coalesce(${cells.join(", ")}) IS NULL`;
  return hasOnlyRows(landed) ? blank : `(${blank} OR ${ignoredSql(cells)})`;
}

/** False for files that are read in bulk although they have blank lines, a footer or cells of several lines. */
function hasOnlyRows({bulk}: Landed): boolean {
  return !bulk || (bulk.oneRowALine && bulk.ignored === 0);
}

const footerSql = `regexp_matches(${trimmedSql("c0")}, ${quoteText(`(?i)${footerPattern}`)})`;

/** isIgnored, as SQL. */
function ignoredSql(cells: readonly string[]): string {
  const filled = cells.map((cell) => `CAST(coalesce(trim(${cell}), '') <> '' AS INTEGER)`).join(" + ");
  return `CASE WHEN ${trimmedSql("c0")} IS NULL THEN ${filled} = 0 WHEN ${cells.length} > 2 AND ${footerSql} THEN ${filled} <= 2 ELSE false END`;
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

/** How numbers and dates are written, by column of the kind. */
async function columnFormats(
  kind: SourceKind,
  landed: Landed,
  engine: Engine
): Promise<ReadonlyMap<string, ColumnFormat>> {
  const formats = new Map<string, ColumnFormat>();
  const {entry} = landed;
  for (const [name, text] of landed.constants)
    formats.set(name, {
      decimal: entry.decimal ?? decimalMark([text], landed.delimiter),
      order: entry.dateOrder ?? "ymd"
    });
  for (const [name, column] of stagedColumns(kind)) {
    const index = landed.indexes.get(name);
    if (index === undefined) continue;
    const sample = landed.sample.map((row) => row[index]?.trim() ?? "").filter((text) => text !== "");
    const numeric = column.type === "number" || column.type === "integer";
    const decimal = entry.decimal ?? (numeric ? decimalMark(sample, landed.delimiter) : ".");
    formats.set(name, {decimal, order: "ymd"});
    if (!needsDateOrder(column, sample)) continue;
    const order = entry.dateOrder ?? (await orderOfColumn(index, landed, engine));
    formats.set(name, {decimal, order});
  }
  return formats;
}

async function orderOfColumn(index: number, landed: Landed, engine: Engine): Promise<"ymd" | "dmy" | "mdy"> {
  const [counts] = await engine.rows(`SELECT ${dayMonthSql(`c${index}`)} FROM ${landed.relation}`);
  return dateOrder(
    {
      slashed: Number(counts?.slashed),
      firstOver12: Number(counts?.first_over_12),
      secondOver12: Number(counts?.second_over_12)
    },
    {
      file: landed.name,
      header: landed.header[index] ?? "",
      place: landed.entry.at.join("."),
      usual: landed.recognised?.exported.dateOrder
    }
  );
}
