-- One row per seller and ISO week with use of Sales Navigator reported.
CREATE VIEW marts.navigator_usage AS
SELECT
  CAST(date_trunc('week', u.week) AS DATE) AS week,
  u.seller_id, s.region, s.team, s.seat,
  u.days_active, u.searches, u.profile_views, u.inmails_sent, u.inmails_answered, u.saved_leads, u.saved_accounts
FROM accepted.navigator_usage u
LEFT JOIN accepted.sellers s USING (seller_id);
