-- One row per lead. What was won after the report's date is not yet won on it.
CREATE VIEW marts.leads AS
SELECT
  l.lead_id, l.seller_id, s.region, s.team, l.segment, l.channel, l.source,
  l.created_on,
  l.won AND (l.won_on IS NULL OR l.won_on <= c.as_of) AS won,
  CASE WHEN l.won AND l.won_on <= c.as_of THEN l.won_on END AS won_on,
  l.score
FROM accepted.leads l
LEFT JOIN accepted.sellers s USING (seller_id)
CROSS JOIN settings c;
