-- What somebody would write who knows the file: typed reading, then the same checks. Faults that a typed reading meets
-- are kept by the engine in reject_errors. Gives the tables accepted and rejected.
CREATE TABLE sellers AS
SELECT * FROM read_csv('{dir}/sellers.csv', header = true, auto_detect = false, delim = ',', columns = {
  seller_id: 'VARCHAR', name: 'VARCHAR', region: 'VARCHAR', team: 'VARCHAR'});

CREATE TABLE touches AS
SELECT event_id, happened_on, seller_id, channel, kind, deal_id, lead_id, coalesce("count", 1) AS count
FROM read_csv('{dir}/engagement.csv', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
  store_rejects = true, rejects_limit = 0, columns = {event_id: 'VARCHAR', happened_on: 'DATE', seller_id: 'VARCHAR',
    channel: 'VARCHAR', kind: 'VARCHAR', deal_id: 'VARCHAR', lead_id: 'VARCHAR', account: 'VARCHAR', count: 'BIGINT'});

CREATE TABLE faulty AS
SELECT CAST(line AS BIGINT) AS row, 'not_a_date' AS rule, csv_line AS value FROM reject_errors
UNION ALL
SELECT rowid, 'missing', NULL FROM touches WHERE happened_on IS NULL OR seller_id IS NULL
UNION ALL
SELECT rowid, 'after_as_of', CAST(happened_on AS VARCHAR) FROM touches WHERE happened_on > DATE '2026-09-30'
UNION ALL
SELECT rowid, 'out_of_range', CAST("count" AS VARCHAR) FROM touches WHERE "count" < 0
UNION ALL
SELECT t.rowid, 'unknown_seller', t.seller_id FROM touches t ANTI JOIN sellers USING (seller_id);

-- A row with a fault takes no other row's place.
CREATE TABLE rejected AS
FROM faulty
UNION ALL
SELECT t.rowid, 'duplicate_key', event_id
FROM touches t ANTI JOIN (SELECT row FROM faulty WHERE rule <> 'not_a_date') f ON t.rowid = f.row
WHERE event_id IN (SELECT event_id FROM touches GROUP BY event_id HAVING count(*) > 1)
QUALIFY t.rowid <> max(t.rowid) OVER (PARTITION BY event_id);

CREATE VIEW accepted AS
SELECT * FROM touches t ANTI JOIN (SELECT row FROM rejected WHERE rule <> 'not_a_date') r ON t.rowid = r.row;

CREATE TABLE counted AS
SELECT (SELECT count(*) FROM accepted) AS accepted, (SELECT count(*) FROM rejected) AS rejected;
