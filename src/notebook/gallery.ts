import type {ChartSettings} from "./chart-settings.js";
import {newInput, type Cell, type DropdownSettings, type Notebook} from "./document.js";

/** A notebook to begin with: a question of the report, asked so that it can be changed. */
export interface Starter {
  readonly key: string;
  readonly notebook: Notebook;
}

/** The starter of a key; null when there is none. */
export function starterOf(key: string): Notebook | null {
  return starters.find((each) => each.key === key)?.notebook ?? null;
}

type Draft = Omit<Cell, "id">;

const text = (...lines: string[]): Draft => ({kind: "text", text: lines.join("\n")}) as Draft;
const sql = (name: string, ...lines: string[]): Draft =>
  ({kind: "sql", name, text: lines.join("\n")}) as Draft;
const input = (name: string, label: string, patch: Partial<DropdownSettings>): Draft =>
  ({kind: "input", name, input: {...(newInput("dropdown", label) as DropdownSettings), ...patch}}) as Draft;
const slider = (
  name: string,
  label: string,
  [min, max, step, value]: readonly [number, number, number, number]
): Draft => ({kind: "input", name, input: {type: "slider", label, min, max, step, value}}) as Draft;
const chart = (of: string, settings: Partial<ChartSettings>): Draft => {
  const plain: ChartSettings = {
    mark: "bar",
    x: null,
    y: null,
    colour: null,
    facet: null,
    aggregate: "none",
    sort: "rows"
  };
  return {kind: "chart", of, chart: {...plain, ...settings}} as Draft;
};

function starter(key: string, title: string, ...cells: Draft[]): Starter {
  const withIds = cells.map((cell, i) => ({...cell, id: `c${i + 1}`}) as Cell);
  return {key, notebook: {title, snapshot: null, cells: withIds}};
}

const regions = [
  sql("regions", "SELECT DISTINCT region FROM sellers WHERE region IS NOT NULL ORDER BY region"),
  input("region", "Region", {from: "regions"})
];

/** Questions that the report's own pages do not ask in this way. */
export const starters: readonly Starter[] = [
  starter(
    "win-rate",
    "Are social deals won more often?",
    text(
      "Of the deals created, how many are won, by where they came from? Each rate has its 95 % interval. Where intervals overlap",
      "widely, the sources may well be alike; and sources differ in more than how the first contact was made."
    ),
    ...regions,
    sql(
      "by_source",
      "SELECT key AS source, deals, won, hit_rate, hit_rate_low, hit_rate_high",
      "FROM deals_by('source', region := ${region})",
      "WHERE deals >= (SELECT min_n FROM settings)",
      "ORDER BY hit_rate DESC"
    ),
    chart("by_source", {x: "source", y: "hit_rate", sort: "y"}),
    sql(
      "social_minus_rest",
      "-- The difference of the two rates, in points, with its interval: does it exclude 0?",
      "SELECT social_deals, rest_deals, difference * 100 AS points, difference_low * 100 AS low, difference_high * 100 AS high",
      "FROM social_against_rest(region := ${region})"
    )
  ),
  starter(
    "quadrant",
    "Who works for the score, and who for results?",
    text(
      "The score says how active a seller is; it is no result. Each dot is a seller: the last score of the year, and the deals won in",
      "the same year. **Lower right** is activity without results yet, **upper left** results without the score."
    ),
    sql(
      "scores",
      "SELECT seller_id, region, ssi",
      "FROM ssi_latest(since := (SELECT CAST(as_of - INTERVAL 1 YEAR AS DATE) FROM settings))"
    ),
    sql(
      "results",
      "SELECT d.seller_id, count(*) AS won, CAST(sum(d.amount) AS DOUBLE) AS amount",
      "FROM deals d CROSS JOIN settings c",
      "WHERE d.outcome = 'won' AND d.closed_on > c.as_of - INTERVAL 1 YEAR",
      "GROUP BY d.seller_id"
    ),
    sql(
      "both_known",
      "SELECT s.seller_id, s.region, s.ssi, coalesce(r.won, 0) AS won, r.amount",
      "FROM scores s LEFT JOIN results r USING (seller_id)"
    ),
    chart("both_known", {mark: "dot", x: "ssi", y: "won", colour: "region"}),
    sql(
      "quadrants",
      "SELECT",
      "  CASE WHEN k.ssi >= c.ssi_active THEN 'high score' ELSE 'lower score' END || ', ' ||",
      "  CASE WHEN k.won >= m.median THEN 'more deals' ELSE 'fewer deals' END AS quadrant,",
      "  count(*) AS sellers",
      "FROM both_known k CROSS JOIN settings c CROSS JOIN (SELECT median(won) AS median FROM both_known) m",
      "GROUP BY quadrant",
      "ORDER BY quadrant"
    )
  ),
  starter(
    "invitations",
    "Whose invitations are accepted?",
    text(
      "Invitations sent and accepted by team. The share has its 95 % interval; teams below the least number of observations are",
      "left out, not shown as a rate."
    ),
    ...regions,
    sql(
      "by_team",
      "SELECT i.team, sum(i.sent) AS sent, sum(i.accepted) AS accepted",
      "FROM invitations i",
      "WHERE (${region} IS NULL OR i.region = ${region}) AND i.sent IS NOT NULL AND i.accepted IS NOT NULL",
      "GROUP BY i.team"
    ),
    sql(
      "acceptance",
      "SELECT team, CAST(sent AS BIGINT) AS sent, CAST(accepted AS BIGINT) AS accepted, rate(accepted, sent) AS share,",
      "  wilson_low(accepted, sent) AS low, wilson_high(accepted, sent) AS high",
      "FROM by_team",
      "WHERE sent >= (SELECT min_n FROM settings)",
      "ORDER BY share DESC"
    ),
    chart("acceptance", {x: "team", y: "share", sort: "y"})
  ),
  starter(
    "threshold",
    "Above which score is a lead worth a call?",
    text(
      "Move the threshold. Leads at or above it are handed over; those below are not. What is won must be set against the hours spent:",
      "a high share of few leads may be less than a low share of many."
    ),
    slider("threshold", "Score from", [0, 100, 5, 60]),
    slider("minutes", "Minutes for a lead", [5, 120, 5, 30]),
    sql(
      "sides",
      "SELECT CASE WHEN score >= ${threshold} THEN 'at or above' ELSE 'below' END AS side, won",
      "FROM leads",
      "WHERE score IS NOT NULL"
    ),
    sql(
      "handed_over",
      "SELECT side, count(*) AS leads, count_if(won) AS won, rate(count_if(won), count(*)) AS share,",
      "  wilson_low(count_if(won), count(*)) AS low, wilson_high(count_if(won), count(*)) AS high,",
      "  count(*) * ${minutes} / 60 AS hours",
      "FROM sides",
      "GROUP BY side",
      "ORDER BY side"
    ),
    chart("handed_over", {x: "side", y: "share"})
  ),
  starter(
    "unknown",
    "How much revenue has no known source?",
    text(
      "The share of revenue won through social selling is only as good as the CRM. Won deals whose source is unknown, by quarter and",
      "team: where this is high, every figure on sources stands on sand."
    ),
    ...regions,
    sql(
      "won_deals",
      "SELECT closed_quarter AS quarter, coalesce(team, 'no team') AS team, coalesce(source, 'unknown') = 'unknown' AS no_source,",
      "  CAST(amount AS DOUBLE) AS amount",
      "FROM deals",
      "WHERE outcome = 'won' AND (${region} IS NULL OR region = ${region})"
    ),
    sql(
      "by_quarter",
      "SELECT quarter, count(*) AS deals, count_if(no_source) AS unknown, rate(count_if(no_source), count(*)) AS share,",
      "  rate(sum(amount) FILTER (no_source), sum(amount)) AS share_of_amount",
      "FROM won_deals",
      "GROUP BY quarter",
      "ORDER BY quarter"
    ),
    chart("by_quarter", {mark: "bar", x: "quarter", y: "share", sort: "x"}),
    sql(
      "by_team",
      "SELECT team, count(*) AS deals, count_if(no_source) AS unknown, rate(count_if(no_source), count(*)) AS share",
      "FROM won_deals",
      "GROUP BY team",
      "HAVING count(*) >= (SELECT min_n FROM settings)",
      "ORDER BY share DESC"
    )
  ),
  starter(
    "content",
    "Which content is worth repeating?",
    text(
      "Engagement is likes, comments, shares and saves; its rate is what it is of the reach. A platform shows posts to other people in",
      "another way, so compare kinds of content within a platform."
    ),
    input("platform", "Platform", {from: "platforms"}),
    sql("platforms", "SELECT DISTINCT platform FROM posts WHERE platform IS NOT NULL ORDER BY platform"),
    sql(
      "kinds",
      "SELECT platform, content_type, posts, reach, engagement_rate, engagement_rate_low, engagement_rate_high",
      "FROM posts_by('platform_and_type')",
      "WHERE posts >= (SELECT min_n FROM settings) AND (${platform} IS NULL OR platform = ${platform})",
      "ORDER BY platform, engagement_rate DESC"
    ),
    chart("kinds", {x: "content_type", y: "engagement_rate", facet: "platform"}),
    sql("most_clicked", "FROM top_posts()", "LIMIT 20")
  )
];
