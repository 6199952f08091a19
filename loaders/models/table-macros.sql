-- Tables that several metrics ask of the published ones; made before the metrics.

-- The fewest sellers that a figure may be about: 1 where names are shown, `min_cell` for leadership.
CREATE MACRO least_sellers() AS (SELECT coalesce(max(c.least_sellers), 1) FROM settings c);

-- One row: the first and the last week of the period in which anybody of the place has a Social Selling Index.
CREATE MACRO ssi_ends(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT min(w.week) AS first_week, max(w.week) AS last_week
FROM ssi_weeks w
WHERE w.place = place_of(region, team)
  AND (region IS NULL OR w.region = region)
  AND (team IS NULL OR w.team = team)
  AND within(w.week, since, until);

-- One row per seller on the roster at the end of the period: seat, score of the last week that has any, idle seat. Where
-- an audience may not see sellers with and without a seat apart, whether one reaches the threshold is not told.
CREATE MACRO seat_holders(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH bounds AS (
  SELECT CASE WHEN CAST(until AS DATE) < c.as_of THEN CAST(until AS DATE) ELSE c.as_of END AS day, e.last_week
  FROM settings c CROSS JOIN ssi_ends(region, team, since, until) e
), scores AS (
  SELECT w.seller_id, w.ssi, w.seat_withheld FROM seller_weeks w CROSS JOIN bounds b WHERE w.week = b.last_week
), users AS (
  SELECT u.seller_id
  FROM navigator_usage u CROSS JOIN bounds b
  WHERE u.week <= b.day AND u.week > b.day - 28
    AND was_used(u.days_active, u.searches, u.profile_views, u.inmails_sent, u.saved_leads, u.saved_accounts)
  GROUP BY u.seller_id
)
SELECT
  s.seller_id, s.region, s.team, s.seat, v.ssi,
  CASE WHEN v.ssi IS NULL THEN 'not measured' WHEN NOT is_told(v.seat_withheld, region, team) THEN 'not told' WHEN v.ssi >= c.ssi_seat_threshold THEN 'reached' ELSE 'under' END AS standing,
  CASE WHEN s.seat AND EXISTS (SELECT 1 FROM navigator_usage) THEN u.seller_id IS NULL END AS idle
FROM sellers s
CROSS JOIN bounds b
CROSS JOIN settings c
LEFT JOIN scores v ON v.seller_id = s.seller_id
LEFT JOIN users u ON u.seller_id = s.seller_id
WHERE (s.hired_on IS NULL OR s.hired_on <= b.day)
  AND (s.left_on IS NULL OR s.left_on >= b.day)
  AND (region IS NULL OR s.region = region)
  AND (team IS NULL OR s.team = team);

-- One row per score and lead of the selection that has it; all scores where none is named.
CREATE MACRO scored_leads(score, part, region, team, since, until) AS TABLE
SELECT
  s.score AS name, s.value, n.probability, n.own,
  l.number, l.lead_id, l.created_on, l.won, l.part <> 'young' AS settled
FROM lead_scores s
JOIN leads l USING (number)
JOIN score_names n ON n.score = s.score
WHERE (score IS NULL OR s.score = score)
  AND (part IS NULL OR l.part = part)
  AND (region IS NULL OR l.region = region)
  AND (team IS NULL OR l.team = team)
  AND within(l.created_on, since, until);
