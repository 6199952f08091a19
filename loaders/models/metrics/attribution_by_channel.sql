-- title: Attribution by channel, model beside model
-- grain: One row per channel.
-- unit: share of won revenue; report currency
-- dates: closed_on of the deal.
-- definition: What each model of attribution gives a channel, as a share of the won revenue, with the lowest and the highest of the eight and what lies between them.
-- limits: The range is over rules of sharing, not an interval of chance: it says how much of a channel's figure is a choice of rule. Limits of attribution apply.
-- source: As attribution.
-- column channel: Channel as written, in small letters; "none" where no touch before the close is known.
-- column won_amount: Won revenue of all channels together.
-- column won: Deals won, over all channels.
-- column first: Share by the first touch.
-- column last: Share by the last touch.
-- column linear: Share by equal parts to each touch.
-- column time_decay: Share by touches that fade with the days before the close.
-- column u: Share by 40/20/40.
-- column w: Share by 30/30/30/10.
-- column markov: Share by removal effect.
-- column shapley: Share by Shapley value.
-- column lowest: Lowest of the shares.
-- column highest: Highest of the shares.
-- column lowest_amount: Lowest of the amounts.
-- column highest_amount: Highest of the amounts.
CREATE MACRO attribution_by_channel(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH credits AS (
  SELECT *, sum(amount) OVER (PARTITION BY model) AS all_amount, sum(deals) OVER (PARTITION BY model) AS all_deals
  FROM attribution(region := region, team := team, since := since, until := until)
)
SELECT
  channel,
  round(max(all_amount), 2) AS won_amount,
  CAST(round(max(all_deals)) AS BIGINT) AS won,
  max(amount / nullif(all_amount, 0)) FILTER (model = 'first') AS first,
  max(amount / nullif(all_amount, 0)) FILTER (model = 'last') AS last,
  max(amount / nullif(all_amount, 0)) FILTER (model = 'linear') AS linear,
  max(amount / nullif(all_amount, 0)) FILTER (model = 'time_decay') AS time_decay,
  max(amount / nullif(all_amount, 0)) FILTER (model = 'u') AS u,
  max(amount / nullif(all_amount, 0)) FILTER (model = 'w') AS w,
  max(amount / nullif(all_amount, 0)) FILTER (model = 'markov') AS markov,
  max(amount / nullif(all_amount, 0)) FILTER (model = 'shapley') AS shapley,
  min(amount / nullif(all_amount, 0)) AS lowest,
  max(amount / nullif(all_amount, 0)) AS highest,
  min(amount) AS lowest_amount,
  max(amount) AS highest_amount
FROM credits
GROUP BY channel
ORDER BY channel = 'none', max(amount) FILTER (model = 'linear') DESC, channel;
