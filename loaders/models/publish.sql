-- What goes into the published file: each table and the only columns it may hold. A column that is not named here
-- is not in the report. Tables without a source in the workspace are published empty.
CREATE TABLE report.settings AS SELECT * FROM settings;
CREATE TABLE report.sellers AS
  SELECT seller_id, region, team, hired_on, left_on, seat, trained_on FROM marts.sellers ORDER BY seller_id;
CREATE TABLE report.seller_weeks AS
  SELECT week, seller_id, region, team, seat, ssi, brand, people, insights, relationships, industry_rank, network_rank,
    connections, band
  FROM marts.seller_weeks;
CREATE TABLE report.deals AS
  SELECT deal_id, seller_id, region, team, segment, source, origin, outcome, created_on, closed_on, amount, cycle_days,
    created_quarter, closed_quarter
  FROM marts.deals;
CREATE TABLE report.touches AS
  SELECT happened_on, seller_id, channel, kind, deal_id, lead_id, "count" FROM marts.touches;
CREATE TABLE report.leads AS
  SELECT lead_id, seller_id, region, team, segment, channel, source, created_on, won, won_on, score FROM marts.leads;
CREATE TABLE report.input_files AS
  SELECT position, file, source, rows_read, accepted, rejected, ignored, sha256 FROM accounting.files ORDER BY position;
CREATE TABLE report.rejected_rows AS
  SELECT file, line, "column", value, rule, message FROM accounting.rejected ORDER BY position, line, "column", rule;
CREATE TABLE report.flagged_rows AS
  SELECT file, line, "column", value, rule, message FROM accounting.flagged ORDER BY position, line, "column", rule;
