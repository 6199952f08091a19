-- title: What leads to be scored again show
-- grain: One row per lead, term and day of a touch, in order of lead and term.
-- unit: touches
-- dates: created_on of the lead.
-- definition: Every term that a lead shows on its day of scoring, with the age of its touches in days (-1 for a static term) and how many there were, for scoring in the browser with other points.
-- limits: Touches after the day of scoring are left out.
-- source: Our own definition.
-- column number: Number of the lead.
-- column term: Number of the term.
-- column age: Days from the touch to the day of scoring; -1 for a static term.
-- column times: How often.
CREATE MACRO what_if_hits(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT h.number, h.term, CASE WHEN h.day IS NULL THEN -1 ELSE CAST(l.scored_day - h.day AS INTEGER) END AS age, h.times
FROM lead_hits h JOIN leads l USING (number)
WHERE (h.day IS NULL OR h.day <= l.scored_day)
  AND (region IS NULL OR l.region = region)
  AND (team IS NULL OR l.team = team)
  AND within(l.created_on, since, until)
ORDER BY h.number, h.term, age;
