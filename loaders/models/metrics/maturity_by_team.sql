-- title: Maturity of teams
-- grain: One row per team and measure.
-- unit: level; share
-- dates: The day of the session, the plan, the audit or the week; the SSI is that of the last measured week.
-- definition: A team has reached a level when it meets every threshold of that level and of all levels below it. Four measures may have thresholds: attendance (present ÷ invited), coaching (sessions held ÷ planned), active (sellers in the active band ÷ sellers measured in the last measured week) and audits (criteria met in each seller's last profile audit). The levels and thresholds stand in the settings.
-- limits: A measure with fewer than min_n observations, or none, meets no threshold. A level says that the programme is in place and followed, not that it brings business.
-- source: Our own rule, stated in the settings.
-- column team: The team.
-- column level: Levels reached, 0 for none.
-- column level_name: Name of the level reached; empty for none.
-- column next_level_name: Name of the level above; empty at the top.
-- column measure: attendance, coaching, active or audits.
-- column observations: Invitations, sessions, sellers measured or sellers audited.
-- column value: The team's share.
-- column needed: Threshold of the level above; empty where it has none for this measure.
-- column met: Whether the threshold of the level above is met.
CREATE MACRO maturity_by_team(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH teams AS (
  SELECT DISTINCT s.team FROM sellers s
  WHERE s.team IS NOT NULL
    AND (region IS NULL OR s.region = region)
    AND (team IS NULL OR s.team = team)
), last_score AS (
  SELECT w.team, w.band
  FROM seller_weeks w
  WHERE (region IS NULL OR w.region = region) AND within(w.week, since, until)
  QUALIFY w.week = max(w.week) OVER ()
), last_audit AS (
  SELECT
    a.team,
    list_filter(
      [a.photo, a.headline, a.summary, a.experience, a.recommendations, a.network, a.publishing], x -> x IS NOT NULL
    ) AS judged
  FROM profile_audits a
  WHERE (region IS NULL OR a.region = region) AND within(a.audited_on, since, until)
  QUALIFY row_number() OVER (PARTITION BY a.seller_id ORDER BY a.audited_on DESC) = 1
), measured AS (
  SELECT t.team, 'attendance' AS measure, 1 AS position, count(t.attended) AS observations,
    rate(count(*) FILTER (t.attended), count(t.attended)) AS value
  FROM training t CROSS JOIN settings c
  WHERE t.invited AND t.held_on <= c.as_of AND (region IS NULL OR t.region = region) AND within(t.held_on, since, until)
  GROUP BY t.team
  UNION ALL
  SELECT o.team, 'coaching', 2, count(*), rate(count(o.held_on), count(*))
  FROM coaching o CROSS JOIN settings c
  WHERE o.planned_on <= c.as_of AND (region IS NULL OR o.region = region) AND within(o.planned_on, since, until)
  GROUP BY o.team
  UNION ALL
  SELECT l.team, 'active', 3, count(*), rate(count(*) FILTER (l.band = 'active'), count(*))
  FROM last_score l GROUP BY l.team
  UNION ALL
  SELECT a.team, 'audits', 4, count(*) FILTER (len(a.judged) > 0),
    rate(sum(len(list_filter(a.judged, x -> x))), sum(len(a.judged)))
  FROM last_audit a GROUP BY a.team
), grid AS (
  SELECT t.team, m.measure, m.position, coalesce(v.observations, 0) AS observations, v.value
  FROM teams t
  CROSS JOIN (VALUES ('attendance', 1), ('coaching', 2), ('active', 3), ('audits', 4)) m(measure, position)
  LEFT JOIN measured v ON v.team = t.team AND v.measure = m.measure
), judged AS (
  SELECT g.team, l.position AS level, bool_and(coalesce(g.observations >= c.min_n AND g.value >= l.threshold - 1e-12, false)) AS reached
  FROM grid g JOIN maturity_levels l ON l.measure = g.measure CROSS JOIN settings c
  GROUP BY g.team, l.position
), reached AS (
  SELECT j.team, coalesce(min(j.level) FILTER (NOT j.reached) - 1, max(j.level)) AS level FROM judged j GROUP BY j.team
)
SELECT
  g.team,
  r.level,
  (SELECT any_value(l.level) FROM maturity_levels l WHERE l.position = r.level) AS level_name,
  (SELECT any_value(l.level) FROM maturity_levels l WHERE l.position = r.level + 1) AS next_level_name,
  g.measure, g.observations, g.value,
  n.threshold AS needed,
  CASE WHEN n.threshold IS NOT NULL THEN coalesce(g.observations >= c.min_n AND g.value >= n.threshold - 1e-12, false) END AS met
FROM grid g
JOIN reached r USING (team)
CROSS JOIN settings c
LEFT JOIN maturity_levels n ON n.position = r.level + 1 AND n.measure = g.measure
ORDER BY r.level DESC, g.team, g.position;
