-- title: Profile audits before and after
-- grain: One row per criterion of the audit.
-- unit: sellers; shares of sellers
-- dates: audited_on of the later audit; the earlier one may lie before the period.
-- definition: Sellers audited twice, each compared with themselves: the first audit before and the last one after. The difference is the share that meets the criterion after minus the share before, with the 95 % interval of Agresti and Min for paired shares (half a seller is added to each of the four cells).
-- limits: Only sellers audited both times, where the criterion was judged both times. A change after the training is not proof that the training made it. In a report for leadership, criteria judged for too few sellers are left out.
-- source: Agresti and Min 2005, Statistics in Medicine 24, 729-740.
-- column criterion: photo, headline, summary, experience, recommendations, network or publishing.
-- column sellers: Sellers with the criterion judged both times.
-- column before: Of these, meet it before.
-- column after: Meet it after.
-- column gained: Did not meet it before and meet it after.
-- column lost: Met it before and no longer after.
-- column before_share: Meet it before ÷ sellers.
-- column after_share: Meet it after ÷ sellers.
-- column difference: Share after minus share before.
-- column difference_low: Lower end of its interval.
-- column difference_high: Upper end of its interval.
CREATE MACRO audits_by_criterion(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT a.*
  FROM profile_audits a
  WHERE (region IS NULL OR a.region = region)
    AND (team IS NULL OR a.team = team)
    AND within(a.audited_on, NULL, until)
), earlier AS (
  SELECT * FROM chosen c WHERE c.round = 'before'
  QUALIFY row_number() OVER (PARTITION BY c.seller_id ORDER BY c.audited_on) = 1
), later AS (
  SELECT * FROM chosen c WHERE c.round = 'after' AND within(c.audited_on, since, NULL)
  QUALIFY row_number() OVER (PARTITION BY c.seller_id ORDER BY c.audited_on DESC) = 1
), pairs AS (
  SELECT
    unnest(['photo', 'headline', 'summary', 'experience', 'recommendations', 'network', 'publishing']) AS criterion,
    unnest([1, 2, 3, 4, 5, 6, 7]) AS position,
    unnest([e.photo, e.headline, e.summary, e.experience, e.recommendations, e.network, e.publishing]) AS met_before,
    unnest([l.photo, l.headline, l.summary, l.experience, l.recommendations, l.network, l.publishing]) AS met_after
  FROM earlier e JOIN later l ON l.seller_id = e.seller_id AND l.audited_on > e.audited_on
), counted AS (
  SELECT
    criterion, position,
    count(*) AS sellers,
    count(*) FILTER (met_before) AS before,
    count(*) FILTER (met_after) AS after,
    count(*) FILTER (met_after AND NOT met_before) AS gained,
    count(*) FILTER (met_before AND NOT met_after) AS lost
  FROM pairs
  WHERE met_before IS NOT NULL AND met_after IS NOT NULL
  GROUP BY criterion, position
  HAVING count(*) >= least_sellers()
)
SELECT
  criterion, sellers, before, after, gained, lost,
  rate(before, sellers) AS before_share,
  rate(after, sellers) AS after_share,
  (gained - lost) / sellers AS difference,
  paired_low(gained, lost, sellers) AS difference_low,
  paired_high(gained, lost, sellers) AS difference_high
FROM counted
ORDER BY position;
