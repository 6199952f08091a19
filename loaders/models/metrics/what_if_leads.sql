-- title: Leads to be scored again
-- grain: One row per lead.
-- unit: leads
-- dates: created_on of the lead.
-- definition: The number of each lead and whether it was won, for scoring in the browser with other points.
-- limits: Numbers only; what_if_hits says what each shows.
-- source: Our own definition.
-- column number: Number of the lead.
-- column won: 1 where it was won, else 0.
CREATE MACRO what_if_leads(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT l.number, CAST(l.won AS TINYINT) AS won
FROM leads l
WHERE (region IS NULL OR l.region = region)
  AND (team IS NULL OR l.team = team)
  AND within(l.created_on, since, until)
ORDER BY l.number;
