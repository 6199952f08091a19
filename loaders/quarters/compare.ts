import {join} from "node:path";
import {bridge, type Closed} from "../../src/stats/bridge.js";
import type {Engine} from "../engine.js";
import {quoteText} from "../sql.js";
import type {FrozenQuarter, HeadlineFigure} from "./frozen.js";

/** Quarters whose figures are told, at the most. */
const quartersTold = 8;

/** The tables that a comparison fills. */
export const comparedTables = [
  "frozen_quarters",
  "restated_deals",
  "quarter_values",
  "bridge_steps"
] as const;

interface Quarter {
  readonly quarter: string;
  readonly since: string;
  readonly until: string;
}

/**
 * Fills the tables of the comparison in the database `report`, which is in use: figures of each quarter then and now,
 * restated deals, and the bridge from each quarter to the next.
 */
export async function compareQuarters(
  engine: Engine,
  frozen: readonly FrozenQuarter[],
  {asOf, fiscalYearStart, keyMark}: {asOf: string; fiscalYearStart: number; keyMark: string}
): Promise<void> {
  const earlier = frozen.filter((each) => each.as_of <= asOf);
  const quarters = await quartersOf(engine, {asOf, fiscalYearStart});
  for (const each of earlier) await restate(engine, each, keyMark);
  for (const quarter of quarters)
    await tellFigures(
      engine,
      quarter,
      earlier.find(({name}) => name === quarter.quarter)
    );
  for (const [index, quarter] of quarters.entries()) {
    const before = quarters[index + 1];
    if (before) await tellBridge(engine, before, quarter);
  }
}

/** The quarters with deals or scores up to the report's date, newest first. */
async function quartersOf(
  engine: Engine,
  {asOf, fiscalYearStart}: {asOf: string; fiscalYearStart: number}
): Promise<Quarter[]> {
  const rows = await engine.rows(`
    WITH days AS (SELECT created_on AS day FROM deals UNION ALL SELECT closed_on FROM deals UNION ALL SELECT week FROM seller_weeks),
    first AS (SELECT fiscal_quarter_start(min(day), ${fiscalYearStart}) AS since FROM days),
    starts AS (SELECT CAST(unnest(generate_series(since, DATE ${quoteText(asOf)}, INTERVAL 3 MONTH)) AS DATE) AS since FROM first)
    SELECT fiscal_quarter(since, ${fiscalYearStart}) AS quarter, since,
      least(CAST(since + INTERVAL 3 MONTH - INTERVAL 1 DAY AS DATE), DATE ${quoteText(asOf)}) AS until
    FROM starts ORDER BY since DESC LIMIT ${quartersTold}`);
  return rows as unknown as Quarter[];
}

const figureColumns = ["value", "low", "high", "n"] as const;

async function tellFigures(
  engine: Engine,
  {quarter, since, until}: Quarter,
  frozen: FrozenQuarter | undefined
): Promise<void> {
  const now = await headlineOf(engine, {since, until});
  const then = new Map((frozen?.headline ?? []).map((figure) => [figure.figure, figure]));
  const rows = now.map((figure) => {
    const told = then.get(figure.figure);
    const cells = [
      ...figureColumns.map((name) => told?.[name] ?? null),
      ...figureColumns.map((name) => figure[name])
    ];
    return `(${quoteText(quarter)}, DATE ${quoteText(since)}, DATE ${quoteText(until)}, ${figure.position}, ${quoteText(figure.figure)}, ${quoteText(figure.unit)}, ${cells.map((cell) => cell ?? "NULL").join(", ")})`;
  });
  await engine.run(`INSERT INTO quarter_values VALUES ${rows.join(", ")}`);
}

/** The headline figures of a period, from the database in use. */
export async function headlineOf(
  engine: Engine,
  {since, until}: {since: string; until: string}
): Promise<HeadlineFigure[]> {
  const sql = `SELECT * FROM headline(since := DATE ${quoteText(since)}, until := DATE ${quoteText(until)})`;
  return (await engine.rows(sql)) as unknown as HeadlineFigure[];
}

/**
 * Sets the deals of a frozen quarter beside the same deals as known now, both as they stood on that quarter's day. Only
 * quarters whose identifiers were made with the same key can be compared.
 */
async function restate(engine: Engine, frozen: FrozenQuarter, keyMark: string): Promise<void> {
  const {name, as_of: asOf, since, until, schema, tool} = frozen;
  const compared = frozen.key_mark === keyMark;
  await engine.run(
    `INSERT INTO frozen_quarters VALUES (${quoteText(name)}, DATE ${quoteText(asOf)}, ${schema}, ${quoteText(tool)}, ${compared})`
  );
  if (!compared) return;
  await engine.run(`ATTACH ${quoteText(join(frozen.dir, "report.duckdb"))} AS frozen (READ_ONLY)`);
  const day = `DATE ${quoteText(asOf)}`;
  const bears = (alias: string): string =>
    `(${alias}.created_on BETWEEN DATE ${quoteText(since)} AND DATE ${quoteText(until)} OR ${alias}.closed_on BETWEEN DATE ${quoteText(since)} AND DATE ${quoteText(until)})`;
  const won = (alias: string, source = "true"): string =>
    `CASE WHEN ${alias}.outcome = 'won' AND ${alias}.closed_on BETWEEN DATE ${quoteText(since)} AND DATE ${quoteText(until)} AND ${source} THEN coalesce(${alias}.amount, 0) ELSE 0 END`;
  const differs = (column: string): string => `t.${column} IS DISTINCT FROM n.${column}`;
  const stage = (await hasStage(engine)) ? "stage" : "CAST(NULL AS VARCHAR) AS stage";
  await engine.run(`
    INSERT INTO restated_deals
    WITH t AS (SELECT deal_id, seller_id, source, ${stage}, outcome, amount, created_on, closed_on FROM frozen.deals),
    n AS (
      SELECT deal_id, seller_id, source, CASE WHEN later THEN NULL ELSE stage END AS stage,
        CASE WHEN later THEN 'open' ELSE outcome END AS outcome, amount, created_on, CASE WHEN later THEN NULL ELSE closed_on END AS closed_on, later
      FROM (SELECT *, outcome <> 'open' AND closed_on > ${day} AS later FROM report.deals WHERE created_on <= ${day})
    ),
    both_sides AS (
      SELECT coalesce(t.deal_id, n.deal_id) AS deal_id, coalesce(n.seller_id, t.seller_id) AS seller_id,
        CASE WHEN t.deal_id IS NULL THEN 'added' WHEN n.deal_id IS NULL THEN 'removed' ELSE concat_ws(', ',
          CASE WHEN ${differs("amount")} THEN 'amount' END,
          CASE WHEN ${differs("outcome")} OR (t.outcome <> 'open' AND t.stage IS NOT NULL AND n.stage IS NOT NULL AND ${differs("stage")}) THEN 'stage' END,
          CASE WHEN ${differs("source")} THEN 'source' END,
          CASE WHEN ${differs("closed_on")} AND NOT (${differs("outcome")}) OR ${differs("created_on")} THEN 'date' END) END AS change,
        t.outcome AS outcome_then, n.outcome AS outcome_now, t.stage AS stage_then, n.stage AS stage_now,
        t.source AS source_then, n.source AS source_now, t.amount AS amount_then, n.amount AS amount_now,
        t.closed_on AS closed_then, n.closed_on AS closed_now,
        coalesce(${won("n")}, 0) - coalesce(${won("t")}, 0) AS effect,
        coalesce(${won("n", "n.source = 'social'")}, 0) - coalesce(${won("t", "t.source = 'social'")}, 0) AS social_effect
      FROM t FULL JOIN n ON t.deal_id = n.deal_id
      WHERE coalesce(${bears("t")}, false) OR coalesce(${bears("n")}, false)
    )
    SELECT ${quoteText(name)} AS quarter, * FROM both_sides WHERE change <> ''`);
  await engine.run("DETACH frozen");
}

/** Reports of the first schema have no stages. */
async function hasStage(engine: Engine): Promise<boolean> {
  const rows = await engine.rows(
    "SELECT 1 FROM duckdb_columns() WHERE database_name = 'frozen' AND table_name = 'deals' AND column_name = 'stage'"
  );
  return rows.length > 0;
}

async function tellBridge(engine: Engine, before: Quarter, after: Quarter): Promise<void> {
  const steps = bridge(await closedIn(engine, before), await closedIn(engine, after));
  const [ends] = await engine.rows(`
    SELECT max("now") FILTER (quarter = ${quoteText(before.quarter)}) AS was_now, max(reported) FILTER (quarter = ${quoteText(before.quarter)}) AS was,
      max("now") FILTER (quarter = ${quoteText(after.quarter)}) AS is_now
    FROM quarter_values WHERE figure = 'won_amount'`);
  const [known, is] = [Number(ends?.was_now ?? 0), Number(ends?.is_now ?? 0)];
  const reported = ends?.was === null || ends?.was === undefined ? null : Number(ends.was);
  const told: [string, number][] = [
    ["reported", reported ?? known],
    ...(reported === null ? [] : [["restated", known - reported] as [string, number]]),
    ...(Object.entries(steps) as [string, number][]),
    ["now", is]
  ];
  const rows = told.map(
    ([step, effect], index) => `(${quoteText(after.quarter)}, ${index + 1}, ${quoteText(step)}, ${effect})`
  );
  await engine.run(`INSERT INTO bridge_steps VALUES ${rows.join(", ")}`);
}

async function closedIn(engine: Engine, {since, until}: Quarter): Promise<Closed[]> {
  const rows = await engine.rows(`
    SELECT source, CAST(count(*) AS INTEGER) AS closed, CAST(count(*) FILTER (outcome = 'won') AS INTEGER) AS won,
      CAST(coalesce(sum(amount) FILTER (outcome = 'won'), 0) AS DOUBLE) AS amount
    FROM deals WHERE outcome <> 'open' AND closed_on BETWEEN DATE ${quoteText(since)} AND DATE ${quoteText(until)}
    GROUP BY source ORDER BY source`);
  return rows as unknown as Closed[];
}
