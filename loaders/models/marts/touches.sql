-- One row per touch, or per group of touches counted together. A touch is social by its channel. What the seller received is
-- the other side's reply: it is social for nobody, and no activity of the seller's.
CREATE VIEW marts.touches AS
SELECT
  t.happened_on, t.seller_id, t.channel, CASE WHEN t.received THEN 'reply' ELSE t.kind END AS kind, t.deal_id, t.lead_id,
  t."count", is_social(t.channel, i.social_channels) AND t.received IS NOT TRUE AS social,
  coalesce(t.received, false) AS received
FROM accepted.engagement t CROSS JOIN influence i;
