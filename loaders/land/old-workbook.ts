import {readFile, stat} from "node:fs/promises";
import {read, utils, type CellObject, type WorkBook, type WorkSheet} from "@e965/xlsx";
import {ReportError, messageOf} from "../errors.js";
import type {Row} from "./row.js";
import {figureText, formatShows, type Sheet, type Shown} from "./sheet.js";

const mostBytes = 64 * 2 ** 20;
const mostCells = 20_000_000;

/** The sheets of an old .xls workbook, of .xlsb and .ods, and of a web page or XML saved under such a name. */
export async function openOldWorkbook(path: string, name: string): Promise<Sheet[]> {
  if ((await stat(path)).size > mostBytes)
    throw new ReportError(`${name}: old workbooks over 64 MB are not read. Save it as .xlsx or CSV.`);
  const book = readBook(await readFile(path), name);
  const hidden = (book.Workbook?.Sheets ?? []).map((sheet) => (sheet.Hidden ?? 0) > 0);
  return book.SheetNames.flatMap((sheetName, index) => {
    const sheet = book.Sheets[sheetName];
    if (!sheet?.["!ref"]) return [];
    return [{name: sheetName, hidden: hidden[index] ?? false, rows: () => sheetRows(sheet, book, name)}];
  });
}

function readBook(bytes: Buffer, name: string): WorkBook {
  try {
    return read(bytes, {
      type: "buffer",
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      cellNF: true
    });
  } catch (error) {
    throw new ReportError(
      /password|encrypt/i.test(messageOf(error))
        ? `${name}: the workbook is locked with a password. Unlock it and save it without one.`
        : `${name}: the workbook is damaged or cut off. Open it in a spreadsheet program and save it again as .xlsx.`
    );
  }
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
