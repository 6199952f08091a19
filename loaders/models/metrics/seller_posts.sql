-- title: One seller's posts
-- grain: One row per post, the most shown first, at most `most`.
-- unit: reach; counts; share of reach
-- dates: published_on of the post.
-- definition: A seller's posts with reach, engagement (likes + comments + shares + saves) and clicks.
-- limits: Young posts are still being shown.
-- source: Our own definition.
-- column published_on: Day of publication.
-- column title: Title; empty where it has none.
-- column platform: Network.
-- column content_type: Kind of content.
-- column reach: How often it was shown.
-- column engagement: Likes, comments, shares and saves.
-- column engagement_rate: Engagement ÷ reach.
-- column clicks: Clicks on its link.
CREATE MACRO seller_posts(seller, region := NULL, team := NULL, since := NULL, until := NULL, most := 20) AS TABLE
SELECT
  p.published_on, p.title, p.platform, p.content_type, p.impressions AS reach, p.engagement,
  rate(p.engagement, p.impressions) AS engagement_rate, p.clicks
FROM posts p
WHERE p.seller_id = seller
  AND (region IS NULL OR p.region = region)
  AND (team IS NULL OR p.team = team)
  AND within(p.published_on, since, until)
ORDER BY p.impressions DESC NULLS LAST, p.published_on, p.post_id
LIMIT CAST(most AS BIGINT);
