-- One row per touch, or per group of touches counted together, with what it is used for. Touches share in a closed deal
-- from lookback_days before it was created until the day it was closed (the report's date where that day is not known).
CREATE VIEW marts.deal_touches AS
SELECT
  e._row, e.deal_id, e.happened_on, e."count", c.position AS channel,
  CASE WHEN d.outcome <> 'open' THEN d.region ELSE s.region END AS region,
  CASE WHEN d.outcome <> 'open' THEN d.team ELSE s.team END AS team,
  CASE WHEN d.outcome <> 'open' THEN d.closed_on ELSE e.happened_on END AS day,
  coalesce(d.closed_on, p.as_of) - e.happened_on AS days_before,
  e.happened_on <= d.created_on AS opening,
  is_social(e.channel, i.social_channels) AS social,
  CASE
    WHEN e.deal_id IS NULL THEN 'no_deal'
    WHEN d.deal_id IS NULL THEN 'unknown_deal'
    WHEN d.outcome = 'open' THEN 'open_deal'
    WHEN e.happened_on > coalesce(d.closed_on, p.as_of) THEN 'after_close'
    WHEN e.happened_on < d.created_on - a.lookback_days THEN 'too_early'
    ELSE 'counted'
  END AS use
FROM accepted.engagement e
CROSS JOIN settings p CROSS JOIN attribution_settings a CROSS JOIN influence i
LEFT JOIN marts.deals d ON d.deal_id = e.deal_id
LEFT JOIN accepted.sellers s ON s.seller_id = e.seller_id
LEFT JOIN marts.channels c ON c.written = touch_channel(e.channel)
WHERE e.received IS NOT TRUE;
