-- title: Lead scores compared
-- grain: One row per score.
-- unit: leads; AUC from 0 to 1, 0.5 being chance
-- dates: created_on of the lead.
-- definition: For each score, its leads, how many of them were won, and the AUC: the chance that a lead that was won has a higher score than one that was not, ties counting half, with DeLong's 95 % interval. Lift is the conversion of the tenth (fifth) of leads with the highest scores ÷ conversion of all; of leads with equal scores those at the edge count in proportion.
-- limits: Scores that only some leads have are judged on those. AUC needs at least two won and two other leads with a score. `recency` and `static` are baselines: who was last heard of, and attributes alone.
-- values part: earlier, later, young
-- source: DeLong, DeLong and Clarke-Pearson 1988, by midranks as in Sun and Xu 2014.
-- column score: Name of the score.
-- column leads: Leads with the score.
-- column won: Of these, won.
-- column base_rate: Won ÷ leads.
-- column auc: Area under the ROC curve.
-- column auc_low: Lower end of its interval.
-- column auc_high: Upper end of its interval.
-- column lift_tenth: Lift of the best-scored tenth.
-- column lift_fifth: Lift of the best-scored fifth.
-- column distinct_values: Different values of the score.
CREATE MACRO lead_score_comparison(score := NULL, part := NULL, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH scored AS (
  SELECT s.name, s.value, s.won FROM scored_leads(score, part, region, team, since, until) s
), by_value AS (
  SELECT name, value, count(*) FILTER (won) AS wins, count(*) FILTER (NOT won) AS others FROM scored GROUP BY name, value
), placed AS (
  SELECT
    name, value, wins, others,
    sum(wins) OVER every AS n_wins,
    sum(others) OVER every AS n_others,
    sum(others) OVER (PARTITION BY name ORDER BY value) - others / 2 AS others_below,
    sum(wins) OVER (PARTITION BY name ORDER BY value DESC) - wins / 2 AS wins_above,
    sum(wins + others) OVER (PARTITION BY name ORDER BY value DESC) - wins - others AS leads_above
  FROM by_value
  WINDOW every AS (PARTITION BY name)
), placements AS (
  SELECT
    name, wins, others, n_wins, n_others,
    others_below / nullif(n_others, 0) AS win_placement,
    wins_above / nullif(n_wins, 0) AS other_placement,
    wins * least(1, greatest(0, (0.1 * (n_wins + n_others) - leads_above) / (wins + others))) AS wins_tenth,
    wins * least(1, greatest(0, (0.2 * (n_wins + n_others) - leads_above) / (wins + others))) AS wins_fifth
  FROM placed
), moments AS (
  SELECT
    name, max(n_wins) AS n_wins, max(n_others) AS n_others, count(*) AS distinct_values,
    sum(wins * win_placement) / nullif(max(n_wins), 0) AS auc,
    sum(wins_tenth) / nullif(0.1 * max(n_wins), 0) AS lift_tenth,
    sum(wins_fifth) / nullif(0.2 * max(n_wins), 0) AS lift_fifth
  FROM placements GROUP BY name
), spread AS (
  SELECT
    name,
    sum(p.wins * pow(p.win_placement - m.auc, 2)) / nullif(max(m.n_wins) - 1, 0) / max(m.n_wins)
      + sum(p.others * pow(p.other_placement - m.auc, 2)) / nullif(max(m.n_others) - 1, 0) / max(m.n_others) AS variance
  FROM placements p JOIN moments m USING (name) GROUP BY name
)
SELECT
  name AS score,
  CAST(n_wins + n_others AS BIGINT) AS leads,
  CAST(n_wins AS BIGINT) AS won,
  rate(n_wins, n_wins + n_others) AS base_rate,
  CASE WHEN n_wins >= 2 AND n_others >= 2 THEN auc END AS auc,
  CASE WHEN n_wins >= 2 AND n_others >= 2 THEN greatest(0, auc - 1.959963984540054 * sqrt(variance)) END AS auc_low,
  CASE WHEN n_wins >= 2 AND n_others >= 2 THEN least(1, auc + 1.959963984540054 * sqrt(variance)) END AS auc_high,
  lift_tenth, lift_fifth, distinct_values
FROM moments JOIN spread USING (name)
ORDER BY auc DESC NULLS LAST, name;
