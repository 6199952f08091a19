-- title: The interview ledger by quarter or moment
-- grain: One row per value of the dimension.
-- unit: entries; deals; report currency; per cent
-- dates: closed_on of the deal.
-- definition: Accepted interviews on won deals closed in the period, grouped by the quarter in which the deal closed or by the decisive moment, with the most that a moment may claim (settings: moments).
-- limits: As ledger_total. A deal with entries on two moments counts in both.
-- values dimension: quarter, moment
-- source: Our own definition.
-- column key: Quarter, or moment.
-- column entries: Accepted entries.
-- column deals: Deals with at least one entry.
-- column declared: Sum of amount × contribution %.
-- column declared_halved: The same with every percentage at half.
-- column median_percent: Median contribution %.
-- column ceiling: Most that the moment may claim; empty by quarter.
-- column at_ceiling: Entries that claim exactly this most; empty by quarter.
-- column eligible_deals: Won deals of the quarter; empty by moment.
-- column coverage: Interviewed ÷ won deals of the quarter; empty by moment.
CREATE MACRO ledger_by(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH eligible AS (
  SELECT d.deal_id, d.closed_quarter FROM deals d
  WHERE d.outcome = 'won' AND d.closed_on IS NOT NULL
    AND (region IS NULL OR d.region = region)
    AND (team IS NULL OR d.team = team)
    AND within(d.closed_on, since, until)
), won AS (
  SELECT closed_quarter, count(*) AS deals FROM eligible GROUP BY closed_quarter
), entries AS (
  SELECT
    CASE dimension
      WHEN 'quarter' THEN e.closed_quarter
      WHEN 'moment' THEN i.moment
      ELSE error('ledger_by has no dimension ' || dimension || '; use quarter or moment')
    END AS key,
    i.deal_id, i.percent, i.declared, m.ceiling
  FROM contributions i JOIN eligible e ON e.deal_id = i.deal_id LEFT JOIN moments m ON m.moment = i.moment
), counted AS (
  SELECT
    key,
    count(*) AS entries,
    count(DISTINCT deal_id) AS deals,
    CAST(sum(declared) AS DOUBLE) AS declared,
    median(CAST(percent AS DOUBLE)) AS median_percent,
    CASE WHEN dimension = 'moment' THEN max(ceiling) END AS ceiling,
    CASE WHEN dimension = 'moment' THEN count(*) FILTER (percent >= ceiling) END AS at_ceiling
  FROM entries GROUP BY key
)
SELECT
  c.key, c.entries, c.deals, c.declared, c.declared / 2 AS declared_halved, c.median_percent,
  CAST(c.ceiling AS DOUBLE) AS ceiling, c.at_ceiling,
  w.deals AS eligible_deals,
  rate(c.deals, w.deals) AS coverage
FROM counted c LEFT JOIN won w ON dimension = 'quarter' AND w.closed_quarter = c.key
ORDER BY CASE WHEN dimension = 'quarter' THEN c.key END, c.declared DESC NULLS LAST, c.key;
