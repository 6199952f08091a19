-- title: Sourced, influenced and declared revenue as nested sets
-- grain: One row.
-- unit: report currency
-- dates: closed_on of the deal.
-- definition: Three figures of won deals closed in the period. Sourced: won amount of deals whose source is social. Influenced: won amount of deals with at least one touch in a social channel from lookback_days before their creation up to their close (settings: influence). Declared: amount × contribution % from the interviews. The seven parts split the same money without overlap, so that each figure is the sum of the four parts that name it; a deal of which 30 % is declared lies with 30 % of its amount inside the declared figure and with 70 % outside.
-- limits: The three figures count the same money up to three times and must not be added. A touch without a deal influences none, so influenced is a lower bound; being touched is associated with winning, not shown to cause it. Influenced is empty without a file of touches, declared without interviews. Won deals without an amount or close date are left out.
-- source: Our own definition.
-- column sourced: Won amount of social-sourced deals.
-- column influenced: Won amount of deals with a social touch.
-- column declared: Amount × contribution % of the interviews.
-- column sourced_only: Part that is sourced, and neither influenced nor declared.
-- column influenced_only: Part that is influenced, and neither sourced nor declared.
-- column declared_only: Part that is declared, and neither sourced nor influenced.
-- column sourced_influenced: Part that is sourced and influenced, not declared.
-- column sourced_declared: Part that is sourced and declared, not influenced.
-- column influenced_declared: Part that is influenced and declared, not sourced.
-- column all_three: Part that is sourced, influenced and declared.
-- column won_amount: Won amount of all deals.
CREATE MACRO contribution(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH given AS (
  SELECT
    CASE WHEN EXISTS (SELECT 1 FROM touches) THEN 0 END AS touched,
    CASE WHEN EXISTS (SELECT 1 FROM contributions) THEN 0 END AS asked
), told AS (
  SELECT i.deal_id, sum(i.declared) AS declared FROM contributions i GROUP BY i.deal_id
), won AS (
  SELECT
    d.amount,
    d.source = 'social' AS sourced,
    d.first_social_on IS NOT NULL AS influenced,
    coalesce(t.declared, 0) AS declared,
    d.amount - coalesce(t.declared, 0) AS undeclared
  FROM deals d LEFT JOIN told t ON t.deal_id = d.deal_id
  WHERE d.outcome = 'won' AND d.closed_on IS NOT NULL
    AND (region IS NULL OR d.region = region)
    AND (team IS NULL OR d.team = team)
    AND within(d.closed_on, since, until)
), parts AS (
  SELECT
    sum(undeclared) FILTER (sourced AND NOT influenced) AS s,
    sum(undeclared) FILTER (NOT sourced AND influenced) AS i,
    sum(declared) FILTER (NOT sourced AND NOT influenced) AS d,
    sum(undeclared) FILTER (sourced AND influenced) AS si,
    sum(declared) FILTER (sourced AND NOT influenced) AS sd,
    sum(declared) FILTER (NOT sourced AND influenced) AS id,
    sum(declared) FILTER (sourced AND influenced) AS sid,
    sum(amount) AS won_amount
  FROM won
), filled AS (
  SELECT
    CAST(coalesce(s, 0) AS DOUBLE) AS s, CAST(coalesce(i, 0) AS DOUBLE) AS i, CAST(coalesce(d, 0) AS DOUBLE) AS d,
    CAST(coalesce(si, 0) AS DOUBLE) AS si, CAST(coalesce(sd, 0) AS DOUBLE) AS sd,
    CAST(coalesce(id, 0) AS DOUBLE) AS id, CAST(coalesce(sid, 0) AS DOUBLE) AS sid,
    CAST(won_amount AS DOUBLE) AS won_amount
  FROM parts
)
SELECT
  s + si + sd + sid AS sourced,
  i + si + id + sid + touched AS influenced,
  d + sd + id + sid + asked AS declared,
  s AS sourced_only,
  i + touched AS influenced_only,
  d + asked AS declared_only,
  si + touched AS sourced_influenced,
  sd + asked AS sourced_declared,
  id + touched + asked AS influenced_declared,
  sid + touched + asked AS all_three,
  won_amount
FROM filled CROSS JOIN given;
