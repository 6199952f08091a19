-- title: Rules of our lead score
-- grain: One row per term of the score, in the order of the settings.
-- unit: leads; points
-- dates: created_on of the lead.
-- definition: Every term with its points, and the leads that show it on their day of scoring, with conversion (won ÷ leads) and its 95 % Wilson interval.
-- limits: A lead counts in every term that it shows. Empty where the file's score column stands for ours.
-- source: Wilson 1927 for the interval.
-- column term: Number of the term.
-- column part: static or dynamic.
-- column rule: attribute, keyword, together or interaction.
-- column label: What a lead that has it shows.
-- column rule_label: The rule of the settings that it belongs to.
-- column path: Where the settings give the points, as a list of keys.
-- column factor: Points of the term ÷ points in the settings: the weight of a keyword's field.
-- column points: Points it gives; of a touch, while it is fresh.
-- column half_life: Days in which the points of a touch halve.
-- column most: Most points the term gives a lead; empty without a limit.
-- column leads: Leads that show it.
-- column won: Of these, won.
-- column conversion: Won ÷ leads.
-- column conversion_low: Lower end of its interval.
-- column conversion_high: Upper end of its interval.
CREATE MACRO score_rules(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH counted AS (
  SELECT h.term, count(DISTINCT h.number) AS leads, count(DISTINCT CASE WHEN l.won THEN h.number END) AS won
  FROM lead_hits h JOIN leads l USING (number)
  WHERE (h.day IS NULL OR h.day <= l.scored_day)
    AND (region IS NULL OR l.region = region)
    AND (team IS NULL OR l.team = team)
    AND within(l.created_on, since, until)
  GROUP BY h.term
)
SELECT
  t.term, t.part, t.rule, t.label, t.rule_label, t.path, t.factor, t.points, t.half_life, t.most,
  coalesce(c.leads, 0) AS leads,
  coalesce(c.won, 0) AS won,
  rate(c.won, c.leads) AS conversion,
  wilson_low(c.won, c.leads) AS conversion_low,
  wilson_high(c.won, c.leads) AS conversion_high
FROM score_terms t LEFT JOIN counted c USING (term)
ORDER BY t.term;
