-- title: The interview ledger
-- grain: One row.
-- unit: entries; deals; report currency; shares
-- dates: closed_on of the deal.
-- definition: Accepted interviews on won deals closed in the period. Declared is amount × contribution %. Coverage is interviewed won deals ÷ all won deals of the period, in count (with a 95 % Wilson interval) and in amount. The halved total takes every percentage at half, since people tend to credit what they are asked about.
-- limits: Which deals were asked about is not chance, so the declared amount cannot be extended to the others. It is a declaration, not a measurement. A deal without an amount declares nothing.
-- source: Our own definition; Wilson 1927 for the interval.
-- column entries: Accepted entries.
-- column deals: Won deals with at least one entry.
-- column declared: Sum of amount × contribution %; empty without interviews.
-- column declared_halved: The same with every percentage at half.
-- column median_percent: Median contribution % of an entry.
-- column median_percent_low: Lower end of its interval.
-- column median_percent_high: Upper end of its interval.
-- column largest: Largest declared amount of one deal.
-- column eligible_deals: Won deals closed in the period.
-- column eligible_amount: Their won amount.
-- column interviewed_amount: Won amount of the deals with an entry.
-- column coverage: Interviewed ÷ eligible deals.
-- column coverage_low: Lower end of its interval.
-- column coverage_high: Upper end of its interval.
-- column coverage_amount: Interviewed ÷ eligible amount.
-- column no_amount: Interviewed deals without an amount.
CREATE MACRO ledger_total(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH eligible AS (
  SELECT d.deal_id, d.amount FROM deals d
  WHERE d.outcome = 'won' AND d.closed_on IS NOT NULL
    AND (region IS NULL OR d.region = region)
    AND (team IS NULL OR d.team = team)
    AND within(d.closed_on, since, until)
), entries AS (
  SELECT i.deal_id, i.percent, i.declared FROM contributions i JOIN eligible e ON e.deal_id = i.deal_id
), asked AS (
  SELECT deal_id, sum(declared) AS declared FROM entries GROUP BY deal_id
), listed AS (
  SELECT
    count(*) AS entries,
    sum(declared) AS declared,
    median(CAST(percent AS DOUBLE)) AS median_percent,
    list(CAST(percent AS DOUBLE) ORDER BY percent) AS percents
  FROM entries
), counted AS (
  SELECT
    count(a.deal_id) AS deals,
    CAST(max(a.declared) AS DOUBLE) AS largest,
    count(*) AS eligible_deals,
    CAST(sum(e.amount) AS DOUBLE) AS eligible_amount,
    CAST(sum(e.amount) FILTER (a.deal_id IS NOT NULL) AS DOUBLE) AS interviewed_amount,
    count(*) FILTER (a.deal_id IS NOT NULL AND e.amount IS NULL) AS no_amount
  FROM eligible e LEFT JOIN asked a ON a.deal_id = e.deal_id
)
SELECT
  l.entries, c.deals,
  CAST(l.declared AS DOUBLE) AS declared, CAST(l.declared AS DOUBLE) / 2 AS declared_halved,
  l.median_percent, median_low(l.percents) AS median_percent_low, median_high(l.percents) AS median_percent_high,
  c.largest, c.eligible_deals, c.eligible_amount, c.interviewed_amount,
  rate(c.deals, c.eligible_deals) AS coverage,
  wilson_low(c.deals, c.eligible_deals) AS coverage_low,
  wilson_high(c.deals, c.eligible_deals) AS coverage_high,
  coalesce(c.interviewed_amount, 0) / nullif(c.eligible_amount, 0) AS coverage_amount,
  c.no_amount
FROM listed l CROSS JOIN counted c;
