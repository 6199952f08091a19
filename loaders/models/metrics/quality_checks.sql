-- title: Checks of the rows
-- grain: One row per source and check that could be made.
-- unit: rows
-- dates: None.
-- definition: For each source, the checks that its columns allow, and how many of its rows each one found: references that lead nowhere, such as a seller who is not on the roster or a deal without owner, dates in the wrong order, totals that are not the sum of their parts. Rows of data are those read without the ignored ones.
-- limits: A row rejected for one reason is not looked at for another, so a check may find more once the rejected rows are mended. A check whose columns a source lacks is not listed.
-- source: Our own accounting.
-- column source: Kind of source.
-- column rule: Short name of the check.
-- column outcome: What becomes of a row it finds: rejected or flagged.
-- column found: Rows found.
-- column rows: Rows of data.
-- column share: Found ÷ rows of data; empty without rows.
CREATE MACRO quality_checks() AS TABLE
WITH found AS (
  SELECT f.source, r.rule, r.outcome, count(*) AS n
  FROM (
    SELECT file, rule, 'rejected' AS outcome FROM rejected_rows
    UNION ALL SELECT file, rule, 'flagged' FROM flagged_rows
  ) r
  JOIN input_files f ON f.file = r.file
  GROUP BY f.source, r.rule, r.outcome
), counted AS (
  SELECT i.source, CAST(sum(i.rows_read - i.ignored) AS BIGINT) AS rows FROM input_files i GROUP BY i.source
)
SELECT c.source, c.rule, f.outcome, coalesce(f.n, 0) AS found, n.rows, rate(coalesce(f.n, 0), n.rows) AS share
FROM checks c
JOIN counted n ON n.source = c.source
LEFT JOIN found f ON f.source = c.source AND f.rule = c.rule
ORDER BY found DESC, c.source, c.rule;
