import {mkdtempSync, readFileSync, readdirSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import Papa from "papaparse";
import {writeSample, type SampleTruths} from "../../loaders/sample/index.js";

export type Row = Record<string, string>;

/** A sample in a folder of its own, which `remove` deletes. */
export interface Sample {
  out: string;
  truths: SampleTruths;
  remove: () => void;
}

/** Writes a sample into a new temporary folder. */
export async function newSample({scale = 1, seed = 1} = {}): Promise<Sample> {
  const out = mkdtempSync(join(tmpdir(), "sample-"));
  const truths = await writeSample({out, scale, seed});
  return {out, truths, remove: () => rmSync(out, {recursive: true, force: true})};
}

/** All files below a folder, as sorted paths with forward slashes. */
export function filesOf(folder: string): string[] {
  const entries = readdirSync(folder, {recursive: true, withFileTypes: true});
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const names = paths.map((path) => path.slice(folder.length + 1).replaceAll("\\", "/"));
  // What begins with a dot is no export: a report that was made here keeps the key of its pseudonyms so.
  return names.filter((name) => !name.startsWith(".")).sort();
}

/** The text of a file, without its byte order mark. */
export function textOf(folder: string, file: string): string {
  return readFileSync(join(folder, file), "utf8").replace(/^\uFEFF/, "");
}

/** Every record below the header, blank lines and footers included, by an independent parser. */
export function recordsOf(folder: string, file: string): string[][] {
  const delimiter = file === FRENCH ? ";" : ",";
  const records = Papa.parse<string[]>(textOf(folder, file).replace(/\r?\n$/, ""), {delimiter}).data;
  return records.slice(1);
}

/** The rows of one file that have all its columns, by header. */
export function rowsOf(folder: string, file: string): Row[] {
  const [header = []] = Papa.parse<string[]>(textOf(folder, file), {
    delimiter: file === FRENCH ? ";" : ",",
    preview: 1
  }).data;
  const whole = recordsOf(folder, file).filter(
    (cells) => cells.length === header.length && cells.some((cell) => cell !== "")
  );
  return whole.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ""])));
}

/** The rows of all files below a folder of the workspace. */
export function rowsBelow(folder: string, part: string): Row[] {
  return filesOf(folder)
    .filter((file) => file.startsWith(`${part}/`))
    .flatMap((file) => rowsOf(folder, file));
}

export const FRENCH = "crm/affaires-france.csv";
export const ENGLISH = "crm/opportunities.csv";

/** Whether a text is an ISO day that exists. */
export function isDay(text: string | undefined): text is string {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Days from one ISO day to another. */
export function daysBetween(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / 86_400_000;
}

/** Mean of some numbers; NaN of none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
