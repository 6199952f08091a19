-- One row per seller and ISO week answered.
CREATE VIEW marts.surveys AS
SELECT
  CAST(date_trunc('week', v.week) AS DATE) AS week,
  v.seller_id, s.region, s.team, v.meetings, v.opportunities, v.influenced, v.usefulness
FROM accepted.surveys v
LEFT JOIN accepted.sellers s USING (seller_id);
