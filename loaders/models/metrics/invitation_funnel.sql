-- title: Invitations from sent to visited
-- grain: One row per step: sent, accepted, visited.
-- unit: invitations; shares of the step before
-- dates: The Monday of the week the invitation was sent in.
-- definition: Invitations sent, those accepted, and those whose invitee then visited the profile, each as a share of the step before with its 95 % Wilson interval, beside the reference of the field, 100 → 33 → 3 (its visits, 3 of 33, lie between 3 and 24 %).
-- limits: Only weeks of a seller that give both numbers of a share are in it, and more than the step before counts as all of it. Late invitations have had less time to be accepted. Invitations of one seller are not independent of each other, so the intervals are a little too narrow.
-- source: Wilson 1927 for the intervals; the reference is a figure quoted in practice, with 100 invitations behind it.
-- column step: sent, accepted or visited.
-- column invitations: Invitations at the step.
-- column compared: Invitations at the step, where the step before is known too.
-- column before: Invitations at the step before, where this one is known too.
-- column rate: Compared ÷ before; empty for the first step.
-- column rate_low: Lower end of its interval.
-- column rate_high: Upper end of its interval.
-- column reference: Rate of the reference.
-- column reference_low: Lower end of its interval.
-- column reference_high: Upper end of its interval.
CREATE MACRO invitation_funnel(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT i.sent, i.accepted, i.visited FROM invitations i
  WHERE (region IS NULL OR i.region = region)
    AND (team IS NULL OR i.team = team)
    AND within(i.week, since, until)
), steps AS (
  SELECT 1 AS position, 'sent' AS step, sum(sent) AS invitations, NULL AS compared, NULL AS before, NULL AS k, NULL AS n
  FROM chosen
  UNION ALL
  SELECT 2, 'accepted', sum(accepted), sum(at_most(accepted, sent)), sum(sent) FILTER (accepted IS NOT NULL), 33, 100
  FROM chosen
  UNION ALL
  SELECT 3, 'visited', sum(visited), sum(at_most(visited, accepted)), sum(accepted) FILTER (visited IS NOT NULL), 3, 33
  FROM chosen
)
SELECT
  step,
  CAST(coalesce(invitations, 0) AS BIGINT) AS invitations,
  CAST(compared AS BIGINT) AS compared,
  CAST(before AS BIGINT) AS before,
  rate(compared, before) AS rate,
  wilson_low(compared, before) AS rate_low,
  wilson_high(compared, before) AS rate_high,
  rate(k, n) AS reference,
  wilson_low(k, n) AS reference_low,
  wilson_high(k, n) AS reference_high
FROM steps
ORDER BY position;
