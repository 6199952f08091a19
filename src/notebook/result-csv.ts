import {csvLine} from "../stats/csv.js";
import {cellText, type Result} from "./result.js";

/** The rows of a result as a file that spreadsheets open with the right letters, made part by part. */
export function resultCsv(result: Result): Blob {
  const parts: string[] = ["\ufeff", csvLine(result.columns.map(({name}) => name))];
  for (let row = 0; row < result.length; ++row)
    parts.push(csvLine(result.columns.map((_, column) => plain(result.value(row, column)))));
  return new Blob(parts, {type: "text/csv;charset=utf-8"});
}

function plain(value: unknown): string | number | boolean | null {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  return cellText(value);
}
