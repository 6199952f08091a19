-- title: How fresh each source is
-- grain: One row per source with dated rows.
-- unit: rows; days; weeks
-- dates: The day a row is about: a deal's creation, a session's day, the week of a score.
-- definition: First and last day in the rows of each source, how many days the last one lies before the report's date, and how many weeks between them have no row.
-- limits: A week without rows can be a gap in the export or a week in which nothing happened. Rows dated after the report's date are not counted.
-- source: Our own accounting.
-- column source: Kind of source.
-- column rows: Dated rows.
-- column first_day: First day.
-- column last_day: Last day.
-- column days_old: Days from the last day to the report's date.
-- column weeks: Weeks from the first day's to the last day's.
-- column empty_weeks: Of these, weeks without a row.
CREATE MACRO freshness() AS TABLE
SELECT
  d.source,
  CAST(sum(d.rows) AS BIGINT) AS rows,
  min(d.day) AS first_day,
  max(d.day) AS last_day,
  any_value(c.as_of) - max(d.day) AS days_old,
  CAST(date_diff('week', min(d.day), max(d.day)) + 1 AS BIGINT) AS weeks,
  CAST(date_diff('week', min(d.day), max(d.day)) + 1 AS BIGINT) - count(DISTINCT date_trunc('week', d.day)) AS empty_weeks
FROM source_days d CROSS JOIN settings c
GROUP BY d.source
ORDER BY d.source;
