-- One row per ISO week, channel and campaign.
CREATE VIEW marts.web_traffic AS
SELECT
  CAST(date_trunc('week', week) AS DATE) AS week,
  channel, channel_group, campaign, sessions, leads, qualified_leads
FROM accepted.web_traffic;
