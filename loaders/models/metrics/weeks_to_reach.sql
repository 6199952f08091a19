-- title: Weeks to reach a band for the first time
-- grain: One row per number of weeks after the start at which a seller reached the band or ceased to be measured, and one for week 0.
-- unit: weeks; sellers; share of sellers
-- dates: The Mondays of a seller's first and last measured weeks.
-- definition: Of the sellers who were below the band in their first measured week: the share that has reached it so many weeks later, by the method of Kaplan and Meier, with its 95 % interval. Sellers who have not reached it count for as long as they were measured, and no longer. Sellers who were in the band from their first week on are counted apart.
-- limits: Reaching a band once is not staying in it. The start is the first week measured, which need not be the start of the programme. The method takes those who ceased to be measured to be like those who went on. The share beyond the last week at which many are still at risk rests on few.
-- values band: practising, active
-- source: Kaplan and Meier 1958; Greenwood's variance on the scale of log(-log S) for the interval (Kalbfleisch and Prentice 2002, section 1.4).
-- column weeks: Weeks since the first measured week.
-- column at_risk: Sellers still below the band and measured up to here.
-- column reached: Of these, reached the band in this week.
-- column ceased: Of these, last measured in this week without reaching it.
-- column share: Share that has reached the band up to here.
-- column share_low: Lower end of its interval; empty before the first and after the last of all reached it.
-- column share_high: Upper end of its interval.
-- column sellers: Sellers who started below the band.
-- column reached_in_all: Of these, reached it so far.
-- column already: Sellers in the band in their first measured week, counted apart.
-- column median_weeks: Weeks after which half have reached it; empty where half have not yet.
CREATE MACRO weeks_to_reach(band, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH followed AS (
  SELECT
    s.first_week,
    CASE WHEN CAST(until AS DATE) < s.last_week THEN CAST(until AS DATE) ELSE s.last_week END AS last_seen,
    CASE band WHEN 'practising' THEN s.practising_week WHEN 'active' THEN s.active_week
      ELSE error('weeks_to_reach knows no band ' || band || '; use practising or active') END AS band_week
  FROM seller_starts s
  WHERE (region IS NULL OR s.region = region)
    AND (team IS NULL OR s.team = team)
    AND within(s.first_week, since, until)
), spans AS (
  SELECT
    CAST((least(coalesce(band_week, last_seen), last_seen) - first_week) // 7 AS BIGINT) AS weeks,
    coalesce(band_week <= last_seen, false) AS reached
  FROM followed WHERE band_week IS NULL OR band_week > first_week
), times AS (
  SELECT weeks, count(*) FILTER (reached) AS reached, count(*) FILTER (NOT reached) AS ceased FROM spans GROUP BY weeks
  UNION ALL SELECT 0, 0, 0 WHERE (SELECT count(*) > 0 AND min(spans.weeks) > 0 FROM spans)
), risk AS (
  SELECT
    weeks, reached, ceased,
    CAST(sum(reached + ceased) OVER (ORDER BY weeks DESC) AS BIGINT) AS at_risk
  FROM times
), curve AS (
  SELECT
    *,
    product(1 - reached / at_risk) OVER (ORDER BY weeks) AS still,
    sum(CASE WHEN at_risk > reached THEN reached / (at_risk * (at_risk - reached)) END) OVER (ORDER BY weeks) AS variance
  FROM risk
), bounds AS (
  SELECT *, CASE WHEN still > 0 AND still < 1 THEN 1.959963984540054e0 * sqrt(variance) / abs(ln(still)) END AS spread
  FROM curve
)
SELECT
  weeks, at_risk, reached, ceased,
  1 - still AS share,
  CASE WHEN spread IS NOT NULL THEN 1 - pow(still, exp(-spread)) END AS share_low,
  CASE WHEN spread IS NOT NULL THEN 1 - pow(still, exp(spread)) END AS share_high,
  (SELECT count(*) FROM spans) AS sellers,
  (SELECT count(*) FROM spans WHERE spans.reached) AS reached_in_all,
  (SELECT count(*) FROM followed WHERE band_week = first_week) AS already,
  min(weeks) FILTER (still <= 0.5 + 1e-12) OVER () AS median_weeks
FROM bounds
ORDER BY weeks;
