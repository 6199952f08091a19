-- One row per seller.
CREATE VIEW marts.sellers AS
SELECT seller_id, name, region, team, role, hired_on, left_on, seat, trained_on
FROM accepted.sellers;
