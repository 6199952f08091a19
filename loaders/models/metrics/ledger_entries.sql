-- title: Entries of the interview ledger
-- grain: One row per accepted entry.
-- unit: per cent; report currency
-- dates: closed_on of the deal.
-- definition: What sellers said of won deals closed in the period: the decisive moment, the percentage, the argument and their own words. Sellers stand with their identifier of this report, which is a pseudonym where the report is for leadership.
-- limits: Texts are shown as they were written; whoever keeps the ledger sees to it that they name no customer.
-- source: The interview ledger.
-- column interviewed_on: Day of the interview.
-- column closed_quarter: Quarter in which the deal was closed.
-- column seller_id: Who was interviewed.
-- column deal_id: The deal.
-- column moment: Decisive moment.
-- column percent: Contribution %.
-- column amount: Amount of the deal.
-- column declared: Amount × contribution %.
-- column argument: Why this percentage.
-- column verbatim: The seller's own words.
CREATE MACRO ledger_entries(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT
  i.interviewed_on, d.closed_quarter, i.seller_id, i.deal_id, i.moment,
  CAST(i.percent AS DOUBLE) AS percent, CAST(d.amount AS DOUBLE) AS amount, CAST(i.declared AS DOUBLE) AS declared,
  i.argument, i.verbatim
FROM contributions i JOIN deals d ON d.deal_id = i.deal_id
WHERE d.outcome = 'won' AND d.closed_on IS NOT NULL
  AND (region IS NULL OR d.region = region)
  AND (team IS NULL OR d.team = team)
  AND within(d.closed_on, since, until)
ORDER BY i.interviewed_on DESC, i.interview_id;
