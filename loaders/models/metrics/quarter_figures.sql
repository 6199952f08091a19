-- title: Headline figures by quarter, then and now
-- grain: One row per quarter and figure.
-- unit: report currency, deals, shares and points, as the column unit says
-- dates: None; every quarter has its own.
-- definition: The headline figures of each quarter as known now and, where that quarter was frozen, as they were reported then, with their difference.
-- limits: A figure that a quarter was not frozen with is empty as reported. The quarter in which the report's date lies may be unfinished.
-- source: Our own definition.
-- column quarter: Fiscal quarter, e.g. 2026-Q3.
-- column since: Its first day.
-- column until: Its last day, or the report's date.
-- column position: Order in which the figures are told.
-- column figure: Short name of the figure; see headline.
-- column unit: currency, deals, share or points.
-- column reported: The figure as it was reported; empty where the quarter was not frozen.
-- column reported_low: Lower end of its interval then.
-- column reported_high: Upper end of its interval then.
-- column reported_n: Deals or sellers that it rested on.
-- column now: The figure as known now.
-- column now_low: Lower end of its interval now.
-- column now_high: Upper end of its interval now.
-- column now_n: Deals or sellers that it rests on now.
-- column restated: Now less reported.
CREATE MACRO quarter_figures() AS TABLE
SELECT q.quarter, q.since, q.until, q.position, q.figure, q.unit, q.reported, q.reported_low, q.reported_high, q.reported_n,
  q.now, q.now_low, q.now_high, q.now_n, q.now - q.reported AS restated
FROM quarter_values q ORDER BY q.quarter DESC, q.position;
