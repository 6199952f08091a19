-- title: Share of deals won by a day
-- grain: One row per value of the dimension and day (30, 60, 90, 180 and 365).
-- unit: shares of deals; deals; days
-- dates: created_on of the deal.
-- definition: The cumulative incidences of winning and losing at five ages of a deal, with a 95 % interval for winning on the log(−log) scale and the number of deals still open and followed at that age. The median is the first day by which half of all deals are won; it is empty where that is not reached.
-- limits: As winning_steps. Where no deal was followed so long (at_risk is 0), the share is that of the last day on which one closed.
-- values dimension: social, source, origin, region, team, segment
-- source: Aalen and Johansen 1978; Kalbfleisch and Prentice 2002, 1.4, for the scale of the interval.
-- column key: Value of the dimension; with social: social or rest.
-- column day: Days since creation.
-- column deals: Deals followed from day 0.
-- column at_risk: Deals still open and followed after that day.
-- column won: Share won by then.
-- column won_low: Lower end of its interval; empty where nothing is won.
-- column won_high: Upper end of its interval.
-- column lost: Share lost by then.
-- column median_day: First day by which half of all deals are won; empty where not reached.
CREATE MACRO winning_at(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH steps AS (
  SELECT * FROM winning_steps(dimension, region := region, team := team, since := since, until := until)
), reached AS (
  SELECT s.key, a.day,
    max(s.at_risk) AS deals,
    coalesce(max(s.at_risk) FILTER (s.day > a.day), 0) AS at_risk,
    coalesce(max(s.won) FILTER (s.day <= a.day), 0) AS won,
    coalesce(arg_max(s.won_error, s.day) FILTER (s.day <= a.day), 0) AS error,
    coalesce(max(s.lost) FILTER (s.day <= a.day), 0) AS lost,
    min(s.day) FILTER (s.won >= 0.5) AS median_day
  FROM steps s CROSS JOIN (VALUES (30), (60), (90), (180), (365)) a(day)
  GROUP BY s.key, a.day
)
SELECT
  r.key, r.day, r.deals, r.at_risk, r.won,
  CASE WHEN r.won > 0 AND r.won < 1 THEN pow(r.won, exp(1.959963984540054e0 * r.error / (-ln(r.won) * r.won))) END AS won_low,
  CASE WHEN r.won > 0 AND r.won < 1 THEN pow(r.won, exp(-1.959963984540054e0 * r.error / (-ln(r.won) * r.won))) END AS won_high,
  r.lost, r.median_day
FROM reached r
ORDER BY r.key, r.day;
