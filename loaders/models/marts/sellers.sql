-- One row per seller. For leadership the day of hiring is empty where it lies before every row about sellers.
CREATE VIEW marts.sellers AS
SELECT
  s.seller_id, s.name, s.region, s.team, s.role,
  CASE WHEN s.hired_on < l.hired_from THEN NULL ELSE s.hired_on END AS hired_on,
  s.left_on, s.seat, s.trained_on
FROM accepted.sellers s CROSS JOIN audience.least l;
