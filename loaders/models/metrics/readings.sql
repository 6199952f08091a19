-- title: How files were read
-- grain: One row per input file.
-- unit: files
-- dates: None.
-- definition: What was found in each file before its rows were read: how its letters are written, what separates cells, where the header stands, how dates and numbers are written, and which system's export it was taken for, with a confidence from 0 to 1.
-- limits: The confidence is a rule over headers found, not a measured share of files recognised correctly. A file read by SQL, or by headers alone, was taken for no export.
-- source: Our own accounting.
-- column file: Path in the workspace.
-- column encoding: How letters are written, such as utf-8 or windows-1252; "sheet" for a workbook.
-- column delimiter: What separates cells.
-- column header_line: Line of the header.
-- column sheet: Sheet of the workbook.
-- column dates: How dates are written, by an example each.
-- column decimal_mark: The decimal mark of numbers.
-- column preset: The known export it was taken for.
-- column system: The system that writes it.
-- column export: What the system calls it.
-- column confidence: How sure that is, from 0 to 1; 0 where the settings say it.
-- column verified: Whether the export's header was seen in a real file or on an official page.
-- column caveat: What a reader of the figures should know about such an export.
CREATE MACRO readings() AS TABLE
SELECT file, encoding, delimiter, header_line, sheet, dates, decimal_mark, preset, system, export, confidence, verified,
  caveat
FROM readings ORDER BY position;
