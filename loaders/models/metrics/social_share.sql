-- title: Share of won revenue that is social-sourced
-- grain: One row.
-- unit: report currency; share of won amount
-- dates: closed_on of the deal.
-- definition: Won amount of deals whose source is social ÷ won amount of all deals. The bounds say what the share would be if no deal of unknown source was social, and if all of them were.
-- limits: Sourced means where the deal came from; deals from elsewhere that social touches helped along are not in it. Won deals without an amount or close date are left out of the amounts.
-- source: Our own definition; the error is that of a compound Poisson sum (Cramér 1930).
-- column won_amount: Won amount of all deals.
-- column social_amount: Won amount of social-sourced deals.
-- column unknown_amount: Won amount of deals of unknown source.
-- column share: Social ÷ all.
-- column share_if_no_unknown_social: Lower bound: no deal of unknown source is social.
-- column share_if_all_unknown_social: Upper bound: every deal of unknown source is social.
-- column won_deals: Won deals.
-- column social_deals: Won social-sourced deals.
-- column social_error: Standard error of the social amount, if deals are won independently of each other: the root of the sum of their squared amounts.
-- column largest_social_amount: Largest amount of one won social deal.
-- column largest_amount: Largest amount of one won deal.
CREATE MACRO social_share(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH won AS (
  SELECT d.amount, d.source FROM deals d
  WHERE d.outcome = 'won' AND d.closed_on IS NOT NULL
    AND (region IS NULL OR d.region = region)
    AND (team IS NULL OR d.team = team)
    AND within(d.closed_on, since, until)
), summed AS (
  SELECT
    CAST(sum(amount) AS DOUBLE) AS won_amount,
    CAST(coalesce(sum(amount) FILTER (source = 'social'), 0) AS DOUBLE) AS social_amount,
    CAST(coalesce(sum(amount) FILTER (source = 'unknown'), 0) AS DOUBLE) AS unknown_amount,
    count(*) AS won_deals,
    count(*) FILTER (source = 'social') AS social_deals,
    sqrt(coalesce(sum(pow(CAST(amount AS DOUBLE), 2)) FILTER (source = 'social'), 0)) AS social_error,
    CAST(max(amount) FILTER (source = 'social') AS DOUBLE) AS largest_social_amount,
    CAST(max(amount) AS DOUBLE) AS largest_amount
  FROM won
)
SELECT
  won_amount, social_amount, unknown_amount,
  social_amount / nullif(won_amount, 0) AS share,
  social_amount / nullif(won_amount, 0) AS share_if_no_unknown_social,
  (social_amount + unknown_amount) / nullif(won_amount, 0) AS share_if_all_unknown_social,
  won_deals, social_deals, social_error, largest_social_amount, largest_amount
FROM summed;
