-- title: Content compared
-- grain: One row per value of the dimension.
-- unit: posts; reach; rates per showing; minutes
-- dates: published_on of the post.
-- definition: Posts grouped by seller, team, region, platform, content_type, platform_and_type, month or title, or in total. Engagement is likes + comments + shares + saves; the engagement rate is engagement ÷ reach and the click-through rate clicks ÷ reach, each over the posts for which both are known. Intervals take each post as a whole, because the showings of one post are not independent of each other.
-- limits: Reach counts how often a post was shown, not how many people saw it. Young posts are still being shown. Minutes to answer are the median over posts of the post's own median. The intervals are rough below some 30 posts.
-- values dimension: seller, team, region, platform, content_type, platform_and_type, month, title, total
-- source: Cochran 1977, Sampling Techniques, section 6.5, for the error of a ratio, with each post as one cluster.
-- column key: Value of the dimension; empty where it is not known, and in the total.
-- column platform: The platform, where the dimension is platform_and_type.
-- column content_type: The kind of content, where the dimension is platform_and_type.
-- column posts: Posts.
-- column reach: Sum of how often they were shown.
-- column median_reach: Median reach of a post.
-- column engagement: Sum of engagement.
-- column engaged_posts: Posts for which reach and engagement are known.
-- column engagement_rate: Engagement ÷ reach.
-- column engagement_rate_low: Lower end of its interval.
-- column engagement_rate_high: Upper end of its interval.
-- column clicks: Sum of clicks.
-- column clicked_posts: Posts for which reach and clicks are known.
-- column click_rate: Clicks ÷ reach.
-- column click_rate_low: Lower end of its interval.
-- column click_rate_high: Upper end of its interval.
-- column answered_posts: Posts with a time to answer.
-- column median_response_minutes: Median minutes until a comment was answered.
CREATE MACRO posts_by(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT
    CASE dimension
      WHEN 'seller' THEN p.seller_id
      WHEN 'team' THEN p.team
      WHEN 'region' THEN p.region
      WHEN 'platform' THEN p.platform
      WHEN 'content_type' THEN p.content_type
      WHEN 'platform_and_type' THEN concat_ws(', ', p.platform, p.content_type)
      WHEN 'month' THEN strftime(p.published_on, '%Y-%m')
      WHEN 'title' THEN p.title
      WHEN 'total' THEN CAST(NULL AS VARCHAR)
      ELSE error('posts_by has no dimension ' || dimension || '; use seller, team, region, platform, content_type, platform_and_type, month, title or total')
    END AS key,
    CASE WHEN dimension = 'platform_and_type' THEN p.platform END AS platform,
    CASE WHEN dimension = 'platform_and_type' THEN p.content_type END AS content_type,
    p.impressions, p.engagement, p.clicks, p.response_minutes,
    CASE WHEN p.impressions > 0 AND p.engagement IS NOT NULL THEN CAST(p.impressions AS DOUBLE) END AS seen,
    CASE WHEN p.impressions > 0 THEN CAST(p.engagement AS DOUBLE) END AS engaged,
    CASE WHEN p.impressions > 0 AND p.clicks IS NOT NULL THEN CAST(p.impressions AS DOUBLE) END AS shown,
    CASE WHEN p.impressions > 0 THEN CAST(p.clicks AS DOUBLE) END AS clicked
  FROM posts p
  WHERE (region IS NULL OR p.region = region)
    AND (team IS NULL OR p.team = team)
    AND within(p.published_on, since, until)
), summed AS (
  SELECT
    key, platform, content_type,
    count(*) AS posts,
    CAST(sum(impressions) AS BIGINT) AS reach,
    median(impressions) AS median_reach,
    CAST(sum(engagement) AS BIGINT) AS engagement,
    count(seen) AS engaged_posts,
    sum(engaged) / nullif(sum(seen), 0) AS engagement_rate,
    ratio_error(count(seen), sum(engaged), sum(seen), sum(engaged * engaged), sum(engaged * seen), sum(seen * seen)) AS engagement_error,
    CAST(sum(clicks) AS BIGINT) AS clicks,
    count(shown) AS clicked_posts,
    sum(clicked) / nullif(sum(shown), 0) AS click_rate,
    ratio_error(count(shown), sum(clicked), sum(shown), sum(clicked * clicked), sum(clicked * shown), sum(shown * shown)) AS click_error,
    count(response_minutes) AS answered_posts,
    median(response_minutes) AS median_response_minutes
  FROM chosen GROUP BY key, platform, content_type
)
SELECT
  key, platform, content_type, posts, reach, median_reach, engagement, engaged_posts,
  engagement_rate,
  CASE WHEN engagement_rate - 1.959963984540054e0 * engagement_error < 0 THEN 0
    ELSE engagement_rate - 1.959963984540054e0 * engagement_error END AS engagement_rate_low,
  engagement_rate + 1.959963984540054e0 * engagement_error AS engagement_rate_high,
  clicks, clicked_posts, click_rate,
  as_share(click_rate - 1.959963984540054e0 * click_error) AS click_rate_low,
  as_share(click_rate + 1.959963984540054e0 * click_error) AS click_rate_high,
  answered_posts, median_response_minutes
FROM summed
ORDER BY CASE WHEN dimension = 'month' THEN key END, CASE WHEN dimension = 'title' THEN clicks END DESC NULLS LAST, posts DESC, key;
