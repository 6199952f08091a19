-- title: Most clicked posts
-- grain: One row per post, at most 20.
-- unit: clicks; reach; share of reach
-- dates: published_on of the post.
-- definition: The posts with the most clicks: candidates for sponsoring. The click-through rate is clicks ÷ reach.
-- limits: What was shown most is clicked most; the rate says how well a post does for its reach. The best of many is partly luck: expect less the second time.
-- source: Our own definition.
-- column title: Title of the post; empty where it has none.
-- column platform: Network.
-- column content_type: Kind of content.
-- column seller_id: Who posted; empty for the company's page.
-- column published_on: Day of publication.
-- column reach: How often it was shown.
-- column clicks: Clicks on its link.
-- column click_rate: Clicks ÷ reach.
CREATE MACRO top_posts(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT
  p.title, p.platform, p.content_type, p.seller_id, p.published_on, p.impressions AS reach, p.clicks,
  rate(p.clicks, p.impressions) AS click_rate
FROM posts p
WHERE p.clicks > 0
  AND (region IS NULL OR p.region = region)
  AND (team IS NULL OR p.team = team)
  AND within(p.published_on, since, until)
ORDER BY p.clicks DESC, p.published_on, p.post_id
LIMIT 20;
