-- title: How well a lead score tells winners from the rest
-- grain: One row.
-- unit: leads; AUC from 0 to 1, 0.5 being chance
-- dates: created_on of the lead.
-- definition: AUC is the chance that a lead that was won has a higher score than one that was not, ties counting half. Its 95 % interval is DeLong's. The score is `ours`, `fitted`, `vendor` (the score column of the file), `static` or `recency` (baselines), or a name given under scores in the settings.
-- limits: AUC is about order only; it does not say that a score of 60 means 60 %. It needs at least two won and two other leads with a score; otherwise it is empty. Without lead_scoring in the settings, `ours` is the file's own score column. Leads that the fitted model has learnt from have no fitted score.
-- values part: earlier, later, young
-- source: DeLong, DeLong and Clarke-Pearson 1988, by midranks as in Sun and Xu 2014.
-- column leads: Leads with a score.
-- column won: Of these, won.
-- column base_rate: Won ÷ leads.
-- column auc: Area under the ROC curve.
-- column auc_low: Lower end of its interval.
-- column auc_high: Upper end of its interval.
CREATE MACRO lead_score_quality(score := 'ours', part := NULL, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT
  coalesce(max(q.leads), 0) AS leads,
  coalesce(max(q.won), 0) AS won,
  max(q.base_rate) AS base_rate,
  max(q.auc) AS auc,
  max(q.auc_low) AS auc_low,
  max(q.auc_high) AS auc_high
FROM lead_score_comparison(
  score := coalesce(score, 'ours'), part := part, region := region, team := team, since := since, until := until) q;
