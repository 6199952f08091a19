-- One row per ISO week and place: all sellers, each region, each team, each team of a region; none where an audience may
-- not see the figures of so few.
CREATE VIEW marts.ssi_weeks AS
SELECT
  week,
  CASE WHEN GROUPING(region) = 0 AND GROUPING(team) = 0 THEN 'team of region'
    WHEN GROUPING(region) = 0 THEN 'region' WHEN GROUPING(team) = 0 THEN 'team' ELSE 'all' END AS place,
  region, team,
  count(*) AS sellers,
  avg(ssi) AS mean,
  quantile_cont(ssi, [0.25, 0.5, 0.75]) AS quartiles,
  count(*) FILTER (band = 'foundation') AS foundation,
  count(*) FILTER (band = 'practising') AS practising,
  count(*) FILTER (band = 'active') AS active,
  CASE WHEN count(brand) >= any_value(l.sellers) THEN avg(brand) END AS brand,
  CASE WHEN count(people) >= any_value(l.sellers) THEN avg(people) END AS people,
  CASE WHEN count(insights) >= any_value(l.sellers) THEN avg(insights) END AS insights,
  CASE WHEN count(relationships) >= any_value(l.sellers) THEN avg(relationships) END AS relationships,
  count(industry_rank) AS industry_ranked,
  CASE WHEN count(industry_rank) >= any_value(l.sellers) THEN quantile_cont(industry_rank, [0.25, 0.5, 0.75]) END AS industry_quartiles,
  count(network_rank) AS network_ranked,
  CASE WHEN count(network_rank) >= any_value(l.sellers) THEN quantile_cont(network_rank, [0.25, 0.5, 0.75]) END AS network_quartiles
FROM marts.seller_weeks CROSS JOIN audience.least l
GROUP BY GROUPING SETS ((week), (week, region), (week, team), (week, region, team))
HAVING max(withheld) < CASE WHEN GROUPING(team) = 0 THEN 1 WHEN GROUPING(region) = 0 THEN 2 ELSE 3 END;
