-- title: Leads from what sellers shared
-- grain: One row per seller with such a lead or with a post.
-- unit: posts; leads; share of leads
-- dates: created_on of the lead; published_on of the post.
-- definition: Leads whose channel is one of the share channels of the settings, by the seller they belong to, beside the posts of the seller, with conversion (won ÷ leads) and its 95 % Wilson interval.
-- limits: The channel is taken as the files give it; which post brought a lead is not known. Leads without a seller are one row of their own.
-- source: Wilson 1927 for the interval.
-- column seller_id: The seller; empty where the lead names none.
-- column team: Team on the roster.
-- column posts: Posts in the period.
-- column leads: Leads from shares.
-- column won: Of these, won.
-- column conversion: Won ÷ leads.
-- column conversion_low: Lower end of its interval.
-- column conversion_high: Upper end of its interval.
CREATE MACRO leads_from_shares(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH rows_of AS (
  SELECT l.seller_id, l.team, 0 AS post, 1 AS lead, CAST(l.won AS INTEGER) AS won
  FROM leads l CROSS JOIN settings c
  WHERE list_contains(c.share_channels, lower(l.channel))
    AND (region IS NULL OR l.region = region)
    AND (team IS NULL OR l.team = team)
    AND within(l.created_on, since, until)
  UNION ALL
  SELECT p.seller_id, p.team, 1, 0, 0 FROM posts p
  WHERE p.seller_id IS NOT NULL
    AND (region IS NULL OR p.region = region)
    AND (team IS NULL OR p.team = team)
    AND within(p.published_on, since, until)
), summed AS (
  SELECT
    r.seller_id, any_value(r.team) AS team, CAST(sum(post) AS BIGINT) AS posts, CAST(sum(lead) AS BIGINT) AS leads,
    CAST(sum(won) AS BIGINT) AS won
  FROM rows_of r GROUP BY r.seller_id
)
SELECT
  z.seller_id, z.team, posts, leads, won,
  rate(won, leads) AS conversion,
  wilson_low(won, leads) AS conversion_low,
  wilson_high(won, leads) AS conversion_high
FROM summed z
ORDER BY leads DESC, posts DESC, z.seller_id;
