-- title: From invitation to deal
-- grain: One row per channel and step.
-- unit: leads; share of leads
-- dates: created_on of the lead.
-- definition: Leads of a channel that reached a step before they were won: invited (a touch invitation_sent), accepted (invitation_accepted), visited (profile_visit), replied (reply, or a message that the seller received), met (meeting), won. Share is of all leads of the channel, with its 95 % Wilson interval; share_of_before is of the leads that reached the step before, counting those that reached both.
-- limits: A lead may skip a step, so a step is not always smaller than the one before. What was not recorded as a touch with its lead is not counted.
-- source: Wilson 1927 for the intervals.
-- column channel: The lead's channel; empty where it is not known.
-- column position: 0 to 6.
-- column step: leads, invited, accepted, visited, replied, met or won.
-- column leads: Leads of the channel that reached the step.
-- column of_leads: Leads of the channel.
-- column share: Of the channel's leads, those that reached the step.
-- column share_low: Lower end of its interval.
-- column share_high: Upper end of its interval.
-- column both: Leads that reached this step and the one before.
-- column before: Leads that reached the step before.
-- column share_of_before: both ÷ before.
-- column share_of_before_low: Lower end of its interval.
-- column share_of_before_high: Upper end of its interval.
CREATE MACRO lead_funnel(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT l.lead_id, l.channel, l.won, l.won_on FROM leads l
  WHERE (region IS NULL OR l.region = region)
    AND (team IS NULL OR l.team = team)
    AND within(l.created_on, since, until)
), seen AS (
  SELECT
    c.lead_id,
    bool_or(lower(t.kind) = 'invitation_sent') AS invited,
    bool_or(lower(t.kind) = 'invitation_accepted') AS accepted,
    bool_or(lower(t.kind) = 'profile_visit') AS visited,
    bool_or(lower(t.kind) = 'reply') AS replied,
    bool_or(lower(t.kind) = 'meeting') AS met
  FROM touches t JOIN chosen c ON t.lead_id = c.lead_id
  WHERE c.won_on IS NULL OR t.happened_on < c.won_on
  GROUP BY c.lead_id
), reached AS (
  SELECT
    c.channel, c.won,
    coalesce(s.invited, false) AS invited, coalesce(s.accepted, false) AS accepted, coalesce(s.visited, false) AS visited,
    coalesce(s.replied, false) AS replied, coalesce(s.met, false) AS met
  FROM chosen c LEFT JOIN seen s ON s.lead_id = c.lead_id
), counted AS (
  SELECT
    channel, count(*) AS n,
    count(*) FILTER (invited) AS invited, count(*) FILTER (accepted) AS accepted,
    count(*) FILTER (visited) AS visited, count(*) FILTER (replied) AS replied,
    count(*) FILTER (met) AS met, count(*) FILTER (won) AS won,
    count(*) FILTER (invited AND accepted) AS invited_accepted, count(*) FILTER (accepted AND visited) AS accepted_visited,
    count(*) FILTER (visited AND replied) AS visited_replied, count(*) FILTER (replied AND met) AS replied_met,
    count(*) FILTER (met AND won) AS met_won
  FROM reached GROUP BY channel
), steps AS (
  SELECT channel, n, unnest([
    {'position': 0, 'step': 'leads', 'reached': n, 'both': NULL, 'before': NULL},
    {'position': 1, 'step': 'invited', 'reached': invited, 'both': invited, 'before': n},
    {'position': 2, 'step': 'accepted', 'reached': accepted, 'both': invited_accepted, 'before': invited},
    {'position': 3, 'step': 'visited', 'reached': visited, 'both': accepted_visited, 'before': accepted},
    {'position': 4, 'step': 'replied', 'reached': replied, 'both': visited_replied, 'before': visited},
    {'position': 5, 'step': 'met', 'reached': met, 'both': replied_met, 'before': replied},
    {'position': 6, 'step': 'won', 'reached': won, 'both': met_won, 'before': met}
  ]) AS s
  FROM counted
)
SELECT
  z.channel, z.s.position AS position, z.s.step AS step, z.s.reached AS leads, z.n AS of_leads,
  rate(z.s.reached, z.n) AS share,
  wilson_low(z.s.reached, z.n) AS share_low,
  wilson_high(z.s.reached, z.n) AS share_high,
  z.s.both AS both, z.s.before AS before,
  rate(z.s.both, z.s.before) AS share_of_before,
  wilson_low(z.s.both, z.s.before) AS share_of_before_low,
  wilson_high(z.s.both, z.s.before) AS share_of_before_high
FROM steps z
ORDER BY z.n DESC, z.channel, z.s.position;
