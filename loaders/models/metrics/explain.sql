-- title: A lead's score, term by term
-- grain: One row per term that gives the lead points, and one for each limit that takes some away.
-- unit: points
-- dates: The day of scoring, or the day given.
-- definition: Every term of our own score that the lead shows, with its points; they add up to the score. A touch counts for less with age: half its points after the term's half-life. Where a limit of the settings cuts points off, a row of its own takes them away.
-- limits: Empty for a lead that the rules find nothing in, and where the file's score column stands for ours. A day after the outcome shows what was known before it.
-- source: Our own definition.
-- column term: Number of the term; empty for a limit.
-- column part: static, dynamic or limit.
-- column label: What the lead shows, in words.
-- column times: How often; 1 for a static term.
-- column last_days: Days from the last such touch to the day of scoring.
-- column points: Points it gives.
-- column scored_on: The day as of which the lead is scored.
CREATE MACRO explain(lead, day := NULL) AS TABLE
WITH chosen AS (
  SELECT
    l.number, l.created_on,
    CAST(coalesce(CAST(day AS DATE) - l.created_on, l.scored_day) AS INTEGER) AS as_day
  FROM leads l WHERE l.lead_id = lead
), terms AS (
  SELECT
    t.term, t.part, t.label, c.created_on, c.as_day,
    CAST(sum(h.times) AS BIGINT) AS times,
    c.as_day - max(h.day) AS last_days,
    least(coalesce(any_value(t.most), 'infinity'::DOUBLE), sum(decayed(t.points * h.times, c.as_day - h.day, t.half_life))) AS points
  FROM chosen c JOIN lead_hits h ON h.number = c.number AND (h.day IS NULL OR h.day <= c.as_day)
  JOIN score_terms t ON t.term = h.term
  GROUP BY t.term, t.part, t.label, c.created_on, c.as_day
), sums AS (
  SELECT
    c.created_on, c.as_day, k.most, k.static_most, k.dynamic_most,
    coalesce(sum(t.points) FILTER (t.part = 'static'), 0) AS static_points,
    coalesce(sum(t.points) FILTER (t.part = 'dynamic'), 0) AS dynamic_points
  FROM chosen c CROSS JOIN scoring k LEFT JOIN terms t ON true
  GROUP BY ALL
), limited AS (
  SELECT
    created_on, as_day, most,
    least(0, static_most - static_points) AS static_cut,
    least(0, dynamic_most - dynamic_points) AS dynamic_cut,
    least(coalesce(static_most, 'infinity'::DOUBLE), static_points)
      + least(coalesce(dynamic_most, 'infinity'::DOUBLE), dynamic_points) AS total
  FROM sums
), cuts AS (
  SELECT 'Attributes give no more than their limit' AS label, static_cut AS points, created_on, as_day FROM limited
  UNION ALL
  SELECT 'Touches give no more than their limit', dynamic_cut, created_on, as_day FROM limited
  UNION ALL
  SELECT 'A score is at least 0 and at most ' || CAST(CAST(most AS BIGINT) AS VARCHAR), greatest(0, least(most, total)) - total,
    created_on, as_day FROM limited
), listed AS (
  SELECT t.term, t.part, t.label, t.times, t.last_days, t.points, t.created_on + t.as_day AS scored_on FROM terms t
  UNION ALL
  SELECT NULL, 'limit', c.label, NULL, NULL, c.points, c.created_on + c.as_day FROM cuts c WHERE c.points <> 0
)
SELECT z.term, z.part, z.label, z.times, z.last_days, z.points, z.scored_on
FROM listed z
ORDER BY z.part = 'limit', z.points DESC, z.term;
