-- One row per deal with a social touch from the look-back before its creation up to its close, or the report's date.
CREATE VIEW marts.influenced_deals AS
SELECT t.deal_id, min(t.happened_on) AS first_social_on
FROM marts.touches t
JOIN marts.deals d USING (deal_id)
CROSS JOIN settings c
CROSS JOIN influence i
WHERE t.social
  AND t.happened_on >= d.created_on - i.lookback_days
  AND t.happened_on <= coalesce(d.closed_on, c.as_of)
  AND t."count" > 0
GROUP BY t.deal_id;
