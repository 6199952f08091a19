-- title: Who moved most
-- grain: One row per seller listed: the most risen and the most fallen, `most` of each.
-- unit: points, 0 to 100
-- dates: The Monday of the week.
-- definition: Change of a seller's score from the first to the last measured week of the period, for sellers measured in both. Rose and fell count changes of at least `step` points.
-- limits: The index is activity, not results. A single week is noisy, and who started low is more likely to rise than who started high. Who joined, left or was not measured in one of the two weeks is not compared; their number is given.
-- source: LinkedIn's Social Selling Index; our own definition.
-- column direction: up or down.
-- column seller_id: The seller.
-- column name: Name on the roster; empty in a report for leadership.
-- column region: Region on the roster.
-- column team: Team on the roster.
-- column first_week: Monday of the first week.
-- column last_week: Monday of the last week.
-- column first_ssi: Score in the first week.
-- column last_ssi: Score in the last week.
-- column change: Last minus first.
-- column compared: Sellers measured in both weeks.
-- column rose: Of these, risen by at least the step.
-- column fell: Of these, fallen by at least the step.
-- column not_compared: Sellers measured in one of the two weeks only.
CREATE MACRO ssi_movers(region := NULL, team := NULL, since := NULL, until := NULL, most := 8, step := 5) AS TABLE
WITH ends AS (
  SELECT
    coalesce(b.seller_id, a.seller_id) AS seller_id, coalesce(b.region, a.region) AS region,
    coalesce(b.team, a.team) AS team, a.week AS first_week, b.week AS last_week,
    a.ssi AS first_ssi, b.ssi AS last_ssi, round(b.ssi - a.ssi, 6) AS change
  FROM (
    SELECT w.seller_id, w.region, w.team, w.week, w.ssi FROM seller_weeks w
    CROSS JOIN (SELECT first_week FROM ssi_ends(region, team, since, until)) e
    WHERE w.week = e.first_week AND (region IS NULL OR w.region = region) AND (team IS NULL OR w.team = team)
  ) a FULL JOIN (
    SELECT w.seller_id, w.region, w.team, w.week, w.ssi FROM seller_weeks w
    CROSS JOIN (SELECT last_week FROM ssi_ends(region, team, since, until)) e
    WHERE w.week = e.last_week AND (region IS NULL OR w.region = region) AND (team IS NULL OR w.team = team)
  ) b ON b.seller_id = a.seller_id
), counted AS (
  SELECT
    count(change) AS compared, count(*) FILTER (change >= step) AS rose, count(*) FILTER (change <= -step) AS fell,
    count(*) FILTER (change IS NULL) AS not_compared
  FROM ends
), ranked AS (
  SELECT
    e.*, CASE WHEN change > 0 THEN 'up' ELSE 'down' END AS direction,
    row_number() OVER (PARTITION BY change > 0 ORDER BY abs(change) DESC, e.seller_id) AS place
  FROM ends e WHERE change <> 0 AND first_week < last_week
)
SELECT
  r.direction, r.seller_id, s.name, r.region, r.team, r.first_week, r.last_week, r.first_ssi, r.last_ssi, r.change,
  c.compared, c.rose, c.fell, c.not_compared
FROM ranked r CROSS JOIN counted c LEFT JOIN sellers s ON s.seller_id = r.seller_id
WHERE r.place <= most
ORDER BY r.change DESC, r.seller_id;
