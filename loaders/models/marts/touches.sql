-- One row per touch, or per group of touches counted together.
CREATE VIEW marts.touches AS
SELECT happened_on, seller_id, channel, kind, deal_id, lead_id, "count"
FROM accepted.engagement;
