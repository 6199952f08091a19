-- Tables that several metrics ask of the published ones; made before the metrics.

-- One row: the first and the last week of the period in which anybody of the place has a Social Selling Index.
CREATE MACRO ssi_ends(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT min(w.week) AS first_week, max(w.week) AS last_week
FROM ssi_weeks w
WHERE w.place = place_of(region, team)
  AND (region IS NULL OR w.region = region)
  AND (team IS NULL OR w.team = team)
  AND within(w.week, since, until);
