-- title: From the roster to the training room
-- grain: One row per value of the dimension.
-- unit: sellers; shares of sellers
-- dates: The end of the period; the start is not used.
-- definition: Of the sellers on the roster at the end of the period: those ever invited to a training session, and those ever present at one up to then, by team or region, or in total, with 95 % Wilson intervals.
-- limits: Who left is not counted, trained or not. A seller may be trained without a session on record.
-- values dimension: team, region, total
-- source: Wilson 1927 for the intervals.
-- column key: Value of the dimension; empty where it is not known, and in the total.
-- column roster: Sellers on the roster.
-- column invited: Of these, invited at least once.
-- column trained: Of these, present at least once.
-- column invited_share: Invited ÷ roster.
-- column trained_share: Trained ÷ roster.
-- column trained_share_low: Lower end of its interval.
-- column trained_share_high: Upper end of its interval.
CREATE MACRO training_reach(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH bounds AS (
  SELECT CASE WHEN CAST(until AS DATE) < c.as_of THEN CAST(until AS DATE) ELSE c.as_of END AS day FROM settings c
), attended AS (
  SELECT t.seller_id, bool_or(t.invited) AS invited, bool_or(coalesce(t.attended, false)) AS trained
  FROM training t CROSS JOIN bounds b WHERE t.held_on <= b.day GROUP BY t.seller_id
), placed AS (
  SELECT
    CASE dimension
      WHEN 'team' THEN s.team
      WHEN 'region' THEN s.region
      WHEN 'total' THEN CAST(NULL AS VARCHAR)
      ELSE error('training_reach has no dimension ' || dimension || '; use team, region or total')
    END AS key,
    coalesce(a.invited, false) AS invited, coalesce(a.trained, false) AS trained
  FROM sellers s CROSS JOIN bounds b LEFT JOIN attended a ON a.seller_id = s.seller_id
  WHERE (s.hired_on IS NULL OR s.hired_on <= b.day)
    AND (s.left_on IS NULL OR s.left_on >= b.day)
    AND (region IS NULL OR s.region = region)
    AND (team IS NULL OR s.team = team)
), counted AS (
  SELECT key, count(*) AS roster, count(*) FILTER (invited) AS invited, count(*) FILTER (trained) AS trained
  FROM placed GROUP BY key
)
SELECT
  key, roster, invited, trained, rate(invited, roster) AS invited_share, rate(trained, roster) AS trained_share,
  wilson_low(trained, roster) AS trained_share_low, wilson_high(trained, roster) AS trained_share_high
FROM counted
ORDER BY roster DESC, key;
