-- title: One seller in short
-- grain: One row, or none where the seller is not known.
-- unit: points, 0 to 100; pillars 0 to 25; counts; report currency
-- dates: Scores of the last measured week of the period; use, network, content and deals of the period.
-- definition: Where the seller stands, beside the sellers measured in the same week as a whole: score, pillars, ranks and connections; then what was done in the period: days with use of Sales Navigator per week reported, InMails, invitations, new connections and those in the persona, posts with engagement and reach; deals created, won and lost, hit rate, won amount and the part of it from social selling, open pipeline.
-- limits: The index is activity, not results. One seller's deals are few: no rate says much. What is not reported is empty, not 0.
-- source: Our own definition.
-- column seller_id: The seller.
-- column name: Name on the roster; empty in a report for leadership.
-- column region: Region on the roster.
-- column team: Team on the roster.
-- column seat: Holds a Sales Navigator seat.
-- column trained_on: Day of the first training.
-- column week: Monday of the last measured week.
-- column ssi: Score that week.
-- column band: foundation, practising or active.
-- column brand: Professional brand.
-- column people: Finding the right people.
-- column insights: Engaging with insights.
-- column relationships: Building relationships.
-- column weakest: Pillar with the lowest value.
-- column industry_rank: Top N % in the industry; low is good.
-- column network_rank: Top N % in the own network; low is good.
-- column connections: Connections.
-- column all_sellers: Sellers measured that week.
-- column all_median: Their median score.
-- column weeks_reported: Weeks with use of Sales Navigator reported.
-- column days_active: Mean days with use in these weeks.
-- column inmails_sent: InMails sent.
-- column inmails_answered: Of these, answered.
-- column invitations_sent: Invitations sent.
-- column invitations_accepted: Of these, accepted.
-- column connections_added: New connections.
-- column in_persona: Of these, in the target persona.
-- column posts: Posts.
-- column reach: How often they were shown.
-- column engagement: Likes, comments, shares and saves.
-- column deals: Deals created.
-- column won: Of these, won.
-- column lost: Of these, lost.
-- column won_amount: Amount won.
-- column social_won_amount: Of it, from social selling.
-- column open_deals: Deals created and still open.
-- column open_amount: Their amount.
CREATE MACRO seller_profile(seller, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH known AS (
  SELECT coalesce(s.seller_id, t.seller_id) AS seller_id, s.name, coalesce(s.region, t.region) AS region,
    coalesce(s.team, t.team) AS team, s.seat, s.trained_on
  FROM (SELECT * FROM sellers x WHERE x.seller_id = seller) s
  FULL JOIN (SELECT * FROM seller_starts y WHERE y.seller_id = seller) t ON t.seller_id = s.seller_id
), score AS (
  SELECT w.* FROM seller_weeks w WHERE w.seller_id = seller AND within(w.week, since, until)
  ORDER BY w.week DESC LIMIT 1
), used AS (
  SELECT count(*) AS weeks, avg(u.days_active) AS days, sum(u.inmails_sent) AS sent, sum(u.inmails_answered) AS answered
  FROM navigator_usage u WHERE u.seller_id = seller AND within(u.week, since, until)
), asked AS (
  SELECT sum(i.sent) AS sent, sum(i.accepted) AS accepted
  FROM invitations i WHERE i.seller_id = seller AND within(i.week, since, until)
), met AS (
  SELECT sum(n.added) AS added, sum(n.in_persona) AS in_persona
  FROM connections n WHERE n.seller_id = seller AND within(n.week, since, until)
), wrote AS (
  SELECT count(*) AS posts, sum(p.impressions) AS reach, sum(p.engagement) AS engagement
  FROM posts p WHERE p.seller_id = seller AND within(p.published_on, since, until)
), sold AS (
  SELECT
    count(*) AS deals, count(*) FILTER (d.outcome = 'won') AS won, count(*) FILTER (d.outcome = 'lost') AS lost,
    sum(d.amount) FILTER (d.outcome = 'won') AS won_amount,
    sum(d.amount) FILTER (d.outcome = 'won' AND d.source = 'social') AS social_won_amount,
    count(*) FILTER (d.outcome = 'open') AS open_deals, sum(d.amount) FILTER (d.outcome = 'open') AS open_amount
  FROM deals d WHERE d.seller_id = seller AND within(d.created_on, since, until)
)
SELECT
  k.seller_id, k.name, k.region, k.team, k.seat, k.trained_on,
  w.week, w.ssi, w.band, w.brand, w.people, w.insights, w.relationships,
  CASE least(w.brand, w.people, w.insights, w.relationships)
    WHEN w.brand THEN 'brand' WHEN w.people THEN 'people' WHEN w.insights THEN 'insights'
    WHEN w.relationships THEN 'relationships' END AS weakest,
  w.industry_rank, w.network_rank, w.connections,
  a.sellers AS all_sellers, a.median AS all_median,
  u.weeks AS weeks_reported, u.days AS days_active,
  CAST(u.sent AS BIGINT) AS inmails_sent, CAST(u.answered AS BIGINT) AS inmails_answered,
  CAST(i.sent AS BIGINT) AS invitations_sent, CAST(i.accepted AS BIGINT) AS invitations_accepted,
  CAST(n.added AS BIGINT) AS connections_added, CAST(n.in_persona AS BIGINT) AS in_persona,
  p.posts, CAST(p.reach AS BIGINT) AS reach, CAST(p.engagement AS BIGINT) AS engagement,
  d.deals, d.won, d.lost, CAST(d.won_amount AS DOUBLE) AS won_amount,
  CAST(d.social_won_amount AS DOUBLE) AS social_won_amount, d.open_deals, CAST(d.open_amount AS DOUBLE) AS open_amount
FROM known k
CROSS JOIN used u CROSS JOIN asked i CROSS JOIN met n CROSS JOIN wrote p CROSS JOIN sold d
LEFT JOIN score w ON true
LEFT JOIN ssi_weeks a ON a.place = 'all' AND a.week = w.week
WHERE (region IS NULL OR k.region = region) AND (team IS NULL OR k.team = team);
