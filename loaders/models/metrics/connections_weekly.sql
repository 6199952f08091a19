-- title: New connections by week
-- grain: One row per ISO week with new connections.
-- unit: connections; sellers; share of connections
-- dates: The Monday of the week.
-- definition: New connections of sellers, the share in the target persona with its 95 % Wilson interval, and the sellers who reached the weekly goal of new connections in the persona. Persona and goal stand in the settings.
-- limits: Only connections whose job title is known, or that were counted as in the persona, are in the share. A seller without a row that week made none or did not report, so sellers at the goal are shown as a number, beside those with a row. In a report for leadership, weeks in which too few sellers of the selection have a row are left out.
-- source: Wilson 1927 for the interval.
-- column week: Monday of the week.
-- column sellers: Sellers with new connections, or with a count of them.
-- column added: New connections.
-- column per_seller: New connections ÷ sellers.
-- column persona_known: Of these, known to be in the persona or not.
-- column in_persona: In the persona.
-- column persona_share: In the persona ÷ known.
-- column persona_share_low: Lower end of its interval.
-- column persona_share_high: Upper end of its interval.
-- column goal: New connections in the persona that a seller is to make in a week.
-- column judged: Sellers with the persona known for at least one connection.
-- column at_goal: Of these, at the goal or above.
CREATE MACRO connections_weekly(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH counted AS (
  SELECT
    n.week,
    count(*) AS sellers,
    CAST(sum(n.added) AS BIGINT) AS added,
    CAST(sum(n.persona_known) AS BIGINT) AS persona_known,
    CAST(coalesce(sum(n.in_persona), 0) AS BIGINT) AS in_persona,
    count(*) FILTER (n.persona_known > 0) AS judged,
    count(*) FILTER (n.in_persona >= c.weekly_goal) AS at_goal,
    any_value(c.weekly_goal) AS goal
  FROM connections n CROSS JOIN settings c
  WHERE (region IS NULL OR n.region = region)
    AND (team IS NULL OR n.team = team)
    AND within(n.week, since, until)
  GROUP BY n.week
  HAVING is_told(max(n.withheld), region, team)
)
SELECT
  week, sellers, added, rate(added, sellers) AS per_seller, persona_known, in_persona,
  rate(in_persona, persona_known) AS persona_share,
  wilson_low(in_persona, persona_known) AS persona_share_low,
  wilson_high(in_persona, persona_known) AS persona_share_high,
  goal, judged, at_goal
FROM counted
ORDER BY week;
