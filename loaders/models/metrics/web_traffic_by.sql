-- title: Visits and leads of the site compared
-- grain: One row per value of the dimension.
-- unit: visits, leads; shares
-- dates: The Monday of the week.
-- definition: Visits, leads and qualified leads of the company's site by channel_group (social, search, direct, email, referral, other), channel, campaign or channel_and_campaign. The lead rate is leads ÷ visits, the qualified rate qualified ÷ leads, with 95 % Wilson intervals.
-- limits: The site does not know regions and teams, so the filters for them do not apply. More leads than visits count as one a visit in the rate.
-- values dimension: channel_group, channel, campaign, channel_and_campaign
-- source: Wilson 1927 for the intervals.
-- column key: Value of the dimension; empty where it is not known.
-- column social: Whether it is social; empty where a campaign has both.
-- column sessions: Visits.
-- column share_of_sessions: Visits ÷ visits of all rows.
-- column leads: Leads.
-- column share_of_leads: Leads ÷ leads of all rows.
-- column qualified_leads: Qualified leads.
-- column lead_rate: Leads ÷ visits.
-- column lead_rate_low: Lower end of its interval.
-- column lead_rate_high: Upper end of its interval.
-- column qualified_rate: Qualified ÷ leads.
-- column qualified_rate_low: Lower end of its interval.
-- column qualified_rate_high: Upper end of its interval.
CREATE MACRO web_traffic_by(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT
    CASE dimension
      WHEN 'channel_group' THEN t.channel_group
      WHEN 'channel' THEN t.channel
      WHEN 'campaign' THEN t.campaign
      WHEN 'channel_and_campaign' THEN concat_ws(', ', t.channel, t.campaign)
      ELSE error('web_traffic_by has no dimension ' || dimension || '; use channel_group, channel, campaign or channel_and_campaign')
    END AS key,
    t.channel_group = 'social' AS social, t.sessions, t.leads, t.qualified_leads
  FROM web_traffic t
  WHERE within(t.week, since, until)
), summed AS (
  SELECT
    key,
    CASE WHEN bool_and(social) = bool_or(social) THEN bool_and(social) END AS social,
    CAST(sum(sessions) AS BIGINT) AS sessions,
    CAST(sum(leads) AS BIGINT) AS leads,
    CAST(sum(qualified_leads) AS BIGINT) AS qualified_leads,
    sum(at_most(leads, sessions)) AS k,
    sum(sessions) FILTER (leads IS NOT NULL) AS n,
    sum(at_most(qualified_leads, leads)) AS kq,
    sum(leads) FILTER (qualified_leads IS NOT NULL) AS nq
  FROM chosen GROUP BY key
)
SELECT
  key, social, sessions,
  rate(sessions, sum(sessions) OVER ()) AS share_of_sessions,
  leads,
  rate(leads, sum(leads) OVER ()) AS share_of_leads,
  qualified_leads,
  rate(k, n) AS lead_rate, wilson_low(k, n) AS lead_rate_low, wilson_high(k, n) AS lead_rate_high,
  rate(kq, nq) AS qualified_rate, wilson_low(kq, nq) AS qualified_rate_low, wilson_high(kq, nq) AS qualified_rate_high
FROM summed
ORDER BY sessions DESC, key;
