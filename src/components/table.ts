import {html} from "htl";
import {createFormat, type Format} from "./format.js";
import type {Context} from "./piece.js";
import {field, type Row, type Rows, type Value} from "./rows.js";

/** What the cells of a table may need to be written. */
export interface TableContext {
  readonly format: Format;
  /** The currency of amounts. */
  readonly currency: string;
  /** Below this many observations no rate is written. */
  readonly minN: number;
}

/** A column of a table: its heading, how a value is written, whether it is a number. */
export interface TableColumn {
  readonly column: string;
  readonly heading: string;
  readonly write?: (row: Row, context: TableContext) => string;
  readonly align?: "left" | "right";
  /** Whether these rows have anything to show in the column. */
  readonly when?: (rows: readonly Row[]) => boolean;
  /** The column in whose cells this one's values stand, below the value there, where the page is narrow. */
  readonly under?: string;
}

export interface TableOptions extends Partial<TableContext> {
  readonly columns: readonly TableColumn[];
  readonly caption: string;
  /** Rows shown before "show all". */
  readonly limit?: number;
  readonly sort?: {readonly column: string; readonly descending?: boolean};
  /** The sentence shown instead of a table without rows. */
  readonly empty?: string;
  /** Rows made from the rows given, such as counts by rule. */
  readonly prepare?: (rows: readonly Row[], context: Context) => readonly Row[];
  /** What a reader may look for in the rows: the label of a box above the table. */
  readonly search?: string;
  /** The kind of source without which there is no table. */
  readonly needs?: string;
  /** Name of the file that a button hands the reader; it holds every row as it came. */
  readonly csv?: string;
}

/**
 * A plain table: the headings sort, numbers are right-aligned, and long tables show their first rows and
 * a button for the rest. All values are written as text.
 */
export function dataTable(rows: readonly Row[], options: TableOptions): HTMLElement {
  const {caption, limit = 50, sort, empty = "There are no rows."} = options;
  const {format = createFormat(), currency = "", minN = 10} = options;
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;

  const columns = options.columns.filter(({when}) => when?.(rows) ?? true);
  let by = sort?.column ?? null;
  let descending = sort?.descending ?? false;
  let all = rows.length <= limit;
  let wanted = "";

  const body = document.createElement("tbody");
  const heads = columns.map((column) => headCell(column, () => sortBy(column.column)));
  const more = html`<button type="button" class="table-more" onclick=${showAll}>
    Show all ${format.count(rows.length)} rows
  </button>`;
  const found = html`<p class="table-found" role="status"></p>`;
  const element = html`<div class="table-wrap">
    ${options.search === undefined ? null : searchBox(options.search, look)}
    ${options.search === undefined ? null : found}
    <div class="table-scroll" tabindex="0" role="region" aria-label=${caption}>
      <table>
        <caption class="visually-hidden">
          ${caption}
        </caption>
        <thead>
          <tr>
            ${heads}
          </tr>
        </thead>
        ${body}
      </table>
    </div>
    ${more}
  </div>`;

  function fill(): void {
    const context = {format, currency, minN};
    const matching = rowsWith(rows, wanted, columns, context);
    const sorted = by === null ? matching : sortRows(matching, by, descending);
    const whole = all || wanted !== "";
    body.replaceChildren(
      ...(whole ? sorted : sorted.slice(0, limit)).map((row) => bodyRow(row, columns, context))
    );
    found.textContent = wanted === "" ? "" : `${format.outOf(matching.length, rows.length)} rows`;
    more.hidden = whole;
    columns.forEach(({column}, i) => {
      const state = column !== by ? "none" : descending ? "descending" : "ascending";
      heads[i]?.setAttribute("aria-sort", state);
    });
  }
  function sortBy(column: string): void {
    descending = by === column ? !descending : isNumeric(rows, column);
    by = column;
    fill();
  }
  function look(text: string): void {
    wanted = text;
    fill();
  }
  function showAll(): void {
    all = true;
    fill();
  }

  fill();
  return element;
}

/** Rows of any query as a table: every column as it is; the `Inputs.table` of sql fences. */
export function rowsTable(rows: Rows, {format = createFormat()}: {format?: Format} = {}): HTMLElement {
  const columns = rows.columns.map((column, i): TableColumn => {
    const align = /INT|DOUBLE|FLOAT|DECIMAL/i.test(rows.types[i] ?? "") ? "right" : "left";
    const digits = decimals(rows, column);
    return {column, heading: column, align, write: (row) => plainText(field(row, column), format, digits)};
  });
  return dataTable(rows, {columns, caption: "Result of the query", format});
}

/** Rows in the order of a column; missing values come last in either direction. */
export function sortRows(rows: readonly Row[], column: string, descending: boolean): Row[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = field(a, column);
    const y = field(b, column);
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * compare(x, y);
  });
}

/** The rows in which every word of a text stands, in any column as it is written; case and accents do not matter. */
export function rowsWith(
  rows: readonly Row[],
  text: string,
  columns: readonly TableColumn[],
  context: TableContext
): readonly Row[] {
  const words = plainLetters(text)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const written = plainLetters(columns.map((column) => cellText(row, column, context)).join(" "));
    return words.every((word) => written.includes(word));
  });
}

function plainLetters(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function searchBox(label: string, look: (text: string) => void): HTMLElement {
  const input = html`<input type="search" autocomplete="off" />` as HTMLInputElement;
  input.addEventListener("input", () => look(input.value));
  return html`<label class="table-search">${label} ${input}</label>`;
}

function compare(a: NonNullable<Value>, b: NonNullable<Value>): number {
  if (typeof a === "string" && typeof b === "string") return a.localeCompare(b, undefined, {numeric: true});
  return Number(a) - Number(b);
}

function isNumeric(rows: readonly Row[], column: string): boolean {
  return rows.some((row) => typeof row[column] === "number");
}

function headCell(column: TableColumn, sort: () => void): HTMLElement {
  const cell = html`<th scope="col"><button type="button" onclick=${sort}>${column.heading}</button></th>`;
  cell.className = cellClass(column);
  return cell;
}

/** Longer texts are given room on a narrow page, where a column would else shrink to a word a line. */
const sentenceLength = 40;

function cellClass({align, under}: TableColumn): string {
  return `${align === "right" ? "right" : ""} ${under === undefined ? "" : "wide-only"}`.trim();
}

function bodyRow(row: Row, columns: readonly TableColumn[], context: TableContext): HTMLTableRowElement {
  const element = document.createElement("tr");
  columns.forEach((given, i) => {
    const cell = document.createElement(i === 0 ? "th" : "td");
    if (i === 0) cell.setAttribute("scope", "row");
    cell.className = cellClass(given);
    cell.textContent = cellText(row, given, context);
    if (cell.textContent.length > sentenceLength) cell.classList.add("sentence");
    for (const below of columns.filter(({under}) => under === given.column))
      cell.append(html`<div class="narrow-only">${cellText(row, below, context)}</div>`);
    element.append(cell);
  });
  return element;
}

function cellText(row: Row, {column, write}: TableColumn, context: TableContext): string {
  return write ? write(row, context) : plainText(field(row, column), context.format);
}

/** Decimals that the numbers of a column need, at most three. */
function decimals(rows: readonly Row[], column: string): number {
  const values = rows.map((row) => row[column]).filter((value) => typeof value === "number");
  const exact = (digits: number) => values.every((value) => Number(value.toFixed(digits)) === value);
  return [0, 1, 2].find(exact) ?? 3;
}

function plainText(value: Value, format: Format, digits = 0): string {
  if (value === null) return "–";
  if (value instanceof Date) return format.date(value);
  if (typeof value === "number") return format.decimal(value, digits || (Number.isInteger(value) ? 0 : 3));
  return typeof value === "boolean" ? (value ? "yes" : "no") : value;
}
