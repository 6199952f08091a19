-- title: What a lead score says and what came of it
-- grain: One row per tenth of the leads by the score, 1 having the highest.
-- unit: share of leads
-- dates: created_on of the lead.
-- definition: Leads cut into ten groups of equal size from the highest score; `said` is the mean score, read as a chance (of the fitted model and of scores that the settings call probabilities) or, for other scores between 0 and 100, as if it were per cent; conversion is won ÷ leads with its 95 % Wilson interval. Empty for scores that lie outside 0 to 100.
-- limits: A score that is no probability need not be calibrated; the comparison shows only that it must not be read as one. Young leads have had less time to be won. Leads that the fitted model has learnt from have no fitted score.
-- values part: earlier, later, young
-- source: Wilson 1927 for the intervals.
-- column decile: 1 has the highest scores, 10 the lowest.
-- column leads: Leads in it.
-- column won: Of these, won.
-- column said: Mean score as a share.
-- column said_low: Least score as a share.
-- column said_high: Highest score as a share.
-- column conversion: Won ÷ leads.
-- column conversion_low: Lower end of its interval.
-- column conversion_high: Upper end of its interval.
-- column score: Name of the score.
-- column probability: Whether it is a chance from 0 to 1.
-- column squared_error: Mean squared difference of score and outcome (Brier), over all leads; empty where the score is no probability.
CREATE MACRO lead_calibration(score := 'ours', part := NULL, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  FROM scored_leads(coalesce(score, 'ours'), part, region, team, since, until)
), shares AS (
  SELECT
    CASE WHEN probability THEN value ELSE value / 100 END AS said, won, probability,
    ntile(10) OVER (ORDER BY value DESC, lead_id) AS decile,
    min(value) OVER () >= 0 AND max(value) OVER () <= CASE WHEN probability THEN 1 ELSE 100 END AS fits
  FROM chosen
), counted AS (
  SELECT decile, count(*) AS leads, count(*) FILTER (won) AS won, avg(said) AS said, min(said) AS said_low, max(said) AS said_high
  FROM shares WHERE fits GROUP BY decile
), brier AS (
  SELECT bool_and(probability) AS probability, CASE WHEN bool_and(probability) THEN avg(pow(said - CAST(won AS INTEGER), 2)) END AS squared_error FROM shares
)
SELECT
  z.decile, z.leads, z.won, z.said, z.said_low, z.said_high,
  rate(z.won, z.leads) AS conversion,
  wilson_low(z.won, z.leads) AS conversion_low,
  wilson_high(z.won, z.leads) AS conversion_high,
  coalesce(score, 'ours') AS score,
  b.probability,
  b.squared_error
FROM counted z CROSS JOIN brier b
ORDER BY z.decile;
