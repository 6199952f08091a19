-- One row per accepted entry of the interview ledger, with its deal. `declared` is the deal's amount times the percentage.
CREATE VIEW marts.contributions AS
SELECT
  i.interview_id, i.interviewed_on, coalesce(i.seller_id, d.seller_id) AS seller_id, s.region, s.team, i.deal_id,
  i.moment, i.percent, i.argument, i.verbatim,
  d.closed_on, d.closed_quarter, d.amount,
  CAST(d.amount * i.percent / 100 AS DECIMAL(18, 4)) AS declared
FROM accepted.contributions i
LEFT JOIN marts.deals d USING (deal_id)
LEFT JOIN accepted.sellers s ON s.seller_id = coalesce(i.seller_id, d.seller_id);
