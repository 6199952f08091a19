-- title: Sellers by score
-- grain: One row per step of five points and band that has a seller.
-- unit: sellers
-- dates: The Monday of the week.
-- definition: Sellers with a score in the last week of the period that has any, by steps of five points (0 to under 5, 5 to under 10 … 95 to 100) and band.
-- limits: The index is activity, not results. Sellers without a score that week are not counted. The step in which a band begins may have two rows.
-- source: LinkedIn's Social Selling Index; the bands are a convention of practice.
-- column week: Monday of the week counted.
-- column step: Lower end of the step.
-- column band: foundation, practising or active.
-- column sellers: Sellers.
CREATE MACRO ssi_distribution(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT
  w.week,
  CAST(least(95, 5 * floor(w.ssi / 5)) AS INTEGER) AS step,
  w.band,
  count(*) AS sellers
FROM seller_weeks w
CROSS JOIN (SELECT last_week FROM ssi_ends(region, team, since, until)) e
WHERE w.week = e.last_week
  AND (region IS NULL OR w.region = region)
  AND (team IS NULL OR w.team = team)
GROUP BY w.week, step, w.band
ORDER BY step, min(w.ssi);
