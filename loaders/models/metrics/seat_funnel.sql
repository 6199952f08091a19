-- title: Seats from purchased to active
-- grain: One row per step: purchased, seats, activated, active.
-- unit: sellers; shares of seats
-- dates: The end of the period; the start is not used.
-- definition: Of the sellers on the roster at the end of the period who hold a Sales Navigator seat: those with any use reported up to then (activated), and those with any use in the last four weeks (active). Shares are of seats held, with 95 % Wilson intervals. What was purchased is a setting.
-- limits: What was purchased is known for the whole company only, and where the settings say it. The roster says who holds a seat today, not who held one then.
-- source: Wilson 1927 for the intervals.
-- column step: purchased, seats, activated or active.
-- column sellers: Sellers at the step; seats bought at the first, empty where the settings do not say or a region or team is chosen.
-- column seats: Seats on the roster.
-- column share: Sellers ÷ seats; empty for what was purchased.
-- column share_low: Lower end of its interval; empty for the first two steps.
-- column share_high: Upper end of its interval; empty for the first two steps.
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
    WHERE was_used(n.days_active, n.searches, n.profile_views, n.inmails_sent, n.saved_leads, n.saved_accounts)
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
  SELECT 0 AS position, 'purchased' AS step,
    CASE WHEN region IS NULL AND team IS NULL THEN l.seats END AS sellers, c.seats
  FROM counted c CROSS JOIN licence l
  UNION ALL SELECT 1, 'seats', seats, seats FROM counted
  UNION ALL SELECT 2, 'activated', activated, seats FROM counted
  UNION ALL SELECT 3, 'active', active, seats FROM counted
)
SELECT
  step, sellers, seats,
  CASE WHEN position > 0 THEN rate(sellers, seats) END AS share,
  CASE WHEN position > 1 THEN wilson_low(sellers, seats) END AS share_low,
  CASE WHEN position > 1 THEN wilson_high(sellers, seats) END AS share_high
FROM steps
ORDER BY position;
