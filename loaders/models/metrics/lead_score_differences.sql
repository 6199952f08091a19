-- title: A lead score against the others
-- grain: One row per other score.
-- unit: leads; difference of two AUCs, from -1 to 1
-- dates: created_on of the lead.
-- definition: The chosen score and each other one, judged on the leads that have both: the AUC of either, and the difference, chosen less other, with its 95 % interval and the chance of so large a difference where there is none (two-sided). Both scores judge the same leads, so they go up and down together; the variance is that of DeLong for two such AUCs.
-- limits: Needs at least two won and two other leads with both scores. The chance is empty where both scores put all leads in the same order. Several scores are compared; one of twenty differs by chance alone.
-- values part: earlier, later, young
-- source: DeLong, DeLong and Clarke-Pearson 1988.
-- column score: Name of the chosen score.
-- column other: Name of the other score.
-- column leads: Leads with both scores.
-- column won: Of these, won.
-- column auc: AUC of the chosen score.
-- column other_auc: AUC of the other score.
-- column other_values: Different values of the other score.
-- column difference: AUC of the chosen score less that of the other.
-- column difference_low: Lower end of its interval.
-- column difference_high: Upper end of its interval.
-- column p: Chance of a difference at least as large where there is none.
CREATE MACRO lead_score_differences(score := 'ours', part := NULL, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH paired AS (
  SELECT o.name, c.value AS a, o.value AS b, count(*) FILTER (o.won) AS wins, count(*) FILTER (NOT o.won) AS others
  FROM scored_leads(coalesce(score, 'ours'), part, region, team, since, until) c
  JOIN scored_leads(NULL, part, region, team, since, until) o ON o.number = c.number AND o.name <> c.name
  GROUP BY o.name, c.value, o.value
), placed AS (
  -- Of each pair of scores, the share of other leads below a won one, and of won leads above another; ties count half.
  SELECT
    name, b, wins, others,
    sum(wins) OVER every AS n_wins,
    sum(others) OVER every AS n_others,
    (sum(others) OVER (PARTITION BY name ORDER BY a) - sum(others) OVER (PARTITION BY name, a) / 2) / nullif(sum(others) OVER every, 0) AS win_a,
    (sum(others) OVER (PARTITION BY name ORDER BY b) - sum(others) OVER (PARTITION BY name, b) / 2) / nullif(sum(others) OVER every, 0) AS win_b,
    (sum(wins) OVER (PARTITION BY name ORDER BY a DESC) - sum(wins) OVER (PARTITION BY name, a) / 2) / nullif(sum(wins) OVER every, 0) AS other_a,
    (sum(wins) OVER (PARTITION BY name ORDER BY b DESC) - sum(wins) OVER (PARTITION BY name, b) / 2) / nullif(sum(wins) OVER every, 0) AS other_b
  FROM paired
  WINDOW every AS (PARTITION BY name)
), moments AS (
  SELECT
    name, max(n_wins) AS n, max(n_others) AS m, count(DISTINCT b) AS other_values,
    sum(wins * win_a) / nullif(max(n_wins), 0) AS auc,
    sum(wins * win_b) / nullif(max(n_wins), 0) AS other_auc
  FROM placed GROUP BY name
), spread AS (
  SELECT
    p.name,
    sum(p.wins * pow(p.win_a - p.win_b - k.auc + k.other_auc, 2)) / nullif(max(k.n) - 1, 0) / max(k.n)
      + sum(p.others * pow(p.other_a - p.other_b - k.auc + k.other_auc, 2)) / nullif(max(k.m) - 1, 0) / max(k.m) AS variance
  FROM placed p JOIN moments k USING (name) GROUP BY p.name
), judged AS (
  SELECT k.*, k.auc - k.other_auc AS difference, s.variance
  FROM moments k JOIN spread s USING (name) WHERE k.n >= 2 AND k.m >= 2
)
SELECT
  coalesce(score, 'ours') AS score,
  j.name AS other,
  CAST(j.n + j.m AS BIGINT) AS leads,
  CAST(j.n AS BIGINT) AS won,
  j.auc, j.other_auc, j.other_values, j.difference,
  greatest(-1, j.difference - 1.959963984540054 * sqrt(j.variance)) AS difference_low,
  least(1, j.difference + 1.959963984540054 * sqrt(j.variance)) AS difference_high,
  CASE WHEN j.variance > 0 THEN chi2_p(pow(j.difference, 2) / j.variance) END AS p
FROM judged j
ORDER BY j.difference, j.name;
