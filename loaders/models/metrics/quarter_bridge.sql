-- title: From the quarter before to this one
-- grain: One row per quarter and step.
-- unit: report currency
-- dates: None; every quarter has its own.
-- definition: How the won amount went from one quarter to the next: first what was restated since the earlier one was reported, then the number of closed deals, their hit rate, the size of won deals, and the mix of sources. A step's effect is its Shapley value: what it changes, averaged over every order in which the four can be changed, so that the steps add up exactly and none is favoured.
-- limits: Associations, not causes. A source without closed deals in one of the quarters is taken to have the other's hit rate and size.
-- source: Shapley 1953; Shorrocks 2013 for its use in decompositions.
-- column quarter: The later quarter.
-- column position: Order of the steps.
-- column step: reported, restated, volume, hit_rate, deal_size, mix or now.
-- column effect: What the step adds; for the two ends, the won amount.
CREATE MACRO quarter_bridge(quarter := NULL) AS TABLE
SELECT b.quarter, b.position, b.step, b.effect
FROM bridge_steps b
WHERE quarter IS NULL OR b.quarter = quarter
ORDER BY b.quarter DESC, b.position;
