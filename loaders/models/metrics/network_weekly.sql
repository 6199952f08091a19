-- title: Size of networks by week
-- grain: One row per ISO week in which the size of a network is known.
-- unit: sellers; connections
-- dates: The Monday of the week.
-- definition: Connections of each seller as the weekly counts of connections give them, or else the export of the Social Selling Index: median and quartiles over sellers, sellers under 500 connections with their share and its 95 % Wilson interval, and the median gain since the week before of sellers known in both weeks.
-- limits: The network shows "500+" above 500, so an export may stop counting there. Sellers whose size is not known that week are not counted.
-- source: Wilson 1927 for the interval.
-- column week: Monday of the week.
-- column sellers: Sellers whose number of connections is known.
-- column median: Median connections.
-- column p25: A quarter of the sellers have this many or fewer.
-- column p75: A quarter of the sellers have this many or more.
-- column under_500: Sellers under 500 connections.
-- column under_500_share: Under 500 ÷ sellers.
-- column under_500_share_low: Lower end of its interval.
-- column under_500_share_high: Upper end of its interval.
-- column compared: Sellers known in the week before too.
-- column median_gain: Median change since the week before.
CREATE MACRO network_weekly(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH sizes AS (
  SELECT coalesce(n.week, w.week) AS week, coalesce(n.seller_id, w.seller_id) AS seller_id,
    coalesce(n.region, w.region) AS region, coalesce(n.team, w.team) AS team, coalesce(n.total, w.connections) AS size
  FROM seller_weeks w FULL JOIN connections n ON n.seller_id = w.seller_id AND n.week = w.week
), gains AS (
  SELECT z.week, z.size,
    CASE WHEN lag(z.week) OVER each_seller = z.week - 7 THEN z.size - lag(z.size) OVER each_seller END AS gain
  FROM sizes z
  WHERE z.size IS NOT NULL
    AND (region IS NULL OR z.region = region)
    AND (team IS NULL OR z.team = team)
  WINDOW each_seller AS (PARTITION BY z.seller_id ORDER BY z.week)
), counted AS (
  SELECT
    g.week,
    count(*) AS sellers,
    median(g.size) AS median,
    quantile_cont(g.size, 0.25) AS p25,
    quantile_cont(g.size, 0.75) AS p75,
    count(*) FILTER (g.size < 500) AS under_500,
    count(g.gain) AS compared,
    median(g.gain) AS median_gain
  FROM gains g
  WHERE within(g.week, since, until)
  GROUP BY g.week
)
SELECT
  week, sellers, median, p25, p75, under_500,
  rate(under_500, sellers) AS under_500_share,
  wilson_low(under_500, sellers) AS under_500_share_low,
  wilson_high(under_500, sellers) AS under_500_share_high,
  compared, median_gain
FROM counted
ORDER BY week;
