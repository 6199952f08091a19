import {listsToCsv} from "../stats/csv.js";
import {cellText, type Result} from "./result.js";

/** Rows that are turned into text at a time. */
const step = 10_000;

/** The rows of a result as a file that spreadsheets open with the right letters, made part by part. */
export function resultCsv(result: Result): Blob {
  const parts: string[] = [
    "\ufeff",
    listsToCsv(
      result.columns.map(({name}) => name),
      []
    )
  ];
  for (let from = 0; from < result.length; from += step) parts.push(rowsCsv(result, from));
  return new Blob(parts, {type: "text/csv;charset=utf-8"});
}

function rowsCsv(result: Result, from: number): string {
  const rows = Array.from({length: Math.min(step, result.length - from)}, (_, i) =>
    result.columns.map((__, column) => plain(result.value(from + i, column)))
  );
  const [first = [], ...rest] = rows;
  return listsToCsv(first, rest);
}

function plain(value: unknown): string | number | boolean | null {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  return cellText(value);
}
