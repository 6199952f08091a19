-- title: Social Selling Index by week, compared
-- grain: One row per value of the dimension and ISO week.
-- unit: points, 0 to 100
-- dates: The Monday of the week.
-- definition: Mean, median and quartiles over the sellers of each team or region who have a score that week.
-- limits: The index is activity, not results. Sellers who belong to no team or region are not listed. Where few sellers are measured a median says little; their number is given. In a report for leadership, weeks in which too few sellers of the selection have a row are left out.
-- values dimension: team, region
-- source: LinkedIn's Social Selling Index; quartiles by linear interpolation between sellers.
-- column key: The team or region.
-- column week: Monday of the week.
-- column sellers: Sellers with a score.
-- column mean: Mean score.
-- column median: Median score.
-- column p25: A quarter of the sellers are at or below this score.
-- column p75: A quarter of the sellers are at or above this score.
CREATE MACRO ssi_weekly_by(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT CASE dimension WHEN 'team' THEN w.team ELSE w.region END AS key, w.*
  FROM ssi_weeks w
  WHERE w.place = CASE
      WHEN dimension NOT IN ('team', 'region')
        THEN error('ssi_weekly_by has no dimension ' || dimension || '; use team or region')
      WHEN dimension = 'team' AND region IS NULL THEN 'team'
      WHEN dimension = 'region' AND team IS NULL THEN 'region'
      ELSE 'team of region' END
    AND (region IS NULL OR w.region = region)
    AND (team IS NULL OR w.team = team)
    AND within(w.week, since, until)
)
SELECT key, week, sellers, mean, median, p25, p75 FROM chosen ORDER BY key, week;
