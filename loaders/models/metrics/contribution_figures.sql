-- title: The three figures of contribution, with their deals
-- grain: One row per figure: won, sourced, influenced, secured, declared, any.
-- unit: deals; report currency
-- dates: closed_on of the deal.
-- definition: As contribution, figure by figure. Won is all won deals. Secured is the part of influenced whose first social touch was on or after the day the deal was created. Any is what at least one of sourced, influenced and declared covers, each deal once. Bounds say what sourced would be if no deal of unknown source was social, and if all of them were; for declared, the lower bound takes every percentage at half.
-- limits: As contribution. The figures overlap and must not be added.
-- source: Our own definition.
-- column figure: won, sourced, influenced, secured, declared or any.
-- column deals: Won deals in it; empty where its source of data is absent.
-- column amount: Amount in it.
-- column low: Lower bound of the amount; empty where the figure has none.
-- column high: Upper bound of the amount.
-- column share: Amount ÷ won amount.
-- column largest: Largest amount of one deal in it.
CREATE MACRO contribution_figures(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH told AS (
  SELECT i.deal_id, sum(i.declared) AS declared FROM contributions i GROUP BY i.deal_id
), won AS (
  SELECT d.amount, d.source, d.first_social_on, d.created_on, t.deal_id IS NOT NULL AS asked, t.declared
  FROM deals d LEFT JOIN told t ON t.deal_id = d.deal_id
  WHERE d.outcome = 'won' AND d.closed_on IS NOT NULL
    AND (region IS NULL OR d.region = region)
    AND (team IS NULL OR d.team = team)
    AND within(d.closed_on, since, until)
), figures AS (
  SELECT f.figure, f.position,
    CASE f.figure
      WHEN 'influenced' THEN EXISTS (SELECT 1 FROM touches)
      WHEN 'secured' THEN EXISTS (SELECT 1 FROM touches)
      WHEN 'declared' THEN EXISTS (SELECT 1 FROM contributions)
      ELSE true
    END AS measured
  FROM (VALUES (1, 'won'), (2, 'sourced'), (3, 'influenced'), (4, 'secured'), (5, 'declared'), (6, 'any')) f(position, figure)
), counted AS (
  SELECT f.position, f.figure, f.measured,
    CASE f.figure
      WHEN 'won' THEN true
      WHEN 'sourced' THEN w.source = 'social'
      WHEN 'influenced' THEN w.first_social_on IS NOT NULL
      WHEN 'secured' THEN coalesce(w.first_social_on >= w.created_on, false)
      WHEN 'declared' THEN w.asked
      ELSE w.source = 'social' OR w.first_social_on IS NOT NULL OR w.asked
    END AS inside,
    CASE
      WHEN f.figure = 'declared' OR (f.figure = 'any' AND w.source <> 'social' AND w.first_social_on IS NULL) THEN w.declared
      ELSE w.amount
    END AS amount,
    w.amount AS whole, w.source
  FROM figures f LEFT JOIN won w ON true
), summed AS (
  SELECT position, figure, measured,
    count(*) FILTER (inside) AS deals,
    CAST(coalesce(sum(amount) FILTER (inside), 0) AS DOUBLE) AS amount,
    CAST(max(amount) FILTER (inside) AS DOUBLE) AS largest,
    CAST(coalesce(sum(whole) FILTER (source = 'unknown'), 0) AS DOUBLE) AS unknown_amount,
    CAST(sum(whole) AS DOUBLE) AS won_amount
  FROM counted GROUP BY ALL
)
SELECT
  figure,
  CASE WHEN measured THEN deals END AS deals,
  CASE WHEN measured THEN CASE WHEN figure = 'won' THEN won_amount ELSE amount END END AS amount,
  CASE WHEN measured THEN CASE figure WHEN 'sourced' THEN amount WHEN 'declared' THEN amount / 2 END END AS low,
  CASE WHEN measured THEN CASE figure WHEN 'sourced' THEN amount + unknown_amount WHEN 'declared' THEN amount END END AS high,
  CASE WHEN measured THEN amount / nullif(won_amount, 0) END AS share,
  CASE WHEN measured THEN largest END AS largest
FROM summed ORDER BY position;
