-- title: How texts were read
-- grain: One row per column and text of a category, and per meaning it was given.
-- unit: rows
-- dates: None.
-- definition: The texts found in columns that are read as categories, such as a deal's stage or source, with what each was taken to mean: by the settings, by a text the report knows, or, where neither names it, by the column's fallback.
-- limits: Rows rejected for other reasons are not counted. A stage that no list names counts as open.
-- source: Our own accounting.
-- column source: Kind of source.
-- column column: Column of that kind.
-- column text: The text as written.
-- column meaning: What it was taken to mean.
-- column listed: False where no list names the text, so that it got the fallback.
-- column rows: Rows with this text.
CREATE MACRO texts_read() AS TABLE
SELECT source, "column", text, meaning, listed, rows FROM texts;
