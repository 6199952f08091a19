-- One row per planned or held coaching session. What was held after the report's date is not yet held on it.
CREATE VIEW marts.coaching AS
SELECT
  coalesce(o.planned_on, o.held_on) AS planned_on,
  CASE WHEN o.held_on <= c.as_of THEN o.held_on END AS held_on,
  o.seller_id, s.region, s.team, o.actions, o.actions_closed
FROM accepted.coaching o
LEFT JOIN accepted.sellers s USING (seller_id)
CROSS JOIN settings c;
