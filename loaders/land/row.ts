import {ReportError} from "../errors.js";

/** One record of a file as texts, with the 1-based line (or sheet row) that it starts at. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  /** The row as it stands in a text file, without its line end; only where it was asked for. */
  readonly text?: string;
}

/** True for a row with nothing in it. */
export function isBlankRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === "");
}

/** As many columns as a spreadsheet has. */
const mostColumns = 16_384;

/** Refuses a header of more columns than any table has; most often the separator is another one. */
export function checkWidth(columns: number, place: string): void {
  if (columns > mostColumns)
    throw new ReportError(
      `${place}: there are ${columns} columns, and at most ${mostColumns} can be read. Check the separator, or export fewer columns.`
    );
}
