-- title: SSI before and after training
-- grain: One row per comparison: effect and parallel.
-- unit: points of the Social Selling Index
-- dates: The Mondays of the 12 weeks before and the 12 weeks after the week of a seller's first training; the period is not used.
-- definition: Difference in differences: how far the mean score of trained sellers moved from the 12 weeks before their training to the 12 weeks after it, minus how far sellers moved over the same weeks who were not trained until later, or never. Each training is compared within its own weeks and counts by the sellers trained in it. The interval is that of a bootstrap over sellers (1,000 draws, fixed seed). The row parallel does the same with the first and the second half of the weeks before: near 0 where both groups moved alike before the training.
-- limits: Sellers were not chosen for training by chance, so a difference is associated with the training, not proven to come from it. Only sellers with at least 8 measured weeks on each side are compared. The score rises over the weeks after a training, so the mean over 12 weeks is less than where it ends.
-- source: Callaway and Sant'Anna 2021 for comparing with those not yet trained; Efron and Tibshirani 1993, chapter 13, for the interval.
-- column kind: effect or parallel.
-- column estimate: The difference.
-- column low: Lower end of its 95 % interval; empty where there are too few sellers for one.
-- column high: Upper end of its interval.
-- column trained: Trained sellers compared.
-- column waiting: Sellers they were compared with.
-- column trainings: Weeks of training in which both were found.
-- column trained_in_all: Sellers on the roster with a day of training up to the report's date.
CREATE MACRO training_effect(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT
  e.kind, e.estimate, e.low, e.high, e.trained, e.waiting, e.trainings,
  (SELECT count(*) FROM sellers s CROSS JOIN settings c
    WHERE s.trained_on <= c.as_of AND (region IS NULL OR s.region = region) AND (team IS NULL OR s.team = team)) AS trained_in_all
FROM training_effects e
WHERE e.place = place_of(region, team)
  AND (region IS NULL OR e.region = region)
  AND (team IS NULL OR e.team = team)
ORDER BY e.kind;
