-- title: Sellers per band by week
-- grain: One row per ISO week and band.
-- unit: sellers; share of sellers with a score that week
-- dates: The Monday of the week.
-- definition: Sellers in each band of the Social Selling Index: foundation below the first threshold, practising up to the second, active from there on. The thresholds stand in the settings (50 and 70 unless changed).
-- limits: A band without sellers that week is listed with 0. In a report for leadership, weeks in which too few sellers of the selection have a row are left out.
-- source: LinkedIn's Social Selling Index; the bands are a convention of practice.
-- column week: Monday of the week.
-- column band: foundation, practising or active.
-- column sellers: Sellers in the band.
-- column share: Sellers in the band ÷ sellers with a score.
CREATE MACRO ssi_bands(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH counted AS (
  SELECT w.week, w.sellers AS measured, w.foundation, w.practising, w.active
  FROM ssi_weeks w
  WHERE w.place = place_of(region, team)
    AND (region IS NULL OR w.region = region)
    AND (team IS NULL OR w.team = team)
    AND within(w.week, since, until)
), bands AS (
  SELECT week, 1 AS position, 'foundation' AS band, foundation AS sellers, measured FROM counted
  UNION ALL SELECT week, 2, 'practising', practising, measured FROM counted
  UNION ALL SELECT week, 3, 'active', active, measured FROM counted
)
SELECT week, band, sellers, rate(sellers, measured) AS share FROM bands ORDER BY week, position;
