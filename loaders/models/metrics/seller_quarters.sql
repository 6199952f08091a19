-- title: Sellers by quarter
-- grain: One row per seller and quarter.
-- unit: SSI points; touches; posts; deals; report currency
-- dates: Whole quarters between the days.
-- definition: Per seller and fiscal quarter: mean SSI of its weeks, touches made, posts published, deals created with their amount, deals won in it with their amount, and whether the seller had been trained before it began.
-- limits: Only quarters that were over on the report's date, and in which the seller was on the roster from the first day to the last. What a source counts is 0 for a seller who has none of it, and empty before the source begins. Deals without an owner are in no row.
-- source: Our own definition.
-- column quarter: Fiscal quarter.
-- column seller_id: Seller.
-- column name: Seller's name, where the audience may see it.
-- column region: Region.
-- column team: Team.
-- column trained: Trained before the quarter began; empty where the training fell into it.
-- column ssi: Mean SSI of the weeks of the quarter; empty where not measured.
-- column touches: Touches made.
-- column posts: Posts published.
-- column deals: Deals created.
-- column pipeline: Sum of their amounts.
-- column won: Deals won.
-- column won_amount: Sum of their amounts.
CREATE MACRO seller_quarters(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT
  q.quarter, q.seller_id, s.name, q.region, q.team, q.trained, q.ssi, q.touches, q.posts, q.deals,
  CAST(q.pipeline AS DOUBLE) AS pipeline, q.won, CAST(q.won_amount AS DOUBLE) AS won_amount
FROM quarters_of_sellers q LEFT JOIN sellers s USING (seller_id)
WHERE (region IS NULL OR q.region = region)
  AND (team IS NULL OR q.team = team)
  AND within(q.starts_on, since, NULL) AND within(q.ends_on, NULL, until)
ORDER BY q.starts_on, q.seller_id;
