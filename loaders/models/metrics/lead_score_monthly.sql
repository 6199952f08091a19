-- title: Lead score and conversion by month
-- grain: One row per month in which a lead with the score was created.
-- unit: score; share of leads
-- dates: created_on of the lead.
-- definition: Mean and quartiles of the score of leads created in the month, and their conversion (won ÷ leads) with its 95 % Wilson interval. A month is settled when its last lead is old enough for an outcome (lead_scoring.outcome_after_days).
-- limits: Months that are not settled convert less because their leads have had less time. A score that moves while conversion does not, or the reverse, has lost its meaning over time.
-- values part: earlier, later, young
-- source: Wilson 1927 for the interval.
-- column month: First day of the month.
-- column leads: Leads with the score.
-- column mean_score: Mean score.
-- column score_q1: Lower quartile.
-- column score_q3: Upper quartile.
-- column won: Of these, won.
-- column conversion: Won ÷ leads.
-- column conversion_low: Lower end of its interval.
-- column conversion_high: Upper end of its interval.
-- column settled: Whether all leads of the month are old enough for an outcome.
CREATE MACRO lead_score_monthly(score := 'ours', part := NULL, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH counted AS (
  SELECT
    CAST(date_trunc('month', s.created_on) AS DATE) AS month,
    count(*) AS leads, count(*) FILTER (s.won) AS won,
    avg(s.value) AS mean_score, quantile_cont(s.value, 0.25) AS score_q1, quantile_cont(s.value, 0.75) AS score_q3,
    bool_and(s.settled) AS settled
  FROM scored_leads(coalesce(score, 'ours'), part, region, team, since, until) s
  GROUP BY 1
)
SELECT
  z.month, z.leads, z.mean_score, z.score_q1, z.score_q3, z.won,
  rate(z.won, z.leads) AS conversion,
  wilson_low(z.won, z.leads) AS conversion_low,
  wilson_high(z.won, z.leads) AS conversion_high,
  z.settled
FROM counted z
ORDER BY z.month;
