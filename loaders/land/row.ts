/** One record of a file as texts, with the 1-based line (or sheet row) that it starts at. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** True for a row with nothing in it. */
export function isBlankRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === "");
}
