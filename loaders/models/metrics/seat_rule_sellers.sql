-- title: Whose seat to talk about
-- grain: One row per seller listed, at most `most` of each case.
-- unit: points, 0 to 100
-- dates: The end of the period; scores of the last week of the period that has any.
-- definition: Sellers who reach the threshold without a seat, highest first; sellers with a seat under the threshold, lowest first; and sellers whose seat is idle (no use reported in the last four weeks of the period), lowest first. Who is idle under the threshold is listed as idle.
-- limits: The index is activity, not results; talk before a seat is moved. In a report for leadership sellers are named by a pseudonym.
-- source: The threshold is a rule of practice: first the habit, then the licence.
-- column case: reached without a seat, under with a seat, or idle seat.
-- column seller_id: The seller.
-- column name: Name on the roster; empty in a report for leadership.
-- column region: Region on the roster.
-- column team: Team on the roster.
-- column ssi: Score; empty where the seller was not measured that week.
-- column in_all: Sellers in this case, listed or not.
CREATE MACRO seat_rule_sellers(region := NULL, team := NULL, since := NULL, until := NULL, most := 20) AS TABLE
WITH cases AS (
  SELECT
    CASE WHEN r.seat AND r.idle THEN 'idle seat'
      WHEN r.seat AND r.standing = 'under' THEN 'under with a seat'
      WHEN NOT r.seat AND r.standing = 'reached' THEN 'reached without a seat' END AS "case",
    r.seller_id, r.region, r.team, r.ssi
  FROM seat_holders(region, team, since, until) r
), ranked AS (
  SELECT
    *, count(*) OVER (PARTITION BY "case") AS in_all,
    row_number() OVER (PARTITION BY "case" ORDER BY
      CASE WHEN "case" = 'reached without a seat' THEN -ssi ELSE ssi END NULLS FIRST, seller_id) AS place
  FROM cases WHERE "case" IS NOT NULL
)
SELECT k."case", k.seller_id, s.name, k.region, k.team, k.ssi, k.in_all FROM ranked k LEFT JOIN sellers s ON s.seller_id = k.seller_id WHERE k.place <= most ORDER BY k."case" DESC, k.place;
