-- title: The fitted model and how it was judged
-- grain: One row per model: `fitted`, and `flagged`, which may use flagged fields too and is never shown as a score.
-- unit: leads; AUC from 0 to 1; squared error
-- dates: Leads old enough for an outcome (lead_scoring.outcome_after_days), the earlier four fifths by created_on and the later fifth.
-- definition: Logistic regression with an L2 penalty on standardised terms of the lead score and the fields that lead_scoring.fitted offers, learnt from the earlier leads and judged on the later ones. Where all leads were created on one day, three tenths of them, picked by a hash of their identifier, are judged. Brier is the mean squared difference of chance and outcome; base_brier that of giving every lead the rate of all judged leads.
-- limits: Not made with fewer than 40 won or 40 other leads to learn from; state says why. If `flagged` is far better, the flagged fields know the outcome.
-- source: Le Cessie and van Houwelingen 1992; DeLong, DeLong and Clarke-Pearson 1988; Brier 1950.
-- column model: fitted or flagged.
-- column state: made, too few won, too few lost, or nothing to learn from.
-- column learnt: Leads learnt from.
-- column learnt_won: Of these, won.
-- column learnt_from: First day of creation of the leads learnt from.
-- column learnt_until: Last day of creation of the leads learnt from.
-- column judged: Leads judged.
-- column judged_won: Of these, won.
-- column judged_from: First day of creation of the leads judged.
-- column judged_until: Last day of creation of the leads judged.
-- column young: Leads too young for an outcome, used in neither.
-- column auc: AUC on the leads judged.
-- column auc_low: Lower end of its interval.
-- column auc_high: Upper end of its interval.
-- column brier: Brier score on the leads judged.
-- column base_brier: Brier score of one chance for all.
CREATE MACRO lead_models() AS TABLE
WITH days AS (
  SELECT
    min(l.created_on) FILTER (l.part = 'earlier') AS learnt_from,
    max(l.created_on) FILTER (l.part = 'earlier') AS learnt_until,
    min(l.created_on) FILTER (l.part = 'later') AS judged_from,
    max(l.created_on) FILTER (l.part = 'later') AS judged_until,
    count(*) FILTER (l.part = 'young') AS young
  FROM leads l
)
SELECT
  m.model, m.state, m.learnt, m.learnt_won, d.learnt_from, d.learnt_until, m.judged, m.judged_won, d.judged_from, d.judged_until,
  d.young, m.auc, m.auc_low, m.auc_high, m.brier, m.base_brier
FROM models m CROSS JOIN days d
ORDER BY m.model;
