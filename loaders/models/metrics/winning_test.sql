-- title: Whether social deals are won at another pace
-- grain: One row.
-- unit: deals; chi-square; p-value
-- dates: created_on of the deal.
-- definition: Log-rank test of social deals (a) against all others (b): whether a deal that is still open is won at the same pace in both groups; with within, deals are compared only with those of the same region, team, seller, segment or quarter of creation. Lost deals leave the comparison on the day they are lost, open ones on the report's date. The p-value is the chance of a chi-square with one degree of freedom at least as large, if there were no difference.
-- limits: It compares the pace of winning among deals still open; it does not compare shares won in the end, and can miss curves that cross. A small p-value says that a difference is unlikely to be chance, not that it is large or caused by the source. Empty where a group has no deals or nothing is won. Deals of unknown source count in the rest.
-- values within: nothing, region, team, seller, segment, created_quarter
-- source: Mantel 1966; Peto and Peto 1972.
-- column a: social.
-- column b: rest.
-- column n_a: Social deals followed.
-- column n_b: Other deals followed.
-- column chi2: Log-rank chi-square with one degree of freedom.
-- column p: Its p-value.
CREATE MACRO winning_test(within := 'nothing', region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH days AS (
  SELECT stratum, day,
    sum(deals) AS n, coalesce(sum(deals) FILTER (key = 'social'), 0) AS n_a,
    sum(won) AS w, coalesce(sum(won) FILTER (key = 'social'), 0) AS w_a
  FROM deals_followed('social', within := within, region := region, team := team, since := since, until := until)
  GROUP BY stratum, day
), risk AS (
  SELECT w, w_a,
    CAST(sum(n) OVER later AS DOUBLE) AS n,
    CAST(sum(n_a) OVER later AS DOUBLE) AS n_a
  FROM days WINDOW later AS (PARTITION BY stratum ORDER BY day DESC)
), sums AS (
  SELECT
    sum(w_a - w * n_a / n) AS beyond,
    sum(CASE WHEN n > 1 THEN w * (n_a / n) * (1 - n_a / n) * (n - w) / (n - 1) ELSE 0 END) AS variance
  FROM risk WHERE w > 0
), tested AS (
  SELECT CASE WHEN variance > 0 THEN CAST(beyond * beyond / variance AS DOUBLE) END AS chi2 FROM sums
), counted AS (
  SELECT CAST(coalesce(sum(n_a), 0) AS BIGINT) AS n_a, CAST(coalesce(sum(n - n_a), 0) AS BIGINT) AS n_b FROM days
)
SELECT 'social' AS a, 'rest' AS b, n_a, n_b, chi2, chi2_p(chi2) AS p FROM tested CROSS JOIN counted;
