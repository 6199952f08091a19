-- title: Content by week
-- grain: One row per ISO week with a post.
-- unit: posts; rates per showing; minutes
-- dates: published_on of the post.
-- definition: Posts, those who posted, reach, engagement rate (likes + comments + shares + saves, ÷ reach), and the median over posts of the minutes until a comment was answered, with its quartiles.
-- limits: Reach counts how often a post was shown, not how many people saw it. Young posts are still being shown. Minutes to answer are known only of posts with comments.
-- source: Our own definition.
-- column week: Monday of the week.
-- column posts: Posts.
-- column sellers: Sellers who posted.
-- column reach: How often the posts were shown.
-- column engagement_rate: Engagement ÷ reach, where both are known.
-- column answered_posts: Posts with a time to answer.
-- column median_response_minutes: Median minutes until a comment was answered.
-- column response_p25: A quarter of these posts were answered within so many minutes.
-- column response_p75: A quarter of these posts took so many minutes or more.
CREATE MACRO posts_weekly(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT
  CAST(date_trunc('week', p.published_on) AS DATE) AS week,
  count(*) AS posts,
  count(DISTINCT p.seller_id) AS sellers,
  CAST(sum(p.impressions) AS BIGINT) AS reach,
  sum(p.engagement) FILTER (p.impressions > 0) / nullif(sum(p.impressions) FILTER (p.engagement IS NOT NULL), 0) AS engagement_rate,
  count(p.response_minutes) AS answered_posts,
  median(p.response_minutes) AS median_response_minutes,
  quantile_cont(p.response_minutes, 0.25) AS response_p25,
  quantile_cont(p.response_minutes, 0.75) AS response_p75
FROM posts p
WHERE (region IS NULL OR p.region = region)
  AND (team IS NULL OR p.team = team)
  AND within(p.published_on, since, until)
GROUP BY 1
ORDER BY 1;
