-- title: Sellers measured
-- grain: One row.
-- unit: sellers
-- dates: The Monday of the week.
-- definition: Sellers with a score in the last week of the period that has any, beside sellers on the roster that week (hired on or before it, not yet left).
-- limits: A seller without hire and leave dates counts as on the roster all the time. A seller who is not measured is not a seller who scores 0.
-- source: Our own accounting.
-- column measured: Sellers with a score in the latest week.
-- column roster: Sellers on the roster in that week.
-- column latest_week: Monday of that week.
CREATE MACRO ssi_coverage(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH latest AS (
  SELECT max(w.week) AS week, max_by(w.sellers, w.week) AS measured
  FROM ssi_weeks w
  WHERE w.place = place_of(region, team)
    AND (region IS NULL OR w.region = region)
    AND (team IS NULL OR w.team = team)
    AND within(w.week, since, until)
)
SELECT
  coalesce(latest.measured, 0) AS measured,
  (SELECT count(*) FROM sellers s
    WHERE (region IS NULL OR s.region = region)
      AND (team IS NULL OR s.team = team)
      AND (s.hired_on IS NULL OR s.hired_on <= latest.week)
      AND (s.left_on IS NULL OR s.left_on >= latest.week)) AS roster,
  latest.week AS latest_week
FROM latest;
