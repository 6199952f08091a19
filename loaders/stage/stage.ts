import type {Engine} from "../engine.js";
import {ReportError} from "../errors.js";
import type {Recognised} from "../presets/recognise.js";
import type {Column, Rule, SourceKind} from "../sources/define.js";
import {sourceKinds} from "../sources/index.js";
import {quoteName, quoteText} from "../sql.js";
import type {SourceEntry, Workspace} from "../workspace.js";
import {dateOrder, dayMonthSql, decimalMark, needsDateOrder, plainFormat} from "./formats.js";
import type {Mapping} from "./mapping.js";
import {landAgain, landEntry, type LandContext, type Landed} from "./land.js";
import {parseFault, parseSql, type ColumnFormat} from "./parse.js";

/** What became of one file. */
export interface StagedFile {
  readonly name: string;
  readonly kind: string;
  readonly rowsRead: number;
  readonly ignored: number;
  readonly delimiter: string;
  readonly encoding: string;
  readonly unread: readonly string[];
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

/** A way a row can fail or be flagged; its number marks rows in the stage table. */
interface Check {
  readonly rule: string;
  readonly column: string;
  readonly message: string;
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
  const files: StagedFile[] = [];
  const mapped = new Set<string>();
  const mappings: Mapping[] = [];
  let base = 0;
  for (const entry of entries) {
    for (const landed of await landEntry(entry, context)) {
      const {rows, used} = await insertFile(kind, landed, context);
      await noteSpan(engine, kind, used, {base, rows});
      for (const name of [...used.indexes.keys(), ...used.constants.keys()]) mapped.add(name);
      mappings.push(used);
      const blank = await countBlank(engine, kind, base);
      files.push({
        name: used.name,
        kind: kind.name,
        rowsRead: rows + used.ignored,
        ignored: used.ignored + blank,
        delimiter: used.delimiter,
        encoding: used.encoding,
        unread: used.unread,
        ...(used.recognised ? {reading: readingOf(used.recognised)} : {})
      });
      base += rows;
    }
  }
  await rejectFaults(kind, context);
  await acceptRest(kind, mappings, {...context, mapped});
  return files;
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

/** Creates the schemas that staging fills. */
export async function prepareStage(engine: Engine): Promise<void> {
  await engine.run(`
    CREATE SCHEMA stage;
    CREATE SCHEMA accepted;
    CREATE TABLE stage.spans (kind VARCHAR, file VARCHAR, base BIGINT, rows BIGINT, first_line BIGINT, rewritten BOOLEAN);
    CREATE TABLE stage.lines (kind VARCHAR, row BIGINT, line BIGINT);
    CREATE TABLE stage.headers (kind VARCHAR, file VARCHAR, name VARCHAR, header VARCHAR);
    CREATE TABLE stage.rejected (kind VARCHAR, row BIGINT, rule VARCHAR, name VARCHAR, value VARCHAR, message VARCHAR);
    CREATE TABLE stage.flagged (kind VARCHAR, row BIGINT, rule VARCHAR, name VARCHAR, value VARCHAR, message VARCHAR);
    CREATE TABLE stage.texts (kind VARCHAR, name VARCHAR, text VARCHAR, value VARCHAR);
  `);
}

const storedTypes = {
  text: "VARCHAR",
  number: "DOUBLE",
  integer: "BIGINT",
  date: "DATE",
  boolean: "BOOLEAN",
  category: "VARCHAR"
} as const;

function createTable(kind: SourceKind): string {
  const columns = stagedColumns(kind).map(([name, {type}]) => `${quoteName(name)} ${storedTypes[type]}`);
  return `CREATE TABLE stage.${kind.name} (${columns.join(", ")}, _fault UTINYINT, _value VARCHAR)`;
}

function stagedColumns(kind: SourceKind): [string, Column][] {
  return Object.entries(kind.columns).filter(([, column]) => !column.dropped);
}

/** Columns whose texts are read: the staged ones, and dropped ones that another column is computed from. */
function readColumns(kind: SourceKind): string[] {
  const staged = stagedColumns(kind);
  const used = staged.flatMap(([, {derived = ""}]) =>
    [...derived.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name)
  );
  return [...new Set([...staged.map(([name]) => name), ...used])];
}

/** The SQL of a computed column over the raw texts of a file. */
function derivedSql(derived: string, given: (name: string) => boolean): string {
  return derived
    .replace(/\{given (\w+)\}/g, (_, name: string) => String(given(name)))
    .replace(/\{(\w+)\}/g, (_, name: string) => (given(name) ? quoteName(`raw ${name}`) : "NULL"));
}

const blankRow = 255;
const tooManyFields = 254;

/** Faults that show while parsing, in the order in which they are looked for. */
function parseChecks(kind: SourceKind): Check[] {
  return stagedColumns(kind).flatMap(([name, column]) => {
    const missing = column.required
      ? [{rule: "missing", column: name, message: `The row has no ${name}. Fill it in at its source.`}]
      : [];
    const fault = parseFault(column.type);
    return [...missing, ...(fault ? [{...fault, column: name}] : [])];
  });
}

async function insertFile(
  kind: SourceKind,
  landed: Landed,
  context: LandContext
): Promise<{rows: number; used: Landed}> {
  if (landed.expected === undefined) return {rows: await insertRows(kind, landed, context), used: landed};
  const {engine} = context;
  await engine.run("BEGIN");
  try {
    const rows = await insertRows(kind, landed, context);
    if (rows === landed.expected) {
      await engine.run("COMMIT");
      return {rows, used: landed};
    }
  } catch (error) {
    if (error instanceof ReportError) throw error;
  }
  await engine.run("ROLLBACK");
  const used = await landAgain(landed, context);
  return {rows: await insertRows(kind, used, context), used};
}

async function insertRows(kind: SourceKind, landed: Landed, {engine}: LandContext): Promise<number> {
  const formats = await columnFormats(kind, landed, engine);
  const columns = stagedColumns(kind);
  const raws = readColumns(kind).flatMap((name) => {
    const constant = landed.constants.get(name);
    if (constant !== undefined) return [`${quoteText(constant)} AS ${quoteName(`raw ${name}`)}`];
    const index = landed.indexes.get(name);
    return index === undefined ? [] : [`nullif(trim(c${index}), '') AS ${quoteName(`raw ${name}`)}`];
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
  const fault = faultSql(checks, landed, given);
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
    SELECT ${names.join(", ")}, _fault, CASE WHEN _fault IS NOT NULL THEN ${value} END
    FROM (SELECT *, ${fault} AS _fault
      FROM (SELECT *, ${typed.join(", ")}
        FROM (SELECT ${[...raws, ...carried(landed)].join(", ")} FROM ${landed.relation})))`);
}

/** Columns that are needed besides the typed ones: whether the whole row is blank, and the fault a rewrite found. */
function carried(landed: Landed): string[] {
  const all = landed.header.map((_, index) => `c${index}`).join(", ");
  const first = `c${landed.indexes.values().next().value ?? 0}`;
  const blank = `${first} IS NULL AND coalesce(${all}) IS NULL AS _blank`;
  return landed.rewritten ? [blank, "fault AS _structure"] : [blank];
}

function faultSql(checks: readonly Check[], landed: Landed, isGiven: (column: string) => boolean): string {
  const cases = checks.flatMap(({rule, column}, code) => {
    const given = isGiven(column);
    const raw = quoteName(`raw ${column}`);
    if (rule === "missing") return [`WHEN ${given ? `${raw} IS NULL` : "true"} THEN ${code}`];
    return given ? [`WHEN ${raw} IS NOT NULL AND ${quoteName(column)} IS NULL THEN ${code}`] : [];
  });
  const structure = landed.rewritten ? [`WHEN _structure IS NOT NULL THEN ${tooManyFields}`] : [];
  return `CASE WHEN _blank THEN ${blankRow} ${[...structure, ...cases].join(" ")} END`;
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
    const decimal = entry.decimal ?? decimalMark(sample, landed.delimiter);
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

async function noteSpan(
  engine: Engine,
  kind: SourceKind,
  landed: Landed,
  {base, rows}: {base: number; rows: number}
): Promise<void> {
  const [kindName, file] = [quoteText(kind.name), quoteText(landed.name)];
  await engine.run(
    `INSERT INTO stage.spans VALUES (${kindName}, ${file}, ${base}, ${rows}, ${landed.firstLine}, ${landed.rewritten})`
  );
  const headers = [...landed.indexes].map(
    ([name, index]) =>
      `(${kindName}, ${file}, ${quoteText(name)}, ${quoteText(landed.header[index] ?? name)})`
  );
  if (headers.length > 0) await engine.run(`INSERT INTO stage.headers VALUES ${headers.join(", ")}`);
  if (landed.rewritten)
    await engine.run(
      `INSERT INTO stage.lines SELECT ${kindName}, ${base} + row_number() OVER () - 1, line FROM ${landed.relation}`
    );
}

async function countBlank(engine: Engine, kind: SourceKind, base: number): Promise<number> {
  const [row] = await engine.rows(
    `SELECT count(*) AS n FROM stage.${kind.name} WHERE rowid >= ${base} AND _fault = ${blankRow}`
  );
  return Number(row?.n);
}

/** Fills stage.rejected: parse faults, then values out of range, broken rules, unknown references, duplicate keys; late rules follow. */
async function rejectFaults(kind: SourceKind, context: LandContext): Promise<void> {
  const {engine} = context;
  const checks = parseChecks(kind);
  const parsed = [
    ...checks.map((check, code) => ({code, ...check})),
    {
      code: tooManyFields,
      rule: "too_many_fields",
      column: "",
      message: "The row has more cells than the header. Look for a stray separator or an unclosed quote."
    }
  ];
  await engine.run(`
    INSERT INTO stage.rejected
    SELECT ${quoteText(kind.name)}, s.rowid, c.rule, c.name, s._value, c.message
    FROM stage.${kind.name} s JOIN (VALUES ${parsed.map(checkRow).join(", ")}) c(code, rule, name, message)
      ON s._fault = c.code`);
  await rejectValues(kind, context);
  await rejectUnknown(kind, context);
  await rejectDuplicates(kind, engine);
}

function checkRow({code, rule, column, message}: Check & {code: number}): string {
  return `(${code}, ${quoteText(rule)}, ${quoteText(column)}, ${quoteText(message)})`;
}

async function rejectValues(kind: SourceKind, {engine, workspace}: LandContext): Promise<void> {
  const ranges = stagedColumns(kind).flatMap(([name, {min, max}]) => {
    if (min === undefined && max === undefined) return [];
    const bounds = [
      ...(min === undefined ? [] : [`${quoteName(name)} < ${min}`]),
      ...(max === undefined ? [] : [`${quoteName(name)} > ${max}`])
    ];
    const words = max === undefined ? `at least ${min}` : `between ${min} and ${max}`;
    return [
      {
        rule: "out_of_range",
        column: name,
        when: bounds.join(" OR "),
        message: `{value} is not ${words}. Check the value at its source.`
      }
    ];
  });
  const rules = [...ranges, ...(kind.rejects ?? [])];
  if (rules.length === 0) return;
  const cases = rules.map((rule, code) => `WHEN ${conditionSql(rule, workspace)} THEN ${code}`).join(" ");
  const values = rules.map((rule, code) => `WHEN ${code} THEN ${valueSql(kind, rule.column)}`);
  await engine.run(`
    INSERT INTO stage.rejected
    SELECT ${quoteText(kind.name)}, s._row, c.rule, c.name, CASE s._code ${values.join(" ")} END, c.message
    FROM (SELECT *, rowid AS _row, CASE ${cases} END AS _code FROM stage.${kind.name} WHERE _fault IS NULL) s
    JOIN (VALUES ${rules.map((rule, code) => checkRow({...rule, code})).join(", ")}) c(code, rule, name, message)
      ON s._code = c.code`);
}

/** One row in stage.rejected or stage.flagged for each accepted row and rule, one rule after the other. */
async function markRules(
  kind: SourceKind,
  rules: readonly Rule[],
  {engine, workspace, into}: {engine: Engine; workspace: Workspace; into: "rejected" | "flagged"}
): Promise<void> {
  for (const rule of rules)
    await engine.run(`
      INSERT INTO stage.${into}
      SELECT ${quoteText(kind.name)}, _row, ${quoteText(rule.rule)}, ${quoteText(rule.column)},
        ${valueSql(kind, rule.column)}, ${quoteText(rule.message)}
      FROM (SELECT *, ${conditionSql(rule, workspace)} AS _hit FROM accepted.${kind.name}) WHERE _hit`);
}

function conditionSql({when}: Rule, {asOf, currency}: Workspace): string {
  const condition = when
    .replaceAll("as_of", `DATE '${asOf}'`)
    .replaceAll("report_currency", quoteText(currency));
  return `(${condition})`;
}

/** The value that a message may show: none where it could be another person's. */
function valueSql(kind: SourceKind, column: string): string {
  if (kind.personal) return "NULL";
  const text = `CAST(${quoteName(column)} AS VARCHAR)`;
  return kind.columns[column]?.type === "number" ? `regexp_replace(${text}, '\\.0$', '')` : text;
}

async function rejectUnknown(kind: SourceKind, {engine, workspace}: LandContext): Promise<void> {
  const given = new Set(workspace.sources.map((entry) => entry.kind.name));
  const kinds = await sourceKinds();
  for (const [name, {references}] of stagedColumns(kind)) {
    const referenced = references === undefined ? undefined : kinds.get(references);
    if (!referenced?.unknown || !given.has(referenced.name)) continue;
    const [key, wanted] = [quoteName(name), quoteName(referenced.key?.[0] ?? "")];
    const {rule, message} = referenced.unknown;
    await engine.run(`
      INSERT INTO stage.rejected
      SELECT ${quoteText(kind.name)}, s.rowid, ${quoteText(rule)}, ${quoteText(name)}, s.${key}, ${quoteText(message)}
      FROM stage.${kind.name} s ANTI JOIN accepted.${referenced.name} r ON s.${key} = r.${wanted}
      WHERE s.${key} IS NOT NULL AND s._fault IS NULL
        AND s.rowid NOT IN (SELECT row FROM stage.rejected WHERE kind = ${quoteText(kind.name)})`);
  }
}

/** Of rows with one key the last read is kept; keys are compared by hash first, so that clean files cost one scan. */
async function rejectDuplicates(kind: SourceKind, engine: Engine): Promise<void> {
  if (!kind.key) return;
  const key = kind.key.map((part) => (/^[a-z_]+$/.test(part) ? quoteName(part) : part)).join(", ");
  const filled = kind.key.map((part) => `${part} IS NOT NULL`).join(" AND ");
  const usable = `_fault IS NULL AND ${filled} AND rowid NOT IN (SELECT row FROM stage.rejected WHERE kind = ${quoteText(kind.name)})`;
  const first = kind.key[0] ?? "";
  await engine.run(`
    INSERT INTO stage.rejected
    WITH repeated AS (
      SELECT hash(${key}) AS h FROM stage.${kind.name} WHERE ${usable} GROUP BY h HAVING count(*) > 1
    ), candidates AS (
      SELECT rowid AS row, ${first} AS value, max(rowid) OVER (PARTITION BY ${key}) AS kept
      FROM stage.${kind.name} WHERE ${usable} AND hash(${key}) IN (SELECT h FROM repeated)
    )
    SELECT ${quoteText(kind.name)}, row, 'duplicate_key', ${quoteText(first)}, CAST(value AS VARCHAR),
      '{value} stands more than once; the last row read is kept. Take the others out at their source.'
    FROM candidates WHERE row <> kept`);
}

/** The view of accepted rows, categories resolved, and the flags of rows that are used all the same. */
async function acceptRest(
  kind: SourceKind,
  mappings: readonly Mapping[],
  {engine, workspace, mapped}: LandContext & {mapped: ReadonlySet<string>}
): Promise<void> {
  const renamed = new Set(mappings.flatMap(({values}) => Object.keys(values)));
  const categories = stagedColumns(kind).filter(([name, {type}]) => type === "category" || renamed.has(name));
  for (const [name, column] of categories) await insertTexts(kind, name, column, mappings, engine);
  const selected = stagedColumns(kind).flatMap(([name, column]) => {
    if (!categories.some(([each]) => each === name)) return [`s.${quoteName(name)}`];
    const text = categoryText(name, column);
    const otherwise = column.type === "category" ? quoteText(column.otherwise ?? "other") : text;
    return [
      `coalesce(${quoteName(`map ${name}`)}.value, ${otherwise}) AS ${quoteName(name)}`,
      `${text} AS ${quoteName(`${name}_text`)}`
    ];
  });
  const joins = categories.map(([name, column]) => {
    const alias = quoteName(`map ${name}`);
    return `LEFT JOIN stage.texts ${alias} ON ${alias}.kind = ${quoteText(kind.name)} AND ${alias}.name = ${quoteText(name)} AND ${alias}.text = ${foldSql(categoryText(name, column))}`;
  });
  await engine.run(`
    CREATE VIEW accepted.${kind.name} AS
    SELECT s.rowid AS _row, ${selected.join(", ")} FROM stage.${kind.name} s ${joins.join(" ")}
    WHERE s._fault IS NULL
      AND s.rowid NOT IN (SELECT row FROM stage.rejected WHERE kind = ${quoteText(kind.name)})`);
  const unlisted = categories
    .filter(([, {type, noteUnlisted}]) => type === "category" && noteUnlisted !== false)
    .map(([name]) => ({
      rule: "unmapped_value",
      column: `${name}_text`,
      when: `${quoteName(`${name}_text`)} IS NOT NULL AND ${foldSql(quoteName(`${name}_text`))} NOT IN (SELECT text FROM stage.texts WHERE kind = ${quoteText(kind.name)} AND name = ${quoteText(name)})`,
      message: `{value} is mapped to no ${name}, so it counts as ${kind.columns[name]?.otherwise ?? "other"}. Map it in report.yaml: values: {${name}: {"…": …}}.`
    }));
  await markRules(kind, kind.lateRejects ?? [], {engine, workspace, into: "rejected"});
  const notes = (kind.notes ?? []).filter(({column}) => mapped.has(column));
  await markRules(kind, [...notes, ...unlisted], {engine, workspace, into: "flagged"});
}

function categoryText(name: string, column: Column): string {
  return column.from ? `coalesce(s.${quoteName(name)}, s.${quoteName(column.from)})` : `s.${quoteName(name)}`;
}

function foldSql(text: string): string {
  return `lower(strip_accents(${text}))`;
}

/** Built-in texts first, then those of the settings, which win. */
async function insertTexts(
  kind: SourceKind,
  name: string,
  column: Column,
  mappings: readonly Mapping[],
  engine: Engine
): Promise<void> {
  const texts = new Map<string, string>();
  const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  for (const [value, list] of Object.entries(column.values ?? {}))
    for (const text of [value, ...list]) texts.set(fold(text), value);
  for (const {values} of mappings)
    for (const [text, value] of Object.entries(values[name] ?? {})) texts.set(fold(text), value);
  const rows = [...texts].map(
    ([text, value]) =>
      `(${quoteText(kind.name)}, ${quoteText(name)}, ${quoteText(text)}, ${quoteText(value)})`
  );
  if (rows.length > 0) await engine.run(`INSERT INTO stage.texts VALUES ${rows.join(", ")}`);
}
