-- title: Winning over time, with losses competing
-- grain: One row per value of the dimension and day on which a deal of it was won or lost.
-- unit: days since creation; deals; shares of deals
-- dates: created_on of the deal.
-- definition: Aalen–Johansen cumulative incidences: the share of deals won, and lost, so many days after they were created. Winning and losing compete, and deals still open count for as long as they have been open.
-- limits: As winning_steps, which also gives the standard errors.
-- values dimension: social, source, origin, region, team, segment
-- source: Aalen and Johansen 1978.
-- column key: Value of the dimension; with social: social or rest.
-- column day: Days since creation.
-- column at_risk: Deals still open just before that day.
-- column won: Cumulative incidence of winning.
-- column lost: Cumulative incidence of losing.
CREATE MACRO winning_curve(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT s.key, s.day, s.at_risk, s.won, s.lost
FROM winning_steps(dimension, region := region, team := team, since := since, until := until) s
WHERE s.won_deals + s.lost_deals > 0
ORDER BY s.key, s.day;
