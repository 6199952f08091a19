import {spawn} from "node:child_process";
import {readFile, stat} from "node:fs/promises";
import {createRequire} from "node:module";
import {read, utils, type CellObject, type WorkBook, type WorkSheet} from "@e965/xlsx";
import {ReportError, messageOf} from "../errors.js";
import type {Row} from "./row.js";
import {figureText, formatShows, type Sheet, type Shown} from "./sheet.js";

const mostBytes = 64 * 2 ** 20;
const mostCells = 20_000_000;

/** The sheets of an old .xls workbook, of .xlsb and .ods, and of a web page or XML saved under such a name. */
export async function openOldWorkbook(path: string, name: string): Promise<Sheet[]> {
  const {size} = await stat(path);
  if (size > mostBytes)
    throw new ReportError(`${name}: old workbooks over 64 MB are not read. Save it as .xlsx or CSV.`);
  if (!(await canBeRead(path, size))) throw damaged(name);
  const book = readBook(await readFile(path), name);
  const hidden = (book.Workbook?.Sheets ?? []).map((sheet) => (sheet.Hidden ?? 0) > 0);
  return book.SheetNames.flatMap((sheetName, index) => {
    const sheet = book.Sheets[sheetName];
    if (!sheet?.["!ref"]) return [];
    return [{name: sheetName, hidden: hidden[index] ?? false, rows: () => sheetRows(sheet, book, name)}];
  });
}

const reading = {
  type: "buffer",
  dense: true,
  cellFormula: false,
  cellHTML: false,
  cellText: false,
  cellNF: true
} as const;

/** What a process of its own does: reads the workbook, whatever comes of it. */
const trial = `
  const [library, path, options] = process.argv.slice(1);
  try { require(library).read(require("fs").readFileSync(path), JSON.parse(options)); } catch {}`;

/**
 * Tries whether a workbook can be read in a process of its own, with little memory and for a few seconds, for a damaged one
 * may promise more than any memory holds, which ends a process whatever it catches.
 */
function canBeRead(path: string, bytes: number): Promise<boolean> {
  const library = createRequire(import.meta.url).resolve("@e965/xlsx");
  return new Promise((resolve) => {
    spawn(
      process.execPath,
      ["--max-old-space-size=900", "-e", trial, library, path, JSON.stringify(reading)],
      {stdio: "ignore", env: {}, timeout: 5000 + Math.ceil(bytes / 1000), killSignal: "SIGKILL"}
    )
      // No process can be had here; then the workbook is read untried.
      .on("error", () => resolve(true))
      .on("exit", (code) => resolve(code === 0));
  });
}

function readBook(bytes: Buffer, name: string): WorkBook {
  try {
    return read(bytes, reading);
  } catch (error) {
    throw /password|encrypt/i.test(messageOf(error))
      ? new ReportError(`${name}: the workbook is locked with a password. Unlock it and save it without one.`)
      : damaged(name);
  }
}

function damaged(name: string): ReportError {
  return new ReportError(
    `${name}: the workbook is damaged or cut off. Open it in a spreadsheet program and save it again as .xlsx.`
  );
}

const rowsAPart = 1000;

async function* sheetRows(sheet: WorkSheet, book: WorkBook, name: string): AsyncGenerator<readonly Row[]> {
  const {s: start, e: end} = utils.decode_range(sheet["!ref"] ?? "A1");
  const data = (sheet["!data"] ?? []) as (CellObject | undefined)[][];
  const last = Math.min(end.r, data.length - 1);
  if ((last - start.r + 1) * (end.c + 1) > mostCells)
    throw new ReportError(
      `${name}: the sheet has more cells than can be read. Save it as CSV and name that file.`
    );
  const uses1904 = book.Workbook?.WBProps?.date1904 === true;
  const shown = new Map<string, Shown>();
  for (let from = start.r; from <= last; from += rowsAPart) {
    const rows: Row[] = [];
    for (let row = from; row <= Math.min(last, from + rowsAPart - 1); row += 1)
      rows.push({line: row + 1, cells: cellsOf(data[row], {shown, uses1904})});
    yield await Promise.resolve(rows);
  }
}

function cellsOf(
  cells: readonly (CellObject | undefined)[] | undefined,
  {shown, uses1904}: {shown: Map<string, Shown>; uses1904: boolean}
): string[] {
  return Array.from(cells ?? [], (cell) => (cell ? cellText(cell, {shown, uses1904}) : ""));
}

function cellText(
  cell: CellObject,
  {shown, uses1904}: {shown: Map<string, Shown>; uses1904: boolean}
): string {
  const {t: type, v: value} = cell;
  if (value === undefined || type === "z") return "";
  if (type === "b") return value === true ? "TRUE" : "FALSE";
  if (type === "e") return cell.w ?? "#ERROR";
  if (value instanceof Date)
    return value
      .toISOString()
      .replace("T", " ")
      .replace(/( 00:00:00)?\.000Z$/, "");
  if (typeof value !== "number") return String(value);
  const code = String(cell.z ?? "General");
  const shows = shown.get(code) ?? formatShows(code);
  shown.set(code, shows);
  return figureText(value, shows, uses1904);
}
