-- title: Survey answers compared
-- grain: One row per value of the dimension.
-- unit: answers; usefulness from 1 to 5; shares
-- dates: The Monday of the week.
-- definition: The sellers' answers of all weeks of the period, by team or region, or in total. The response rate is answers of sellers on the roster ÷ seller-weeks on the roster, over the weeks in which anybody of the selection answered. The share of answers of 4 or 5 has a 95 % interval that takes a seller's answers together, because they are not independent.
-- limits: Who answers is not chosen by chance. Answers are declared, not measured. The response rate is empty without a roster; the interval is empty with one seller. In a report for leadership, groups of too few sellers are left out.
-- values dimension: team, region, total
-- source: Cochran 1977, Sampling Techniques, section 6.5, for the error of a ratio, with each seller's answers as one cluster.
-- column key: Value of the dimension; empty where it is not known, and in the total.
-- column sellers: Sellers who answered at least once.
-- column answers: Answers.
-- column roster_weeks: Seller-weeks on the roster.
-- column response_rate: Answers of sellers on the roster ÷ seller-weeks on the roster.
-- column rated: Answers that give a usefulness.
-- column mean_usefulness: Mean usefulness.
-- column top_two: Answers of 4 or 5.
-- column top_two_share: Answers of 4 or 5 ÷ answers that give a usefulness.
-- column top_two_share_low: Lower end of its interval.
-- column top_two_share_high: Upper end of its interval.
CREATE MACRO survey_by(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT
    CASE dimension
      WHEN 'team' THEN v.team
      WHEN 'region' THEN v.region
      WHEN 'total' THEN CAST(NULL AS VARCHAR)
      ELSE error('survey_by has no dimension ' || dimension || '; use team, region or total')
    END AS key,
    v.week, v.seller_id, v.usefulness
  FROM surveys v
  WHERE (region IS NULL OR v.region = region)
    AND (team IS NULL OR v.team = team)
    AND within(v.week, since, until)
), present AS (
  SELECT
    CASE dimension WHEN 'team' THEN s.team WHEN 'region' THEN s.region END AS key,
    count(*) AS roster_weeks,
    count(a.seller_id) AS answers_on_roster
  FROM (SELECT DISTINCT week FROM chosen) w
  JOIN sellers s ON (s.hired_on IS NULL OR s.hired_on <= w.week) AND (s.left_on IS NULL OR s.left_on >= w.week)
  LEFT JOIN (SELECT DISTINCT week, seller_id FROM chosen) a ON a.week = w.week AND a.seller_id = s.seller_id
  WHERE (region IS NULL OR s.region = region)
    AND (team IS NULL OR s.team = team)
  GROUP BY 1
), each_seller AS (
  SELECT
    key, seller_id,
    count(*) AS answers,
    CAST(count(usefulness) AS DOUBLE) AS rated,
    sum(usefulness) AS usefulness,
    CAST(count(*) FILTER (usefulness >= 4) AS DOUBLE) AS top_two
  FROM chosen GROUP BY key, seller_id
), counted AS (
  SELECT
    key,
    count(*) AS sellers,
    CAST(sum(answers) AS BIGINT) AS answers,
    CAST(sum(rated) AS BIGINT) AS rated,
    CAST(sum(usefulness) AS DOUBLE) / nullif(sum(rated), 0) AS mean_usefulness,
    CAST(sum(top_two) AS BIGINT) AS top_two,
    sum(top_two) / nullif(sum(rated), 0) AS share,
    ratio_error(
      count(*) FILTER (rated > 0), sum(top_two), sum(rated), sum(top_two * top_two), sum(top_two * rated), sum(rated * rated)
    ) AS error
  FROM each_seller GROUP BY key
  HAVING count(*) >= least_sellers()
)
SELECT
  c.key, c.sellers, c.answers, coalesce(p.roster_weeks, 0) AS roster_weeks,
  rate(p.answers_on_roster, p.roster_weeks) AS response_rate,
  c.rated, c.mean_usefulness, c.top_two,
  c.share AS top_two_share,
  as_share(c.share - 1.959963984540054e0 * c.error) AS top_two_share_low,
  as_share(c.share + 1.959963984540054e0 * c.error) AS top_two_share_high
FROM counted c LEFT JOIN present p ON p.key IS NOT DISTINCT FROM c.key
ORDER BY c.answers DESC, c.key;
