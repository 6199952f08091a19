-- title: Latest score of each seller
-- grain: One row per seller with a score in the period.
-- unit: points, 0 to 100; pillars 0 to 25; ranks are "top N %"
-- dates: The Monday of the week.
-- definition: Each seller's last score in the period, beside the first.
-- limits: The last score of a seller who left may be old; its week is shown. A rank is "top N %": low is good.
-- source: LinkedIn's Social Selling Index.
-- column seller_id: The seller.
-- column region: Region on the roster.
-- column team: Team on the roster.
-- column seat: Holds a Sales Navigator seat.
-- column week: Monday of the week of the last score.
-- column ssi: Last score.
-- column brand: Professional brand.
-- column people: Finding the right people.
-- column insights: Engaging with insights.
-- column relationships: Building relationships.
-- column industry_rank: Top N % in the industry; low is good.
-- column network_rank: Top N % in the own network; low is good.
-- column band: foundation, practising or active.
-- column weeks_measured: Weeks with a score in the period.
-- column first_ssi: First score in the period.
-- column change: Last minus first.
CREATE MACRO ssi_latest(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT
  w.seller_id,
  max_by(w.region, w.week) AS region,
  max_by(w.team, w.week) AS team,
  max_by(w.seat, w.week) AS seat,
  max(w.week) AS week,
  max_by(w.ssi, w.week) AS ssi,
  max_by(w.brand, w.week) AS brand,
  max_by(w.people, w.week) AS people,
  max_by(w.insights, w.week) AS insights,
  max_by(w.relationships, w.week) AS relationships,
  max_by(w.industry_rank, w.week) AS industry_rank,
  max_by(w.network_rank, w.week) AS network_rank,
  max_by(w.band, w.week) AS band,
  count(*) AS weeks_measured,
  min_by(w.ssi, w.week) AS first_ssi,
  max_by(w.ssi, w.week) - min_by(w.ssi, w.week) AS change
FROM seller_weeks w
WHERE (region IS NULL OR w.region = region)
  AND (team IS NULL OR w.team = team)
  AND within(w.week, since, until)
GROUP BY w.seller_id
ORDER BY w.seller_id;
