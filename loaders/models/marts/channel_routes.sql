-- One row per region, team, closing day and route of closed deals: the channels that touched them, in order of first touch.
CREATE VIEW marts.channel_routes AS
SELECT
  region, team, closed_on, route,
  count(*) AS deals, count(*) FILTER (won) AS won, sum(amount) FILTER (won) AS won_amount
FROM marts.journeys
GROUP BY ALL;
