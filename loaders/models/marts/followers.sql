-- One row per ISO week, platform and seller; pages of the company have no seller.
CREATE VIEW marts.followers AS
SELECT
  CAST(date_trunc('week', f.week) AS DATE) AS week, f.platform, f.seller_id, s.region, s.team, f.followers, f.gained
FROM accepted.followers f
LEFT JOIN accepted.sellers s USING (seller_id);
