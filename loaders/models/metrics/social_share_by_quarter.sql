-- title: Share of won revenue that is social-sourced, by quarter
-- grain: One row per fiscal quarter of closing.
-- unit: report currency; share of won amount
-- dates: closed_on of the deal.
-- definition: As the share of won revenue that is social-sourced, for each quarter.
-- limits: As the share of won revenue that is social-sourced; a quarter that the period cuts shows its part inside the period.
-- source: Our own definition.
-- column quarter: Fiscal quarter, e.g. 2026-Q3.
-- column quarter_start: First day of the quarter.
-- column won_amount: Won amount of all deals.
-- column social_amount: Won amount of social-sourced deals.
-- column unknown_amount: Won amount of deals of unknown source.
-- column share: Social ÷ all.
-- column share_if_no_unknown_social: Lower bound: no deal of unknown source is social.
-- column share_if_all_unknown_social: Upper bound: every deal of unknown source is social.
-- column won_deals: Won deals.
-- column social_deals: Won social-sourced deals.
CREATE MACRO social_share_by_quarter(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH won AS (
  SELECT d.amount, d.source, d.closed_quarter, fiscal_quarter_start(d.closed_on, c.fiscal_year_start) AS quarter_start
  FROM deals d CROSS JOIN settings c
  WHERE d.outcome = 'won' AND d.closed_on IS NOT NULL
    AND (region IS NULL OR d.region = region)
    AND (team IS NULL OR d.team = team)
    AND within(d.closed_on, since, until)
), summed AS (
  SELECT
    closed_quarter AS quarter, quarter_start,
    CAST(sum(amount) AS DOUBLE) AS won_amount,
    CAST(coalesce(sum(amount) FILTER (source = 'social'), 0) AS DOUBLE) AS social_amount,
    CAST(coalesce(sum(amount) FILTER (source = 'unknown'), 0) AS DOUBLE) AS unknown_amount,
    count(*) AS won_deals,
    count(*) FILTER (source = 'social') AS social_deals
  FROM won GROUP BY ALL
)
SELECT
  quarter, quarter_start, won_amount, social_amount, unknown_amount,
  social_amount / nullif(won_amount, 0) AS share,
  social_amount / nullif(won_amount, 0) AS share_if_no_unknown_social,
  (social_amount + unknown_amount) / nullif(won_amount, 0) AS share_if_all_unknown_social,
  won_deals, social_deals
FROM summed ORDER BY quarter_start;
