-- title: Social Selling Index compared
-- grain: One row per value of the dimension.
-- unit: sellers; points, 0 to 100; pillars 0 to 25; share of sellers
-- dates: The Monday of the week.
-- definition: Scores of the last week of the period that has any, by team, region, seat (whether the seller holds a Sales Navigator seat) or network (under 500 connections, 500 and over), or in total: median and quartiles, mean, sellers in the active band with the 95 % Wilson interval of their share, the mean of each pillar, and the pillar with the lowest mean.
-- limits: The index is activity, not results. Without Sales Navigator the score has a ceiling, and the insights pillar rests mostly on paid features, so compare sellers with and without a seat apart. Under 500 connections the pillar of finding people is hard to raise. The roster says who holds a seat today. Where only totals were exported the pillars are empty. In a report for leadership, teams and regions with too few scores are left out, and so are seats and networks where a team or region would show too few of either.
-- values dimension: team, region, seat, network, total
-- source: LinkedIn's Social Selling Index; Wilson 1927 for the interval.
-- column key: Value of the dimension; empty where it is not known, and in the total.
-- column week: Monday of the week compared.
-- column sellers: Sellers with a score.
-- column mean: Mean score.
-- column median: Median score.
-- column p25: A quarter of the sellers are at or below this score.
-- column p75: A quarter of the sellers are at or above this score.
-- column active: Sellers in the active band.
-- column active_share: Active ÷ sellers.
-- column active_share_low: Lower end of its interval.
-- column active_share_high: Upper end of its interval.
-- column with_pillars: Sellers whose pillars are known.
-- column brand: Mean of professional brand.
-- column people: Mean of finding the right people.
-- column insights: Mean of engaging with insights.
-- column relationships: Mean of building relationships.
-- column weakest: Pillar with the lowest mean; of equal ones the first.
CREATE MACRO ssi_by(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT
    CASE dimension
      WHEN 'team' THEN w.team
      WHEN 'region' THEN w.region
      WHEN 'seat' THEN CASE WHEN w.seat THEN 'with a seat' WHEN NOT w.seat THEN 'without a seat' END
      WHEN 'network' THEN CASE WHEN w.connections < 500 THEN 'under 500' WHEN w.connections >= 500 THEN '500 and over' END
      WHEN 'total' THEN CAST(NULL AS VARCHAR)
      ELSE error('ssi_by has no dimension ' || dimension || '; use team, region, seat, network or total')
    END AS key,
    w.*
  FROM seller_weeks w
  CROSS JOIN (SELECT last_week FROM ssi_ends(region, team, since, until)) e
  WHERE w.week = e.last_week
    AND (region IS NULL OR w.region = region)
    AND (team IS NULL OR w.team = team)
), counted AS (
  SELECT
    key, any_value(week) AS week, count(*) AS sellers, avg(ssi) AS mean,
    quantile_cont(ssi, [0.25, 0.5, 0.75]) AS quartiles,
    count(*) FILTER (band = 'active') AS active,
    count(*) FILTER (brand + people + insights + relationships IS NOT NULL) AS with_pillars,
    avg(brand) AS brand, avg(people) AS people, avg(insights) AS insights, avg(relationships) AS relationships
  FROM chosen GROUP BY key
  HAVING is_told(
    greatest(
      max(withheld),
      CASE dimension WHEN 'seat' THEN max(seat_withheld) WHEN 'network' THEN max(network_withheld) ELSE 0 END
    ),
    CASE WHEN dimension = 'region' THEN '' ELSE region END,
    CASE WHEN dimension = 'team' THEN '' ELSE team END
  )
)
SELECT
  key, week, sellers, mean, quartiles[2] AS median, quartiles[1] AS p25, quartiles[3] AS p75,
  active, rate(active, sellers) AS active_share,
  wilson_low(active, sellers) AS active_share_low, wilson_high(active, sellers) AS active_share_high,
  with_pillars, brand, people, insights, relationships,
  CASE least(brand, people, insights, relationships)
    WHEN brand THEN 'brand' WHEN people THEN 'people' WHEN insights THEN 'insights' WHEN relationships THEN 'relationships'
  END AS weakest
FROM counted
ORDER BY sellers DESC, key;
