-- title: Whom to call first, and why
-- grain: One row per lead that is not won.
-- unit: points
-- dates: created_on of the lead.
-- definition: Leads that are not won, with our own score as of the report's date, the band it puts them in, and the terms that give the most points, in words. Points of touches have aged since; what happened up to the report's date counts.
-- limits: The report knows wins, not losses: a lead that said no stands here until it is taken out of the file. Empty where the settings give no rules and the file's score column stands for ours.
-- source: Our own definition.
-- column place: 1 is called first.
-- column lead_id: The lead.
-- column seller_id: Who works it.
-- column region: The seller's region.
-- column team: The seller's team.
-- column segment: The lead's segment.
-- column channel: How it came.
-- column created_on: Day of the first contact.
-- column score: Our score as of the report's date.
-- column band: A, B, C or D.
-- column static_points: Points for attributes.
-- column dynamic_points: Points for touches.
-- column last_touch_days: Days since the last touch that gives points.
-- column reasons: The terms that give the most points, in words.
-- column against: Terms that take points away, in words.
CREATE MACRO lead_priorities(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH waiting AS (
  SELECT l.number, l.lead_id, l.seller_id, l.region AS r, l.team AS t, l.segment, l.channel, l.created_on,
    CAST(c.as_of - l.created_on AS INTEGER) AS age
  FROM leads l CROSS JOIN settings c
  WHERE NOT l.won
    AND (region IS NULL OR l.region = region)
    AND (team IS NULL OR l.team = team)
    AND within(l.created_on, since, until)
), terms AS (
  SELECT
    h.number, s.term, s.part, coalesce(s.phrase, s.label) AS phrase,
    min(w.age - h.day) AS days,
    least(coalesce(any_value(s.most), 'infinity'::DOUBLE), sum(decayed(s.points * h.times, w.age - h.day, s.half_life))) AS points
  FROM lead_hits h JOIN waiting w ON w.number = h.number JOIN score_terms s ON s.term = h.term
  GROUP BY h.number, s.term, s.part, s.phrase, s.label
), summed AS (
  SELECT
    z.number,
    coalesce(sum(z.points) FILTER (z.part = 'static'), 0) AS fixed,
    coalesce(sum(z.points) FILTER (z.part = 'dynamic'), 0) AS moving,
    min(z.days) AS last_days,
    string_agg(
      z.phrase || CASE WHEN z.days IS NULL THEN '' WHEN z.days = 0 THEN ' today' WHEN z.days = 1 THEN ' yesterday' ELSE ' ' || z.days || ' days ago' END,
      '; ' ORDER BY z.points DESC, z.term) FILTER (z.points >= 0.5 AND z.place <= 4) AS reasons,
    string_agg(z.phrase, '; ' ORDER BY z.points, z.term) FILTER (z.points < 0) AS against
  FROM (SELECT *, row_number() OVER (PARTITION BY number ORDER BY points DESC, term) AS place FROM terms) z
  GROUP BY z.number
), scored AS (
  SELECT
    w.*, m.last_days, m.reasons, m.against,
    least(coalesce(c.static_most, 'infinity'::DOUBLE), coalesce(m.fixed, 0)) AS fixed,
    least(coalesce(c.dynamic_most, 'infinity'::DOUBLE), coalesce(m.moving, 0)) AS moving,
    c.most, c.band_a, c.band_b, c.band_c
  FROM waiting w CROSS JOIN scoring c LEFT JOIN summed m ON m.number = w.number
  WHERE c.origin IN ('settings', 'standard')
)
SELECT
  row_number() OVER (ORDER BY greatest(0, least(z.most, z.fixed + z.moving)) DESC, z.moving DESC, z.created_on DESC, z.lead_id) AS place,
  z.lead_id, z.seller_id, z.r AS region, z.t AS team, z.segment, z.channel, z.created_on,
  greatest(0, least(z.most, z.fixed + z.moving)) AS score,
  score_band(greatest(0, least(z.most, z.fixed + z.moving)), z.band_a, z.band_b, z.band_c) AS band,
  z.fixed AS static_points, z.moving AS dynamic_points, z.last_days AS last_touch_days, z.reasons, z.against
FROM scored z
ORDER BY place;
