-- One row per day, region, team and use of touches.
CREATE VIEW marts.touch_uses AS
SELECT day, region, team, use, CAST(sum("count") AS BIGINT) AS touches,
  CAST(coalesce(sum("count") FILTER (social), 0) AS BIGINT) AS social
FROM marts.deal_touches
GROUP BY ALL;
