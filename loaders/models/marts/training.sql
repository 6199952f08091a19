-- One row per seller and session. Whoever came was invited; a session after the report's date has nobody present yet.
CREATE VIEW marts.training AS
SELECT
  t.session, t.held_on, t.seller_id, s.region, s.team,
  t.invited OR t.attended AS invited,
  CASE WHEN t.held_on <= c.as_of THEN t.attended END AS attended
FROM accepted.training t
LEFT JOIN accepted.sellers s USING (seller_id)
CROSS JOIN settings c;
