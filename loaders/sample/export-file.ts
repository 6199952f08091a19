import {closeSync, mkdirSync, openSync, writeSync} from "node:fs";
import {dirname, join} from "node:path";
import type {DirtCount, FileCount} from "./truths.js";

/** What may stand in one cell. */
export type Cell = string | number | boolean;

/** How a file is written: its separator, line end and byte order mark. */
export interface Dialect {
  separator: "," | ";";
  lineEnd: "\n" | "\r\n";
  mark: boolean;
}

const PLAIN: Dialect = {separator: ",", lineEnd: "\n", mark: false};
const BUFFERED = 1 << 18;

/**
 * One text export, written as it is made: at most a buffer of it is in memory, and each write waits for the
 * file system. It counts its records and the faults planted in it.
 */
export class ExportFile {
  readonly file: string;
  readonly #descriptor: number;
  readonly #dialect: Dialect;
  readonly #dirt = new Map<string, number>();
  #buffer = "";
  #read = 0;
  #rejected = 0;
  #ignored = 0;

  constructor(out: string, file: string, header: readonly string[], dialect: Dialect = PLAIN) {
    this.file = file;
    this.#dialect = dialect;
    const path = join(out, file);
    mkdirSync(dirname(path), {recursive: true});
    this.#descriptor = openSync(path, "w");
    this.#put((dialect.mark ? "\uFEFF" : "") + this.#line(header));
  }

  /** Records written so far. */
  get records(): number {
    return this.#read;
  }

  /** Writes a record that a reader should accept. */
  row(cells: readonly Cell[]): void {
    this.#read++;
    this.#put(this.#line(cells));
  }

  /** Writes a record that a reader should accept with a note. */
  noted(rule: string, cells: readonly Cell[]): void {
    this.row(cells);
    this.#count(rule);
  }

  /** Writes a record that a reader should reject under `rule`. */
  rejected(rule: string, cells: readonly Cell[]): void {
    this.row(cells);
    this.#rejected++;
    this.#count(rule);
  }

  /** Writes a line that is not data: a footer, a total, a blank line. */
  ignored(cells: readonly Cell[]): void {
    this.row(cells);
    this.#ignored++;
  }

  /** Finishes the file and returns what was counted. */
  close(): {count: FileCount; dirt: DirtCount[]} {
    this.#flush();
    closeSync(this.#descriptor);
    const dirt = [...this.#dirt].map(([rule, rows]) => ({file: this.file, rule, rows}));
    dirt.sort((a, b) => (a.rule < b.rule ? -1 : 1));
    const count = {file: this.file, rows_read: this.#read, rejected: this.#rejected, ignored: this.#ignored};
    return {count, dirt};
  }

  #count(rule: string): void {
    this.#dirt.set(rule, (this.#dirt.get(rule) ?? 0) + 1);
  }

  #line(cells: readonly Cell[]): string {
    const {separator, lineEnd} = this.#dialect;
    const special = separator === ";" ? NEEDS_QUOTES.semicolon : NEEDS_QUOTES.comma;
    let line = "";
    for (let i = 0; i < cells.length; i++) line += (i ? separator : "") + quoted(cells[i] as Cell, special);
    return line + lineEnd;
  }

  #put(text: string): void {
    this.#buffer += text;
    if (this.#buffer.length > BUFFERED) this.#flush();
  }

  #flush(): void {
    const bytes = Buffer.from(this.#buffer, "utf8");
    for (let done = 0; done < bytes.length;) done += writeSync(this.#descriptor, bytes, done);
    this.#buffer = "";
  }
}

/** The files of one workspace: opens them, closes them, keeps their counts. */
export class ExportFolder {
  readonly out: string;
  readonly files: FileCount[] = [];
  readonly dirt: DirtCount[] = [];

  constructor(out: string) {
    this.out = out;
  }

  /** Opens a file below the folder. */
  open(file: string, header: readonly string[], dialect?: Dialect): ExportFile {
    return new ExportFile(this.out, file, header, dialect);
  }

  /** Closes a file and keeps its counts. */
  close(file: ExportFile): void {
    const {count, dirt} = file.close();
    this.files.push(count);
    this.dirt.push(...dirt);
  }

  /** Writes a whole file from its rows. */
  write(file: string, header: readonly string[], rows: Iterable<readonly Cell[]>): void {
    const target = this.open(file, header);
    for (const cells of rows) target.row(cells);
    this.close(target);
  }
}

const NEEDS_QUOTES = {comma: /[",\r\n]/, semicolon: /[";\r\n]/};

function quoted(cell: Cell, special: RegExp): string {
  if (typeof cell !== "string") return String(cell);
  return special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
