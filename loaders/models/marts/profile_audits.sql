-- One row per seller and audit. An audit without a round is told by the day of the seller's training.
CREATE VIEW marts.profile_audits AS
SELECT
  a.audited_on, a.seller_id, s.region, s.team,
  CASE WHEN a.round <> 'unknown' THEN a.round WHEN a.audited_on > s.trained_on THEN 'after' ELSE 'before' END AS round,
  a.photo, a.headline, a.summary, a.experience, a.recommendations, a.network, a.publishing
FROM accepted.profile_audits a
LEFT JOIN accepted.sellers s USING (seller_id);
