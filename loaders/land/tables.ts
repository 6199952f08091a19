import {foldHeader, namedColumns, type KnownNames} from "./names.js";
import {isBlankRow, type Row} from "./row.js";

/** A table in a file or sheet that may hold several. */
export interface TablePlace {
  /** 1-based line of the header. */
  readonly headerLine: number;
  readonly header: readonly string[];
  /** Cells to the left of the table. */
  readonly from: number;
  /** True where another table stands beside it. */
  readonly beside: boolean;
  /** Columns of the kind that the header names. */
  readonly named: number;
  /** What stands above the header, where something does. */
  readonly title: string;
}

export interface TableChoice {
  readonly names?: KnownNames;
  /** 1-based line of the header, where settings give it. */
  readonly headerLine?: number;
  /** Title or number of the table, where settings give it. */
  readonly table?: string | number;
}

/** More rows of totals than this at the end of a table are rows about something called Total. */
const mostTotals = 2;
const searchedRows = 60;
const rowsLookedAtForGaps = 50;

/**
 * The table whose header names most columns of a kind; the first of equals. Without a kind, or where no header names
 * two columns, the first row that is about as wide as the widest. Undefined where the settings' choice is not there,
 * or no row has text.
 */
export function findTable(rows: readonly Row[], choice: TableChoice): TablePlace | undefined {
  const {names, headerLine, table} = choice;
  if (headerLine !== undefined) {
    const row = rows.find(({line}) => line === headerLine);
    return row && best(tablesAt(rows, row, {names, title: ""}));
  }
  const all = tablesIn(rows, names);
  if (table !== undefined) return chosen(all, table);
  const early = rows
    .slice(0, searchedRows)
    .filter(({cells}) => filledCells(cells) > 0 && !cells.some(isFigure))
    .flatMap((row) => tablesAt(rows, row, {names, title: ""}));
  const found = best([...all, ...early]);
  if (found && found.named >= 2) return found;
  return firstWide(rows, names);
}

/** Titles of the tables in a file, for messages; a table without one is named by its number. */
export function tableTitles(rows: readonly Row[]): string[] {
  return tablesIn(rows, undefined).map(({title}, index) => title || String(index + 1));
}

function chosen(tables: readonly TablePlace[], table: string | number): TablePlace | undefined {
  if (typeof table === "number") return tables[table - 1];
  const wanted = foldHeader(table);
  return (
    tables.find(({title}) => foldHeader(title) === wanted) ??
    tables.find(({title}) => foldHeader(title).includes(wanted) && wanted !== "")
  );
}

function best(tables: readonly TablePlace[]): TablePlace | undefined {
  return tables.reduce<TablePlace | undefined>(
    (top, each) =>
      top === undefined || each.named > top.named || (each.named === top.named && earlier(each, top))
        ? each
        : top,
    undefined
  );
}

function earlier(a: TablePlace, b: TablePlace): boolean {
  return a.headerLine < b.headerLine || (a.headerLine === b.headerLine && a.title !== "" && b.title === "");
}

function firstWide(rows: readonly Row[], names: KnownNames | undefined): TablePlace | undefined {
  const early = rows.slice(0, searchedRows).filter(({cells}) => !isComment(cells));
  const widest = Math.max(0, ...early.map(({cells}) => filledCells(cells)));
  const row = early.find(({cells}) => filledCells(cells) >= Math.max(1, widest * 0.6));
  return row && tablesAt(rows, row, {names, title: ""})[0];
}

/** Every table, by blank rows between them and blank columns between those side by side; in reading order. */
function tablesIn(rows: readonly Row[], names: KnownNames | undefined): TablePlace[] {
  const tables: TablePlace[] = [];
  let title = "";
  let comment = "";
  let waiting = true;
  for (const row of rows) {
    const filled = filledCells(row.cells);
    if (filled === 0) {
      title = "";
      waiting = true;
    } else if (isComment(row.cells)) {
      comment = waiting ? comment || commentText(row.cells) : commentText(row.cells);
      waiting = true;
    } else if (waiting && filled === 1) {
      title = firstText(row.cells);
    } else if (waiting) {
      tables.push(...tablesAt(rows, row, {names, title: title || comment}));
      [title, comment, waiting] = ["", "", false];
    }
  }
  return tables;
}

/** What a comment such as "# Traffic acquisition" says; nothing for a line of dashes. */
function commentText(cells: readonly string[]): string {
  return firstText(cells).replace(/^#[\s-]*/, "");
}

function isFigure(cell: string): boolean {
  return /^\s*[-+]?\d[\d\s.,:/-]*$/.test(cell);
}

/** True for a line that starts with a number sign and holds nothing beside it that looks like a header. */
export function isComment(cells: readonly string[]): boolean {
  return /^\s*#(\s|-|$)/.test(cells[0] ?? "") && filledCells(cells) <= 2;
}

/** The tables whose headers share a row: one, or several with blank columns between them. */
function tablesAt(
  rows: readonly Row[],
  {line, cells}: Row,
  {names, title}: {names: KnownNames | undefined; title: string}
): TablePlace[] {
  const runs = sideBySide(rows, {line, cells});
  return runs.map(([from, to]) => {
    const header = cells.slice(from, to).map((cell) => cell.trim());
    const named = names ? namedColumns(header, names) : 0;
    return {headerLine: line, header, from, beside: runs.length > 1, named, title};
  });
}

function sideBySide(rows: readonly Row[], {line, cells}: Row): (readonly [number, number])[] {
  const end = cells.findLastIndex((cell) => cell.trim() !== "") + 1;
  const whole: [number, number] = [0, end];
  const gap = (index: number): boolean => (cells[index] ?? "").trim() === "";
  if (!cells.slice(0, end).some((_, index) => gap(index))) return [whole];
  const below = rows.filter((row) => row.line > line).slice(0, rowsLookedAtForGaps);
  const isEmpty = (index: number): boolean =>
    gap(index) && below.every((row) => (row.cells[index] ?? "").trim() === "");
  const runs: [number, number][] = [];
  for (let index = 0; index < end; index += 1) {
    if (isEmpty(index)) continue;
    const last = runs.at(-1);
    if (last?.[1] === index) last[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  const texts = runs.map(([from, to]) => cells.slice(from, to).map(foldHeader));
  const repeated = texts.some((one, index) =>
    texts.slice(index + 1).some((other) => other.some((text) => text !== "" && one.includes(text)))
  );
  return repeated ? runs : [whole];
}

/**
 * Goes through the rows below a header and tells the table's own rows from what is none of it: blank rows, footers,
 * the header once more, and other tables. A row that only the next one can explain is held back until then.
 */
export class TableCutter {
  private readonly place: TablePlace;
  private held: Row[] = [];
  private afterBlank = false;
  private inside = true;
  ignored = 0;

  constructor(place: TablePlace) {
    this.place = place;
  }

  /** The data rows that are certain with this row. */
  push(row: Row): Row[] {
    if (row.line <= this.place.headerLine) return [];
    const cells = this.cut(row);
    if (isBlankRow(cells)) return this.blank();
    if (this.isHeaderAgain(cells)) return this.again();
    if (!this.inside) return this.ignore();
    if (isComment(row.cells) && this.place.header.length > 2) return this.leave();
    const released = this.release(cells);
    if (!this.inside) {
      this.ignored += 1;
      return released;
    }
    const held = isFooter(cells) || this.mayBeTitle(cells) || this.mayBeNote(cells);
    this.afterBlank = false;
    if (held) this.held.push({line: row.line, cells});
    return held ? released : [...released, {line: row.line, cells}];
  }

  /** The data rows that were held back when the file has ended. */
  end(): Row[] {
    const totals = this.held.filter(({cells}) => isTotalRow(cells) && !isPlainFooter(cells)).length;
    const isFoot = totals <= mostTotals ? isFooter : isPlainFooter;
    const noted = this.held.some(({cells}) => isPlainFooter(cells));
    return this.letGo((cells) => isFoot(cells) || (noted && filledCells(cells) === 1));
  }

  private letGo(isLeftOut: (cells: readonly string[]) => boolean): Row[] {
    const rows = this.held.filter(({cells}) => !isLeftOut(cells));
    this.ignored += this.held.length - rows.length;
    this.held = [];
    return rows;
  }

  private cut({cells}: Row): readonly string[] {
    const {from, beside, header} = this.place;
    return beside ? cells.slice(from, from + header.length) : cells;
  }

  private blank(): Row[] {
    this.ignored += 1;
    this.afterBlank = true;
    return [];
  }

  private again(): Row[] {
    const rows = this.end();
    this.ignored += 1;
    this.inside = true;
    this.afterBlank = false;
    return rows;
  }

  private ignore(): Row[] {
    this.ignored += 1;
    return [];
  }

  private leave(): Row[] {
    const rows = this.end();
    this.inside = false;
    this.ignored += 1;
    return rows;
  }

  /** Decides over rows held back, now that the row after them is known. */
  private release(cells: readonly string[]): Row[] {
    if (this.held.length === 0) return [];
    const titled = this.held.some((row) => !isFooter(row.cells));
    if (titled && this.isOtherHeader(cells)) {
      this.ignored += this.held.length;
      this.held = [];
      this.inside = false;
      return [];
    }
    if (isFooter(cells)) return [];
    return this.afterBlank ? this.end() : this.letGo(isPlainFooter);
  }

  private isHeaderAgain(cells: readonly string[]): boolean {
    const {header} = this.place;
    if (header.length < 2 || (cells[0] ?? "").trim() !== header[0]) return false;
    return header.every((text, index) => (cells[index] ?? "").trim() === text);
  }

  /** A single cell below a blank row can be the title of another table. */
  private mayBeTitle(cells: readonly string[]): boolean {
    return this.afterBlank && this.place.header.length > 2 && filledCells(cells) === 1;
  }

  /** Below a total or a notice a single cell can be another notice, such as the name of the report. */
  private mayBeNote(cells: readonly string[]): boolean {
    return (
      this.place.header.length > 2 &&
      filledCells(cells) === 1 &&
      this.held.some((row) => isPlainFooter(row.cells))
    );
  }

  /** True for a row of texts, as a header is, that is not as wide as this table. */
  private isOtherHeader(cells: readonly string[]): boolean {
    const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
    const width = this.place.header.filter((cell) => cell !== "").length;
    return (
      filled.length >= 2 &&
      filled.length !== width &&
      new Set(filled).size === filled.length &&
      filled.every((cell) => /\p{L}/u.test(cell) && !/^[\d\s.,:/-]+$|@|^\d/.test(cell) && cell.length <= 60)
    );
  }
}

const noteWords =
  /^(copyright\b|©|confidential\b|generated (by|on|at)\b|filtered by\b|as of\b|exported (by|on|at|from)\b|report (run|generated)\b|confidentiel\b|vertraulich\b|konfidentiellt\b)/i;
const totalWords =
  /^((grand|sub|overall) ?-?)?(total|totals|totalt|totaux|totale|totales|sum|summa|summe|gesamt|gesamtsumme|insgesamt|delsumma|zwischensumme|suma|soma)\b( g[eé]n[eé]ral| geral| general)?\s*(\(.*\)|:.*)?$/i;

const looseTotalWords =
  /^((grand|sub|overall) ?-?)?(total|totals|totalt|totaux|totale|totales|sum|summa|summe|gesamt|gesamtsumme|insgesamt|delsumma|zwischensumme|suma|soma)\b/i;
const grandWords =
  /^(grand totals?|overall totals?|total g[eé]n[eé]ral|gesamtsumme|totalsumma|total geral|total general)$/i;

/** True for a row that sums up or closes a table: few cells, the first a total or a notice; or a total over all columns. */
export function isFooter(cells: readonly string[]): boolean {
  return isPlainFooter(cells) || isTotalRow(cells);
}

function isPlainFooter(cells: readonly string[]): boolean {
  if ((cells[0] ?? "").trim() === "" && cells.some((cell) => grandWords.test(cell.trim()))) return true;
  const first = firstText(cells);
  if (!noteWords.test(first) && !looseTotalWords.test(first)) return false;
  const filled = filledCells(cells);
  return filled === 1 || (filled === 2 && cells.length > 2);
}

/** A total with figures in several columns; a footer only where the table ends with it. */
function isTotalRow(cells: readonly string[]): boolean {
  const first = (cells[0] ?? "").trim();
  if (first !== "") return totalWords.test(first);
  return cells.some((cell) => totalWords.test(cell.trim()));
}

function firstText(cells: readonly string[]): string {
  return cells.find((cell) => cell.trim() !== "")?.trim() ?? "";
}

function filledCells(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) if (cell.trim() !== "") count += 1;
  return count;
}
