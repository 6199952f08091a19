-- title: Use of Sales Navigator around the training
-- grain: One row per week counted from the week of the seller's training, from 12 before to 26 after.
-- unit: sellers; days; means
-- dates: The Monday of the week of use.
-- definition: Use of trained sellers with a seat by weeks since their first training (0 is the week of the training): how many are active, and means over those whose use is reported, idle weeks included.
-- limits: Sellers come and go along the line, because not all were trained early enough or had a seat before; the number of sellers is given. A change after the training is not proof that the training made it. In a report for leadership, weeks of too few sellers are left out.
-- source: Our own definition.
-- column weeks_since: Weeks since the week of the training; negative before it.
-- column sellers: Trained sellers with use reported that week.
-- column active: Of these, with any use.
-- column active_share: Active ÷ sellers.
-- column mean_days_active: Mean days with use, idle sellers included.
-- column mean_searches: Mean searches, idle sellers included.
-- column mean_profile_views: Mean profiles viewed, idle sellers included.
CREATE MACRO navigator_since_training(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH placed AS (
  SELECT
    CAST((u.week - CAST(date_trunc('week', s.trained_on) AS DATE)) // 7 AS BIGINT) AS weeks_since,
    u.days_active, u.searches, u.profile_views
  FROM navigator_usage u JOIN sellers s USING (seller_id)
  WHERE coalesce(u.seat, true) AND s.trained_on IS NOT NULL
    AND (region IS NULL OR u.region = region)
    AND (team IS NULL OR u.team = team)
    AND within(u.week, since, until)
)
SELECT
  weeks_since,
  count(*) AS sellers,
  count(*) FILTER (days_active > 0) AS active,
  rate(count(*) FILTER (days_active > 0), count(days_active)) AS active_share,
  avg(days_active) AS mean_days_active,
  avg(searches) AS mean_searches,
  avg(profile_views) AS mean_profile_views
FROM placed
WHERE weeks_since BETWEEN -12 AND 26
GROUP BY weeks_since
HAVING count(*) >= least_sellers()
ORDER BY weeks_since;
