-- title: Conversion by decile of a lead score
-- grain: One row per decile, 1 having the highest scores.
-- unit: leads; share of leads
-- dates: created_on of the lead.
-- definition: Leads with a score, ordered from the highest score, cut into ten groups of equal size; conversion is won ÷ leads with its 95 % Wilson interval, lift is conversion ÷ conversion of all scored leads, cumulative gain is the share of all wins found in this decile and those above it. The score is `ours`, `fitted`, `vendor`, `static`, `recency` or a name given under scores in the settings.
-- limits: Leads with equal scores are ordered by their identifier, so neighbouring deciles can share a score. Leads without a score are left out. Without lead_scoring in the settings, `ours` is the file's own score column.
-- values part: earlier, later, young
-- source: Wilson 1927 for the intervals.
-- column decile: 1 has the highest scores, 10 the lowest.
-- column leads: Leads in the decile.
-- column won: Of these, won.
-- column conversion: Won ÷ leads.
-- column conversion_low: Lower end of its interval.
-- column conversion_high: Upper end of its interval.
-- column lift: Conversion ÷ conversion of all scored leads.
-- column cumulative_gain: Share of all wins in this decile and those above it.
CREATE MACRO leads_by_decile(score := 'ours', part := NULL, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH ranked AS (
  SELECT s.won, ntile(10) OVER (ORDER BY s.value DESC, s.lead_id) AS decile
  FROM scored_leads(coalesce(score, 'ours'), part, region, team, since, until) s
), counted AS (
  SELECT decile, count(*) AS leads, count(*) FILTER (won) AS won FROM ranked GROUP BY decile
)
SELECT
  decile, leads, won,
  rate(won, leads) AS conversion,
  wilson_low(won, leads) AS conversion_low,
  wilson_high(won, leads) AS conversion_high,
  rate(won, leads) / nullif(rate(sum(won) OVER (), sum(leads) OVER ()), 0) AS lift,
  rate(sum(won) OVER (ORDER BY decile), sum(won) OVER ()) AS cumulative_gain
FROM counted
ORDER BY decile;
