-- title: Terms of the fitted model beside the points set by hand
-- grain: One row per term that the model could use.
-- unit: odds ratio; points
-- dates: The leads learnt from; see lead_models.
-- definition: The odds of winning with the term ÷ the odds without it, all other terms equal, with a 95 % interval from the curvature of the penalised likelihood; for touches, per touch that is still fresh; for amounts of a field, per factor of 2.7 (e). Beside it the points that the settings give.
-- limits: An association in these leads, not an effect: a term can stand for something that is not in the files. The penalty pulls rare terms towards 1. Empty where no model was made, and for terms that no lead learnt from shows.
-- source: Logistic regression; Le Cessie and van Houwelingen 1992.
-- column label: The term in words.
-- column part: static, dynamic or field.
-- column unit: What the odds ratio compares.
-- column leads: Leads learnt from that show the term.
-- column points: Points set by hand; empty for values of fields.
-- column odds_ratio: Odds ratio.
-- column odds_low: Lower end of its interval.
-- column odds_high: Upper end of its interval.
CREATE MACRO fitted_terms() AS TABLE
SELECT t.label, t.part, t.unit, t.leads, t.points, t.odds_ratio, t.odds_low, t.odds_high
FROM model_terms t
ORDER BY t.odds_ratio DESC NULLS LAST, t.label;
