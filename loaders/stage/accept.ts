import type {Engine} from "../engine.js";
import type {Column, Rule, SourceKind} from "../sources/define.js";
import {quoteName, quoteText} from "../sql.js";
import {checksSql, conditionSql, stagedColumns, valueSql} from "./kind.js";
import type {LandContext} from "./land.js";
import type {Mapping} from "./mapping.js";
import {rejectLate} from "./reject.js";

/** The view of accepted rows, categories resolved, and the flags of rows that are used all the same. */
export async function acceptRest(
  kind: SourceKind,
  mappings: readonly Mapping[],
  context: LandContext
): Promise<void> {
  const {engine} = context;
  const categories = categoriesOf(kind, mappings);
  for (const [name, column] of categories) await mapTexts(kind, name, {column, mappings, engine});
  await createAccepted(kind, mappings, engine);
  const unlisted = categories
    .filter(([, {type, noteUnlisted}]) => type === "category" && noteUnlisted !== false)
    .map(([name]) => ({
      rule: "unmapped_value",
      column: `${name}_text`,
      when: `${quoteName(`_unlisted ${name}`)}`,
      message: `{value} is mapped to no ${name}, so it counts as ${kind.columns[name]?.otherwise ?? "other"}. Map it in report.yaml: values: {${name}: {"…": …}}.`
    }));
  await rejectLate(kind, context);
  const mapped = new Set(
    mappings.flatMap(({indexes, constants}) => [...indexes.keys(), ...constants.keys()])
  );
  const notes = (kind.notes ?? []).filter(({column}) => mapped.has(column));
  await flagRows(kind, [...notes, ...unlisted], context);
}

/** Columns whose texts stand for something: categories, and those that settings give other words. */
function categoriesOf(kind: SourceKind, mappings: readonly Mapping[]): [string, Column][] {
  const renamed = new Set(mappings.flatMap(({values}) => Object.keys(values)));
  return stagedColumns(kind).filter(([name, {type}]) => type === "category" || renamed.has(name));
}

/** The view of accepted rows of a kind. */
export async function createAccepted(
  kind: SourceKind,
  mappings: readonly Mapping[],
  engine: Engine
): Promise<void> {
  const categories = categoriesOf(kind, mappings);
  const selected = stagedColumns(kind).flatMap(([name, column]) => {
    if (!categories.some(([each]) => each === name)) return [`s.${quoteName(name)}`];
    const text = categoryText(name, column);
    const map = quoteName(`map ${name}`);
    return [
      `coalesce(${map}.value, ${otherwiseSql(column, text)}) AS ${quoteName(name)}`,
      `${text} AS ${quoteName(`${name}_text`)}`,
      `${map}.listed IS FALSE AS ${quoteName(`_unlisted ${name}`)}`
    ];
  });
  const joins = categories.map(([name, column]) => {
    const alias = quoteName(`map ${name}`);
    return `LEFT JOIN stage.texts ${alias} ON ${alias}.kind = ${quoteText(kind.name)} AND ${alias}.name = ${quoteText(name)} AND ${alias}.file = s._file AND ${alias}.text = ${categoryText(name, column)}`;
  });
  await engine.run(`
    CREATE VIEW accepted.${kind.name} AS
    SELECT s.rowid AS _row, ${selected.join(", ")} FROM stage.${kind.name} s ${joins.join(" ")}
    WHERE s._fault IS NULL`);
}

/** One row in stage.flagged for each row and rule. */
async function flagRows(
  kind: SourceKind,
  rules: readonly Rule[],
  {engine, workspace}: LandContext
): Promise<void> {
  if (rules.length === 0) return;
  const conditions = rules.map((rule) => conditionSql(rule, workspace));
  const codes = conditions.map((condition, code) => `CASE WHEN ${condition} THEN ${code} END`);
  const values = rules.map((rule) => valueSql(kind, rule));
  await engine.run(`
    INSERT INTO stage.flagged
    SELECT ${quoteText(kind.name)}, f.row, c.rule, c.name, f.value, c.message
    FROM (
      SELECT _row AS row, unnest([${codes.join(", ")}]) AS code, unnest([${values.join(", ")}]) AS value
      FROM accepted.${kind.name} WHERE ${conditions.join(" OR ")}
    ) f JOIN ${checksSql(rules)} ON f.code = c.code`);
}

function categoryText(name: string, column: Column): string {
  return column.from ? `coalesce(s.${quoteName(name)}, s.${quoteName(column.from)})` : `s.${quoteName(name)}`;
}

function otherwiseSql({type, otherwise = "other"}: Column, text: string): string {
  return type === "category" ? quoteText(otherwise) : text;
}

interface MapOptions {
  readonly column: Column;
  readonly mappings: readonly Mapping[];
  readonly engine: Engine;
}

/**
 * Notes what each text of a column means in each file: two systems may write the same text for different things. Texts
 * are compared without case and accents, each of them once a file.
 */
async function mapTexts(
  kind: SourceKind,
  name: string,
  {column, mappings, engine}: MapOptions
): Promise<void> {
  const readings = mappings.map((mapping) => knownTexts(name, column, mapping));
  const sets = [...new Set(readings.map((reading) => JSON.stringify([...reading])))];
  const setOf = readings.map((reading, file) => `(${file}, ${sets.indexOf(JSON.stringify([...reading]))})`);
  const known = sets.flatMap((set, number) =>
    (JSON.parse(set) as [string, string][]).map(
      ([text, value]) => `(${number}, ${quoteText(text)}, ${quoteText(value)})`
    )
  );
  const list = (rows: readonly string[], width: number): string =>
    rows.length > 0
      ? `VALUES ${rows.join(", ")}`
      : `SELECT ${Array.from({length: width}, () => "NULL").join(", ")}`;
  await engine.run(`
    INSERT INTO stage.texts
    SELECT ${quoteText(kind.name)}, ${quoteText(name)}, t.file, t.text,
      coalesce(k.value, ${otherwiseSql(column, "t.text")}), k.value IS NOT NULL, t.rows
    FROM (
      SELECT s._file AS file, ${categoryText(name, column)} AS text, count(*) AS rows
      FROM stage.${kind.name} s WHERE s._fault IS NULL GROUP BY ALL
    ) t
    LEFT JOIN (${list(setOf, 2)}) f(file, number) ON f.file = t.file
    LEFT JOIN (${list(known, 3)}) k(number, text, value)
      ON k.number = f.number AND k.text = lower(strip_accents(t.text))
    WHERE t.text IS NOT NULL`);
}

/** Built-in texts first, then those of the file's own settings, which win. */
function knownTexts(name: string, column: Column, {values}: Mapping): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  for (const [value, list] of Object.entries(column.values ?? {}))
    for (const text of [value, ...list]) texts.set(fold(text), value);
  for (const [text, value] of Object.entries(values[name] ?? {})) texts.set(fold(text), value);
  return texts;
}
