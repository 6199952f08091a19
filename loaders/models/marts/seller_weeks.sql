-- One row per seller and ISO week with a Social Selling Index.
CREATE VIEW marts.seller_weeks AS
SELECT
  CAST(date_trunc('week', i.week) AS DATE) AS week,
  i.seller_id, s.region, s.team, s.seat,
  i.ssi, i.brand, i.people, i.insights, i.relationships, i.industry_rank, i.network_rank, i.connections,
  CASE WHEN i.ssi < c.ssi_foundation THEN 'foundation' WHEN i.ssi < c.ssi_active THEN 'practising' ELSE 'active' END AS band
FROM accepted.ssi i
LEFT JOIN accepted.sellers s USING (seller_id)
CROSS JOIN settings c;
