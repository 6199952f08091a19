-- One row per ISO week and place: all sellers, each region, each team, each team of a region.
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
  avg(brand) AS brand,
  avg(people) AS people,
  avg(insights) AS insights,
  avg(relationships) AS relationships,
  count(industry_rank) AS industry_ranked,
  quantile_cont(industry_rank, [0.25, 0.5, 0.75]) AS industry_quartiles,
  count(network_rank) AS network_ranked,
  quantile_cont(network_rank, [0.25, 0.5, 0.75]) AS network_quartiles
FROM marts.seller_weeks
GROUP BY GROUPING SETS ((week), (week, region), (week, team), (week, region, team));
