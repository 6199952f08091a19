-- title: Rows by source and week
-- grain: One row per source and ISO week, for sources with any dated row.
-- unit: rows
-- dates: The day a row is about: a deal's creation, a session's day, the week of a score.
-- definition: How many rows each source has in each of the last weeks up to the report's date, weeks without rows among them, and how that compares with the source's own busiest week of the time shown.
-- limits: A week without rows can be a gap in the export or a week in which nothing happened, as with training. Rows already counted together stand for many touches but are one row.
-- source: Our own accounting.
-- column source: Kind of source.
-- column week: Monday of the week.
-- column rows: Rows in that week; 0 for none.
-- column share: Rows ÷ rows of the source's busiest week shown; empty where no week has any.
CREATE MACRO coverage_weekly(weeks := 53) AS TABLE
WITH last AS (
  SELECT CAST(date_trunc('week', c.as_of) AS DATE) AS week FROM settings c
), shown AS (
  SELECT CAST(last.week - CAST(7 * g.back AS INTEGER) AS DATE) AS week
  FROM last CROSS JOIN (SELECT unnest(range(CAST(weeks AS BIGINT))) AS back) g
), counted AS (
  SELECT d.source, CAST(date_trunc('week', d.day) AS DATE) AS week, CAST(sum(d.rows) AS BIGINT) AS rows
  FROM source_days d
  GROUP BY d.source, date_trunc('week', d.day)
), grid AS (
  SELECT s.source, w.week, coalesce(n.rows, 0) AS rows
  FROM (SELECT DISTINCT source FROM counted) s
  CROSS JOIN shown w
  LEFT JOIN counted n ON n.source = s.source AND n.week = w.week
)
SELECT source, week, rows, rate(rows, max(rows) OVER (PARTITION BY source)) AS share
FROM grid
ORDER BY source, week;
