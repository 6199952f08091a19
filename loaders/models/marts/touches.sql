-- One row per touch, or per group of touches counted together. A touch is social by its channel.
CREATE VIEW marts.touches AS
SELECT
  t.happened_on, t.seller_id, t.channel, t.kind, t.deal_id, t.lead_id, t."count",
  coalesce(list_contains(i.social_channels, lower(trim(t.channel))), false) AS social
FROM accepted.engagement t CROSS JOIN influence i;
