-- title: Leads compared
-- grain: One row per value of the dimension.
-- unit: leads, days
-- dates: created_on of the lead.
-- definition: Leads grouped by channel, source, region, team, segment or created_month, with conversion (won ÷ leads) and its 95 % Wilson interval.
-- limits: Recent leads have had less time to be won.
-- values dimension: channel, source, region, team, segment, created_month
-- source: Wilson 1927 for the intervals.
-- column key: Value of the dimension; empty where it is not known.
-- column leads: Leads created in the period.
-- column won: Of these, won.
-- column conversion: Won ÷ leads.
-- column conversion_low: Lower end of its interval.
-- column conversion_high: Upper end of its interval.
-- column mean_days_to_win: Mean days from created to won.
-- column median_days_to_win: Median days from created to won.
CREATE MACRO leads_by(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT
    CASE dimension
      WHEN 'channel' THEN l.channel
      WHEN 'source' THEN l.source
      WHEN 'region' THEN l.region
      WHEN 'team' THEN l.team
      WHEN 'segment' THEN l.segment
      WHEN 'created_month' THEN strftime(l.created_on, '%Y-%m')
      ELSE error('leads_by has no dimension ' || dimension || '; use channel, source, region, team, segment or created_month')
    END AS key,
    l.won, l.won_on - l.created_on AS days
  FROM leads l
  WHERE (region IS NULL OR l.region = region)
    AND (team IS NULL OR l.team = team)
    AND within(l.created_on, since, until)
), counted AS (
  SELECT
    key,
    count(*) AS leads,
    count(*) FILTER (won) AS won,
    avg(days) FILTER (won) AS mean_days_to_win,
    median(days) FILTER (won) AS median_days_to_win
  FROM chosen GROUP BY key
)
SELECT
  key, leads, won,
  rate(won, leads) AS conversion,
  wilson_low(won, leads) AS conversion_low,
  wilson_high(won, leads) AS conversion_high,
  mean_days_to_win, median_days_to_win
FROM counted
ORDER BY CASE WHEN dimension = 'created_month' THEN key END NULLS LAST, leads DESC, key;
