-- title: Followers by week
-- grain: One row per ISO week and platform.
-- unit: followers
-- dates: The Monday of the week.
-- definition: Followers at the end of the week and new ones in it, over all pages and people of the file, by platform.
-- limits: Followers are not readers. A page that is missing from a week's file lowers that week's sum. The company's pages belong to no region or team, so with either chosen only sellers' own followers are counted.
-- source: Our own definition.
-- column week: Monday of the week.
-- column platform: Network; empty where the file does not say.
-- column followers: Followers at the end of the week; empty where only new ones are given.
-- column gained: New followers in the week; empty where only the number is given.
CREATE MACRO followers_weekly(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT
  f.week, f.platform,
  CAST(sum(f.followers) AS BIGINT) AS followers,
  CAST(sum(f.gained) AS BIGINT) AS gained
FROM followers f
WHERE (region IS NULL OR f.region = region)
  AND (team IS NULL OR f.team = team)
  AND within(f.week, since, until)
GROUP BY f.week, f.platform
ORDER BY f.week, f.platform;
