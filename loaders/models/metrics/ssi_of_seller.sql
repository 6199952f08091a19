-- title: One seller's Social Selling Index by week
-- grain: One row per ISO week in which the seller has a score.
-- unit: points, 0 to 100; pillars 0 to 25
-- dates: The Monday of the week.
-- definition: A seller's score and pillars, beside their first score ever measured and the median of the sellers of their team who have a score that week, the seller among them.
-- limits: The index is activity, not results. A week without a score is not a week at 0. The roster says the team of today.
-- source: LinkedIn's Social Selling Index.
-- column week: Monday of the week.
-- column seller_id: The seller.
-- column name: Name on the roster; empty in a report for leadership.
-- column ssi: The seller's score.
-- column brand: Professional brand.
-- column people: Finding the right people.
-- column insights: Engaging with insights.
-- column relationships: Building relationships.
-- column industry_rank: Top N % in the industry; low is good.
-- column network_rank: Top N % in the own network; low is good.
-- column connections: Connections.
-- column band: foundation, practising or active.
-- column start_ssi: First score ever measured.
-- column start_week: Monday of its week.
-- column team: Team on the roster.
-- column team_median: Median of the team that week.
-- column team_sellers: Sellers of the team with a score that week.
-- column team_start_median: Median of the team in the seller's first week.
CREATE MACRO ssi_of_seller(seller, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT
  w.week, w.seller_id, r.name, w.ssi, w.brand, w.people, w.insights, w.relationships, w.industry_rank, w.network_rank, w.connections, w.band,
  s.first_ssi AS start_ssi, s.first_week AS start_week, s.team,
  t.median AS team_median, t.sellers AS team_sellers, f.median AS team_start_median
FROM seller_weeks w
JOIN seller_starts s ON s.seller_id = w.seller_id
LEFT JOIN sellers r ON r.seller_id = w.seller_id
LEFT JOIN ssi_weeks t ON t.place = 'team' AND t.team = s.team AND t.week = w.week
LEFT JOIN ssi_weeks f ON f.place = 'team' AND f.team = s.team AND f.week = s.first_week
WHERE w.seller_id = seller
  AND (region IS NULL OR w.region = region)
  AND (team IS NULL OR w.team = team)
  AND within(w.week, since, until)
ORDER BY w.week;
