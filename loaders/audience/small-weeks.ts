import type {Engine} from "../engine.js";
import type {SourceKind} from "../sources/define.js";
import {quoteName} from "../sql.js";

/** Kinds of which each row is one seller's in one week, and the day of that week. */
const weekly = {
  ssi: "week",
  navigator_usage: "week",
  connections: "connected_on",
  invitations: "week",
  surveys: "week"
};

/**
 * Creates `audience.least`, the fewest sellers that a figure may be about and the first day of hiring that is told,
 * `audience.small_weeks` and `audience.small_splits`, both empty: nothing is left out for enablement.
 */
export const smallWeekTables = `
  CREATE TABLE audience.least (sellers INTEGER, hired_from DATE);
  INSERT INTO audience.least VALUES (1, NULL);
  CREATE TABLE audience.small_weeks (
    kind VARCHAR, week DATE, region VARCHAR, team VARCHAR, level TINYINT);
  CREATE TABLE audience.small_splits (week DATE, seat TINYINT, network TINYINT)`;

/**
 * Finds the weeks in which too few sellers of a team or region have a row: a team may be large enough and yet have two
 * who answered a survey. `audience.small_weeks` names each team's week that is not told by itself (level 1), whose
 * region is not (2), or in which all together are too few (3). As with teams, the next smallest goes with a small one,
 * so that a region's figure less those of its other teams is never about fewer than `least`.
 *
 * Of scores it also notes, week by week, within whom sellers with and without a seat, or with small and large networks,
 * are not told apart: within teams (1), or regions (2), as soon as one of them would show too few, or at all (3).
 */
export async function placeSmallWeeks(engine: Engine, least: number): Promise<void> {
  await engine.run(`
    UPDATE audience.least SET sellers = ${least};
    CREATE TEMP TABLE seller_rows AS
      SELECT r.kind, r.week, s.region, s.team, r.seller_id, s.seat, r.network
      FROM (${Object.entries(weekly).map(rowsOf).join(" UNION ALL ")}) r
      LEFT JOIN accepted.sellers s USING (seller_id)
      WHERE r.kind <> 'navigator_usage' OR s.seat IS NOT FALSE;
    CREATE TEMP TABLE small_cells AS
    WITH teams AS (
      SELECT kind, week, region, team, count(*) AS n FROM seller_rows GROUP BY ALL
    ), of_teams AS (
      SELECT kind, week, region, team, n, ${pooledSql("kind, week, region", "team", least)} AS pooled FROM teams
    ), regions AS (
      SELECT kind, week, region, CAST(sum(n) AS BIGINT) AS n FROM teams GROUP BY ALL
    ), of_regions AS (
      SELECT kind, week, region, ${pooledSql("kind, week", "region", least)} AS pooled,
        sum(n) OVER (PARTITION BY kind, week) < ${least} AS all_few
      FROM regions
    )
    SELECT t.kind, t.week, t.region, t.team,
      CASE WHEN r.all_few THEN 3 WHEN r.pooled THEN 2 WHEN t.pooled THEN 1 ELSE 0 END AS level
    FROM of_teams t JOIN of_regions r ON r.kind = t.kind AND r.week = t.week AND r.region IS NOT DISTINCT FROM t.region;
    CREATE TEMP TABLE splits AS
    WITH blocks AS (
      SELECT c.week, CASE WHEN c.level < 2 THEN c.region ELSE '' END AS region, CASE WHEN c.level < 1 THEN c.team ELSE '' END AS team,
        r.seat, r.network
      FROM seller_rows r
      JOIN small_cells c ON c.kind = r.kind AND c.week = r.week
        AND c.region IS NOT DISTINCT FROM r.region AND c.team IS NOT DISTINCT FROM r.team
      WHERE r.kind = 'ssi'
    )
    SELECT week, CASE WHEN GROUPING(team) = 0 THEN 1 WHEN GROUPING(region) = 0 THEN 2 ELSE 3 END AS level,
      ${toldSql("seat", least)} AS seat, ${toldSql("network", least)} AS network
    FROM blocks GROUP BY GROUPING SETS ((week), (week, region), (week, region, team));
    INSERT INTO audience.small_weeks SELECT kind, week, region, team, level FROM small_cells WHERE level > 0;
    INSERT INTO audience.small_splits
      SELECT week, coalesce(max(level) FILTER (NOT seat), 0), coalesce(max(level) FILTER (NOT network), 0)
      FROM splits WHERE NOT (seat AND network) GROUP BY week;
    DROP TABLE seller_rows; DROP TABLE small_cells; DROP TABLE splits`);
}

function rowsOf([kind, day]: [string, string]): string {
  const network = kind === "ssi" ? "any_value(connections) < 500" : "CAST(NULL AS BOOLEAN)";
  return `SELECT '${kind}' AS kind, CAST(date_trunc('week', ${day}) AS DATE) AS week, seller_id, ${network} AS network
    FROM accepted.${kind} GROUP BY ALL`;
}

/** Whether a group of `n` sellers is among those of its partition that `pooled` would put together. */
function pooledSql(partition: string, name: string, least: number): string {
  const ordered = `OVER (PARTITION BY ${partition} ORDER BY n, ${name} NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
  return `n < ${least} OR (min(n) OVER (PARTITION BY ${partition}) < ${least} AND coalesce(sum(n) ${ordered}, 0) < ${least})`;
}

/** Whether those who have a property, those who have not and those of whom it is not known are each nobody or enough. */
function toldSql(property: string, least: number): string {
  return [property, `NOT ${property}`, `${property} IS NULL`]
    .map((which) => `(count(*) FILTER (${which}) = 0 OR count(*) FILTER (${which}) >= ${least})`)
    .join(" AND ");
}

/**
 * Leaves out the days of hiring before the first quarter that any row about a seller lies in: they change no figure, and
 * most sellers could be told by theirs.
 */
export async function forgetEarlyHires(engine: Engine, kinds: readonly SourceKind[]): Promise<void> {
  const days = kinds
    .filter(({name, columns}) => name !== "sellers" && "seller_id" in columns)
    .flatMap(({name, columns}) =>
      Object.entries(columns)
        .filter(([, {type}]) => type === "date")
        .map(([column]) => `SELECT min(${quoteName(column)}) AS day FROM accepted.${quoteName(name)}`)
    );
  await engine.run(`
    UPDATE audience.least SET hired_from = (
      SELECT fiscal_quarter_start(min(day), any_value(c.fiscal_year_start)) FROM (${days.join(" UNION ALL ")}) CROSS JOIN settings c)`);
}
