-- title: How well the lead score tells winners from the rest
-- grain: One row.
-- unit: leads; AUC from 0 to 1, 0.5 being chance
-- dates: created_on of the lead.
-- definition: AUC is the chance that a lead that was won has a higher score than one that was not, ties counting half. Its 95 % interval is DeLong's.
-- limits: AUC is about order only; it does not say that a score of 60 means 60 %. It needs at least two won and two other leads with a score; otherwise it is empty.
-- source: DeLong, DeLong and Clarke-Pearson 1988, by midranks as in Sun and Xu 2014.
-- column leads: Leads with a score.
-- column won: Of these, won.
-- column base_rate: Won ÷ leads.
-- column auc: Area under the ROC curve.
-- column auc_low: Lower end of its interval.
-- column auc_high: Upper end of its interval.
CREATE MACRO lead_score_quality(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH scored AS (
  SELECT l.score, l.won FROM leads l
  WHERE l.score IS NOT NULL
    AND (region IS NULL OR l.region = region)
    AND (team IS NULL OR l.team = team)
    AND within(l.created_on, since, until)
), by_score AS (
  SELECT score, count(*) FILTER (won) AS wins, count(*) FILTER (NOT won) AS others FROM scored GROUP BY score
), placed AS (
  SELECT
    wins, others,
    sum(wins) OVER () AS n_wins,
    sum(others) OVER () AS n_others,
    sum(others) OVER (ORDER BY score) - others / 2 AS others_below,
    sum(wins) OVER (ORDER BY score DESC) - wins / 2 AS wins_above
  FROM by_score
), placements AS (
  SELECT
    wins, others, n_wins, n_others,
    others_below / nullif(n_others, 0) AS win_placement,
    wins_above / nullif(n_wins, 0) AS other_placement
  FROM placed
), moments AS (
  SELECT
    coalesce(max(n_wins), 0) AS n_wins,
    coalesce(max(n_others), 0) AS n_others,
    sum(wins * win_placement) / max(n_wins) AS auc
  FROM placements
), spread AS (
  SELECT
    sum(p.wins * pow(p.win_placement - m.auc, 2)) / nullif(max(m.n_wins) - 1, 0) / max(m.n_wins)
      + sum(p.others * pow(p.other_placement - m.auc, 2)) / nullif(max(m.n_others) - 1, 0) / max(m.n_others) AS variance
  FROM placements p CROSS JOIN moments m
)
SELECT
  CAST(n_wins + n_others AS BIGINT) AS leads,
  CAST(n_wins AS BIGINT) AS won,
  rate(n_wins, n_wins + n_others) AS base_rate,
  CASE WHEN n_wins >= 2 AND n_others >= 2 THEN auc END AS auc,
  CASE WHEN n_wins >= 2 AND n_others >= 2 THEN greatest(0, auc - 1.959963984540054 * sqrt(variance)) END AS auc_low,
  CASE WHEN n_wins >= 2 AND n_others >= 2 THEN least(1, auc + 1.959963984540054 * sqrt(variance)) END AS auc_high
FROM moments CROSS JOIN spread;
