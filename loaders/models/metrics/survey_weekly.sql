-- title: Survey answers by week
-- grain: One row per ISO week with an answer.
-- unit: answers; usefulness from 1 to 5; shares
-- dates: The Monday of the week.
-- definition: The sellers' weekly answers: mean usefulness, the share of answers of 4 or 5 with its 95 % Wilson interval, and the response rate, which is sellers on the roster who answered ÷ sellers on the roster that week.
-- limits: Who answers is not chosen by chance: sellers who find it useful may answer more often. Answers are declared, not measured. The response rate is empty without a roster. In a report for leadership, weeks in which too few sellers of the selection have a row are left out.
-- source: Wilson 1927 for the interval.
-- column week: Monday of the week.
-- column answers: Answers, each of one seller.
-- column roster: Sellers on the roster that week.
-- column answers_on_roster: Answers of sellers on the roster that week.
-- column response_rate: Answers of sellers on the roster ÷ sellers on the roster.
-- column rated: Answers that give a usefulness.
-- column mean_usefulness: Mean usefulness.
-- column top_two: Answers of 4 or 5.
-- column top_two_share: Answers of 4 or 5 ÷ answers that give a usefulness.
-- column top_two_share_low: Lower end of its interval.
-- column top_two_share_high: Upper end of its interval.
-- column meetings: New meetings declared.
-- column opportunities: New opportunities declared.
-- column influenced: Running opportunities declared as moved on.
CREATE MACRO survey_weekly(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT v.week, v.seller_id, v.usefulness, v.meetings, v.opportunities, v.influenced, v.withheld
  FROM surveys v
  WHERE (region IS NULL OR v.region = region)
    AND (team IS NULL OR v.team = team)
    AND within(v.week, since, until)
), weeks AS (
  SELECT
    week,
    count(*) AS answers,
    count(usefulness) AS rated,
    avg(usefulness) AS mean_usefulness,
    count(*) FILTER (usefulness >= 4) AS top_two,
    CAST(sum(meetings) AS BIGINT) AS meetings,
    CAST(sum(opportunities) AS BIGINT) AS opportunities,
    CAST(sum(influenced) AS BIGINT) AS influenced
  FROM chosen GROUP BY week
  HAVING is_told(max(withheld), region, team)
), present AS (
  SELECT w.week, count(*) AS roster, count(a.seller_id) AS answers_on_roster
  FROM weeks w
  JOIN sellers s ON (s.hired_on IS NULL OR s.hired_on <= w.week) AND (s.left_on IS NULL OR s.left_on >= w.week)
  LEFT JOIN (SELECT DISTINCT week, seller_id FROM chosen) a ON a.week = w.week AND a.seller_id = s.seller_id
  WHERE (region IS NULL OR s.region = region)
    AND (team IS NULL OR s.team = team)
  GROUP BY w.week
)
SELECT
  w.week, w.answers, coalesce(p.roster, 0) AS roster, coalesce(p.answers_on_roster, 0) AS answers_on_roster,
  rate(p.answers_on_roster, p.roster) AS response_rate,
  w.rated, w.mean_usefulness, w.top_two,
  rate(w.top_two, w.rated) AS top_two_share,
  wilson_low(w.top_two, w.rated) AS top_two_share_low,
  wilson_high(w.top_two, w.rated) AS top_two_share_high,
  w.meetings, w.opportunities, w.influenced
FROM weeks w LEFT JOIN present p USING (week)
ORDER BY w.week;
