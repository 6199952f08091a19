-- title: Seats and the threshold for one
-- grain: One row per seat (held or not) and standing: reached, under, not measured, not told.
-- unit: sellers; report currency a year
-- dates: The end of the period; scores of the last week of the period that has any.
-- definition: Sellers on the roster at the end of the period by whether they hold a Sales Navigator seat and whether their score reaches the threshold for one (a setting). Idle are seats without any use reported in the last four weeks of the period. The cost is sellers × the price of a seat for a year.
-- limits: The index is activity, not results, and a seat itself lifts it: a seller under the threshold may still sell. The roster says who holds a seat today. Idle is empty where no use is reported at all; the cost is empty where the settings name no price. In a report for leadership the standing is "not told" where a team or region would show too few sellers with or without a seat.
-- source: The threshold is a rule of practice: first the habit, then the licence.
-- column seat: Whether a seat is held; empty where the roster does not say.
-- column standing: reached, under, not measured, or not told.
-- column sellers: Sellers.
-- column threshold: The score from which a seat may be asked for.
-- column cost: Price of their seats for a year; empty for those without a seat.
-- column idle: Of those with a seat, without any use in four weeks.
-- column idle_cost: Price of the idle seats for a year.
CREATE MACRO seat_rule(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH placed AS (
  SELECT r.seat, r.standing, r.idle, c.ssi_seat_threshold AS threshold, l.seat_cost
  FROM seat_holders(region, team, since, until) r CROSS JOIN settings c CROSS JOIN licence l
)
SELECT
  seat, standing, count(*) AS sellers, any_value(threshold) AS threshold,
  CASE WHEN seat THEN count(*) * any_value(seat_cost) END AS cost,
  CASE WHEN count(idle) > 0 THEN count(*) FILTER (idle) END AS idle,
  CASE WHEN count(idle) > 0 THEN count(*) FILTER (idle) * any_value(seat_cost) END AS idle_cost
FROM placed
GROUP BY seat, standing
ORDER BY seat DESC NULLS LAST, CASE standing WHEN 'reached' THEN 1 WHEN 'under' THEN 2 ELSE 3 END;
