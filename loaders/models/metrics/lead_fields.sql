-- title: Fields of leads that may know the outcome
-- grain: One row per field that any lead has filled in.
-- unit: leads; AUC from 0 to 1, 0.5 being chance
-- dates: All leads old enough for an outcome (lead_scoring.outcome_after_days).
-- definition: For each field, how often it is filled in for won leads and for the rest, and the AUC it reaches alone: every value stands for the share of wins among four fifths of the leads, and is judged on the last fifth, in turn. A field is flagged with `power` where this AUC is over 0.9, `filled` where it is filled in at least twice as often for won leads as for the rest, `score` where it is filled in for exactly the leads that an external score has, and `named` where lead_scoring.leakage names it. The fitted model leaves flagged fields out.
-- limits: An export shows each field as it is now, not when it was filled in; a flag is a suspicion, and a field without one may still have been written after contact.
-- source: Our own definition.
-- column field: Name of the field in the settings.
-- column label: Its header, or its name in words.
-- column leads: Leads looked at.
-- column won: Of these, won.
-- column filled: Leads with the field filled in.
-- column filled_won: Of the won leads, with the field filled in.
-- column filled_share_won: Share of won leads with the field filled in.
-- column filled_share_rest: Share of the other leads with the field filled in.
-- column distinct_values: Different values.
-- column auc: AUC of the field alone.
-- column flag: power, filled, score or named; empty where nothing was found.
CREATE MACRO lead_fields() AS TABLE
SELECT
  f.field, f.label, f.leads, f.won, f.filled, f.filled_won,
  rate(f.filled_won, f.won) AS filled_share_won,
  rate(f.filled - f.filled_won, f.leads - f.won) AS filled_share_rest,
  f."values" AS distinct_values, f.auc, f.flag
FROM judged_fields f
ORDER BY f.flag IS NULL, f.auc DESC NULLS LAST, f.field;
