-- title: The weekly survey against the CRM
-- grain: One row per fiscal quarter, and one for the period (quarter is empty).
-- unit: answers; meetings; opportunities; deals; shares of answers
-- dates: The Monday of the week.
-- definition: What sellers declare in their weekly answers, and whether the CRM holds it. An answer is found when the same seller has a deal created in that week or the next. The share found among answers that declare a new opportunity stands beside that among answers that declare none: only where the first is clearly higher do the two sources speak of the same deals. The difference has a 95 % Newcombe interval.
-- limits: The survey does not say which deal is meant, so a deal of the same seller in the same weeks is taken for it; sellers with many deals are always found. Answers of one seller are not independent, so the intervals are somewhat too narrow. Answers without a count of opportunities are left out of the shares.
-- source: Our own definition; Wilson 1927; Newcombe 1998, method 10.
-- column quarter: Fiscal quarter; empty for the whole period.
-- column answers: Answers.
-- column meetings: New meetings declared.
-- column opportunities: New opportunities declared.
-- column influenced: Running opportunities declared as moved on.
-- column deals_created: Deals that the answering sellers created in the answered weeks.
-- column social_created: Of these, of social source.
-- column declaring: Answers that declare at least one new opportunity.
-- column declaring_found: Of these, found in the CRM.
-- column found_share: Found ÷ declaring.
-- column found_low: Lower end of its interval.
-- column found_high: Upper end of its interval.
-- column silent: Answers that declare none.
-- column silent_found: Of these, with a deal in the CRM all the same.
-- column silent_share: Their share.
-- column difference: Share found among the declaring minus that among the silent.
-- column difference_low: Lower end of its interval.
-- column difference_high: Upper end of its interval.
CREATE MACRO survey_against_crm(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH answers AS (
  SELECT v.week, v.seller_id, v.meetings, v.opportunities, v.influenced,
    fiscal_quarter(v.week, c.fiscal_year_start) AS quarter
  FROM surveys v CROSS JOIN settings c
  WHERE (region IS NULL OR v.region = region)
    AND (team IS NULL OR v.team = team)
    AND within(v.week, since, until)
), created AS (
  SELECT d.seller_id, CAST(date_trunc('week', d.created_on) AS DATE) AS week,
    count(*) AS deals, count(*) FILTER (d.source = 'social') AS social
  FROM deals d WHERE d.seller_id IS NOT NULL GROUP BY ALL
), reached AS (
  SELECT DISTINCT c.seller_id, c.week + CAST(o.days AS INTEGER) AS week
  FROM created c CROSS JOIN (VALUES (0), (-7)) o(days)
), joined AS (
  SELECT a.*, coalesce(c.deals, 0) AS deals, coalesce(c.social, 0) AS social, r.seller_id IS NOT NULL AS found
  FROM answers a
  LEFT JOIN created c ON c.seller_id = a.seller_id AND c.week = a.week
  LEFT JOIN reached r ON r.seller_id = a.seller_id AND r.week = a.week
), counted AS (
  SELECT
    quarter,
    count(*) AS answers,
    CAST(sum(meetings) AS BIGINT) AS meetings,
    CAST(sum(opportunities) AS BIGINT) AS opportunities,
    CAST(sum(influenced) AS BIGINT) AS influenced,
    CAST(sum(deals) AS BIGINT) AS deals_created,
    CAST(sum(social) AS BIGINT) AS social_created,
    count(*) FILTER (opportunities > 0) AS declaring,
    count(*) FILTER (opportunities > 0 AND found) AS declaring_found,
    count(*) FILTER (opportunities = 0) AS silent,
    count(*) FILTER (opportunities = 0 AND found) AS silent_found
  FROM joined GROUP BY GROUPING SETS ((quarter), ())
), rated AS (
  SELECT *,
    rate(declaring_found, declaring) AS found_share,
    wilson_low(declaring_found, declaring) AS found_low,
    wilson_high(declaring_found, declaring) AS found_high,
    rate(silent_found, silent) AS silent_share,
    wilson_low(silent_found, silent) AS silent_low,
    wilson_high(silent_found, silent) AS silent_high
  FROM counted
)
SELECT
  quarter, answers, meetings, opportunities, influenced, deals_created, social_created,
  declaring, declaring_found, found_share, found_low, found_high, silent, silent_found, silent_share,
  found_share - silent_share AS difference,
  difference_low(found_share, found_low, silent_share, silent_high) AS difference_low,
  difference_high(found_share, found_high, silent_share, silent_low) AS difference_high
FROM rated ORDER BY quarter NULLS LAST;
