-- title: Sellers with a small network
-- grain: One row per seller listed, at most `most`.
-- unit: connections; pillar 0 to 25
-- dates: The Monday of the last week of the period that has any score.
-- definition: Sellers with fewer than 500 connections in that week, the smallest network first.
-- limits: Only sellers whose export gives the number of connections.
-- source: The bound of 500 is that of practice: under it the pillar of finding people is hard to raise.
-- column seller_id: The seller.
-- column name: Name on the roster; empty in a report for leadership.
-- column team: Team on the roster.
-- column connections: Connections.
-- column people: Finding the right people, of 25.
-- column ssi: Score.
-- column in_all: Sellers under 500, listed or not.
CREATE MACRO small_networks(region := NULL, team := NULL, since := NULL, until := NULL, most := 20) AS TABLE
SELECT
  w.seller_id, s.name, w.team, w.connections, w.people, w.ssi, count(*) OVER () AS in_all
FROM seller_weeks w
CROSS JOIN (SELECT last_week FROM ssi_ends(region, team, since, until)) e
LEFT JOIN sellers s ON s.seller_id = w.seller_id
WHERE w.week = e.last_week AND w.connections < 500
  AND (region IS NULL OR w.region = region)
  AND (team IS NULL OR w.team = team)
ORDER BY w.connections, w.seller_id
LIMIT CAST(most AS BIGINT);
