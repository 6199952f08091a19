-- One row per source and day that some of its rows are about, with their number; days after the report's date left out.
CREATE VIEW marts.source_days AS
SELECT d.source, d.day, count(*) AS rows
FROM (
    SELECT 'ssi' AS source, week AS day FROM marts.seller_weeks
    UNION ALL SELECT 'navigator_usage', week FROM marts.navigator_usage
    UNION ALL SELECT 'connections', week FROM marts.connections
    UNION ALL SELECT 'invitations', week FROM marts.invitations
    UNION ALL SELECT 'training', held_on FROM marts.training
    UNION ALL SELECT 'coaching', coalesce(held_on, planned_on) FROM marts.coaching
    UNION ALL SELECT 'profile_audits', audited_on FROM marts.profile_audits
    UNION ALL SELECT 'surveys', week FROM marts.surveys
    UNION ALL SELECT 'posts', published_on FROM marts.posts
    UNION ALL SELECT 'engagement', happened_on FROM marts.touches
    UNION ALL SELECT 'deals', created_on FROM marts.deals
    UNION ALL SELECT 'contributions', interviewed_on FROM marts.contributions
    UNION ALL SELECT 'leads', created_on FROM marts.leads
    UNION ALL SELECT 'web_traffic', week FROM marts.web_traffic
    UNION ALL SELECT 'trends', week FROM marts.trends
) d
CROSS JOIN settings c
WHERE d.day <= c.as_of
GROUP BY d.source, d.day;
