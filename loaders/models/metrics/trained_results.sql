-- title: Won revenue of trained and untrained sellers
-- grain: One row.
-- unit: report currency per seller and quarter
-- dates: Whole quarters between the days.
-- definition: Won revenue per seller and whole quarter, over the quarters before which the seller had been trained and over those before the end of which the seller had not; their difference with a 95 % interval by bootstrap over sellers (percentiles of 1000 draws, 200 for over 1000 sellers; a seller is drawn with all quarters).
-- limits: An association: who gets trained, and when, is not left to chance, and later quarters hold more trained sellers. Quarters in which the training fell are left out. A few large deals move a mean; the interval says how much.
-- source: Efron and Tibshirani 1993, chapter 13.
-- column trained_sellers: Sellers with a quarter after their training.
-- column trained_quarters: Their quarters.
-- column trained_mean: Won revenue per seller and quarter.
-- column untrained_sellers: Sellers with a quarter before training, or never trained.
-- column untrained_quarters: Their quarters.
-- column untrained_mean: Won revenue per seller and quarter.
-- column sellers: Sellers with either.
-- column difference: Trained minus untrained.
-- column difference_low: Lower end of its interval.
-- column difference_high: Upper end of its interval.
-- column largest_share: Part of the won revenue compared that the largest seller-quarter makes up.
CREATE MACRO trained_results(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT q.seller_id, q.trained, CAST(q.won_amount AS DOUBLE) AS won_amount
  FROM quarters_of_sellers q
  WHERE (region IS NULL OR q.region = region)
    AND (team IS NULL OR q.team = team)
    AND within(q.starts_on, since, NULL) AND within(q.ends_on, NULL, until)
    AND q.won_amount IS NOT NULL AND q.trained IS NOT NULL
), summed AS (
  SELECT
    row_number() OVER (ORDER BY seller_id) - 1 AS place,
    count(*) FILTER (trained) AS n1, coalesce(sum(won_amount) FILTER (trained), 0) AS y1,
    count(*) FILTER (NOT trained) AS n0, coalesce(sum(won_amount) FILTER (NOT trained), 0) AS y0
  FROM chosen GROUP BY seller_id
), counted AS (
  SELECT
    count(*) AS sellers, count(*) FILTER (n1 > 0) AS trained_sellers, count(*) FILTER (n0 > 0) AS untrained_sellers,
    CAST(coalesce(sum(n1), 0) AS BIGINT) AS trained_quarters, CAST(coalesce(sum(n0), 0) AS BIGINT) AS untrained_quarters,
    sum(y1) AS y1, sum(y0) AS y0,
    CASE WHEN count(*) > 1000 THEN 200 ELSE 1000 END AS draws
  FROM summed
), draws AS (
  SELECT c.draw, hash(c.draw * 1000003 + c.i) % c.sellers AS place
  FROM (
    SELECT draw, sellers, unnest(range(sellers)) AS i
    FROM (SELECT sellers, unnest(range(draws)) AS draw FROM counted WHERE trained_sellers > 1 AND untrained_sellers > 1)
  ) c
), replicates AS (
  SELECT sum(s.y1) / nullif(sum(s.n1), 0) - sum(s.y0) / nullif(sum(s.n0), 0) AS difference
  FROM draws d JOIN summed s USING (place)
  GROUP BY d.draw
)
SELECT
  c.trained_sellers, c.trained_quarters, c.y1 / nullif(c.trained_quarters, 0) AS trained_mean,
  c.untrained_sellers, c.untrained_quarters, c.y0 / nullif(c.untrained_quarters, 0) AS untrained_mean,
  c.sellers,
  c.y1 / nullif(c.trained_quarters, 0) - c.y0 / nullif(c.untrained_quarters, 0) AS difference,
  (SELECT quantile_cont(difference, 0.025) FROM replicates) AS difference_low,
  (SELECT quantile_cont(difference, 0.975) FROM replicates) AS difference_high,
  (SELECT max(won_amount) FROM chosen) / nullif(c.y1 + c.y0, 0) AS largest_share
FROM counted c;
