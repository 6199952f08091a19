-- One row per seller with a Social Selling Index: first and last week measured, and the first weeks in the upper bands.
CREATE VIEW marts.seller_starts AS
SELECT
  seller_id,
  any_value(region) AS region,
  any_value(team) AS team,
  min(week) AS first_week,
  max(week) AS last_week,
  count(*) AS weeks_measured,
  min_by(ssi, week) AS first_ssi,
  min(week) FILTER (band <> 'foundation') AS practising_week,
  min(week) FILTER (band = 'active') AS active_week
FROM marts.seller_weeks
GROUP BY seller_id;
