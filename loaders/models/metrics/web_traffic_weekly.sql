-- title: Visits from social networks by week
-- grain: One row per ISO week with visits.
-- unit: visits, leads; share of visits
-- dates: The Monday of the week.
-- definition: Visits and leads of the company's site, those from social networks, and their share of all.
-- limits: The site does not know regions and teams, so the filters for them do not apply. Visits whose origin the site cannot tell count as direct or other, some of them may be social.
-- source: Our own definition.
-- column week: Monday of the week.
-- column sessions: Visits.
-- column social_sessions: Of these, from social networks.
-- column social_share: Social visits ÷ all visits.
-- column leads: Leads.
-- column social_leads: Of these, from social networks.
-- column social_lead_share: Social leads ÷ all leads.
CREATE MACRO web_traffic_weekly(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH summed AS (
  SELECT
    t.week,
    CAST(sum(t.sessions) AS BIGINT) AS sessions,
    CAST(coalesce(sum(t.sessions) FILTER (t.channel_group = 'social'), 0) AS BIGINT) AS social_sessions,
    CAST(sum(t.leads) AS BIGINT) AS leads,
    CAST(coalesce(sum(t.leads) FILTER (t.channel_group = 'social'), 0) AS BIGINT) AS social_leads
  FROM web_traffic t
  WHERE within(t.week, since, until)
  GROUP BY t.week
)
SELECT
  week, sessions, social_sessions, rate(social_sessions, sessions) AS social_share,
  leads, CASE WHEN leads IS NOT NULL THEN social_leads END AS social_leads, rate(social_leads, leads) AS social_lead_share
FROM summed
ORDER BY week;
