-- title: Entries refused by the interview ledger
-- grain: One row per refused entry.
-- unit: entries
-- dates: None.
-- definition: Interviews that break a rule: the deal must be won, a percentage needs an argument, lies between 0 and 100 and at most at the moment's ceiling, and one deal's percentages sum to at most 100.
-- limits: An entry with several faults is listed with the first.
-- source: Our own accounting.
-- column file: Path in the workspace.
-- column line: Line in the file.
-- column rule: Short name of the reason.
-- column value: The text found there.
-- column message: What is wrong and how to mend it.
CREATE MACRO ledger_rejects() AS TABLE
SELECT r.file, r.line, r.rule, r.value, r.message
FROM rejected_rows r
WHERE EXISTS (SELECT 1 FROM input_files f WHERE f.file = r.file AND f.source = 'contributions')
ORDER BY r.file, r.line;
