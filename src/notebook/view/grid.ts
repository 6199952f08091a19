import type {Format} from "../../components/format.js";
import {columnKind} from "../chart-settings.js";
import {cellText, sortedRows, type Result} from "../result.js";
import {summarise, type Summary} from "../summary.js";
import {element} from "./dom.js";

const rowHeight = 26;
const mostRowsShown = 12;
/** Browsers limit the height of an element; beyond this the bar stands for more than one row a step. */
const tallest = 8_000_000;
/** Beyond this many rows columns are summarised one at a time, while nothing else is to be done. */
const widthSample = 200;

export interface GridOptions {
  readonly format: Format;
  readonly caption: string;
}

/**
 * The rows of a result as a table of which only what is seen is made, so that a million rows cost what a
 * dozen do. Headings sort and bear a summary of their column.
 */
export function resultGrid(result: Result, {format, caption}: GridOptions): HTMLElement {
  const writers = result.columns.map(({type}, column) => writerOf(result, column, {type, format}));
  const widths = result.columns.map(({name}, column) => widthOf(result, {name, write: writers[column]!}));
  const template = widths.map((width) => `${width}px`).join(" ");
  let order: Uint32Array | null = null;
  let sorted: {column: number; descending: boolean} | null = null;

  const summaries = result.columns.map(() => element("div", {className: "grid-summary"}));
  const heads = result.columns.map(({name, type}, column) =>
    element(
      "div",
      {role: "columnheader", className: "grid-head", "aria-sort": "none"},
      element("button", {type: "button", title: `Sort by ${name}`, onclick: () => sortBy(column)}, name),
      element("span", {className: "grid-type"}, type.toLowerCase()),
      summaries[column]!
    )
  );
  const header = element("div", {role: "row", className: "grid-row grid-header", "aria-rowindex": 1}, heads);
  const body = element("div", {role: "rowgroup", className: "grid-body"});
  const total = Math.max(1, result.length) * rowHeight;
  const height = Math.min(total, tallest);
  body.style.height = `${height}px`;
  const scroller = element(
    "div",
    {
      className: "grid",
      role: "table",
      tabIndex: 0,
      "aria-label": caption,
      "aria-rowcount": result.length + 1,
      "aria-colcount": result.columns.length,
      onscroll: () => later()
    },
    element("div", {role: "rowgroup", className: "grid-top"}, header),
    body
  );
  scroller.style.setProperty("--columns", template);
  scroller.style.setProperty("--rows", String(Math.min(result.length, mostRowsShown)));

  const pool: HTMLElement[] = [];
  let asked = false;
  function later(): void {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      paint();
    });
  }

  function paint(): void {
    const view = scroller.clientHeight || rowHeight * mostRowsShown;
    const shown = Math.min(result.length, Math.ceil(view / rowHeight) + 4);
    const top = scroller.scrollTop;
    const room = height - view > 0 ? top / (height - view) : 0;
    const first =
      total === height
        ? Math.max(0, Math.floor(top / rowHeight) - 2)
        : Math.floor(Math.min(1, room) * Math.max(0, result.length - shown + 2));
    const from = Math.min(first, Math.max(0, result.length - shown));
    const offset = total === height ? from * rowHeight : Math.min(top, height - shown * rowHeight);
    while (pool.length < shown) pool.push(body.appendChild(newRow(result.columns.length)));
    pool.forEach((row, i) => {
      row.hidden = i >= shown;
      if (i < shown) fill(row, from + i, offset + i * rowHeight);
    });
  }

  function fill(row: HTMLElement, at: number, offset: number): void {
    row.style.transform = `translateY(${Math.max(0, offset)}px)`;
    row.setAttribute("aria-rowindex", String(at + 2));
    const index = order ? (order[at] ?? at) : at;
    for (let column = 0; column < writers.length; ++column) {
      const cell = row.children[column] as HTMLElement;
      const {text, className} = writers[column]!(index);
      if (cell.textContent !== text) cell.textContent = text;
      if (cell.className !== className) cell.className = className;
    }
  }

  function sortBy(column: number): void {
    const type = result.columns[column]?.type ?? "";
    const again = sorted?.column === column;
    const descending = again ? !sorted!.descending : columnKind(type) === "number";
    sorted = {column, descending};
    order = sortedRows(result, column, descending);
    heads.forEach((head, i) => {
      head.setAttribute("aria-sort", i !== column ? "none" : descending ? "descending" : "ascending");
    });
    scroller.scrollTop = 0;
    paint();
  }

  new ResizeObserver(later).observe(scroller);
  paint();
  summariseLater(result, (column, summary) =>
    summaries[column]!.replaceChildren(summaryView(summary, format))
  );
  return scroller;
}

function newRow(columns: number): HTMLElement {
  const cells = Array.from({length: columns}, () => element("div", {role: "cell", className: "grid-cell"}));
  return element("div", {role: "row", className: "grid-row"}, cells);
}

type Written = {readonly text: string; readonly className: string};
type Writer = (row: number) => Written;

/** How the values of a column are written: numbers with as many decimals as the first rows need. */
function writerOf(result: Result, column: number, {type, format}: {type: string; format: Format}): Writer {
  const kind = columnKind(type);
  const digits = kind === "number" ? decimalsOf(result, column) : 0;
  return (row) => {
    const value = result.value(row, column);
    if (value === null) return {text: "–", className: `grid-cell none ${kind === "number" ? "right" : ""}`};
    if (kind === "number")
      return {text: format.decimal(value as number, digits), className: "grid-cell right"};
    if (type === "DATE") return {text: format.date(value as Date), className: "grid-cell"};
    if (typeof value === "boolean") return {text: value ? "yes" : "no", className: "grid-cell"};
    return {text: cellText(value), className: "grid-cell"};
  };
}

function decimalsOf(result: Result, column: number): number {
  let digits = 0;
  for (let row = 0; row < Math.min(result.length, widthSample); ++row) {
    const value = result.value(row, column);
    if (typeof value !== "number" || !Number.isFinite(value)) continue;
    while (digits < 3 && Number(value.toFixed(digits)) !== value) digits += 1;
  }
  return digits;
}

function widthOf(result: Result, {name, write}: {name: string; write: Writer}): number {
  let letters = name.length + 2;
  for (let row = 0; row < Math.min(result.length, widthSample); ++row)
    letters = Math.max(letters, write(row).text.length);
  return Math.round(Math.max(110, Math.min(320, letters * 8 + 24)));
}

function summariseLater(result: Result, show: (column: number, summary: Summary) => void): void {
  const next = (column: number): void => {
    if (column >= result.columns.length) return;
    show(column, summarise(result, column));
    whenIdle(() => next(column + 1));
  };
  whenIdle(() => next(0));
}

function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(act, {timeout: 1000});
  else setTimeout(act, 20);
}

/** A column at a glance: its distribution or its most frequent texts, missing and different values. */
function summaryView({rows, nulls, distinct, histogram, top}: Summary, format: Format): HTMLElement {
  const different = distinct === null ? "very many values" : format.plural(distinct, "value");
  const missing = nulls === 0 ? "" : ` · ${format.percent(nulls / Math.max(1, rows), 0)} missing`;
  const words = top.map(({text, rows}) => `${text || "(empty)"} ${format.count(rows)}`).join(" · ");
  return element(
    "div",
    {},
    histogram ? bars(histogram.counts) : element("span", {className: "grid-top-values", title: words}, words),
    element("span", {className: "grid-counts"}, different + missing)
  );
}

function bars(counts: readonly number[]): HTMLElement {
  const most = Math.max(1, ...counts);
  const each = counts.map((count) => {
    const bar = element("span");
    bar.style.height = `${count === 0 ? 0 : Math.max(1, Math.round((count / most) * 22))}px`;
    return bar;
  });
  return element("div", {className: "grid-bars", "aria-hidden": "true"}, each);
}
