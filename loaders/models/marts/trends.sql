-- One row per ISO week and search term.
CREATE VIEW marts.trends AS
SELECT CAST(date_trunc('week', week) AS DATE) AS week, term, interest
FROM accepted.trends;
