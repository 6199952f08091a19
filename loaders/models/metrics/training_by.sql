-- title: Training attendance
-- grain: One row per value of the dimension.
-- unit: invitations; share of invitations
-- dates: held_on of the session.
-- definition: Invitations to training sessions held up to the report's date, grouped by session, team, region or seller, or in total. Attendance is present ÷ invited, with its 95 % Wilson interval.
-- limits: A seller invited to several sessions counts once for each. Only invitations with attendance recorded count.
-- values dimension: session, team, region, seller, total
-- source: Wilson 1927 for the interval.
-- column key: Value of the dimension; empty where it is not known, and in the total.
-- column first_on: Day of the first session.
-- column last_on: Day of the last session.
-- column sellers: Sellers invited.
-- column invited: Invitations with attendance recorded.
-- column attended: Of these, present.
-- column attendance: Present ÷ invited.
-- column attendance_low: Lower end of its interval.
-- column attendance_high: Upper end of its interval.
CREATE MACRO training_by(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT
    CASE dimension
      WHEN 'session' THEN t.session
      WHEN 'team' THEN t.team
      WHEN 'region' THEN t.region
      WHEN 'seller' THEN t.seller_id
      WHEN 'total' THEN CAST(NULL AS VARCHAR)
      ELSE error('training_by has no dimension ' || dimension || '; use session, team, region, seller or total')
    END AS key,
    t.held_on, t.seller_id, t.attended
  FROM training t CROSS JOIN settings c
  WHERE t.invited AND t.held_on <= c.as_of
    AND (region IS NULL OR t.region = region)
    AND (team IS NULL OR t.team = team)
    AND within(t.held_on, since, until)
), counted AS (
  SELECT
    key,
    min(held_on) AS first_on,
    max(held_on) AS last_on,
    count(DISTINCT seller_id) AS sellers,
    count(attended) AS invited,
    count(*) FILTER (attended) AS attended
  FROM chosen GROUP BY key
)
SELECT
  key, first_on, last_on, sellers, invited, attended,
  rate(attended, invited) AS attendance,
  wilson_low(attended, invited) AS attendance_low,
  wilson_high(attended, invited) AS attendance_high
FROM counted
ORDER BY CASE WHEN dimension = 'session' THEN first_on END, invited DESC, key;
