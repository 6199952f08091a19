-- title: Flagged rows
-- grain: One row per accepted row and flag.
-- unit: rows
-- dates: None.
-- definition: Rows that are used although something about them is odd.
-- limits: A flag says what to look at, not that the row is wrong.
-- source: Our own accounting.
-- column file: Path in the workspace.
-- column line: Line in the file, the header's first line being 1.
-- column column: Header of the column to look at.
-- column value: The text or value found there.
-- column rule: Short name of the flag.
-- column message: What is odd and how it was counted.
CREATE MACRO notes() AS TABLE
SELECT file, line, "column", value, rule, message FROM flagged_rows;
