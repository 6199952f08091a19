-- One row per deal. What was closed after the report's date is still open on it. Amounts are in the report's currency.
CREATE VIEW marts.deals AS
SELECT
  d.deal_id, d.seller_id, s.region, s.team, d.segment, d.source, d.source_text AS origin, d.stage,
  d.created_on,
  CASE WHEN d.closed THEN d.closed_on END AS closed_on,
  CASE WHEN d.closed THEN d.outcome ELSE 'open' END AS outcome,
  CAST(d.amount * exchange_rate(d.currency, deal_day(d.outcome, d.created_on, d.closed_on)) AS DECIMAL(18, 2)) AS amount,
  CASE WHEN d.closed THEN d.closed_on - d.created_on END AS cycle_days,
  fiscal_quarter(d.created_on, c.fiscal_year_start) AS created_quarter,
  CASE WHEN d.closed THEN fiscal_quarter(d.closed_on, c.fiscal_year_start) END AS closed_quarter
FROM (
  SELECT a.*, a.outcome <> 'open' AND (a.closed_on IS NULL OR a.closed_on <= (SELECT as_of FROM settings)) AS closed
  FROM accepted.deals a
) d
LEFT JOIN accepted.sellers s USING (seller_id)
CROSS JOIN settings c;
