-- title: Search interest
-- grain: One row per ISO week and search term.
-- unit: 0 to 100, relative to the highest week of the export
-- dates: The Monday of the week.
-- definition: How often a term was searched for, as the export of the search engine gives it.
-- limits: Context, not our own figure: the world's interest, which no seller makes. The filters for regions and teams do not apply. Two exports cannot be compared, as each has its own 100.
-- source: Google Trends, as exported.
-- column week: Monday of the week.
-- column term: The search term; empty where the file names none.
-- column interest: Interest, 0 to 100.
CREATE MACRO search_interest(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
SELECT t.week, t.term, avg(t.interest) AS interest
FROM trends t
WHERE within(t.week, since, until)
GROUP BY t.week, t.term
ORDER BY t.week, t.term;
