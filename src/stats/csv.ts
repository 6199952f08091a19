/** A cell as it may stand in a table: dates are written as YYYY-MM-DD, null as nothing. */
type Cell = string | number | boolean | Date | null | undefined;

/**
 * Rows as CSV text (RFC 4180, CRLF). Text that a spreadsheet would take for a formula gets a leading
 * apostrophe; numbers, also negative ones, stay as they are.
 */
export function toCsv(columns: readonly string[], rows: readonly Readonly<Record<string, Cell>>[]): string {
  return listsToCsv(
    columns,
    rows.map((row) => columns.map((column) => row[column]))
  );
}

/** The same for rows that are lists of cells. */
export function listsToCsv(
  header: readonly Cell[],
  rows: readonly (readonly Cell[])[],
  {newline = "\r\n"}: {newline?: string} = {}
): string {
  return [header, ...rows].map((cells) => cells.map(csvCell).join(",") + newline).join("");
}

function csvCell(value: Cell): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === "string" ? quoted(harmless(value)) : String(value);
}

/** Spaces before a formula, and the wide forms of its first sign, keep some spreadsheets from nothing. */
function harmless(text: string): string {
  return /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
