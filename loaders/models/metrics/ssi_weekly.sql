-- title: Social Selling Index by week
-- grain: One row per ISO week.
-- unit: points, 0 to 100; pillars 0 to 25
-- dates: The Monday of the week.
-- definition: Mean, median and quartiles over the sellers who have a score that week, and the mean of each pillar.
-- limits: The index is activity, not results. Sellers without a score that week are not counted, so the mean moves when sellers join or leave. In a report for leadership, weeks in which too few sellers of the selection have a row are left out.
-- source: LinkedIn's Social Selling Index; quartiles by linear interpolation between sellers.
-- column week: Monday of the week.
-- column sellers: Sellers with a score.
-- column mean: Mean score.
-- column median: Median score.
-- column p25: A quarter of the sellers are at or below this score.
-- column p75: A quarter of the sellers are at or above this score.
-- column brand: Mean of professional brand.
-- column people: Mean of finding the right people.
-- column insights: Mean of engaging with insights.
-- column relationships: Mean of building relationships.
CREATE MACRO ssi_weekly(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT
  w.week, w.sellers, w.mean, w.median, w.p25, w.p75, w.brand, w.people, w.insights, w.relationships
FROM ssi_weeks w
WHERE w.place = place_of(region, team)
  AND (region IS NULL OR w.region = region)
  AND (team IS NULL OR w.team = team)
  AND within(w.week, since, until)
ORDER BY w.week;
