-- title: Touches that attribution uses and leaves out
-- grain: One row per use.
-- unit: touches
-- dates: closed_on of the deal; day of the touch where it belongs to no closed deal.
-- definition: Touches by what attribution does with them. counted: from lookback_days before the deal was created until it was closed. after_close and too_early: of closed deals, outside these days. open_deal: of deals that are still open. unknown_deal: of deals that the report does not hold. no_deal: of no deal, as most activity is.
-- limits: A touch that was never recorded, or recorded without its deal, is in no journey.
-- source: Our own definition.
-- column use: counted, after_close, too_early, open_deal, unknown_deal or no_deal.
-- column touches: Touches of this use.
-- column social: Of these, in a social channel (settings: influence).
CREATE MACRO touches_used(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT u.use, CAST(sum(u.touches) AS BIGINT) AS touches, CAST(sum(u.social) AS BIGINT) AS social
FROM touch_uses u
WHERE (region IS NULL OR u.region = region)
  AND (team IS NULL OR u.team = team)
  AND within(u.day, since, until)
GROUP BY u.use
ORDER BY list_position(['counted', 'after_close', 'too_early', 'open_deal', 'unknown_deal', 'no_deal'], u.use);
