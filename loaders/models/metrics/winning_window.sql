-- title: What the winning curves may miss
-- grain: One row.
-- unit: deals; dates
-- dates: created_on of the deal.
-- definition: Signs that closings are missing from the file. Where deals were created long before the first close of the file, closings before that day were perhaps not exported: expected_before is how many of the deals created earlier would have been closed before it, had they closed at the pace of deals created from that day on; with none found, ten or more are hardly chance.
-- limits: It compares earlier deals with later ones; where selling has become quicker, too many closings are expected. It says nothing of deals that were deleted when they were lost.
-- source: Our own definition, after the idea of left truncation (Klein and Moeschberger 2003, 3.4).
-- column deals: Deals created in the period.
-- column won: Of these, won.
-- column lost: Of these, lost.
-- column open: Of these, open.
-- column undated: Closed without a close date: left out of the curves.
-- column back_dated: Closed before they were created: counted before day 0.
-- column first_created_on: Day on which the first of these deals was created.
-- column first_closed_on: Day of the first close in the whole file.
-- column created_before: Deals of the period created before that day.
-- column expected_before: Closings to be expected before that day; empty where no deal was created from then on.
CREATE MACRO winning_window(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT d.outcome, d.created_on, d.closed_on FROM deals d
  WHERE (region IS NULL OR d.region = region)
    AND (team IS NULL OR d.team = team)
    AND within(d.created_on, since, until)
), counted AS (
  SELECT
    count(*) AS deals,
    count(*) FILTER (outcome = 'won') AS won,
    count(*) FILTER (outcome = 'lost') AS lost,
    count(*) FILTER (outcome = 'open') AS open,
    count(*) FILTER (outcome <> 'open' AND closed_on IS NULL) AS undated,
    count(*) FILTER (outcome <> 'open' AND closed_on < created_on) AS back_dated,
    min(created_on) AS first_created_on
  FROM chosen
), opening AS (
  SELECT min(d.closed_on) FILTER (d.closed_on >= d.created_on) AS first_closed_on FROM deals d WHERE d.outcome <> 'open'
), later AS (
  SELECT
    CASE WHEN d.outcome = 'open' THEN c.as_of - d.created_on ELSE d.cycle_days END AS day,
    count(*) AS n,
    count(*) FILTER (d.outcome <> 'open') AS closed
  FROM deals d CROSS JOIN settings c CROSS JOIN opening o
  WHERE d.created_on >= o.first_closed_on
    AND (d.outcome = 'open' OR d.closed_on IS NOT NULL)
    AND (region IS NULL OR d.region = region)
    AND (team IS NULL OR d.team = team)
  GROUP BY day
), risk AS (
  SELECT day, closed, CAST(sum(n) OVER (ORDER BY day DESC) AS DOUBLE) AS n FROM later
), closing AS (
  SELECT day, 1 - product(1 - closed / n) OVER (ORDER BY day) AS closed FROM risk
), waited AS (
  SELECT o.first_closed_on - 1 - e.created_on AS day, count(*) AS n
  FROM chosen e CROSS JOIN opening o WHERE e.created_on < o.first_closed_on GROUP BY 1
), expected AS (
  SELECT sum(w.n * coalesce(p.closed, 0)) AS closed
  FROM waited w ASOF LEFT JOIN closing p ON w.day >= p.day
)
SELECT
  c.*, o.first_closed_on,
  CAST(coalesce((SELECT sum(n) FROM waited), 0) AS BIGINT) AS created_before,
  CASE WHEN EXISTS (SELECT 1 FROM closing) THEN coalesce(e.closed, 0) END AS expected_before
FROM counted c CROSS JOIN opening o CROSS JOIN expected e;
