-- title: Rejected rows
-- grain: One row per rejected row.
-- unit: rows
-- dates: None.
-- definition: Every row that could not be used, with the first reason found, where it stands and how to mend it.
-- limits: A row with several faults is listed with the first; mend it and check again.
-- source: Our own accounting.
-- column file: Path in the workspace.
-- column line: Line in the file, the header's first line being 1.
-- column column: Header of the column at fault.
-- column value: The text found there.
-- column rule: Short name of the reason.
-- column message: What is wrong and how to mend it.
CREATE MACRO rejects() AS TABLE
SELECT file, line, "column", value, rule, message FROM rejected_rows;
