-- One row per seller and ISO week answered.
CREATE VIEW marts.surveys AS
SELECT
  CAST(date_trunc('week', v.week) AS DATE) AS week,
  v.seller_id, s.region, s.team, v.meetings, v.opportunities, v.influenced, v.usefulness,
  coalesce(h.level, 0) AS withheld
FROM accepted.surveys v
LEFT JOIN accepted.sellers s USING (seller_id)
LEFT JOIN audience.small_weeks h ON h.kind = 'surveys' AND h.week = date_trunc('week', v.week)
  AND h.region IS NOT DISTINCT FROM s.region AND h.team IS NOT DISTINCT FROM s.team;
