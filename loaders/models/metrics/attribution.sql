-- title: Attribution of won revenue to channels
-- grain: One row per model and channel.
-- unit: deals; report currency
-- dates: closed_on of the deal.
-- definition: Won revenue shared out among the channels that touched the deals between lookback_days before their creation and their close. first, last: all to the first or last touch. linear: equal parts to each touch. time_decay: a touch counts half as much for each half_life_days before the close. u: 40 % to the first and the last touch each, 20 % to those between. w: 30 % each to the first touch, the last touch up to the deal's creation and the last touch before the close, 10 % to the others; one touch in two places gets both parts. markov: in proportion to the share of wins that would be lost if every journey ended where it reaches the channel, in a first-order Markov chain of the journeys of won and lost deals. shapley: equal parts to each channel that touched the deal, which is the Shapley value when a set of channels is worth the won amount of the deals that no other channel touched.
-- limits: A share is a rule of accounting, not a cause; read the range over the models, not one of them. Deals without a known touch go to "none" in every model. Touches of one day stand in the order of the files. Beyond twelve channels those with fewest touches are taken together as "other". Markov rests on the deals' number, not their amounts, and needs lost deals to tell channels apart.
-- source: Markov: Anderl, Becker, von Wangenheim and Schumann 2016. Shapley 1953. Cents are shared out by largest remainder.
-- column model: first, last, linear, time_decay, u, w, markov or shapley.
-- column channel: Channel as written, in small letters; "none" where no touch before the close is known, "not given" for touches that name no channel.
-- column deals: Won deals' parts that go to the channel; over the channels of a model they add up to the deals won.
-- column amount: Amount that goes to the channel; over the channels of a model these add up to the won amount, to the cent.
CREATE MACRO attribution(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH RECURSIVE credits AS (
  SELECT
    c.channel,
    unnest(['first', 'last', 'linear', 'time_decay', 'u', 'w', 'shapley']) AS model,
    unnest([sum(c.first), sum(c.last), sum(c.linear), sum(c.time_decay), sum(c.u), sum(c.w), sum(c.shapley)]) AS deals,
    unnest([sum(c.first_amount), sum(c.last_amount), sum(c.linear_amount), sum(c.time_decay_amount), sum(c.u_amount),
      sum(c.w_amount), sum(c.shapley_amount)]) AS amount
  FROM channel_credits c
  WHERE (region IS NULL OR c.region = region)
    AND (team IS NULL OR c.team = team)
    AND within(c.closed_on, since, until)
  GROUP BY c.channel
), won AS (
  SELECT CAST(coalesce(sum(d.amount), 0) * 100 AS BIGINT) AS cents
  FROM deals d
  WHERE d.outcome = 'won'
    AND (region IS NULL OR d.region = region)
    AND (team IS NULL OR d.team = team)
    AND within(d.closed_on, since, until)
), touched AS (
  SELECT sum(deals) AS deals, sum(amount) AS amount FROM credits WHERE model = 'first' AND channel IS NOT NULL
), steps AS (
  SELECT s.from_channel, s.to_channel, sum(s.steps) AS steps
  FROM channel_steps s
  WHERE (region IS NULL OR s.region = region)
    AND (team IS NULL OR s.team = team)
    AND within(s.closed_on, since, until)
  GROUP BY ALL
), chances AS (
  SELECT from_channel, to_channel, steps / sum(steps) OVER (PARTITION BY from_channel) AS chance FROM steps
), stays AS (
  SELECT a.position AS i, list(CASE WHEN a.position = b.position THEN 1e0 ELSE -coalesce(p.chance, 0e0) END ORDER BY b.position) AS cells
  FROM channels a CROSS JOIN channels b
  LEFT JOIN chances p ON p.from_channel = a.position AND p.to_channel = b.position
  GROUP BY a.position
), inverting AS (
  -- Gauss-Jordan elimination in place, one pivot a step: what remains is the expected number of stays from i in j.
  SELECT 0 AS k, list(cells ORDER BY i) AS m FROM stays
  UNION ALL
  SELECT k + 1, [[CASE
      WHEN i = k + 1 AND j = k + 1 THEN 1 / m[i][j]
      WHEN i = k + 1 THEN m[i][j] / m[i][i]
      WHEN j = k + 1 THEN -m[i][j] / m[j][j]
      ELSE m[i][j] - m[i][k + 1] * m[k + 1][j] / m[k + 1][k + 1]
    END FOR j IN range(1, len(m) + 1)] FOR i IN range(1, len(m) + 1)]
  FROM inverting WHERE k < len(m)
), inverse AS (
  SELECT i, j, m[i][j] AS visits
  FROM (SELECT m FROM inverting ORDER BY k DESC LIMIT 1), (SELECT position AS i FROM channels), (SELECT position AS j FROM channels)
), from_channel_won AS (
  SELECT v.i, sum(v.visits * p.chance) AS won
  FROM inverse v JOIN chances p ON p.from_channel = v.j AND p.to_channel = -1
  GROUP BY v.i
), from_start_visited AS (
  SELECT v.j, sum(v.visits * p.chance) AS visits
  FROM inverse v JOIN chances p ON p.from_channel = 0 AND p.to_channel = v.i
  GROUP BY v.j
), removals AS (
  -- Wins lost without the channel: the chance of reaching it times the chance of winning from it.
  SELECT w.i AS channel, s.visits / v.visits * w.won AS lost
  FROM from_channel_won w
  JOIN from_start_visited s ON s.j = w.i
  JOIN inverse v ON v.i = w.i AND v.j = w.i
), shared AS (
  SELECT model, channel, deals, amount FROM credits
  UNION ALL
  SELECT 'markov', channel, deals, amount FROM credits WHERE model = 'first' AND channel IS NULL
  UNION ALL
  SELECT 'markov', r.channel, r.lost / sum(r.lost) OVER () * t.deals, r.lost / sum(r.lost) OVER () * t.amount
  FROM removals r CROSS JOIN touched t
  WHERE t.deals > 0 AND r.lost > 1e-12
), floored AS (
  SELECT
    *,
    CAST(floor(coalesce(amount, 0) * 100) AS BIGINT) AS cents,
    coalesce(amount, 0) * 100 - floor(coalesce(amount, 0) * 100) AS remainder
  FROM shared
), ranked AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY model ORDER BY remainder DESC, channel) AS rank,
    count(*) OVER (PARTITION BY model) AS rows,
    (SELECT cents FROM won) - sum(cents) OVER (PARTITION BY model) AS missing
  FROM floored
)
SELECT
  r.model,
  coalesce(c.channel, 'none') AS channel,
  r.deals,
  CAST(r.cents + CASE WHEN r.rank <= r.missing THEN 1 WHEN r.rank > r.rows + r.missing THEN -1 ELSE 0 END AS DOUBLE) / 100 AS amount
FROM ranked r LEFT JOIN channels c ON c.position = r.channel
ORDER BY
  list_position(['first', 'last', 'linear', 'time_decay', 'u', 'w', 'markov', 'shapley'], r.model),
  r.channel NULLS LAST;
