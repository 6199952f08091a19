-- title: Conversion by value of a lead score
-- grain: One row per value of the score.
-- unit: leads; share of leads
-- dates: created_on of the lead.
-- definition: Leads by the value of the score, with conversion (won ÷ leads) and its 95 % Wilson interval. Our own score is rounded to whole points and the chance of the fitted model to hundredths; scores of others stand as they are. The score is `ours`, `fitted`, `vendor`, `static`, `recency` or a name given under scores in the settings.
-- limits: Few leads share a value, so intervals are wide. Without lead_scoring in the settings, `ours` is the file's own score column.
-- values part: earlier, later, young
-- source: Wilson 1927 for the intervals.
-- column value: The score.
-- column leads: Leads with it.
-- column won: Of these, won.
-- column conversion: Won ÷ leads.
-- column conversion_low: Lower end of its interval.
-- column conversion_high: Upper end of its interval.
CREATE MACRO leads_by_score(score := 'ours', part := NULL, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH counted AS (
  SELECT
    CASE
      WHEN s.name = 'fitted' THEN round(s.value, 2)
      WHEN s.own THEN round(s.value)
      ELSE s.value
    END AS value,
    count(*) AS leads,
    count(*) FILTER (s.won) AS won
  FROM scored_leads(coalesce(score, 'ours'), part, region, team, since, until) s
  GROUP BY 1
)
SELECT
  z.value, z.leads, z.won,
  rate(z.won, z.leads) AS conversion,
  wilson_low(z.won, z.leads) AS conversion_low,
  wilson_high(z.won, z.leads) AS conversion_high
FROM counted z
ORDER BY z.value;
