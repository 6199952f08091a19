import {isObject} from "./read.js";

/**
 * JSON lines as CSV text: one object a line, columns in the order in which they first appear. A nested value is
 * kept as its JSON; a missing one and null are empty. Every text is quoted, so that "" differs from nothing.
 */
export function readJsonLines(text: string, file: string): string {
  const rows = text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .map((line, i) => ({line: line.trim(), number: i + 1}))
    .filter(({line}) => line !== "")
    .map(({line, number}) => objectIn(line, `${file} line ${number}`));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) throw new Error("it holds no object with a name and a value.");
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(","));
  return [columns.map(quoted).join(","), ...lines, ""].join("\n");
}

function objectIn(line: string, place: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`${place}: this is not JSON. Each line has to be one object, such as {"name": "Ada"}.`);
  }
  if (isObject(value)) return value;
  throw new Error(`${place}: this is no object. Each line has to be one object, such as {"name": "Ada"}.`);
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return quoted(typeof value === "string" ? value : JSON.stringify(value));
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
