-- One row per region, team, closing day and step from channel to channel of closed deals: 0 is the start, -1 a win and -2
-- a loss. Touches of one channel in a row are one stay there.
CREATE VIEW marts.channel_steps AS
WITH walked AS (
  SELECT
    region, team, closed_on,
    CAST(channels AS TINYINT[]) AS stays,
    CAST(CASE WHEN won THEN -1 ELSE -2 END AS TINYINT) AS ending
  FROM marts.journeys WHERE len(channels) > 0
), steps AS (
  SELECT
    region, team, closed_on,
    unnest(list_prepend(CAST(0 AS TINYINT), stays)) AS from_channel,
    unnest(list_append(stays, ending)) AS to_channel
  FROM walked
)
SELECT region, team, closed_on, from_channel, to_channel, count(*) AS steps
FROM steps WHERE from_channel <> to_channel
GROUP BY ALL;
