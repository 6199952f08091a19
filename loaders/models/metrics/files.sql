-- title: Input files
-- grain: One row per input file.
-- unit: rows
-- dates: None.
-- definition: Every row below the header of every file that was read, and what became of it. Rows read are rows accepted, rejected and ignored; a row is ignored when it is blank or a footer such as a grand total.
-- limits: A source read by SQL over several files counts as one, with the rows of the SQL result.
-- source: Our own accounting.
-- column file: Path in the workspace.
-- column source: Kind of source.
-- column rows_read: Rows below the header.
-- column accepted: Rows that figures are made from.
-- column rejected: Rows that could not be used; each stands in rejects().
-- column ignored: Blank rows and footers.
-- column duplicates: Of the rejected rows, those that stand again further down or in a file read later, and count there.
CREATE MACRO files() AS TABLE
SELECT file, source, rows_read, accepted, rejected, ignored, duplicates FROM input_files ORDER BY position;
