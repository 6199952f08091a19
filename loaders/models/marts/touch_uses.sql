-- One row per day, region, team and use of touches.
CREATE VIEW marts.touch_uses AS
SELECT day, region, team, use, CAST(sum("count") AS BIGINT) AS touches
FROM marts.deal_touches
GROUP BY ALL;
