-- title: Social deals against the rest, group by group
-- grain: One row per value of the dimension.
-- unit: deals; share of deals
-- dates: created_on of the deal.
-- definition: Hit rate (won ÷ created) of social-sourced deals within each region, team or segment, beside that of all other deals, with 95 % Wilson intervals; their difference has a Newcombe interval.
-- limits: A difference between groups is an association: regions, segments and deal sizes differ in how much of their business is social. Deals of unknown source count in the rest.
-- values dimension: region, team, segment
-- source: Wilson 1927; Newcombe 1998, method 10.
-- column key: Value of the dimension; empty where it is not known.
-- column social_deals: Social-sourced deals created in the period.
-- column social_won: Of these, won.
-- column social_rate: Hit rate of social-sourced deals.
-- column social_low: Lower end of its interval.
-- column social_high: Upper end of its interval.
-- column rest_deals: All other deals created in the period, those of unknown source among them.
-- column rest_won: Of these, won.
-- column rest_rate: Hit rate of the rest.
-- column rest_low: Lower end of its interval.
-- column rest_high: Upper end of its interval.
-- column unknown_deals: Deals of unknown source, counted in the rest.
-- column difference: Social minus rest.
-- column difference_low: Lower end of its interval.
-- column difference_high: Upper end of its interval.
CREATE MACRO social_against_rest_by(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT
    CASE dimension
      WHEN 'region' THEN d.region
      WHEN 'team' THEN d.team
      WHEN 'segment' THEN d.segment
      ELSE error('social_against_rest_by has no dimension ' || dimension || '; use region, team or segment')
    END AS key,
    d.source, d.outcome
  FROM deals d
  WHERE (region IS NULL OR d.region = region)
    AND (team IS NULL OR d.team = team)
    AND within(d.created_on, since, until)
), counted AS (
  SELECT
    key,
    count(*) FILTER (source = 'social') AS social_deals,
    count(*) FILTER (source = 'social' AND outcome = 'won') AS social_won,
    count(*) FILTER (source <> 'social') AS rest_deals,
    count(*) FILTER (source <> 'social' AND outcome = 'won') AS rest_won,
    count(*) FILTER (source = 'unknown') AS unknown_deals
  FROM chosen GROUP BY key
), compared AS (
  SELECT
    *,
    rate(social_won, social_deals) AS social_rate,
    wilson_low(social_won, social_deals) AS social_low, wilson_high(social_won, social_deals) AS social_high,
    rate(rest_won, rest_deals) AS rest_rate,
    wilson_low(rest_won, rest_deals) AS rest_low, wilson_high(rest_won, rest_deals) AS rest_high
  FROM counted
)
SELECT
  key, social_deals, social_won, social_rate, social_low, social_high,
  rest_deals, rest_won, rest_rate, rest_low, rest_high,
  unknown_deals,
  social_rate - rest_rate AS difference,
  difference_low(social_rate, social_low, rest_rate, rest_high) AS difference_low,
  difference_high(social_rate, social_high, rest_rate, rest_low) AS difference_high
FROM compared ORDER BY key;
