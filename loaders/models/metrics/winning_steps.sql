-- title: Steps of the winning curves
-- grain: One row per value of the dimension and number of days for which a deal of it was followed.
-- unit: days since creation; deals; shares of deals
-- dates: created_on of the deal.
-- definition: Aalen–Johansen cumulative incidences: the share of deals won, and lost, so many days after they were created. Winning and losing compete, deals still open count for as long as they have been open, and a deal leaves the numbers at risk when it closes or when the report's date cuts it off. The standard error is that of a cumulative incidence by the delta method.
-- limits: Deals closed without a close date are left out; those closed before they were created keep their negative days, and so come first. Where early closings are missing from the file (winning_window tells), the curves lie too low.
-- values dimension: social, source, origin, region, team, segment
-- source: Aalen and Johansen 1978; Marubini and Valsecchi 1995, 10.3, for the error.
-- column key: Value of the dimension; with social: social or rest.
-- column day: Days since creation.
-- column at_risk: Deals still open just before that day.
-- column won_deals: Deals won on that day.
-- column lost_deals: Deals lost on that day.
-- column won: Cumulative incidence of winning.
-- column won_error: Its standard error.
-- column lost: Cumulative incidence of losing.
CREATE MACRO winning_steps(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH risk AS (
  SELECT key, day, won AS w, lost AS l,
    CAST(sum(deals) OVER (PARTITION BY key ORDER BY day DESC) AS DOUBLE) AS n
  FROM deals_followed(dimension, region := region, team := team, since := since, until := until)
), events AS (
  SELECT *, coalesce(product(1 - (w + l) / n)
    OVER (PARTITION BY key ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 1) AS open_before
  FROM risk
), incidences AS (
  SELECT *,
    sum(open_before * w / n) OVER (PARTITION BY key ORDER BY day) AS won,
    sum(open_before * l / n) OVER (PARTITION BY key ORDER BY day) AS lost,
    coalesce((w + l) / nullif(n * (n - w - l), 0), 0) AS hazard
  FROM events
), sums AS (
  SELECT *,
    sum(hazard) OVER running AS h,
    sum(hazard * won) OVER running AS hf,
    sum(hazard * won * won) OVER running AS hff,
    sum(open_before * open_before * (n - w) * w / (n * n * n)) OVER running AS own,
    sum(open_before * w / (n * n)) OVER running AS s,
    sum(open_before * w / (n * n) * won) OVER running AS sf
  FROM incidences WINDOW running AS (PARTITION BY key ORDER BY day)
)
SELECT
  key, day, CAST(n AS BIGINT) AS at_risk, w AS won_deals, l AS lost_deals,
  won,
  sqrt(greatest(0, won * won * h - 2 * won * hf + hff + own - 2 * (won * s - sf))) AS won_error,
  lost
FROM sums ORDER BY key, day;
