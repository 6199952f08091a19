-- title: Won revenue of trained and untrained sellers
-- grain: One row.
-- unit: report currency per seller and quarter
-- dates: Whole quarters between the days.
-- definition: Won revenue per seller and whole quarter, of sellers who had been trained before the quarter and of those who had not been by its end, compared within the same quarters: each quarter that has both counts with n₁n₀ ÷ (n₁ + n₀) sellers. The difference of the means has a 95 % interval by bootstrap over sellers (percentiles of 1000 draws, 200 for over 1000 sellers; a seller is drawn with all quarters).
-- limits: An association: who gets trained, and when, is not left to chance. Quarters of a seller into which the training fell are left out, and so are quarters in which all or none had been trained. A few large deals move a mean; the interval says how much.
-- source: Mantel and Haenszel 1959 for the weights; Efron and Tibshirani 1993, chapter 13.
-- column trained_sellers: Sellers with a quarter after their training, in the quarters compared.
-- column trained_quarters: Their quarters.
-- column trained_mean: Won revenue per seller and quarter, quarters weighted as above.
-- column untrained_sellers: Sellers with a quarter before training, or never trained, in the quarters compared.
-- column untrained_quarters: Their quarters.
-- column untrained_mean: Won revenue per seller and quarter, quarters weighted as above.
-- column sellers: Sellers with either.
-- column quarters: Quarters that have both.
-- column difference: Trained minus untrained.
-- column difference_low: Lower end of its interval.
-- column difference_high: Upper end of its interval.
-- column largest_share: Part of the won revenue compared that the largest quarter of a seller makes up.
CREATE MACRO trained_results(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT
    q.seller_id, q.starts_on, CAST(q.won_amount AS DOUBLE) AS y, CAST(q.trained AS INTEGER) AS t,
    avg(CAST(q.trained AS INTEGER)) OVER (PARTITION BY q.starts_on) AS mean_t,
    avg(CAST(q.won_amount AS DOUBLE)) OVER (PARTITION BY q.starts_on) AS mean_y
  FROM quarters_of_sellers q
  WHERE (region IS NULL OR q.region = region)
    AND (team IS NULL OR q.team = team)
    AND within(q.starts_on, since, NULL) AND within(q.ends_on, NULL, until)
    AND q.won_amount IS NOT NULL AND q.trained IS NOT NULL
), compared AS (
  SELECT * FROM chosen WHERE mean_t > 0 AND mean_t < 1
), added AS (
  -- Over all sellers, a / b is the difference within quarters: least squares with an own level for each quarter.
  SELECT
    sum(t) AS n1, sum(1 - t) AS n0,
    sum((t - mean_t) * (y - mean_y)) AS a, sum(pow(t - mean_t, 2)) AS b
  FROM compared GROUP BY seller_id
), summed AS (
  -- Sellers are numbered by their figures, so that the same draws are made whatever they are called.
  SELECT *, row_number() OVER (ORDER BY a, b, n1, n0) - 1 AS place FROM added
), counted AS (
  SELECT
    count(*) AS sellers, count(*) FILTER (n1 > 0) AS trained_sellers, count(*) FILTER (n0 > 0) AS untrained_sellers,
    CAST(coalesce(sum(n1), 0) AS BIGINT) AS trained_quarters, CAST(coalesce(sum(n0), 0) AS BIGINT) AS untrained_quarters,
    CASE WHEN count(*) > 1000 THEN 200 ELSE 1000 END AS draws
  FROM summed
), means AS (
  SELECT
    count(DISTINCT starts_on) AS quarters,
    sum(y * t * (1 - mean_t)) / sum(t * (1 - mean_t)) AS trained_mean,
    sum(y * (1 - t) * mean_t) / sum((1 - t) * mean_t) AS untrained_mean,
    max(y) / nullif(sum(y), 0) AS largest_share
  FROM compared
), draws AS (
  SELECT c.draw, hash(c.draw * 1000003 + c.i) % c.sellers AS place
  FROM (
    SELECT draw, sellers, unnest(range(sellers)) AS i
    FROM (SELECT sellers, unnest(range(draws)) AS draw FROM counted WHERE trained_sellers > 1 AND untrained_sellers > 1)
  ) c
), replicates AS (
  SELECT sum(s.a) / nullif(sum(s.b), 0) AS difference
  FROM draws d JOIN summed s USING (place)
  GROUP BY d.draw
)
SELECT
  c.trained_sellers, c.trained_quarters, m.trained_mean, c.untrained_sellers, c.untrained_quarters, m.untrained_mean,
  c.sellers, m.quarters, m.trained_mean - m.untrained_mean AS difference,
  (SELECT quantile_cont(difference, 0.025) FROM replicates) AS difference_low,
  (SELECT quantile_cont(difference, 0.975) FROM replicates) AS difference_high,
  m.largest_share
FROM counted c CROSS JOIN means m;
