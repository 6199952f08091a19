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
