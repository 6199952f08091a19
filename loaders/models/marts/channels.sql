-- One row per channel as written on touches of deals. The twelve with most touches keep their name; the rest are "other".
CREATE TABLE marts.channels AS
WITH counted AS (
  SELECT touch_channel(channel) AS written, sum("count") AS touches
  FROM accepted.engagement WHERE deal_id IS NOT NULL AND received IS NOT TRUE GROUP BY ALL
), ranked AS (
  SELECT *, row_number() OVER (ORDER BY written = 'other', touches DESC, written) AS rank FROM counted
)
SELECT
  written, CAST(touches AS BIGINT) AS touches,
  CAST(least(rank, 13) AS UTINYINT) AS position,
  CASE WHEN rank <= 12 THEN written ELSE 'other' END AS channel
FROM ranked;
