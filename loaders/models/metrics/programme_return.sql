-- title: Return on the programme's cost
-- grain: One row per figure: sourced, influenced, declared.
-- unit: report currency; margin in per cent; return as a share of cost
-- dates: closed_on of the deal.
-- definition: (revenue × margin − cost) ÷ cost for each of the three figures of contribution. Revenue lies between two bounds: for sourced, without and with deals of unknown source; for declared, with every percentage at half and in full; for influenced, from those first touched before the deal existed to all of them. The cost of a year (settings: programme, or cost) is taken for the days of the period, and for a region or team in proportion to its sellers.
-- limits: The three figures count the same money up to three times; the return lies somewhere between them, or below all, because deals might have been won without the programme. Cost by days and sellers is an assumption. Empty without cost or margin.
-- source: Our own definition.
-- column figure: sourced, influenced or declared.
-- column revenue_low: Lower bound of revenue.
-- column revenue: Revenue.
-- column revenue_high: Upper bound of revenue.
-- column days: Days of the period up to the report's date.
-- column seller_share: Sellers of the selection ÷ all sellers.
-- column margin: Margin in per cent.
-- column cost: Cost of the period.
-- column return_low: Return at the lower bound.
-- column return: Return.
-- column return_high: Return at the upper bound.
-- column break_even_margin: Margin in per cent at which revenue pays for the cost.
CREATE MACRO programme_return(cost := NULL, margin := NULL, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH figures AS (
  SELECT f.figure, f.amount, f.low, f.high, f.deals
  FROM contribution_figures(region := region, team := team, since := since, until := until) f
), revenue AS (
  SELECT figure,
    CASE figure WHEN 'influenced' THEN amount - (SELECT amount FROM figures WHERE figure = 'secured') ELSE low END AS revenue_low,
    amount AS revenue,
    coalesce(high, amount) AS revenue_high
  FROM figures WHERE figure IN ('sourced', 'influenced', 'declared')
), span AS (
  SELECT
    least(c.as_of, coalesce(CAST(until AS DATE), c.as_of)) - coalesce(CAST(since AS DATE), min(d.closed_on)) + 1 AS days,
    p.margin AS margin_set, p.cost AS cost_set
  FROM settings c CROSS JOIN programme p LEFT JOIN deals d ON d.outcome = 'won'
  GROUP BY c.as_of, p.margin, p.cost
), people AS (
  SELECT count(*) AS all_sellers,
    count(*) FILTER ((region IS NULL OR s.region = region) AND (team IS NULL OR s.team = team)) AS chosen
  FROM sellers s
), terms AS (
  SELECT
    greatest(0, days) AS days,
    CASE WHEN all_sellers > 0 THEN chosen / all_sellers WHEN region IS NULL AND team IS NULL THEN 1 END AS seller_share,
    coalesce(CAST(margin AS DOUBLE), margin_set) AS rate,
    coalesce(CAST(cost AS DOUBLE), cost_set) AS year_cost
  FROM span CROSS JOIN people
), costed AS (
  SELECT t.days, t.seller_share, t.rate, t.year_cost * t.seller_share * t.days / 365.25 AS spent FROM terms t
)
SELECT
  r.figure, r.revenue_low, r.revenue, r.revenue_high, t.days, t.seller_share, t.rate AS margin, t.spent AS cost,
  (r.revenue_low * t.rate / 100 - t.spent) / nullif(t.spent, 0) AS return_low,
  (r.revenue * t.rate / 100 - t.spent) / nullif(t.spent, 0) AS "return",
  (r.revenue_high * t.rate / 100 - t.spent) / nullif(t.spent, 0) AS return_high,
  CASE WHEN r.revenue > 0 THEN 100 * t.spent / r.revenue END AS break_even_margin
FROM revenue r CROSS JOIN costed t
ORDER BY CASE r.figure WHEN 'sourced' THEN 1 WHEN 'influenced' THEN 2 ELSE 3 END;
