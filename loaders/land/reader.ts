import {ReportError} from "../errors.js";
import type {Row} from "./row.js";

export interface ReaderOptions {
  readonly delimiter: string;
  /** Cells of a row where that is known; helps to tell a broken quote from a text over several lines. */
  readonly width?: number;
  /** As messages name the file. */
  readonly name?: string;
  /** False where quotes are characters like any other. */
  readonly quotes?: boolean;
  /** True where rows are wanted with their text as it stands. */
  readonly texts?: boolean;
}

/** A quoted cell that goes on for longer than this was never closed. */
const longestQuoted = 2 * 1024 * 1024;
/** A line longer than this is no row of a table. */
const longestLine = 4 * 1024 * 1024;
/** After so many broken quotes no text is taken to go on over several lines, and in one line no quote for one. */
const patience = 20;

/**
 * Reads delimited text in parts. Beyond the usual quoting it takes quotes escaped by a backslash, quotes that stand
 * in the middle of a quoted cell, and a quote that is never closed: that line is then read as it stands, and the next
 * one starts a new row.
 */
export class RowReader {
  private readonly delimiter: string;
  private readonly width: number;
  private readonly name: string;
  private readonly quotes: boolean;
  private readonly texts: boolean;
  private rest = "";
  private line = 1;
  /** Turns true with the first quote that only a backslash can explain. */
  private escapes = false;
  private broken = 0;

  constructor({delimiter, width = 0, name = "the text", quotes = true, texts = false}: ReaderOptions) {
    this.delimiter = delimiter;
    this.width = width;
    this.name = name;
    this.quotes = quotes;
    this.texts = texts;
  }

  /** The rows that are whole with this part of the text. */
  push(part: string): Row[] {
    return this.take(part, false);
  }

  /** The rows that are left when the text has ended. */
  end(): Row[] {
    return this.take("", true);
  }

  private take(part: string, last: boolean): Row[] {
    const text = this.rest === "" ? part : this.rest + part;
    const rows: Row[] = [];
    let at = 0;
    while (at < text.length) {
      const end = this.readRow(text, at, {last, rows});
      if (end < 0) break;
      at = end;
    }
    this.rest = text.slice(at);
    return rows;
  }

  /** Adds the row that starts at `at` and returns where the next one starts, or -1 when more text is needed. */
  private readRow(text: string, at: number, {last, rows}: {last: boolean; rows: Row[]}): number {
    const feed = text.indexOf("\n", at);
    const stop = feed < 0 ? text.length : feed;
    if (feed < 0 && !last) return this.wait(text, at);
    if (stop - at > longestLine) throw tooLong(this.name, this.line);
    const line = withoutReturn(text, at, stop);
    if (!this.quotes || !line.includes('"')) {
      rows.push(this.row(line.split(this.delimiter), line));
      this.line += 1;
      return feed < 0 ? stop : stop + 1;
    }
    return this.readQuoted(text, at, {last, rows, stop, lineText: line});
  }

  private row(cells: readonly string[], text: string): Row {
    return this.texts ? {line: this.line, cells, text} : {line: this.line, cells};
  }

  private wait(text: string, at: number): -1 {
    if (text.length - at > longestLine) throw tooLong(this.name, this.line);
    return -1;
  }

  private readQuoted(
    text: string,
    at: number,
    {last, rows, stop, lineText}: {last: boolean; rows: Row[]; stop: number; lineText: string}
  ): number {
    const read =
      this.broken < patience
        ? readCells(text, at, {delimiter: this.delimiter, escapes: this.escapes, last})
        : "open";
    if (read === "more" && text.length - at <= longestQuoted) return -1;
    if (typeof read === "string" || this.isTorn(read, lineText)) {
      this.broken += 1;
      rows.push(this.row(readLine(lineText, this.delimiter, this.escapes), lineText));
      this.line += 1;
      return stop < text.length ? stop + 1 : stop;
    }
    this.escapes = read.escapes;
    rows.push(this.row(read.cells, this.texts ? text.slice(at, read.end).replace(/\r?\n$/, "") : ""));
    this.line += countFeeds(text, at, read.end);
    return read.end;
  }

  /** True for a row over several lines that only a broken quote holds together. */
  private isTorn(read: ReadCells, firstLine: string): boolean {
    if (read.lines === 1 || this.width < 2) return false;
    if (read.cells.length === this.width && (!read.stray || read.escapes)) return false;
    const apart = readLine(firstLine, this.delimiter, this.escapes).length;
    if (apart !== this.width) return false;
    return read.cells.length !== this.width || read.innerWidths.every((width) => width === this.width);
  }
}

/** The error for a row that is longer than any row of a table. */
export function tooLong(name: string, line: number): ReportError {
  return new ReportError(
    `${name} line ${line}: the line is longer than 4 million letters, so this is no table of rows. Export it again, one row a line.`
  );
}

interface ReadCells {
  readonly cells: readonly string[];
  /** Where the next row starts. */
  readonly end: number;
  /** Lines that the row takes. */
  readonly lines: number;
  /** True where a quote stood inside a quoted cell without being doubled. */
  readonly stray: boolean;
  readonly escapes: boolean;
  /** Cells that each further line would have on its own; counted where there is a stray quote. */
  readonly innerWidths: readonly number[];
}

interface CellsOptions {
  readonly delimiter: string;
  readonly escapes: boolean;
  readonly last: boolean;
}

/** The cells of a row that holds quotes; "more" where its end is not in the text yet, "open" where a quote never ends. */
function readCells(text: string, from: number, options: CellsOptions): ReadCells | "more" | "open" {
  const {delimiter, last} = options;
  const cells: string[] = [];
  let {escapes} = options;
  let stray = false;
  let at = from;
  for (;;) {
    const opening = quoteAt(text, at, delimiter);
    if (opening >= 0) {
      const closed = closeQuote(text, opening + 1, {delimiter, escapes, last});
      if (typeof closed === "string") return closed;
      escapes = closed.escapes;
      stray ||= closed.stray;
      cells.push(unescape(text.slice(opening + 1, closed.at), escapes));
      at = closed.next;
    } else {
      const end = bareEnd(text, at, delimiter);
      if (end === text.length && !last) return "more";
      cells.push(text.slice(at, end));
      at = end;
    }
    if (text.startsWith(delimiter, at) && at < text.length) {
      at += delimiter.length;
      continue;
    }
    return finishRow(text, {from, at, cells, stray, escapes, delimiter});
  }
}

function finishRow(
  text: string,
  {
    from,
    at,
    cells,
    stray,
    escapes,
    delimiter
  }: {from: number; at: number; cells: string[]; stray: boolean; escapes: boolean; delimiter: string}
): ReadCells {
  const lastCell = cells.length - 1;
  cells[lastCell] = (cells[lastCell] ?? "").replace(/\r$/, "");
  const returned = text[at] === "\r" ? at + 1 : at;
  const end = text[returned] === "\n" ? returned + 1 : returned;
  const inner = text.slice(from, at).split("\n");
  const innerWidths =
    stray && inner.length > 1 ? inner.slice(1).map((line) => readLine(line, delimiter, escapes).length) : [];
  return {cells, end, lines: inner.length, stray, escapes, innerWidths};
}

/** Where a cell's opening quote stands, spaces before it allowed; -1 for a cell without one. */
function quoteAt(text: string, at: number, delimiter: string): number {
  let look = at;
  while (text[look] === " " && delimiter !== " ") look += 1;
  return text[look] === '"' ? look : -1;
}

const lineFeed = 10;

/** Where a cell without quotes ends; looks no further than that, for a text may hold a million cells. */
function bareEnd(text: string, at: number, delimiter: string): number {
  const sign = delimiter.charCodeAt(0);
  let end = at;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === sign || code === lineFeed) return end;
    end += 1;
  }
  return end;
}

interface ClosedQuote {
  /** The closing quote. */
  readonly at: number;
  /** The delimiter or line end after it. */
  readonly next: number;
  readonly stray: boolean;
  readonly escapes: boolean;
}

function closeQuote(text: string, from: number, options: CellsOptions): ClosedQuote | "more" | "open" {
  const {delimiter, last} = options;
  let {escapes} = options;
  let stray = false;
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    if (escapes && isEscaped(text, at, from)) continue;
    if (text[at + 1] === '"') {
      at += 1;
      continue;
    }
    const next = skipSpaces(text, at + 1, delimiter);
    if (next >= text.length) return last ? {at, next, stray, escapes} : "more";
    if (text.startsWith(delimiter, next) || isLineEnd(text, next)) return {at, next, stray, escapes};
    stray = true;
    escapes ||= isEscaped(text, at, from);
  }
  return last ? "open" : "more";
}

function isLineEnd(text: string, at: number): boolean {
  return text[at] === "\n" || (text[at] === "\r" && (text[at + 1] === "\n" || at + 1 === text.length));
}

function skipSpaces(text: string, at: number, delimiter: string): number {
  let look = at;
  while (text[look] === " " && delimiter !== " ") look += 1;
  return look;
}

/** True where an odd number of backslashes stands before a quote. */
function isEscaped(text: string, at: number, from: number): boolean {
  let count = 0;
  while (at - 1 - count >= from && text[at - 1 - count] === "\\") count += 1;
  return count % 2 === 1;
}

function unescape(raw: string, escapes: boolean): string {
  const plain = raw.includes('""') ? raw.replaceAll('""', '"') : raw;
  return escapes ? plain.replaceAll('\\"', '"').replaceAll("\\\\", "\\") : plain;
}

/** The cells of one line on its own; a quote without its end is left out. */
function readLine(line: string, delimiter: string, escapes: boolean): string[] {
  const cells: string[] = [];
  let at = 0;
  let opened = 0;
  for (;;) {
    const opening = opened < patience ? quoteAt(line, at, delimiter) : -1;
    const closed = opening < 0 ? "open" : closeQuote(line, opening + 1, {delimiter, escapes, last: true});
    const end = typeof closed === "string" ? bareEnd(line, at, delimiter) : closed.next;
    if (opening >= 0 && typeof closed === "string") opened += 1;
    cells.push(
      typeof closed === "string"
        ? line.slice(opening < 0 ? at : opening + 1, end).replace(opening < 0 ? /"$/ : /^$/, "")
        : unescape(line.slice(opening + 1, closed.at), escapes)
    );
    if (end >= line.length) return cells;
    at = end + delimiter.length;
  }
}

function withoutReturn(text: string, at: number, stop: number): string {
  return text.slice(at, stop > at && text[stop - 1] === "\r" ? stop - 1 : stop);
}

function countFeeds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return Math.max(count, 1);
}
