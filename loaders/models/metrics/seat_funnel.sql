-- title: Seats from purchased to active
-- grain: One row per step: seats, activated, active.
-- unit: sellers; shares of seats
-- dates: The end of the period; the start is not used.
-- definition: Of the sellers on the roster at the end of the period who hold a Sales Navigator seat: those with any use reported up to then (activated), and those with any use in the last four weeks (active). Shares are of seats, with 95 % Wilson intervals.
-- limits: What was purchased is known only as seats on the roster; seats that nobody holds are not in the data. The roster says who holds a seat today, not who held one then.
-- source: Wilson 1927 for the intervals.
-- column step: seats, activated or active.
-- column sellers: Sellers at the step.
-- column seats: Seats on the roster.
-- column share: Sellers ÷ seats.
-- column share_low: Lower end of its interval; empty for the first step.
-- column share_high: Upper end of its interval; empty for the first step.
CREATE MACRO seat_funnel(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH bounds AS (
  SELECT CASE WHEN CAST(until AS DATE) < c.as_of THEN CAST(until AS DATE) ELSE c.as_of END AS day FROM settings c
), holders AS (
  SELECT
    s.seller_id,
    bool_or(u.week <= b.day) AS activated,
    bool_or(u.week <= b.day AND u.week > b.day - 28) AS active
  FROM sellers s
  CROSS JOIN bounds b
  LEFT JOIN (
    SELECT n.seller_id, n.week FROM navigator_usage n
    WHERE n.days_active > 0 OR (n.days_active IS NULL AND coalesce(n.searches, 0) + coalesce(n.profile_views, 0)
      + coalesce(n.inmails_sent, 0) + coalesce(n.saved_leads, 0) + coalesce(n.saved_accounts, 0) > 0)
  ) u ON u.seller_id = s.seller_id
  WHERE s.seat
    AND (s.hired_on IS NULL OR s.hired_on <= b.day)
    AND (s.left_on IS NULL OR s.left_on >= b.day)
    AND (region IS NULL OR s.region = region)
    AND (team IS NULL OR s.team = team)
  GROUP BY s.seller_id
), counted AS (
  SELECT count(*) AS seats, count(*) FILTER (activated) AS activated, count(*) FILTER (active) AS active FROM holders
), steps AS (
  SELECT 1 AS position, 'seats' AS step, seats AS sellers, seats FROM counted
  UNION ALL SELECT 2, 'activated', activated, seats FROM counted
  UNION ALL SELECT 3, 'active', active, seats FROM counted
)
SELECT
  step, sellers, seats,
  rate(sellers, seats) AS share,
  CASE WHEN position > 1 THEN wilson_low(sellers, seats) END AS share_low,
  CASE WHEN position > 1 THEN wilson_high(sellers, seats) END AS share_high
FROM steps
ORDER BY position;
