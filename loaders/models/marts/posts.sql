-- One row per post. Engagement is the sum of what is known of likes, comments, shares and saves; NULL where nothing is.
CREATE VIEW marts.posts AS
SELECT
  p.post_id, p.published_on, p.seller_id, s.region, s.team, p.platform, p.content_type, p.title,
  p.impressions, p.likes, p.comments, p.shares, p.saves, p.clicks, p.response_minutes,
  CASE WHEN coalesce(p.likes, p.comments, p.shares, p.saves) IS NOT NULL THEN
    coalesce(p.likes, 0) + coalesce(p.comments, 0) + coalesce(p.shares, 0) + coalesce(p.saves, 0) END AS engagement
FROM accepted.posts p
LEFT JOIN accepted.sellers s USING (seller_id);
