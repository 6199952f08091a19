import Papa from "papaparse";

/** CSV with a header; text that a spreadsheet would run as a formula is made harmless by a leading apostrophe. */
export function toCsv(header: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return Papa.unparse(
    {fields: [...header], data: rows.map((row) => [...row])},
    {escapeFormulae: true, newline: "\n"}
  );
}
