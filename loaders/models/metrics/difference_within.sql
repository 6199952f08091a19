-- title: Social deals against the rest, compared like with like
-- grain: One row per way of comparing: nothing, region, team, seller, segment, deal_size, created_quarter.
-- unit: deals; difference of shares
-- dates: created_on of the deal.
-- definition: The difference of hit rates (won ÷ created), social minus the rest: first of all deals together, with a Newcombe interval; then within region, team, seller, segment, quarter of the deal's amount (deal_size) and quarter of creation. Within each of these, social deals are compared with the rest of the same group only, and the differences are averaged with the Mantel–Haenszel weights n₁n₀ ÷ (n₁ + n₀); the interval uses Sato's standard error, which holds for many small groups and for few large ones.
-- limits: An average hides groups that disagree. A group that is filled in only once a deal is won compares won deals with won ones: look at left_out; the pages compare nothing where more than a fifth is left out. Groups with only social or only other deals compare nothing and are left out with their deals, as are deals whose group is not known. What is not in the data (the customer's own interest, the seller's effort) is not held equal. Deals of unknown source count in the rest.
-- source: Newcombe 1998, method 10; Mantel and Haenszel 1959; Sato 1989; compare Greenland and Robins 1985.
-- column within: What is held equal; nothing is the plain difference.
-- column groups: Groups with both social and other deals.
-- column social_deals: Social deals compared.
-- column rest_deals: Other deals compared.
-- column left_out: Deals left out.
-- column difference: Difference of hit rates.
-- column difference_low: Lower end of its interval.
-- column difference_high: Upper end of its interval.
CREATE MACRO difference_within(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT d.region, d.team, d.seller_id, d.segment, d.created_quarter, d.amount,
    CAST(d.source = 'social' AS INTEGER) AS social, CAST(d.outcome = 'won' AS INTEGER) AS won
  FROM deals d
  WHERE (region IS NULL OR d.region = region)
    AND (team IS NULL OR d.team = team)
    AND within(d.created_on, since, until)
), sizes AS (
  SELECT quantile_cont(CAST(amount AS DOUBLE), [0.25, 0.5, 0.75]) AS q FROM chosen
), kinds AS (
  SELECT * FROM (VALUES (1, 'nothing'), (2, 'region'), (3, 'team'), (4, 'seller'), (5, 'segment'), (6, 'deal_size'), (7, 'created_quarter'))
    k(position, within)
), grouped AS (
  SELECT k.position, k.within,
    CASE k.within
      WHEN 'nothing' THEN 'all'
      WHEN 'region' THEN c.region
      WHEN 'team' THEN c.team
      WHEN 'seller' THEN c.seller_id
      WHEN 'segment' THEN c.segment
      WHEN 'created_quarter' THEN c.created_quarter
      WHEN 'deal_size' THEN CASE
        WHEN c.amount <= s.q[1] THEN '1' WHEN c.amount <= s.q[2] THEN '2' WHEN c.amount <= s.q[3] THEN '3'
        WHEN c.amount IS NOT NULL THEN '4' END
    END AS stratum,
    count(*) AS n,
    CAST(sum(c.social) AS DOUBLE) AS n1,
    CAST(count(*) - sum(c.social) AS DOUBLE) AS n0,
    CAST(sum(c.won * c.social) AS DOUBLE) AS a,
    CAST(sum(c.won) - sum(c.won * c.social) AS DOUBLE) AS b
  FROM chosen c CROSS JOIN kinds k CROSS JOIN sizes s
  GROUP BY ALL
), compared AS (
  SELECT position, within,
    count(*) AS groups,
    CAST(sum(n1) AS BIGINT) AS social_deals,
    CAST(sum(n0) AS BIGINT) AS rest_deals,
    sum(a) AS a, sum(b) AS b,
    sum(n1 * n0 / n) AS weight,
    sum((a * n0 - b * n1) / n) / sum(n1 * n0 / n) AS difference,
    sum((n1 * n1 * b - n0 * n0 * a + n1 * n0 * (n0 - n1) / 2) / (n * n)) AS p,
    sum((a * (n0 - b) + b * (n1 - a)) / (2 * n)) AS q
  FROM grouped WHERE stratum IS NOT NULL AND n1 > 0 AND n0 > 0
  GROUP BY position, within
), errors AS (
  SELECT *, sqrt(greatest(0, difference * p + q)) / weight AS error,
    wilson_low(a, social_deals) AS l1, wilson_high(a, social_deals) AS h1,
    wilson_low(b, rest_deals) AS l0, wilson_high(b, rest_deals) AS h0
  FROM compared
), total AS (
  SELECT count(*) AS n FROM chosen
)
SELECT
  k.within,
  coalesce(e.groups, 0) AS groups,
  coalesce(e.social_deals, 0) AS social_deals,
  coalesce(e.rest_deals, 0) AS rest_deals,
  t.n - coalesce(e.social_deals + e.rest_deals, 0) AS left_out,
  CASE WHEN k.within = 'nothing' THEN e.a / e.social_deals - e.b / e.rest_deals ELSE e.difference END AS difference,
  CASE WHEN k.within = 'nothing' THEN difference_low(e.a / e.social_deals, e.l1, e.b / e.rest_deals, e.h0)
    WHEN e.difference IS NOT NULL THEN greatest(-1, e.difference - 1.959963984540054e0 * e.error) END AS difference_low,
  CASE WHEN k.within = 'nothing' THEN difference_high(e.a / e.social_deals, e.h1, e.b / e.rest_deals, e.l0)
    WHEN e.difference IS NOT NULL THEN least(1, e.difference + 1.959963984540054e0 * e.error) END AS difference_high
FROM kinds k LEFT JOIN errors e USING (position) CROSS JOIN total t
ORDER BY k.position;
