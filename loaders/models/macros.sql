-- Functions that the metrics share. z is 1.959964, the normal quantile of a 95 % interval.

-- Wilson score interval of k successes in n trials (Wilson 1927); NULL without trials.
CREATE MACRO wilson_low(k, n) AS CASE WHEN n > 0 THEN
  greatest(0, (k + 1.920729410347062e0 - 1.959963984540054e0 * sqrt(k * (n - k) / n + 0.960364705173531e0)) / (n + 3.841458820694124e0)) END;
CREATE MACRO wilson_high(k, n) AS CASE WHEN n > 0 THEN
  least(1, (k + 1.920729410347062e0 + 1.959963984540054e0 * sqrt(k * (n - k) / n + 0.960364705173531e0)) / (n + 3.841458820694124e0)) END;

-- A rate; NULL without trials.
CREATE MACRO rate(k, n) AS CASE WHEN n > 0 THEN k / n END;

-- Newcombe's hybrid score interval (1998, method 10) of the difference k1/n1 - k2/n2.
CREATE MACRO newcombe_low(k1, n1, k2, n2) AS
  k1 / nullif(n1, 0) - k2 / nullif(n2, 0)
  - sqrt(pow(k1 / nullif(n1, 0) - wilson_low(k1, n1), 2) + pow(wilson_high(k2, n2) - k2 / nullif(n2, 0), 2));
CREATE MACRO newcombe_high(k1, n1, k2, n2) AS
  k1 / nullif(n1, 0) - k2 / nullif(n2, 0)
  + sqrt(pow(wilson_high(k1, n1) - k1 / nullif(n1, 0), 2) + pow(k2 / nullif(n2, 0) - wilson_low(k2, n2), 2));

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
