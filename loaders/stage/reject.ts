import type {Engine} from "../engine.js";
import type {Rule, SourceKind} from "../sources/define.js";
import {sourceKinds} from "../sources/index.js";
import {quoteName, quoteText} from "../sql.js";
import {ambiguousSql, resolveSellers} from "./identity.js";
import {
  checksSql,
  conditionSql,
  parseChecks,
  rejectedRow,
  stagedColumns,
  tooManyFields,
  valueSql
} from "./kind.js";
import type {LandContext} from "./land.js";

/** Fills stage.rejected: parse faults, then values out of range, broken rules, unknown references, duplicate keys. */
export async function rejectFaults(kind: SourceKind, context: LandContext): Promise<void> {
  const {engine} = context;
  const checks = [
    ...parseChecks(kind).map((check, code) => ({code, ...check})),
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
    FROM stage.${kind.name} s JOIN ${checksSql(checks)} ON s._fault = c.code`);
  await resolveSellers(kind, engine);
  await rejectValues(kind, context);
  await rejectUnknown(kind, context);
  await rejectDuplicates(kind, engine);
}

async function rejectValues(kind: SourceKind, context: LandContext): Promise<void> {
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
  await rejectRules(kind, rules, context);
}

/** A rejected row gets its first rule only. */
async function rejectRules(
  kind: SourceKind,
  rules: readonly Rule[],
  {engine, workspace}: LandContext
): Promise<void> {
  if (rules.length === 0) return;
  const cases = rules.map((rule, code) => `WHEN ${conditionSql(rule, workspace)} THEN ${code}`).join(" ");
  const values = rules.map((rule, code) => `WHEN ${code} THEN ${valueSql(kind, rule)}`);
  await reject(
    kind,
    `SELECT ${quoteText(kind.name)}, s._row, c.rule, c.name, CASE s._code ${values.join(" ")} END, c.message
    FROM (SELECT *, rowid AS _row, CASE ${cases} END AS _code FROM stage.${kind.name} WHERE _fault IS NULL) s
    JOIN ${checksSql(rules)} ON s._code = c.code`,
    engine
  );
}

/** Rejects accepted rows, one rule after the other: categories are resolved by now. */
export async function rejectLate(kind: SourceKind, {engine, workspace}: LandContext): Promise<void> {
  for (const rule of kind.lateRejects ?? [])
    await reject(
      kind,
      `SELECT ${quoteText(kind.name)}, _row, ${quoteText(rule.rule)}, ${quoteText(rule.column)},
        ${valueSql(kind, rule)}, ${quoteText(rule.message)}
      FROM (SELECT *, ${conditionSql(rule, workspace)} AS _hit FROM accepted.${kind.name}) WHERE _hit`,
      engine
    );
}

/** Notes rows as rejected and marks them in the stage table, so that nothing after this looks at them. */
async function reject(kind: SourceKind, rows: string, engine: Engine): Promise<void> {
  if ((await engine.count(`INSERT INTO stage.rejected ${rows}`)) === 0) return;
  await engine.run(`
    UPDATE stage.${kind.name} SET _fault = ${rejectedRow}
    FROM (SELECT row FROM stage.rejected WHERE kind = ${quoteText(kind.name)}) r
    WHERE stage.${kind.name}.rowid = r.row AND _fault IS NULL`);
}

async function rejectUnknown(kind: SourceKind, {engine, workspace}: LandContext): Promise<void> {
  const given = new Set(workspace.sources.map((entry) => entry.kind.name));
  const kinds = await sourceKinds();
  for (const [name, {references}] of stagedColumns(kind)) {
    const referenced = references === undefined ? undefined : kinds.get(references);
    if (!referenced?.unknown || !given.has(referenced.name)) continue;
    const [key, wanted] = [quoteName(name), quoteName(referenced.key?.[0] ?? "")];
    const {rule, message} = referenced.unknown;
    if (referenced.name === "sellers") await reject(kind, ambiguousSql(kind, name), engine);
    await reject(
      kind,
      `SELECT ${quoteText(kind.name)}, s.rowid, ${quoteText(rule)}, ${quoteText(name)}, s.${key}, ${quoteText(message)}
      FROM stage.${kind.name} s ANTI JOIN accepted.${referenced.name} r ON s.${key} = r.${wanted}
      WHERE s.${key} IS NOT NULL AND s._fault IS NULL`,
      engine
    );
  }
}

/** Messages by rule that name no file and no seller, for whoever may not see them. */
export const plainMessages: Readonly<Record<string, string>> = {
  ambiguous_seller:
    "{value} could be any of several sellers. Write the seller's id, or give the roster an email or crm_id that tells them apart.",
  duplicate_key: "{value} stands more than once; the row read last counts.",
  duplicate_row: "The same row stands in a file that is read later; only that row counts."
};

/** The rules of rows that stand elsewhere, too, and count there. */
export const duplicateRules = ["duplicate_key", "duplicate_row"] as const;

/** Of rows with one key the last read is kept; keys are compared by hash first, so that clean files cost one scan. */
async function rejectDuplicates(kind: SourceKind, engine: Engine): Promise<void> {
  const {key = []} = kind;
  const parts = key.map((part) => (/^[a-z_]+$/.test(part) ? quoteName(part) : part));
  const filled = ["_fault IS NULL", ...parts.map((part) => `${part} IS NOT NULL`)].join(" AND ");
  const first = key[0] ?? Object.keys(kind.columns)[0] ?? "";
  if (key.length > 0) await rejectKeys(kind, {key: parts.join(", "), filled, first, engine});
  if (await hasOverlap(kind, engine))
    await rejectEqual(kind, {
      loose: key.length > 0 ? `_fault IS NULL AND NOT (${filled})` : "_fault IS NULL",
      first,
      engine
    });
}

async function rejectKeys(
  kind: SourceKind,
  {key, filled, first, engine}: {key: string; filled: string; first: string; engine: Engine}
): Promise<void> {
  await reject(
    kind,
    `WITH repeated AS (
      SELECT hash(${key}) AS h FROM stage.${kind.name} WHERE ${filled} GROUP BY h HAVING count(*) > 1
    ), candidates AS (
      SELECT rowid AS row, _file AS file, ${first} AS value,
        max(rowid) OVER same AS kept, arg_max(_file, rowid) OVER same AS kept_in
      FROM stage.${kind.name} WHERE ${filled} AND hash(${key}) IN (SELECT h FROM repeated)
      WINDOW same AS (PARTITION BY ${key})
    )
    SELECT ${quoteText(kind.name)}, row, 'duplicate_key', ${quoteText(first)}, CAST(value AS VARCHAR),
      CASE WHEN c.file = kept_in
        THEN '{value} stands more than once; the last row read is kept. Take the others out at their source.'
        ELSE '{value} stands again in ' || sp.file || ', which is read later; only that row counts.' END
    FROM candidates c JOIN stage.spans sp ON sp.kind = ${quoteText(kind.name)} AND sp.number = c.kept_in
    WHERE row <> kept`,
    engine
  );
}

/** True where some entry of the kind has several files, which may be exports of one table. */
async function hasOverlap(kind: SourceKind, engine: Engine): Promise<boolean> {
  const rows = await engine.rows(
    `SELECT entry FROM stage.spans WHERE kind = ${quoteText(kind.name)} GROUP BY entry HAVING count(*) > 1 LIMIT 1`
  );
  return rows.length > 0;
}

/**
 * Rows that nothing identifies are counted as often as the file with the most of them holds them: equal rows of one file
 * are all counted, and the same ones in another file of the entry are the same rows, exported again.
 */
async function rejectEqual(
  kind: SourceKind,
  {loose, first, engine}: {loose: string; first: string; engine: Engine}
): Promise<void> {
  const columns = stagedColumns(kind)
    .map(([name]) => quoteName(name))
    .join(", ");
  await reject(
    kind,
    `WITH shared AS (
      SELECT hash(${columns}) AS h FROM stage.${kind.name} WHERE ${loose} GROUP BY h HAVING min(_file) <> max(_file)
    ), numbered AS (
      SELECT *, row_number() OVER (PARTITION BY ${columns}, _file ORDER BY _row) AS _nth
      FROM (SELECT *, rowid AS _row FROM stage.${kind.name} WHERE ${loose} AND hash(${columns}) IN (SELECT h FROM shared))
      JOIN (SELECT number AS _file, entry AS _entry FROM stage.spans WHERE kind = ${quoteText(kind.name)}) USING (_file)
    ), candidates AS (
      SELECT _row AS row, _file AS file, max(_file) OVER (PARTITION BY ${columns}, _entry, _nth) AS kept_in FROM numbered
    )
    SELECT ${quoteText(kind.name)}, row, 'duplicate_row', ${quoteText(first)}, NULL,
      'The same row stands in ' || sp.file || ', which is read later; only that row counts.'
    FROM candidates c JOIN stage.spans sp ON sp.kind = ${quoteText(kind.name)} AND sp.number = c.kept_in
    WHERE c.file <> c.kept_in`,
    engine
  );
}
