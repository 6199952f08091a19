-- title: Restated deals
-- grain: One row per frozen quarter and deal that is told differently now.
-- unit: report currency
-- dates: None; quarter chooses one.
-- definition: Deals that bear on a frozen quarter (closed or created in it, then or now) and differ between that quarter's report and what the same day looks like now: added, removed, or changed in amount, stage, source or date. What merely happened since, such as an open deal that was closed after that report, is no restatement. The effects of a quarter's deals add up to the difference of its won amount.
-- limits: Deals are told apart by their identifier; one that was given another counts as removed and added. Quarters frozen with another key of the pseudonyms cannot be compared row by row, and are not in here.
-- source: Our own definition.
-- column quarter: The frozen quarter.
-- column deal_id: The deal.
-- column seller_id: Who owns it now, or owned it then.
-- column name: That seller's name; published for enablement only.
-- column change: added, removed, or what was changed.
-- column outcome_then: open, won or lost as reported; empty for an added deal.
-- column outcome_now: The same day's outcome as known now; empty for a removed deal.
-- column stage_then: Stage as reported.
-- column stage_now: Stage as known now.
-- column source_then: Source as reported.
-- column source_now: Source as known now.
-- column amount_then: Amount as reported.
-- column amount_now: Amount as known now.
-- column closed_then: Day it was closed, as reported.
-- column closed_now: Day it was closed, as known now.
-- column effect: What the deal adds to the quarter's won amount now, less what it added then.
-- column social_effect: The same for the won amount from social.
CREATE MACRO restatements(quarter := NULL) AS TABLE
SELECT r.quarter, r.deal_id, r.seller_id, s.name, r.change, r.outcome_then, r.outcome_now, r.stage_then, r.stage_now, r.source_then,
  r.source_now, r.amount_then, r.amount_now, r.closed_then, r.closed_now, r.effect, r.social_effect
FROM restated_deals r
LEFT JOIN sellers s ON s.seller_id = r.seller_id
WHERE quarter IS NULL OR r.quarter = quarter
ORDER BY r.quarter DESC, abs(r.effect) DESC, abs(r.social_effect) DESC, abs(coalesce(r.amount_now, r.amount_then)) DESC NULLS LAST, r.deal_id;
