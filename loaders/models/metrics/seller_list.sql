-- title: Sellers to choose from
-- grain: One row per seller on the roster or with a score.
-- unit: sellers; weeks
-- dates: None.
-- definition: Every seller of the roster, and every seller who has a score without being on it.
-- limits: In a report for leadership sellers are named by a pseudonym.
-- source: The roster.
-- column seller_id: The seller.
-- column name: Name on the roster; empty in a report for leadership.
-- column region: Region on the roster.
-- column team: Team on the roster.
-- column weeks_measured: Weeks with a score; 0 where there is none.
CREATE MACRO seller_list(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT
  coalesce(s.seller_id, t.seller_id) AS seller_id,
  s.name,
  coalesce(s.region, t.region) AS region,
  coalesce(s.team, t.team) AS team,
  coalesce(t.weeks_measured, 0) AS weeks_measured
FROM sellers s FULL JOIN seller_starts t ON t.seller_id = s.seller_id
WHERE (region IS NULL OR coalesce(s.region, t.region) = region)
  AND (team IS NULL OR coalesce(s.team, t.team) = team)
  AND (t.seller_id IS NULL OR ((since IS NULL OR t.last_week >= CAST(since AS DATE)) AND (until IS NULL OR t.first_week <= CAST(until AS DATE))))
ORDER BY 1;
