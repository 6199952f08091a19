-- One row per seller and fiscal quarter that was over on the report's day and through all of which the seller was on the
-- roster. What a source counts is 0 where the seller has none, NULL before the source begins; the SSI is NULL where not measured.
CREATE TABLE marts.seller_quarters AS
WITH spans AS (
  SELECT
    (SELECT fiscal_quarter_start(min(created_on), c.fiscal_year_start) FROM marts.deals) AS deals_from,
    (SELECT fiscal_quarter_start(min(happened_on), c.fiscal_year_start) FROM marts.touches) AS touches_from,
    (SELECT fiscal_quarter_start(min(published_on), c.fiscal_year_start) FROM marts.posts WHERE seller_id IS NOT NULL) AS posts_from,
    (SELECT fiscal_quarter_start(min(week), c.fiscal_year_start) FROM marts.seller_weeks) AS ssi_from,
    c.as_of, c.fiscal_year_start
  FROM settings c
), starts AS (
  SELECT
    CAST(unnest(generate_series(least(deals_from, touches_from, posts_from, ssi_from), as_of, INTERVAL 3 MONTH)) AS DATE) AS starts_on
  FROM spans
), quarters AS (
  SELECT
    starts_on, CAST(starts_on + INTERVAL 3 MONTH - INTERVAL 1 DAY AS DATE) AS ends_on,
    fiscal_quarter(starts_on, fiscal_year_start) AS quarter, deals_from, touches_from, posts_from, fiscal_year_start
  FROM starts CROSS JOIN spans
  WHERE CAST(starts_on + INTERVAL 3 MONTH - INTERVAL 1 DAY AS DATE) <= as_of
), ssi AS (
  SELECT seller_id, fiscal_quarter_start(week, c.fiscal_year_start) AS starts_on, avg(ssi) AS ssi, count(ssi) AS ssi_weeks
  FROM marts.seller_weeks CROSS JOIN settings c GROUP BY ALL
), touched AS (
  SELECT seller_id, fiscal_quarter_start(happened_on, c.fiscal_year_start) AS starts_on, sum("count") AS touches
  FROM marts.touches CROSS JOIN settings c WHERE NOT received GROUP BY ALL
), posted AS (
  SELECT seller_id, fiscal_quarter_start(published_on, c.fiscal_year_start) AS starts_on, count(*) AS posts
  FROM marts.posts CROSS JOIN settings c GROUP BY ALL
), created AS (
  SELECT seller_id, fiscal_quarter_start(created_on, c.fiscal_year_start) AS starts_on, count(*) AS deals, sum(amount) AS pipeline
  FROM marts.deals CROSS JOIN settings c GROUP BY ALL
), won AS (
  SELECT seller_id, fiscal_quarter_start(closed_on, c.fiscal_year_start) AS starts_on, count(*) AS won, sum(amount) AS won_amount
  FROM marts.deals CROSS JOIN settings c WHERE outcome = 'won' GROUP BY ALL
)
SELECT
  q.quarter, q.starts_on, q.ends_on, s.seller_id, s.region, s.team, s.seat,
  CASE WHEN s.trained_on < q.starts_on THEN true WHEN s.trained_on <= q.ends_on THEN NULL ELSE false END AS trained,
  i.ssi, i.ssi_weeks,
  CASE WHEN q.starts_on >= q.touches_from THEN CAST(coalesce(t.touches, 0) AS BIGINT) END AS touches,
  CASE WHEN q.starts_on >= q.posts_from THEN coalesce(p.posts, 0) END AS posts,
  CASE WHEN q.starts_on >= q.deals_from THEN coalesce(c.deals, 0) END AS deals,
  CASE WHEN q.starts_on >= q.deals_from THEN CAST(coalesce(c.pipeline, 0) AS DECIMAL(18, 2)) END AS pipeline,
  CASE WHEN q.starts_on >= q.deals_from THEN coalesce(w.won, 0) END AS won,
  CASE WHEN q.starts_on >= q.deals_from THEN CAST(coalesce(w.won_amount, 0) AS DECIMAL(18, 2)) END AS won_amount
FROM quarters q
JOIN marts.sellers s ON coalesce(s.hired_on <= q.starts_on, true) AND coalesce(s.left_on >= q.ends_on, true)
LEFT JOIN ssi i ON i.seller_id = s.seller_id AND i.starts_on = q.starts_on
LEFT JOIN touched t ON t.seller_id = s.seller_id AND t.starts_on = q.starts_on
LEFT JOIN posted p ON p.seller_id = s.seller_id AND p.starts_on = q.starts_on
LEFT JOIN created c ON c.seller_id = s.seller_id AND c.starts_on = q.starts_on
LEFT JOIN won w ON w.seller_id = s.seller_id AND w.starts_on = q.starts_on;
