-- title: Ranks as LinkedIn gives them
-- grain: One row per rank (industry, network) and ISO week in which it is known.
-- unit: "top N %", 1 to 100: LOW IS GOOD; sellers
-- dates: The Monday of the week.
-- definition: The rank of sellers in their industry and in their own network, as LinkedIn states it: "top 20 %" is better than "top 60 %". Median and quartiles over the sellers whose rank is known.
-- limits: Low is good. LinkedIn does not say whom it counts as industry, and every seller's network is another one. The average scores of industry and network are not in the exports, only the ranks. A rank moves when others move. In a report for leadership, weeks in which too few sellers of the selection have a row are left out.
-- source: LinkedIn's Social Selling Index.
-- column rank: industry or network.
-- column week: Monday of the week.
-- column sellers: Sellers whose rank is known.
-- column measured: Sellers with a score.
-- column median: Half of them are in the top N % or better.
-- column best_quarter: A quarter of them are in the top N % or better.
-- column worst_quarter: A quarter of them are in the top N % or worse.
CREATE MACRO ssi_ranks(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH chosen AS (
  SELECT * FROM ssi_weeks w
  WHERE w.place = place_of(region, team)
    AND (region IS NULL OR w.region = region)
    AND (team IS NULL OR w.team = team)
    AND within(w.week, since, until)
), ranks AS (
  SELECT 'industry' AS rank, week, industry_ranked AS sellers, sellers AS measured, industry_median AS median,
    industry_p25 AS best_quarter, industry_p75 AS worst_quarter
  FROM chosen
  UNION ALL
  SELECT 'network', week, network_ranked, sellers, network_median, network_p25, network_p75 FROM chosen
)
SELECT rank, week, sellers, measured, median, best_quarter, worst_quarter FROM ranks WHERE median IS NOT NULL ORDER BY rank, week;
