-- title: Share of the network in the target persona
-- grain: One row per value of the dimension.
-- unit: connections; share of connections
-- dates: The Monday of the week; from the first connection on record to the end of the period.
-- definition: Of all connections on record up to the end of the period whose persona could be told, the share in the target persona (a setting), by team, region or seller, or in total, with an interval that takes a seller's connections together, because they are not independent.
-- limits: A LinkedIn archive holds the whole network, weekly counts only what was added since counting began. Connections without a job title are not in the share. The interval is empty with one seller.
-- values dimension: team, region, seller, total
-- source: Cochran 1977, Sampling Techniques, section 6.5, for the error of a ratio, with each seller as one cluster.
-- column key: Value of the dimension; empty where it is not known, and in the total.
-- column sellers: Sellers with connections on record.
-- column connections: Connections on record.
-- column persona_known: Of these, known to be in the persona or not.
-- column in_persona: In the persona.
-- column persona_share: In the persona ÷ known.
-- column persona_share_low: Lower end of its interval.
-- column persona_share_high: Upper end of its interval.
CREATE MACRO network_persona(dimension, region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH each_seller AS (
  SELECT
    CASE dimension
      WHEN 'team' THEN n.team
      WHEN 'region' THEN n.region
      WHEN 'seller' THEN n.seller_id
      WHEN 'total' THEN CAST(NULL AS VARCHAR)
      ELSE error('network_persona has no dimension ' || dimension || '; use team, region, seller or total')
    END AS key,
    n.seller_id,
    sum(n.added) AS added,
    CAST(sum(n.persona_known) AS DOUBLE) AS known,
    CAST(coalesce(sum(n.in_persona), 0) AS DOUBLE) AS inside
  FROM connections n
  WHERE (region IS NULL OR n.region = region)
    AND (team IS NULL OR n.team = team)
    AND within(n.week, NULL, until)
  GROUP BY ALL
), counted AS (
  SELECT
    key, count(*) AS sellers, CAST(sum(added) AS BIGINT) AS connections, CAST(sum(known) AS BIGINT) AS persona_known,
    CAST(sum(inside) AS BIGINT) AS in_persona,
    sum(inside) / nullif(sum(known), 0) AS share,
    ratio_error(
      count(*) FILTER (known > 0), sum(inside), sum(known), sum(inside * inside), sum(inside * known), sum(known * known)
    ) AS error
  FROM each_seller GROUP BY key
)
SELECT
  key, sellers, connections, persona_known, in_persona,
  share AS persona_share,
  as_share(share - 1.959963984540054e0 * error) AS persona_share_low,
  as_share(share + 1.959963984540054e0 * error) AS persona_share_high
FROM counted
ORDER BY persona_known DESC, key;
