-- title: Deals by the days they were followed
-- grain: One row per value of the dimension, stratum and number of days.
-- unit: deals; days since creation
-- dates: created_on of the deal.
-- definition: How many deals were followed for so many days, from their creation to their close, or to the report's date where they are open, and how many of them were then won or lost. The winning curves and their test are made of these counts.
-- limits: Deals closed without a close date are left out; those closed before they were created keep their negative days, and so come first.
-- values dimension: social, source, origin, region, team, segment
-- values within: nothing, region, team, seller, segment, created_quarter
-- source: Our own counts.
-- column key: Value of the dimension; with social: social or rest.
-- column stratum: Value of what it is looked at within; empty where that is nothing, or not known.
-- column day: Days since creation.
-- column deals: Deals followed for exactly so many days.
-- column won: Of these, won on that day.
-- column lost: Of these, lost on that day.
CREATE MACRO deals_followed(dimension, within := 'nothing', region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT
    CASE dimension
      WHEN 'social' THEN CASE WHEN d.source = 'social' THEN 'social' ELSE 'rest' END
      WHEN 'source' THEN d.source
      WHEN 'origin' THEN d.origin
      WHEN 'region' THEN d.region
      WHEN 'team' THEN d.team
      WHEN 'segment' THEN d.segment
      ELSE error('deals are not followed by ' || dimension || '; use social, source, origin, region, team or segment')
    END AS key,
    CASE within
      WHEN 'nothing' THEN NULL
      WHEN 'region' THEN d.region
      WHEN 'team' THEN d.team
      WHEN 'seller' THEN d.seller_id
      WHEN 'segment' THEN d.segment
      WHEN 'created_quarter' THEN d.created_quarter
      ELSE error('deals are not looked at within ' || within || '; use nothing, region, team, seller, segment or created_quarter')
    END AS stratum,
    CASE WHEN d.outcome = 'open' THEN c.as_of - d.created_on ELSE d.cycle_days END AS day,
    d.outcome
  FROM deals d CROSS JOIN settings c
  WHERE (d.outcome = 'open' OR d.closed_on IS NOT NULL)
    AND (region IS NULL OR d.region = region)
    AND (team IS NULL OR d.team = team)
    AND within(d.created_on, since, until)
)
SELECT
  key, stratum, day,
  count(*) AS deals,
  count(*) FILTER (outcome = 'won') AS won,
  count(*) FILTER (outcome = 'lost') AS lost
FROM chosen GROUP BY key, stratum, day ORDER BY key, stratum, day;
