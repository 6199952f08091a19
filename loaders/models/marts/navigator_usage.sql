-- One row per seller and ISO week with use of Sales Navigator reported.
CREATE VIEW marts.navigator_usage AS
SELECT
  CAST(date_trunc('week', u.week) AS DATE) AS week,
  u.seller_id, s.region, s.team, s.seat,
  u.days_active, u.searches, u.profile_views, u.inmails_sent, u.inmails_answered, u.saved_leads, u.saved_accounts,
  coalesce(h.level, 0) AS withheld
FROM accepted.navigator_usage u
LEFT JOIN accepted.sellers s USING (seller_id)
LEFT JOIN audience.small_weeks h ON h.kind = 'navigator_usage' AND h.week = date_trunc('week', u.week)
  AND h.region IS NOT DISTINCT FROM s.region AND h.team IS NOT DISTINCT FROM s.team;
