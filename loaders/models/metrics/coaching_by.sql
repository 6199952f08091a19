-- title: Coaching held and followed up
-- grain: One row per value of the dimension.
-- unit: sessions, actions; shares of them
-- dates: planned_on of the session.
-- definition: Coaching sessions planned up to the report's date, grouped by team, region, seller or session, or in total. A session is known by its place among those planned with the seller: 1 is the first. Held is held ÷ planned; closed is follow-up actions closed ÷ agreed. Intervals are 95 % Wilson intervals.
-- limits: A session that was held without a plan counts as planned on its day. More actions closed than agreed in a session count as all of them closed. Actions of one session are not independent of each other, so their interval is a little too narrow.
-- values dimension: team, region, seller, session, total
-- source: Wilson 1927 for the intervals.
-- column key: Value of the dimension; empty where it is not known, and in the total.
-- column sellers: Sellers with a session planned.
-- column sellers_coached: Sellers with a session held.
-- column planned: Sessions planned.
-- column held: Of these, held.
-- column held_rate: Held ÷ planned.
-- column held_rate_low: Lower end of its interval.
-- column held_rate_high: Upper end of its interval.
-- column actions: Follow-up actions agreed, where it is known how many were closed.
-- column actions_closed: Of these, closed.
-- column closed_rate: Closed ÷ agreed.
-- column closed_rate_low: Lower end of its interval.
-- column closed_rate_high: Upper end of its interval.
CREATE MACRO coaching_by(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH numbered AS (
  SELECT *, row_number() OVER (PARTITION BY seller_id ORDER BY planned_on, held_on) AS session FROM coaching
), chosen AS (
  SELECT
    CASE dimension
      WHEN 'team' THEN o.team
      WHEN 'region' THEN o.region
      WHEN 'seller' THEN o.seller_id
      WHEN 'session' THEN CAST(o.session AS VARCHAR)
      WHEN 'total' THEN CAST(NULL AS VARCHAR)
      ELSE error('coaching_by has no dimension ' || dimension || '; use team, region, seller, session or total')
    END AS key,
    o.seller_id, o.held_on, o.actions, at_most(o.actions_closed, o.actions) AS actions_closed
  FROM numbered o CROSS JOIN settings c
  WHERE o.planned_on <= c.as_of
    AND (region IS NULL OR o.region = region)
    AND (team IS NULL OR o.team = team)
    AND within(o.planned_on, since, until)
), counted AS (
  SELECT
    key,
    count(DISTINCT seller_id) AS sellers,
    count(DISTINCT seller_id) FILTER (held_on IS NOT NULL) AS sellers_coached,
    count(*) AS planned,
    count(held_on) AS held,
    CAST(coalesce(sum(actions) FILTER (actions_closed IS NOT NULL), 0) AS BIGINT) AS actions,
    CAST(coalesce(sum(actions_closed), 0) AS BIGINT) AS actions_closed
  FROM chosen GROUP BY key
)
SELECT
  key, sellers, sellers_coached, planned, held,
  rate(held, planned) AS held_rate,
  wilson_low(held, planned) AS held_rate_low,
  wilson_high(held, planned) AS held_rate_high,
  actions, actions_closed,
  rate(actions_closed, actions) AS closed_rate,
  wilson_low(actions_closed, actions) AS closed_rate_low,
  wilson_high(actions_closed, actions) AS closed_rate_high
FROM counted
ORDER BY CASE WHEN dimension = 'session' THEN TRY_CAST(key AS INTEGER) END, planned DESC, key;
