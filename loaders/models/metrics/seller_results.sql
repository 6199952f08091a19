-- title: SSI and results, seller by seller
-- grain: One row per seller.
-- unit: SSI points; report currency per quarter
-- dates: Whole quarters between the days.
-- definition: A seller's mean SSI over the whole quarters of the period in which it was measured, beside the won revenue per quarter over all whole quarters. group says where the two lie: SSI of the upper band and more, below the lower band, or between; won revenue at least the median of the sellers shown, or below it. score_and_result, score_only (working for the score), result_only (results without the score), neither, between.
-- limits: The SSI measures activity. A seller's revenue also depends on territory, customers and single large deals. Sellers who were not on the roster for one whole quarter, or have no SSI in the period, are not here.
-- source: Bands as in ssi_bands.
-- column seller_id: Seller.
-- column name: Seller's name, where the audience may see it.
-- column region: Region.
-- column team: Team.
-- column quarters: Whole quarters in the period.
-- column ssi: Mean SSI.
-- column won: Deals won in these quarters.
-- column won_per_quarter: Won revenue per quarter.
-- column pipeline_per_quarter: Amount of deals created per quarter.
-- column median_won: Median of won_per_quarter over the sellers shown.
-- column group: score_and_result, score_only, result_only, neither or between.
CREATE MACRO seller_results(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH summed AS (
  SELECT
    q.seller_id, any_value(q.region) AS region, any_value(q.team) AS team, count(*) AS quarters,
    avg(q.ssi) AS ssi, CAST(sum(q.won) AS BIGINT) AS won,
    CAST(sum(q.won_amount) AS DOUBLE) / count(q.won_amount) AS won_per_quarter,
    CAST(sum(q.pipeline) AS DOUBLE) / count(q.pipeline) AS pipeline_per_quarter
  FROM quarters_of_sellers q
  WHERE (region IS NULL OR q.region = region)
    AND (team IS NULL OR q.team = team)
    AND within(q.starts_on, since, NULL) AND within(q.ends_on, NULL, until)
    AND q.won_amount IS NOT NULL
  GROUP BY q.seller_id
  HAVING avg(q.ssi) IS NOT NULL
), compared AS (
  SELECT *, median(won_per_quarter) OVER () AS median_won FROM summed
)
SELECT
  c.seller_id, s.name, c.region, c.team, c.quarters, c.ssi, c.won, c.won_per_quarter, c.pipeline_per_quarter, c.median_won,
  CASE
    WHEN c.ssi >= b.ssi_active THEN CASE WHEN c.won_per_quarter >= c.median_won THEN 'score_and_result' ELSE 'score_only' END
    WHEN c.ssi < b.ssi_foundation THEN CASE WHEN c.won_per_quarter >= c.median_won THEN 'result_only' ELSE 'neither' END
    ELSE 'between'
  END AS "group"
FROM compared c CROSS JOIN settings b LEFT JOIN sellers s USING (seller_id)
ORDER BY c.won_per_quarter DESC, c.seller_id;
