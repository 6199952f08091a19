-- title: Use of Sales Navigator compared
-- grain: One row per value of the dimension.
-- unit: sellers; seat-weeks; means per active seat and week
-- dates: The Monday of the week.
-- definition: Use of sellers with a seat over the period, by team, region or seller, or in total: seat-weeks with use reported and with any use, means over the active ones, and the answer rate of InMails (answered ÷ sent) with a 95 % interval that takes a seller's InMails together, because they are not independent.
-- limits: Sellers without a seat are not measured and are in no mean. More answers than InMails sent by a seller in a week count as all of them answered. In a report for leadership, groups of too few sellers are left out.
-- values dimension: team, region, seller, total
-- source: Cochran 1977, Sampling Techniques, section 6.5, for the error of a ratio, with each seller as one cluster.
-- column key: Value of the dimension; empty where it is not known, and in the total.
-- column sellers: Sellers with use reported.
-- column reported: Seat-weeks with use reported.
-- column active: Of these, with any use.
-- column active_share: Active ÷ reported.
-- column mean_days_active: Mean days with use per active seat and week.
-- column mean_searches: Mean searches.
-- column mean_profile_views: Mean profiles viewed.
-- column mean_saved_leads: Mean leads saved.
-- column mean_saved_accounts: Mean accounts saved.
-- column inmails_sent: InMails sent, where answers are known.
-- column inmails_answered: Of these, answered.
-- column answer_rate: Answered ÷ sent.
-- column answer_rate_low: Lower end of its interval.
-- column answer_rate_high: Upper end of its interval.
CREATE MACRO navigator_by(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT
    CASE dimension
      WHEN 'team' THEN u.team
      WHEN 'region' THEN u.region
      WHEN 'seller' THEN u.seller_id
      WHEN 'total' THEN CAST(NULL AS VARCHAR)
      ELSE error('navigator_by has no dimension ' || dimension || '; use team, region, seller or total')
    END AS key,
    u.*,
    was_used(u.days_active, u.searches, u.profile_views, u.inmails_sent, u.saved_leads, u.saved_accounts) AS used,
    CASE WHEN u.inmails_answered IS NOT NULL THEN u.inmails_sent END AS asked,
    at_most(u.inmails_answered, u.inmails_sent) AS answers
  FROM navigator_usage u
  WHERE coalesce(u.seat, true)
    AND (region IS NULL OR u.region = region)
    AND (team IS NULL OR u.team = team)
    AND within(u.week, since, until)
), each_seller AS (
  SELECT
    key, seller_id,
    count(*) AS reported,
    count(*) FILTER (used) AS active,
    CAST(coalesce(sum(asked), 0) AS DOUBLE) AS asked,
    CAST(coalesce(sum(answers), 0) AS DOUBLE) AS answers
  FROM chosen GROUP BY key, seller_id
), means AS (
  SELECT
    key,
    avg(days_active) AS mean_days_active,
    avg(searches) AS mean_searches,
    avg(profile_views) AS mean_profile_views,
    avg(saved_leads) AS mean_saved_leads,
    avg(saved_accounts) AS mean_saved_accounts
  FROM chosen WHERE used GROUP BY key
), counted AS (
  SELECT
    key,
    count(*) AS sellers,
    CAST(sum(reported) AS BIGINT) AS reported,
    CAST(sum(active) AS BIGINT) AS active,
    CAST(sum(asked) AS BIGINT) AS inmails_sent,
    CAST(sum(answers) AS BIGINT) AS inmails_answered,
    sum(answers) / nullif(sum(asked), 0) AS answer_rate,
    ratio_error(
      count(*) FILTER (asked > 0), sum(answers), sum(asked), sum(answers * answers), sum(answers * asked), sum(asked * asked)
    ) AS error
  FROM each_seller GROUP BY key
  HAVING dimension = 'seller' OR count(*) >= least_sellers()
)
SELECT
  c.key, c.sellers, c.reported, c.active, rate(c.active, c.reported) AS active_share,
  m.mean_days_active, m.mean_searches, m.mean_profile_views, m.mean_saved_leads, m.mean_saved_accounts,
  c.inmails_sent, c.inmails_answered, c.answer_rate,
  as_share(c.answer_rate - 1.959963984540054e0 * c.error) AS answer_rate_low,
  as_share(c.answer_rate + 1.959963984540054e0 * c.error) AS answer_rate_high
FROM counted c LEFT JOIN means m ON m.key IS NOT DISTINCT FROM c.key
ORDER BY c.reported DESC, c.key;
