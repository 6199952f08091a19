-- title: Routes of closed deals
-- grain: One row per route.
-- unit: deals; report currency; share of deals
-- dates: closed_on of the deal.
-- definition: The channels that touched a closed deal, each once, in the order of their first touch before the close; deals won, close rate (won ÷ (won + lost)) with its 95 % Wilson interval, and won amount. The same touches count as in attribution.
-- limits: The order says what came first, not what brought the deal. Only closed deals with a touch are here; deals without one have the route "none". Channels beyond the twelfth are "other".
-- source: Wilson 1927 for the intervals.
-- column route: Channels in order of first touch, with arrows between.
-- column deals: Closed deals that took it.
-- column won: Of these, won.
-- column close_rate: Won ÷ closed.
-- column close_rate_low: Lower end of its interval.
-- column close_rate_high: Upper end of its interval.
-- column won_amount: Sum of won amounts; empty where nothing was won.
CREATE MACRO winning_routes(region := NULL, team := NULL, since := NULL, until := NULL, most := 10) AS TABLE
WITH counted AS (
  SELECT r.route, CAST(sum(r.deals) AS BIGINT) AS deals, CAST(sum(r.won) AS BIGINT) AS won, sum(r.won_amount) AS won_amount
  FROM channel_routes r
  WHERE (region IS NULL OR r.region = region)
    AND (team IS NULL OR r.team = team)
    AND within(r.closed_on, since, until)
  GROUP BY r.route
), named AS (
  SELECT map_from_entries(list({'k': position, 'v': channel})) AS names FROM channels
)
SELECT
  CASE WHEN len(route) = 0 THEN 'none' ELSE array_to_string([names[place] FOR place IN route], ' → ') END AS route,
  deals, won,
  rate(won, deals) AS close_rate, wilson_low(won, deals) AS close_rate_low, wilson_high(won, deals) AS close_rate_high,
  CAST(won_amount AS DOUBLE) AS won_amount
FROM counted CROSS JOIN named
WHERE won > 0
ORDER BY won DESC, deals, route
LIMIT most;
