-- Functions that the metrics share. z is 1.959964, the normal quantile of a 95 % interval.

-- Wilson score interval of k successes in n trials (Wilson 1927); NULL without trials.
CREATE MACRO wilson_low(k, n) AS CASE WHEN n > 0 THEN
  greatest(0, (k + 1.920729410347062e0 - 1.959963984540054e0 * sqrt(k * (n - k) / n + 0.960364705173531e0)) / (n + 3.841458820694124e0)) END;
CREATE MACRO wilson_high(k, n) AS CASE WHEN n > 0 THEN
  least(1, (k + 1.920729410347062e0 + 1.959963984540054e0 * sqrt(k * (n - k) / n + 0.960364705173531e0)) / (n + 3.841458820694124e0)) END;

-- A rate; NULL without trials.
CREATE MACRO rate(k, n) AS CASE WHEN n > 0 THEN k / n END;

-- Newcombe's hybrid score interval (1998, method 10) of the difference of two rates, from each rate and the ends of its
-- Wilson interval; the ends are given, so that a query works each of them out once.
CREATE MACRO difference_low(rate1, low1, rate2, high2) AS
  rate1 - rate2 - sqrt(pow(rate1 - low1, 2) + pow(high2 - rate2, 2));
CREATE MACRO difference_high(rate1, high1, rate2, low2) AS
  rate1 - rate2 + sqrt(pow(high1 - rate1, 2) + pow(rate2 - low2, 2));

-- Agresti and Min's interval (2005) of a difference of paired shares: `gained` and `lost` of n pairs changed.
CREATE MACRO paired_error(gained, lost, n) AS
  sqrt(gained + lost + 1 - pow(gained - lost, 2) / (n + 2)) / (n + 2);
CREATE MACRO paired_low(gained, lost, n) AS CASE WHEN n > 0 THEN
  greatest(-1, (gained - lost) / (n + 2) - 1.959963984540054e0 * paired_error(gained, lost, n)) END;
CREATE MACRO paired_high(gained, lost, n) AS CASE WHEN n > 0 THEN
  least(1, (gained - lost) / (n + 2) + 1.959963984540054e0 * paired_error(gained, lost, n)) END;

-- A part of a whole that a file gives as larger than the whole; NULL where either is not known.
CREATE MACRO at_most(part, whole) AS CASE WHEN part > whole THEN whole WHEN whole IS NOT NULL THEN part END;

-- The end of an interval of a share, kept within 0 and 1; NULL stays NULL.
CREATE MACRO as_share(bound) AS CASE WHEN bound < 0 THEN 0 WHEN bound > 1 THEN 1 ELSE bound END;

-- Standard error of a ratio of sums, sum(y) / sum(x) over n clusters (Cochran 1977, 6.5); NULL with one cluster.
CREATE MACRO ratio_error(n, y, x, yy, xy, xx) AS CASE WHEN n > 1 AND x > 0 THEN
  sqrt(greatest(0, yy - 2 * (y / x) * xy + pow(y / x, 2) * xx) * n / (n - 1)) / x END;

-- The fiscal quarter of a day, e.g. 2026-Q3: the fiscal year is named by the calendar year in which it ends.
CREATE MACRO fiscal_quarter(day, first_month) AS
  CASE WHEN day IS NOT NULL THEN
    year(day + to_months((13 - first_month) % 12)) || '-Q' || quarter(day + to_months((13 - first_month) % 12)) END;

-- The first day of the fiscal quarter of a day.
CREATE MACRO fiscal_quarter_start(day, first_month) AS
  CAST(date_trunc('quarter', day + to_months((13 - first_month) % 12)) - to_months((13 - first_month) % 12) AS DATE);

-- True where a day lies between two days, both inclusive; NULL bounds are open, and a NULL day lies in open bounds only.
CREATE MACRO within(day, since, until) AS
  (since IS NULL OR day >= CAST(since AS DATE)) AND (until IS NULL OR day <= CAST(until AS DATE));

-- Whether a channel of touches is one of those that the settings call social.
CREATE MACRO is_social(channel, social_channels) AS coalesce(list_contains(social_channels, lower(trim(channel))), false);

-- A channel of touches as it is counted: in small letters, without spaces around it.
CREATE MACRO touch_channel(channel) AS coalesce(nullif(lower(trim(channel)), ''), 'not given');

-- The complement of the error function for x of at least 0: t exp(P(2t - 1) - x * x) with t = 2 / (2 + x), where P is a
-- Chebyshev fit of 20 degrees; its relative error is below 2e-13.
CREATE MACRO erfc_at(x, t) AS t * exp(list_reduce([
  1.6407636416389459e-07, 2.344706561640724e-07, -1.7229664598478872e-06, -9.5684767751039806e-07,
  8.9659979122177098e-06, -2.1644537275778736e-06, -3.0431990719338308e-05, 3.3422945513589366e-05,
  7.1501035532807821e-05, -0.00017508768137801942e0, -9.376228824153985e-05, 0.00067391124057856696e0,
  -0.00014624211903807924e0, -0.0023458541771267096e0, 0.0017589330678073817e0, 0.0088249426847147837e0,
  -0.009872689340144146e0, -0.046895610419315288e0, 0.047343306841353849e0, 0.67264322398018939e0,
  -0.67179408405669061e0
], (sum, coefficient) -> sum * (2 * t - 1) + coefficient) - x * x);
-- The chance of a chi-square of at least this size with one degree of freedom, where there is no difference.
CREATE MACRO chi2_p(chi2) AS CASE WHEN chi2 >= 0 THEN
  least(1, erfc_at(sqrt(chi2 / 2), 2 / (2 + sqrt(chi2 / 2)))) END;

-- A 95 % interval of a median from the sorted values: order statistics whose ranks come from the sign test (Conover 1999,
-- 3.2), rounded outwards; NULL with fewer than six values, which allow none.
CREATE MACRO median_rank(n) AS CAST(floor((n + 1) / 2 - 0.979981992270027e0 * sqrt(n)) AS INTEGER);
CREATE MACRO median_low(sorted) AS CASE WHEN len(sorted) >= 6 THEN sorted[median_rank(len(sorted))] END;
CREATE MACRO median_high(sorted) AS CASE WHEN len(sorted) >= 6 THEN sorted[len(sorted) + 1 - median_rank(len(sorted))] END;

-- Points of touches some days old: half after each half-life; points without an age stay.
CREATE MACRO decayed(points, age, half_life) AS
  points * CASE WHEN age IS NULL THEN 1 ELSE pow(0.5, age / half_life) END;

-- The band of a lead score; D below the least of C.
CREATE MACRO score_band(score, a, b, c) AS
  CASE WHEN score >= a THEN 'A' WHEN score >= b THEN 'B' WHEN score >= c THEN 'C' WHEN score IS NOT NULL THEN 'D' END;

-- The places that tables of weeks and places know: which of them a choice of region and team asks for.
CREATE MACRO place_of(region, team) AS
  CASE WHEN region IS NULL AND team IS NULL THEN 'all' WHEN team IS NULL THEN 'region'
    WHEN region IS NULL THEN 'team' ELSE 'team of region' END;

-- Whether figures of a week may be told for a choice of region and team: rows say whose they may not be (1 a team's, 2 a
-- region's too, 3 nobody's). Reports frozen earlier do not say, and hold what they were frozen with.
CREATE MACRO is_told(withheld, region, team) AS
  coalesce(withheld, 0) < CASE WHEN team IS NOT NULL THEN 1 WHEN region IS NOT NULL THEN 2 ELSE 3 END;

-- Whether a week of Sales Navigator has any use; the days say so, or else the counts of what was done.
CREATE MACRO was_used(days_active, searches, profile_views, inmails_sent, saved_leads, saved_accounts) AS
  days_active > 0 OR (days_active IS NULL AND coalesce(searches, 0) + coalesce(profile_views, 0)
    + coalesce(inmails_sent, 0) + coalesce(saved_leads, 0) + coalesce(saved_accounts, 0) > 0);
