-- One row per week in which sellers had their first training and seller compared in it: trained that week, or not
-- trained until more than 12 weeks later. Means of the Social Selling Index over the 12 weeks before and after, the
-- week of the training left out; `early` and `late` are the two halves of the weeks before. Who has fewer than 8
-- measured weeks on either side is not compared.
CREATE TABLE marts.training_panel AS
WITH trainings AS (
  SELECT DISTINCT CAST(date_trunc('week', s.trained_on) AS DATE) AS training_week
  FROM accepted.sellers s CROSS JOIN settings c WHERE s.trained_on <= c.as_of
), weeks AS (
  SELECT training_week, CAST(training_week + 7 * k AS DATE) AS week, k
  FROM trainings CROSS JOIN (SELECT CAST(unnest(generate_series(-12, 12)) AS INTEGER) AS k)
)
SELECT
  k.training_week, w.seller_id, any_value(s.region) AS region, any_value(s.team) AS team,
  any_value(date_trunc('week', s.trained_on) = k.training_week) IS TRUE AS trained,
  avg(w.ssi) FILTER (k.k < 0) AS before,
  avg(w.ssi) FILTER (k.k > 0) AS after,
  avg(w.ssi) FILTER (k.k < -6) AS early,
  avg(w.ssi) FILTER (k.k BETWEEN -6 AND -1) AS late
FROM weeks k
JOIN marts.seller_weeks w ON w.week = k.week
JOIN accepted.sellers s ON s.seller_id = w.seller_id
WHERE s.trained_on IS NULL
  OR date_trunc('week', s.trained_on) = k.training_week
  OR date_trunc('week', s.trained_on) > k.training_week + 84
GROUP BY k.training_week, w.seller_id
HAVING count(*) FILTER (k.k < 0) >= 8 AND count(*) FILTER (k.k > 0) >= 8;
