-- One row per seller and ISO week with invitations. An archive tells what was sent and received, not what was accepted.
CREATE VIEW marts.invitations AS
SELECT
  i.week, i.seller_id, s.region, s.team, i.sent, i.accepted, i.visited, i.received,
  coalesce(h.level, 0) AS withheld
FROM (
  SELECT
    CAST(date_trunc('week', week) AS DATE) AS week, seller_id,
    sum(CASE WHEN person = 'counted' THEN sent ELSE CAST(direction = 'outgoing' AS INTEGER) END)::BIGINT AS sent,
    sum(accepted)::BIGINT AS accepted,
    sum(visited)::BIGINT AS visited,
    sum(CASE WHEN person = 'counted' THEN received ELSE CAST(direction = 'incoming' AS INTEGER) END)::BIGINT AS received
  FROM accepted.invitations
  GROUP BY ALL
) i
LEFT JOIN accepted.sellers s USING (seller_id)
LEFT JOIN audience.small_weeks h ON h.kind = 'invitations' AND h.week = i.week
  AND h.region IS NOT DISTINCT FROM s.region AND h.team IS NOT DISTINCT FROM s.team;
