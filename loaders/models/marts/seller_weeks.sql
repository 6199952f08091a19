-- One row per seller and ISO week with a Social Selling Index. What an audience may not see of few sellers is marked: whose
-- figures of the week are not told (1 the team's, 2 the region's too, 3 nobody's), and within whom sellers with and
-- without a seat, with small and large networks, are not told apart.
CREATE VIEW marts.seller_weeks AS
SELECT
  CAST(date_trunc('week', i.week) AS DATE) AS week,
  i.seller_id, s.region, s.team, s.seat,
  i.ssi, i.brand, i.people, i.insights, i.relationships, i.industry_rank, i.network_rank, i.connections,
  CASE WHEN i.ssi < c.ssi_foundation THEN 'foundation' WHEN i.ssi < c.ssi_active THEN 'practising' ELSE 'active' END AS band,
  coalesce(h.level, 0) AS withheld, coalesce(p.seat, 0) AS seat_withheld, coalesce(p.network, 0) AS network_withheld
FROM accepted.ssi i
LEFT JOIN accepted.sellers s USING (seller_id)
LEFT JOIN audience.small_weeks h ON h.kind = 'ssi' AND h.week = date_trunc('week', i.week)
  AND h.region IS NOT DISTINCT FROM s.region AND h.team IS NOT DISTINCT FROM s.team
LEFT JOIN audience.small_splits p ON p.week = date_trunc('week', i.week)
CROSS JOIN settings c;
