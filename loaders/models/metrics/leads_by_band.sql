-- title: Conversion by band of our lead score
-- grain: One row per band with a lead, A having the highest scores.
-- unit: leads; share of leads
-- dates: created_on of the lead.
-- definition: Leads by the band of our own score, whose least scores the settings give (lead_scoring.bands), with conversion (won ÷ leads) and its 95 % Wilson interval.
-- limits: Empty where the settings give no rules and the file's score column stands for ours: its values have no bands.
-- values part: earlier, later, young
-- source: Wilson 1927 for the intervals.
-- column band: A, B, C or D.
-- column least: Least score of the band; empty for D.
-- column leads: Leads in the band.
-- column won: Of these, won.
-- column conversion: Won ÷ leads.
-- column conversion_low: Lower end of its interval.
-- column conversion_high: Upper end of its interval.
CREATE MACRO leads_by_band(part := NULL, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH banded AS (
  SELECT score_band(s.value, c.band_a, c.band_b, c.band_c) AS band, s.won
  FROM scored_leads('ours', part, region, team, since, until) s CROSS JOIN scoring c
  WHERE c.band_a IS NOT NULL
), counted AS (
  SELECT band, count(*) AS leads, count(*) FILTER (won) AS won FROM banded GROUP BY band
)
SELECT
  z.band,
  CASE z.band WHEN 'A' THEN c.band_a WHEN 'B' THEN c.band_b WHEN 'C' THEN c.band_c END AS least,
  z.leads, z.won,
  rate(z.won, z.leads) AS conversion,
  wilson_low(z.won, z.leads) AS conversion_low,
  wilson_high(z.won, z.leads) AS conversion_high
FROM counted z CROSS JOIN scoring c
ORDER BY z.band;
