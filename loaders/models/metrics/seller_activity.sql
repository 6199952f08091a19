-- title: One seller's activity by week
-- grain: One row per ISO week with anything on record.
-- unit: days, counts
-- dates: The Monday of the week.
-- definition: What a seller did week by week: days with use of Sales Navigator, searches, invitations sent and accepted, new connections and those in the persona, posts.
-- limits: What is not reported is empty, not 0; weeks without a post are empty where nothing else is on record.
-- source: Our own definition.
-- column week: Monday of the week.
-- column days_active: Days with use of Sales Navigator.
-- column searches: Searches.
-- column invitations_sent: Invitations sent.
-- column invitations_accepted: Of these, accepted.
-- column connections_added: New connections.
-- column in_persona: Of these, in the target persona.
-- column posts: Posts.
CREATE MACRO seller_activity(seller, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH done AS (
  SELECT u.week, u.region, u.team, u.days_active, u.searches, NULL AS sent, NULL AS accepted, NULL AS added, NULL AS inside, NULL AS posts
  FROM navigator_usage u WHERE u.seller_id = seller
  UNION ALL
  SELECT i.week, i.region, i.team, NULL, NULL, i.sent, i.accepted, NULL, NULL, NULL FROM invitations i WHERE i.seller_id = seller
  UNION ALL
  SELECT n.week, n.region, n.team, NULL, NULL, NULL, NULL, n.added, n.in_persona, NULL FROM connections n WHERE n.seller_id = seller
  UNION ALL
  SELECT CAST(date_trunc('week', p.published_on) AS DATE), p.region, p.team, NULL, NULL, NULL, NULL, NULL, NULL, 1
  FROM posts p WHERE p.seller_id = seller
)
SELECT
  d.week,
  CAST(sum(d.days_active) AS BIGINT) AS days_active, CAST(sum(d.searches) AS BIGINT) AS searches,
  CAST(sum(d.sent) AS BIGINT) AS invitations_sent, CAST(sum(d.accepted) AS BIGINT) AS invitations_accepted,
  CAST(sum(d.added) AS BIGINT) AS connections_added, CAST(sum(d.inside) AS BIGINT) AS in_persona,
  CAST(sum(d.posts) AS BIGINT) AS posts
FROM done d
WHERE (region IS NULL OR d.region = region) AND (team IS NULL OR d.team = team) AND within(d.week, since, until)
GROUP BY d.week
ORDER BY d.week;
