-- One row per region, team, closing day and channel (NULL: no touch is known) with what each rule gives the channel of the
-- deals won: parts of deals and, in `…_amount`, the same parts of their amounts. The parts of a deal add up to 1.
CREATE TABLE marts.channel_credits AS
WITH weighed AS (
  SELECT
    j.*, len(channels) AS rows, list_sum(counts) AS n, list_sum(counts[1:opened]) AS opened_at,
    [counts[i] * pow(2, (days[len(days)] - days[i]) / half_life_days) FOR i IN range(1, len(days) + 1)] AS fading
  FROM marts.journeys j CROSS JOIN attribution_settings
  WHERE won AND len(channels) > 0
), spread AS (
  SELECT
    * EXCLUDE (channels, counts, days, fading, route), list_sum(fading) AS fading_all,
    unnest(channels) AS channel, unnest(counts) AS c, unnest(fading) AS fading, unnest(range(1, rows + 1)) AS i
  FROM weighed
), marked AS (
  SELECT
    *,
    CAST(i = 1 AS INTEGER) AS is_first,
    CAST(i = opened AS INTEGER) AS is_opening,
    CAST(i = rows AS INTEGER) AS is_last,
    -- Of the row's touches, those that are the first, the opening or the last one; `keys` counts them over the deal.
    CAST(i = 1 AS INTEGER) + CAST(i = rows AND n > 1 AS INTEGER)
      + CAST(i = opened AND opened_at NOT IN (1, n) AS INTEGER) AS own_keys,
    1 + CAST(n > 1 AS INTEGER) + CAST(opened_at NOT IN (1, n) AS INTEGER) AS keys
  FROM spread
), rules AS (
  SELECT
    region, team, closed_on, amount, channel,
    CAST(is_first AS DOUBLE) AS first,
    CAST(is_last AS DOUBLE) AS last,
    c / n AS linear,
    fading / fading_all AS time_decay,
    CASE WHEN n < 3 THEN c / n
      ELSE 0.4e0 * (is_first + is_last) + 0.2e0 * (c - is_first - is_last) / (n - 2) END AS u,
    CASE WHEN n > keys
      THEN 0.3e0 * (is_first + is_opening + is_last) + 0.1e0 * (c - own_keys) / (n - keys)
      ELSE (is_first + is_opening + is_last) / 3 END AS w,
    0e0 AS shapley
  FROM marked
  UNION ALL
  -- The Shapley value of a game that pays a deal's amount to every set of channels holding all of the deal's: equal parts.
  SELECT region, team, closed_on, amount, unnest(route), 0, 0, 0, 0, 0, 0, 1 / len(route) FROM weighed
  UNION ALL
  SELECT region, team, closed_on, amount, NULL, 1, 1, 1, 1, 1, 1, 1 FROM marts.journeys WHERE won AND len(channels) = 0
)
SELECT
  region, team, closed_on, channel,
  sum(first) AS first, sum(last) AS last, sum(linear) AS linear, sum(time_decay) AS time_decay,
  sum(u) AS u, sum(w) AS w, sum(shapley) AS shapley,
  sum(first * amount) AS first_amount, sum(last * amount) AS last_amount, sum(linear * amount) AS linear_amount,
  sum(time_decay * amount) AS time_decay_amount, sum(u * amount) AS u_amount, sum(w * amount) AS w_amount,
  sum(shapley * amount) AS shapley_amount
FROM rules
GROUP BY ALL;
