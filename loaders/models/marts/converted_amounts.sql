-- One row per currency other than the report's, with the deals whose amounts were converted from it.
CREATE VIEW marts.converted_amounts AS
SELECT
  d.currency, count(*) AS deals, CAST(sum(d.amount) AS DOUBLE) AS original,
  CAST(sum(CAST(d.amount * d.rate AS DECIMAL(18, 2))) AS DOUBLE) AS converted,
  min(d.rate) AS lowest_rate, max(d.rate) AS highest_rate
FROM (
  SELECT upper(a.currency) AS currency, a.amount,
    exchange_rate(a.currency, deal_day(a.outcome, a.created_on, a.closed_on)) AS rate
  FROM accepted.deals a
  WHERE a.amount IS NOT NULL
) d
CROSS JOIN settings c
WHERE d.currency <> c.currency
GROUP BY d.currency;
