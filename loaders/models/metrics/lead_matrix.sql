-- title: What leads are by what they did
-- grain: One row per third of the static score and level of the dynamic score, also where no lead is.
-- unit: leads; share of leads
-- dates: created_on of the lead.
-- definition: Leads by their points for attributes (thirds of all leads of the selection: lower, middle, upper; equal points stay together) and for touches (none, some up to the median of those with any, many above it), both on the day of scoring, with conversion (won ÷ leads) and its 95 % Wilson interval.
-- limits: Empty where the settings give no rules and the file's score column stands for ours.
-- values part: earlier, later, young
-- source: Wilson 1927 for the intervals.
-- column attributes: lower, middle or upper third.
-- column touches: none, some or many.
-- column leads: Leads.
-- column won: Of these, won.
-- column conversion: Won ÷ leads.
-- column conversion_low: Lower end of its interval.
-- column conversion_high: Upper end of its interval.
CREATE MACRO lead_matrix(part := NULL, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH scored AS (
  SELECT a.value AS fixed, d.value AS moving, d.won
  FROM scored_leads('static', part, region, team, since, until) a
  JOIN scored_leads('dynamic', part, region, team, since, until) d USING (number)
), placed AS (
  SELECT
    won,
    CASE WHEN p < 1 / 3 THEN 'lower' WHEN p < 2 / 3 THEN 'middle' ELSE 'upper' END AS attributes,
    CASE WHEN moving <= 0 THEN 'none' WHEN moving <= m THEN 'some' ELSE 'many' END AS touches
  FROM (
    SELECT
      won, moving,
      (rank() OVER (ORDER BY fixed) - 1) / count(*) OVER () AS p,
      median(CASE WHEN moving > 0 THEN moving END) OVER () AS m
    FROM scored
  )
), cells AS (
  SELECT a.attributes, t.touches, a.row_place, t.column_place
  FROM (VALUES ('upper', 1), ('middle', 2), ('lower', 3)) a(attributes, row_place)
  CROSS JOIN (VALUES ('none', 1), ('some', 2), ('many', 3)) t(touches, column_place)
  WHERE EXISTS (FROM scored)
), counted AS (
  SELECT c.*, count(p.won) AS leads, count(*) FILTER (p.won) AS won
  FROM cells c LEFT JOIN placed p USING (attributes, touches) GROUP BY ALL
)
SELECT
  z.attributes, z.touches, z.leads, z.won,
  rate(z.won, z.leads) AS conversion,
  wilson_low(z.won, z.leads) AS conversion_low,
  wilson_high(z.won, z.leads) AS conversion_high
FROM counted z
ORDER BY z.row_place, z.column_place;
