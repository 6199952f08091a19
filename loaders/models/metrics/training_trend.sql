-- title: SSI in the weeks around training
-- grain: One row per week counted from the week of the training, from 12 before to 12 after.
-- unit: points of the Social Selling Index, from the seller's own mean of the 12 weeks before
-- dates: The Monday of the week; the period is not used.
-- definition: How far trained sellers stand from their own mean of the 12 weeks before their training, and how far those stand from theirs over the same weeks who were not trained until later, or never. Trainings count by the sellers trained in them, for both groups.
-- limits: The same sellers as in the effect of training. Where the two lines part before week 0 the groups were not alike, and the difference after it says little. In a report for leadership, weeks of too few sellers are left out.
-- source: Our own definition.
-- column weeks_since: Weeks since the week of the training; negative before it.
-- column trained: Trained sellers measured that week.
-- column waiting: Sellers not yet trained measured that week, counted once for each training.
-- column trained_gain: Mean distance of the trained from their own mean before.
-- column waiting_gain: Mean distance of those not yet trained.
CREATE MACRO training_trend(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT t.weeks_since, t.trained, t.waiting, t.trained_gain, t.waiting_gain
FROM training_trends t
WHERE t.place = place_of(region, team)
  AND (region IS NULL OR t.region = region)
  AND (team IS NULL OR t.team = team)
ORDER BY t.weeks_since;
