-- title: Activity first, results later
-- grain: One row per activity, result, comparison and lag.
-- unit: rank correlation, −1 to 1
-- dates: None: all whole quarters count.
-- definition: Spearman's rank correlation of an activity in a quarter (ssi: mean SSI; touches: touches made; posts: posts published) with a result of the same seller 0 to 4 quarters later (pipeline: amount of deals created; won_amount: amount of deals won), ranked among the sellers of the same quarter. comparison sellers: sellers against each other. comparison own: a seller's quarters against the seller's own average over the pairs, so that only change within sellers counts. 95 % intervals rest on how far each seller, with all quarters, moves the coefficient (infinitesimal jackknife over sellers, Fisher's scale, Student's quantile).
-- limits: An association, not an effect. With five lags and six pairs of figures, of 30 intervals one or two leave out zero by chance alone. With own averages, a strong association at one lag pulls the other lags slightly below zero. Touches are partly made on deals that are already open. Under 20 sellers there is no figure.
-- source: Spearman 1904; Jaeckel 1972; Efron 1982, chapter 6.
-- column activity: ssi, touches or posts.
-- column result: pipeline or won_amount.
-- column comparison: sellers or own.
-- column lag: Quarters from activity to result.
-- column rho: Rank correlation; empty under 20 sellers, and where all have the same.
-- column low: Lower end of its interval.
-- column high: Upper end of its interval.
-- column sellers: Sellers with a pair.
-- column pairs: Pairs of a seller's quarters.
CREATE MACRO lagged_associations(region := NULL, team := NULL) AS TABLE
SELECT a.activity, a.result, a.comparison, a.lag, a.rho, a.low, a.high, a.sellers, a.pairs
FROM associations a
WHERE a.place = place_of(region, team)
  AND (region IS NULL OR a.region = region)
  AND (team IS NULL OR a.team = team)
ORDER BY a.comparison DESC, a.result, list_position(['ssi', 'touches', 'posts'], a.activity), a.lag;
