-- title: Use of Sales Navigator by week
-- grain: One row per ISO week with use reported.
-- unit: sellers; totals; means per active seat
-- dates: The Monday of the week.
-- definition: Sellers with a seat whose use is reported, those with any use (active seats), totals of what they did, and means over active seats. The answer rate is InMails answered ÷ sent, with its 95 % Wilson interval.
-- limits: Sellers without a seat are not measured and are in no total and no mean. More answers than InMails sent by a seller in a week count as all of them answered. InMails of one seller are not independent of each other, so the interval is a little too narrow. In a report for leadership, weeks in which too few sellers of the selection have a row are left out.
-- source: Wilson 1927 for the interval.
-- column week: Monday of the week.
-- column reported: Seats with use reported, none included.
-- column active: Of these, seats with any use.
-- column active_share: Active ÷ reported.
-- column days_active: Days with use, of all seats.
-- column searches: Searches.
-- column profile_views: Profiles viewed.
-- column inmails_sent: InMails sent.
-- column inmails_answered: InMails answered.
-- column saved_leads: Leads saved.
-- column saved_accounts: Accounts saved.
-- column mean_days_active: Mean days with use per active seat.
-- column mean_searches: Mean searches per active seat.
-- column mean_profile_views: Mean profiles viewed per active seat.
-- column mean_inmails_sent: Mean InMails sent per active seat.
-- column mean_saved_leads: Mean leads saved per active seat.
-- column mean_saved_accounts: Mean accounts saved per active seat.
-- column answer_rate: InMails answered ÷ sent.
-- column answer_rate_low: Lower end of its interval.
-- column answer_rate_high: Upper end of its interval.
CREATE MACRO navigator_weekly(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT u.*,
    was_used(u.days_active, u.searches, u.profile_views, u.inmails_sent, u.saved_leads, u.saved_accounts) AS used
  FROM navigator_usage u
  WHERE coalesce(u.seat, true)
    AND (region IS NULL OR u.region = region)
    AND (team IS NULL OR u.team = team)
    AND within(u.week, since, until)
), summed AS (
  SELECT
    week,
    count(*) AS reported,
    count(*) FILTER (used) AS active,
    CAST(sum(days_active) AS BIGINT) AS days_active,
    CAST(sum(searches) AS BIGINT) AS searches,
    CAST(sum(profile_views) AS BIGINT) AS profile_views,
    CAST(sum(inmails_sent) AS BIGINT) AS inmails_sent,
    CAST(sum(inmails_answered) AS BIGINT) AS inmails_answered,
    CAST(sum(saved_leads) AS BIGINT) AS saved_leads,
    CAST(sum(saved_accounts) AS BIGINT) AS saved_accounts,
    avg(days_active) FILTER (used) AS mean_days_active,
    avg(searches) FILTER (used) AS mean_searches,
    avg(profile_views) FILTER (used) AS mean_profile_views,
    avg(inmails_sent) FILTER (used) AS mean_inmails_sent,
    avg(saved_leads) FILTER (used) AS mean_saved_leads,
    avg(saved_accounts) FILTER (used) AS mean_saved_accounts,
    sum(at_most(inmails_answered, inmails_sent)) AS answers,
    sum(inmails_sent) FILTER (inmails_answered IS NOT NULL) AS asked
  FROM chosen GROUP BY week
  HAVING is_told(max(withheld), region, team)
)
SELECT
  week, reported, active, rate(active, reported) AS active_share,
  days_active, searches, profile_views, inmails_sent, inmails_answered, saved_leads, saved_accounts,
  CASE WHEN active >= least THEN mean_days_active END AS mean_days_active,
  CASE WHEN active >= least THEN mean_searches END AS mean_searches,
  CASE WHEN active >= least THEN mean_profile_views END AS mean_profile_views,
  CASE WHEN active >= least THEN mean_inmails_sent END AS mean_inmails_sent,
  CASE WHEN active >= least THEN mean_saved_leads END AS mean_saved_leads,
  CASE WHEN active >= least THEN mean_saved_accounts END AS mean_saved_accounts,
  rate(answers, asked) AS answer_rate,
  wilson_low(answers, asked) AS answer_rate_low,
  wilson_high(answers, asked) AS answer_rate_high
FROM summed CROSS JOIN (SELECT least_sellers() AS least)
ORDER BY week;
