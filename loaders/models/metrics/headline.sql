-- title: Headline figures
-- grain: One row per figure.
-- unit: report currency, deals, shares and points, as the column unit says
-- dates: closed_on of the deal for what was won; created_on for new deals; the week for the index.
-- definition: What a quarter is remembered by: won amount, won amount and share from social, hit rate of closed deals (all, and social), mean won amount, new deals, and of the last week with an index its median and the share of sellers in the top band. A frozen quarter keeps these, so that a later report can say what was said then.
-- limits: For the share from social the interval is its bounds: no deal of unknown source is social, or all of them are. Hit rates are won ÷ (won + lost) of what closed in the period.
-- source: Wilson 1927 for the intervals of hit rates and of the share of sellers.
-- column position: Order in which the figures are told.
-- column figure: Short name of the figure.
-- column unit: currency, deals, share or points.
-- column value: The figure.
-- column low: Lower end of its interval, or its lower bound.
-- column high: Upper end of its interval, or its upper bound.
-- column n: Deals or sellers that it rests on.
CREATE MACRO headline(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH closed AS (
  SELECT d.outcome, d.source, d.amount FROM deals d
  WHERE d.outcome <> 'open' AND d.closed_on IS NOT NULL
    AND (region IS NULL OR d.region = region) AND (team IS NULL OR d.team = team)
    AND within(d.closed_on, since, until)
), summed AS (
  SELECT
    count(*) AS closed, count(*) FILTER (outcome = 'won') AS won,
    count(*) FILTER (source = 'social') AS social_closed,
    count(*) FILTER (source = 'social' AND outcome = 'won') AS social_won,
    count(amount) FILTER (outcome = 'won') AS priced,
    CAST(sum(amount) FILTER (outcome = 'won') AS DOUBLE) AS amount,
    CAST(coalesce(sum(amount) FILTER (outcome = 'won' AND source = 'social'), 0) AS DOUBLE) AS social,
    CAST(coalesce(sum(amount) FILTER (outcome = 'won' AND source = 'unknown'), 0) AS DOUBLE) AS unknown
  FROM closed
), made AS (
  SELECT count(*) AS deals FROM deals d
  WHERE (region IS NULL OR d.region = region) AND (team IS NULL OR d.team = team)
    AND within(d.created_on, since, until)
), scores AS (
  SELECT w.week, w.ssi, w.band FROM seller_weeks w
  WHERE (region IS NULL OR w.region = region) AND (team IS NULL OR w.team = team)
    AND within(w.week, since, until)
), latest AS (
  SELECT count(*) AS sellers, count(*) FILTER (s.band = 'active') AS active, quantile_cont(s.ssi, 0.5) AS median
  FROM scores s WHERE s.week = (SELECT max(t.week) FROM scores t)
)
SELECT 1 AS position, 'won_amount' AS figure, 'currency' AS unit, amount AS value, NULL::DOUBLE AS low, NULL::DOUBLE AS high, won AS n
FROM summed
UNION ALL SELECT 2, 'social_amount', 'currency', social, NULL, NULL, social_won FROM summed
UNION ALL SELECT 3, 'social_share', 'share', social / nullif(amount, 0), social / nullif(amount, 0),
  (social + unknown) / nullif(amount, 0), won FROM summed
UNION ALL SELECT 4, 'hit_rate', 'share', rate(won, closed), wilson_low(won, closed), wilson_high(won, closed), closed FROM summed
UNION ALL SELECT 5, 'social_hit_rate', 'share', rate(social_won, social_closed), wilson_low(social_won, social_closed),
  wilson_high(social_won, social_closed), social_closed FROM summed
UNION ALL SELECT 6, 'mean_won_amount', 'currency', amount / nullif(priced, 0), NULL, NULL, priced FROM summed
UNION ALL SELECT 7, 'new_deals', 'deals', CAST(deals AS DOUBLE), NULL, NULL, deals FROM made
UNION ALL SELECT 8, 'median_ssi', 'points', median, NULL, NULL, sellers FROM latest
UNION ALL SELECT 9, 'active_share', 'share', rate(active, sellers), wilson_low(active, sellers), wilson_high(active, sellers),
  sellers FROM latest
ORDER BY position;
