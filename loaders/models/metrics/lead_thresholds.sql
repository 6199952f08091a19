-- title: What a threshold of the lead score costs and brings
-- grain: One row per threshold, from the highest score down to all leads.
-- unit: leads; hours; report currency
-- dates: created_on of the lead.
-- definition: Leads whose score is at least the threshold are handed over to sellers. Of these, won is what came of them, with the 95 % Wilson interval of their conversion times their number. Hours = leads × minutes ÷ 60; cost = hours × hourly cost; won value = won × value; net = won value − cost. Minutes, hourly cost and value are those of the settings (lead_scoring.economics) unless given; without a value in the settings it is the median amount of the won deals. near_best marks thresholds whose net is within 3 % of the best.
-- limits: What was won after contact is taken as what calling would bring; leads never called might have been won, too. At most 101 thresholds are shown. Minutes and value are the same for all leads.
-- values part: earlier, later, young
-- source: Wilson 1927 for the interval; the rest is our own definition.
-- column threshold: Least score of the leads handed over.
-- column leads: Leads handed over.
-- column share: Of all leads with the score.
-- column won: Of these, won.
-- column won_low: Lower end of the interval of the wins expected.
-- column won_high: Upper end of it.
-- column hours: Sellers' hours.
-- column cost: Their cost.
-- column won_value: Value of the wins.
-- column cost_per_win: Cost ÷ won.
-- column net: Won value − cost.
-- column net_low: Net at the lower end of the wins.
-- column net_high: Net at the upper end of the wins.
-- column best: Whether no threshold has a higher net.
-- column near_best: Whether net is within 3 % of the best.
-- column minutes: Minutes per lead used.
-- column hourly_cost: Hourly cost used.
-- column value: Value of a win used.
CREATE MACRO lead_thresholds(
  score := 'ours', minutes := NULL, hourly_cost := NULL, value := NULL, part := NULL,
  region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH inputs AS (
  SELECT
    coalesce(CAST(minutes AS DOUBLE), c.minutes_per_lead) AS minutes_used,
    coalesce(CAST(hourly_cost AS DOUBLE), c.hourly_cost) AS hourly_used,
    coalesce(CAST(value AS DOUBLE), c.value_per_win, (SELECT CAST(median(d.amount) AS DOUBLE) FROM deals d WHERE d.outcome = 'won')) AS value_used
  FROM scoring c
), scored AS (
  SELECT
    CASE WHEN s.probability THEN floor(s.value * 100) / 100 WHEN s.own THEN floor(s.value) ELSE s.value END AS t, s.won
  FROM scored_leads(coalesce(score, 'ours'), part, region, team, since, until) s
), by_value AS (
  SELECT t, count(*) AS n, count(*) FILTER (won) AS w FROM scored GROUP BY t
), summed AS (
  SELECT
    t,
    CAST(sum(n) OVER up AS BIGINT) AS leads_over,
    CAST(sum(w) OVER up AS BIGINT) AS won_over,
    CAST(sum(n) OVER () AS BIGINT) AS every,
    row_number() OVER up AS place,
    count(*) OVER () AS places
  FROM by_value WINDOW up AS (ORDER BY t DESC)
), thinned AS (
  SELECT * FROM summed
  WHERE places <= 101 OR place = places OR place = 1 OR floor(place * 100 / places) > floor((place - 1) * 100 / places)
), priced AS (
  SELECT
    z.*, i.*,
    z.leads_over * i.minutes_used / 60 AS hours_over,
    z.leads_over * i.minutes_used / 60 * i.hourly_used AS cost_over,
    z.leads_over * wilson_low(z.won_over, z.leads_over) AS low_over,
    z.leads_over * wilson_high(z.won_over, z.leads_over) AS high_over
  FROM thinned z CROSS JOIN inputs i
), netted AS (
  SELECT
    p.*, p.won_over * p.value_used - p.cost_over AS net_over,
    max(p.won_over * p.value_used - p.cost_over) OVER () AS best_net
  FROM priced p
)
SELECT
  t AS threshold, leads_over AS leads, rate(leads_over, every) AS share, won_over AS won,
  low_over AS won_low, high_over AS won_high,
  hours_over AS hours, cost_over AS cost,
  won_over * value_used AS won_value,
  CASE WHEN won_over > 0 THEN cost_over / won_over END AS cost_per_win,
  net_over AS net,
  low_over * value_used - cost_over AS net_low,
  high_over * value_used - cost_over AS net_high,
  net_over = best_net AS best,
  net_over >= best_net - 0.03 * abs(best_net) AS near_best,
  minutes_used AS minutes, hourly_used AS hourly_cost, value_used AS value
FROM netted
ORDER BY t DESC;
