/** A cell as it may stand in a table: dates are written as YYYY-MM-DD, null as nothing. */
type Cell = string | number | boolean | Date | null | undefined;

/**
 * Rows as CSV text (RFC 4180, CRLF). Text that a spreadsheet would take for a formula gets a leading
 * apostrophe; numbers, also negative ones, stay as they are.
 */
export function toCsv(columns: readonly string[], rows: readonly Readonly<Record<string, Cell>>[]): string {
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))].map(csvLine).join("");
}

/** A line of CSV, with its end. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(value: Cell): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === "string" ? quoted(harmless(value)) : String(value);
}

function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
