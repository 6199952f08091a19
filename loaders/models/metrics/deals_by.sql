-- title: Deals compared
-- grain: One row per value of the dimension.
-- unit: deals, report currency, days
-- dates: created_on of the deal; with clock := 'closed', closed_on.
-- definition: Deals grouped by source, origin (the source as written), region, team, seller, segment, created_quarter or closed_quarter. Hit rate is won ÷ created; close rate is won ÷ (won + lost); value win rate is won amount ÷ (won + lost amount). Intervals are 95 % intervals: Wilson for rates of deals, by the deals' squared deviations for the value win rate, by order statistics for medians (empty below six deals).
-- limits: With clock := 'created', recent deals are still open and lower the hit rate. With clock := 'closed' only closed deals with a close date count, and the hit rate is empty. Means and medians of the cycle are of won deals only, so slow deals that are still open are missing from them.
-- values dimension: source, origin, region, team, seller, segment, created_quarter, closed_quarter
-- values clock: created, closed
-- source: Wilson 1927 for the intervals of rates; Cochran 1977, 6.5, for that of the value win rate, a ratio of sums; Conover 1999, 3.2, for those of medians.
-- column key: Value of the dimension; empty where it is not known.
-- column deals: Deals in the period.
-- column open: Still open on the report's date.
-- column won: Won.
-- column lost: Lost.
-- column hit_rate: Won ÷ created.
-- column hit_rate_low: Lower end of its interval.
-- column hit_rate_high: Upper end of its interval.
-- column close_rate: Won ÷ (won + lost).
-- column close_rate_low: Lower end of its interval.
-- column close_rate_high: Upper end of its interval.
-- column value_win_rate: Won amount ÷ (won + lost amount).
-- column won_amount: Sum of won amounts.
-- column open_amount: Sum of open amounts.
-- column median_won_amount: Median won amount.
-- column mean_cycle_days_won: Mean days from created to closed of won deals.
-- column median_cycle_days_won: Median days from created to closed of won deals.
-- column value_win_rate_low: Lower end of the interval of the value win rate.
-- column value_win_rate_high: Upper end of its interval.
-- column median_won_amount_low: Lower end of the interval of the median won amount.
-- column median_won_amount_high: Upper end of its interval.
-- column median_cycle_days_won_low: Lower end of the interval of the median days.
-- column median_cycle_days_won_high: Upper end of its interval.
-- column largest_won_amount: Largest amount of one won deal.
CREATE MACRO deals_by(dimension, clock := 'created', region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT
    CASE dimension
      WHEN 'source' THEN d.source
      WHEN 'origin' THEN d.origin
      WHEN 'region' THEN d.region
      WHEN 'team' THEN d.team
      WHEN 'seller' THEN d.seller_id
      WHEN 'segment' THEN d.segment
      WHEN 'created_quarter' THEN d.created_quarter
      WHEN 'closed_quarter' THEN d.closed_quarter
      ELSE error('deals_by has no dimension ' || dimension || '; use source, origin, region, team, seller, segment, created_quarter or closed_quarter')
    END AS key,
    d.outcome, d.amount, d.cycle_days
  FROM deals d
  WHERE (region IS NULL OR d.region = region)
    AND (team IS NULL OR d.team = team)
    AND CASE clock
      WHEN 'created' THEN within(d.created_on, since, until)
      WHEN 'closed' THEN d.closed_on IS NOT NULL AND within(d.closed_on, since, until)
      ELSE error('deals_by has no clock ' || clock || '; use created or closed')
    END
), counted AS (
  SELECT
    key,
    count(*) AS deals,
    count(*) FILTER (outcome = 'open') AS open,
    count(*) FILTER (outcome = 'won') AS won,
    count(*) FILTER (outcome = 'lost') AS lost,
    CAST(sum(amount) FILTER (outcome = 'won') AS DOUBLE) AS won_amount,
    CAST(sum(amount) FILTER (outcome = 'lost') AS DOUBLE) AS lost_amount,
    CAST(sum(amount) FILTER (outcome = 'open') AS DOUBLE) AS open_amount,
    median(CAST(amount AS DOUBLE)) FILTER (outcome = 'won') AS median_won_amount,
    avg(cycle_days) FILTER (outcome = 'won') AS mean_cycle_days_won,
    median(cycle_days) FILTER (outcome = 'won') AS median_cycle_days_won,
    list(CAST(amount AS DOUBLE) ORDER BY amount) FILTER (outcome = 'won' AND amount IS NOT NULL) AS amounts,
    list(cycle_days ORDER BY cycle_days) FILTER (outcome = 'won' AND cycle_days IS NOT NULL) AS cycles,
    CAST(max(amount) FILTER (outcome = 'won') AS DOUBLE) AS largest_won_amount,
    count(amount) FILTER (outcome <> 'open') AS valued,
    sum(pow(CAST(amount AS DOUBLE), 2)) FILTER (outcome = 'won') AS won_squares,
    sum(pow(CAST(amount AS DOUBLE), 2)) FILTER (outcome <> 'open') AS closed_squares
  FROM chosen
  GROUP BY key
), valued AS (
  SELECT *,
    won_amount / nullif(won_amount + coalesce(lost_amount, 0), 0) AS value_win_rate,
    ratio_error(
      valued, won_amount, won_amount + coalesce(lost_amount, 0), won_squares, won_squares, closed_squares
    ) AS value_error
  FROM counted
)
SELECT
  key, deals, open, won, lost,
  CASE WHEN clock = 'created' THEN rate(won, deals) END AS hit_rate,
  CASE WHEN clock = 'created' THEN wilson_low(won, deals) END AS hit_rate_low,
  CASE WHEN clock = 'created' THEN wilson_high(won, deals) END AS hit_rate_high,
  rate(won, won + lost) AS close_rate,
  wilson_low(won, won + lost) AS close_rate_low,
  wilson_high(won, won + lost) AS close_rate_high,
  value_win_rate,
  won_amount, open_amount, median_won_amount, mean_cycle_days_won, median_cycle_days_won,
  as_share(value_win_rate - 1.959963984540054e0 * value_error) AS value_win_rate_low,
  as_share(value_win_rate + 1.959963984540054e0 * value_error) AS value_win_rate_high,
  median_low(amounts) AS median_won_amount_low,
  median_high(amounts) AS median_won_amount_high,
  median_low(cycles) AS median_cycle_days_won_low,
  median_high(cycles) AS median_cycle_days_won_high,
  largest_won_amount
FROM valued
ORDER BY CASE WHEN dimension LIKE '%quarter' THEN key END NULLS LAST, deals DESC, key;
