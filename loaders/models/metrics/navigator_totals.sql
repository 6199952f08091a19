-- title: What was done in Sales Navigator
-- grain: One row per kind of use.
-- unit: counts; means per active seat and week
-- dates: The Monday of the week.
-- definition: What sellers with a seat did over the period: days with use, searches, profiles viewed, InMails sent and answered, leads and accounts saved. Totals over all seats, and the mean and median per active seat and week (a seat is active in a week with any use).
-- limits: Sellers without a seat are not measured and are in no total. A few very busy sellers lift a mean; the median does not move with them.
-- source: Our own definition.
-- column kind: days, searches, profile views, InMails sent, InMails answered, saved leads or saved accounts.
-- column total: Total over all seats.
-- column active_weeks: Active seat-weeks for which it is known.
-- column mean: Mean per active seat and week.
-- column median: Median per active seat and week.
CREATE MACRO navigator_totals(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH kinds AS (
  SELECT
    was_used(u.days_active, u.searches, u.profile_views, u.inmails_sent, u.saved_leads, u.saved_accounts) AS used,
    unnest([
      {position: 1, kind: 'days', done: u.days_active},
      {position: 2, kind: 'searches', done: u.searches},
      {position: 3, kind: 'profile views', done: u.profile_views},
      {position: 4, kind: 'InMails sent', done: u.inmails_sent},
      {position: 5, kind: 'InMails answered', done: u.inmails_answered},
      {position: 6, kind: 'saved leads', done: u.saved_leads},
      {position: 7, kind: 'saved accounts', done: u.saved_accounts}
    ], max_depth := 2)
  FROM navigator_usage u
  WHERE coalesce(u.seat, true)
    AND (region IS NULL OR u.region = region)
    AND (team IS NULL OR u.team = team)
    AND within(u.week, since, until)
)
SELECT
  kind, CAST(sum(done) AS BIGINT) AS total, count(done) FILTER (used) AS active_weeks,
  avg(done) FILTER (used) AS mean, median(done) FILTER (used) AS median
FROM kinds
GROUP BY position, kind
ORDER BY position;
