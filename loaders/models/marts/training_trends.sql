-- One row per place and week counted from the training: how far trained sellers, and those not yet trained, stand from
-- their own mean of the 12 weeks before. Trainings count by the sellers trained in them, as in the effect of training.
CREATE VIEW marts.training_trends AS
WITH gains AS (
  SELECT
    p.training_week, p.region, p.team, p.trained, CAST((w.week - p.training_week) // 7 AS INTEGER) AS weeks_since,
    w.ssi - p.before AS gain
  FROM marts.training_panel p
  JOIN marts.seller_weeks w ON w.seller_id = p.seller_id AND abs(w.week - p.training_week) <= 84
), sides AS (
  SELECT
    CASE WHEN GROUPING(region) = 0 AND GROUPING(team) = 0 THEN 'team of region'
      WHEN GROUPING(region) = 0 THEN 'region' WHEN GROUPING(team) = 0 THEN 'team' ELSE 'all' END AS place,
    region, team, training_week, weeks_since,
    avg(gain) FILTER (trained) AS trained_gain, count(*) FILTER (trained) AS trained,
    avg(gain) FILTER (NOT trained) AS waiting_gain, count(*) FILTER (NOT trained) AS waiting
  FROM gains
  GROUP BY GROUPING SETS (
    (training_week, weeks_since), (training_week, weeks_since, region), (training_week, weeks_since, team),
    (training_week, weeks_since, region, team))
)
SELECT
  place, region, team, weeks_since,
  CAST(sum(trained) AS BIGINT) AS trained,
  CAST(sum(waiting) AS BIGINT) AS waiting,
  -- Rounded, because the last digit of a sum of fractions depends on how rows are shared out among threads.
  round(sum(trained * trained_gain) / sum(trained), 9) AS trained_gain,
  round(sum(trained * waiting_gain) / sum(trained), 9) AS waiting_gain
FROM sides CROSS JOIN audience.least l
WHERE trained > 0 AND waiting > 0
GROUP BY place, region, team, weeks_since
HAVING least(sum(trained), sum(waiting)) >= any_value(l.sellers);
