-- One row per seller and ISO week with new connections. `persona_known` counts those whose persona could be told.
CREATE VIEW marts.connections AS
SELECT
  c.week, c.seller_id, s.region, s.team, c.added, c.in_persona, c.persona_known, c.companies, c.total,
  coalesce(h.level, 0) AS withheld
FROM (
  SELECT
    CAST(date_trunc('week', connected_on) AS DATE) AS week, seller_id,
    sum("count")::BIGINT AS added,
    sum(CASE WHEN person = 'counted' THEN in_persona ELSE CAST(persona AS INTEGER) END)::BIGINT AS in_persona,
    sum(CASE WHEN person = 'counted' AND in_persona IS NOT NULL THEN "count" WHEN persona IS NOT NULL THEN 1 ELSE 0 END)::BIGINT
      AS persona_known,
    count(DISTINCT company) AS companies,
    max(total) AS total
  FROM accepted.connections
  GROUP BY ALL
) c
LEFT JOIN accepted.sellers s USING (seller_id)
LEFT JOIN audience.small_weeks h ON h.kind = 'connections' AND h.week = c.week
  AND h.region IS NOT DISTINCT FROM s.region AND h.team IS NOT DISTINCT FROM s.team;
