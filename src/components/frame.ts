import {html} from "htl";
import {toCsv} from "../stats/csv.js";
import {definitionText, type Definitions} from "./definitions.js";
import {download, fileName} from "./download.js";
import {emptyState} from "./empty.js";
import type {Context} from "./piece.js";
import type {Rows} from "./rows.js";
import {messageOf} from "./session.js";

/** What a chart states: its title; or, where there is too little, the reason in place of the chart. */
export type Finding = string | {readonly empty: string};

/** The size a chart is drawn for, and what it may speak of. */
export interface ChartContext extends Context {
  readonly width: number;
}

export interface FrameOptions {
  /** The finding: what the chart shows, as a sentence written from the rows. */
  readonly finding: (rows: Rows, context: Context) => Finding;
  /** What is drawn: unit, n, period. */
  readonly subtitle: string | ((rows: Rows, context: Context) => string);
  readonly chart: (rows: Rows, context: ChartContext) => SVGElement | HTMLElement;
  /** How to read the chart and what it cannot say; stands beside it. */
  readonly note?: string | ((rows: Rows, context: Context) => string | null);
  /** The chart in words, for those who do not see it. */
  readonly describe?: (rows: Rows, context: Context) => string;
  /** The kind of source without which there is no chart. */
  readonly needs?: string;
}

/** A chart frame: finding, subtitle, chart, note and foot. */
export interface Frame {
  readonly element: HTMLElement;
  write(rows: Rows, context: Context): void;
  /** Shows a sentence instead of the chart, as when its source is absent. */
  writeEmpty(sentence: string): void;
}

type Shown = {
  readonly rows: Rows;
  readonly context: Context;
  readonly title: string;
  readonly subtitle: string;
};

/** An empty frame; `definitions` answers the foot's first button. */
export function createFrame(id: string, options: FrameOptions, definitions: Definitions): Frame {
  const title = html`<h2 class="frame-title" id=${`${id}-title`}></h2>`;
  const subtitle = html`<p class="frame-subtitle"></p>`;
  const body = html`<div class="frame-chart"></div>`;
  const words = html`<p class="visually-hidden" id=${`${id}-words`}></p>`;
  const note = html`<p class="frame-note"></p>`;
  const foot = createFoot(id, definitions, () => shown, body);
  const element = html`<figure class="frame" id=${id} aria-labelledby=${`${id}-title`}>
    <figcaption>${title}${subtitle}</figcaption>
    <div class="frame-row">${body}${note}</div>
    ${words}${foot.element}
  </figure>`;

  let shown: Shown | null = null;
  let width = 0;
  foot.element.hidden = true;

  function draw(): void {
    if (!shown || !width) return;
    const {rows, context} = shown;
    const chart = options.chart(rows, {...context, width});
    describeChart(chart, `${shown.title}. ${shown.subtitle}`, `${id}-words`);
    body.replaceChildren(chart);
  }

  new ResizeObserver(([entry]) => {
    const next = Math.floor(entry?.contentRect.width ?? 0);
    if (next === 0 || next === width) return;
    width = next;
    draw();
  }).observe(body);

  function write(rows: Rows, context: Context): void {
    const finding = options.finding(rows, context);
    if (typeof finding !== "string") return writeEmpty(finding.empty);
    const under = typeof options.subtitle === "string" ? options.subtitle : options.subtitle(rows, context);
    const beside = typeof options.note === "function" ? options.note(rows, context) : options.note;
    shown = {rows, context, title: finding, subtitle: under};
    element.classList.remove("frame-empty");
    title.textContent = finding;
    subtitle.textContent = under;
    note.textContent = beside ?? "";
    words.textContent = options.describe?.(rows, context) ?? "";
    foot.element.hidden = false;
    foot.refresh();
    draw();
  }

  function writeEmpty(sentence: string): void {
    shown = null;
    element.classList.add("frame-empty");
    title.textContent = subtitle.textContent = note.textContent = words.textContent = "";
    title.textContent = sentence;
    body.replaceChildren();
    foot.element.hidden = true;
  }

  return {element, write, writeEmpty};
}

function describeChart(chart: Element, label: string, words: string): void {
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", label);
  chart.setAttribute("aria-describedby", words);
}

interface Foot {
  readonly element: HTMLElement;
  /** Writes an open panel anew after the rows changed. */
  refresh(): void;
}

type Panel = (shown: Shown) => Promise<Node>;

function createFoot(
  id: string,
  definitions: Definitions,
  shown: () => Shown | null,
  body: HTMLElement
): Foot {
  const panel = html`<div class="frame-panel" id=${`${id}-panel`} hidden></div>`;
  const panels: Record<"Definition" | "SQL", Panel> = {
    Definition: ({rows}) => definitionPanel(rows, definitions),
    SQL: ({rows}) => sqlPanel(rows, definitions)
  };
  let open: keyof typeof panels | null = null;

  const names = ["Definition", "SQL"] as const;
  const toggles = names.map((name) => {
    const toggle = (): void => show(open === name ? null : name);
    const button = action(name, toggle);
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", panel.id);
    return button;
  });
  const csv = action("CSV", () => saveCsv(shown(), id));
  const png = action("PNG", () => void savePng(shown(), {id, body, panel}));

  function show(name: keyof typeof panels | null): void {
    open = name;
    names.forEach((each, i) => toggles[i]?.setAttribute("aria-expanded", String(each === name)));
    panel.hidden = name === null;
    refresh();
  }

  function refresh(): void {
    const now = shown();
    if (open === null || !now) return panel.replaceChildren();
    const name = open;
    panels[name](now)
      .catch((error: unknown) => html`<p class="failure">This could not be fetched: ${messageOf(error)}</p>`)
      .then((content) => open === name && panel.replaceChildren(content))
      .catch(() => undefined);
  }

  return {
    element: html`<div class="frame-foot">
      <div class="frame-actions">${[...toggles, csv, png]}</div>
      ${panel}
    </div>`,
    refresh
  };
}

function action(label: string, act: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
}

async function definitionPanel(rows: Rows, definitions: Definitions): Promise<Node> {
  const definition = await definitions.of(rows.name);
  return definition ? definitionText(definition) : emptyState("These rows come from a query of this page.");
}

async function sqlPanel(rows: Rows, definitions: Definitions): Promise<Node> {
  const definition = await definitions.of(rows.name);
  const own = definition
    ? html`<details>
        <summary>How ${definition.name} is defined</summary>
        <pre tabindex="0"><code>${definition.sql}</code></pre>
      </details>`
    : null;
  const copy = html`<button type="button" onclick=${() => void copyText(rows.sql, copy)}>Copy</button>`;
  return html`<div class="sql">
    <pre tabindex="0"><code>${rows.sql}</code></pre>
    ${copy}${own}
  </div>`;
}

async function copyText(text: string, button: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Select the text to copy it";
  }
  setTimeout(() => (button.textContent = "Copy"), 2000);
}

function saveCsv(shown: Shown | null, id: string): void {
  if (!shown) return;
  const {columns} = shown.rows;
  download(csvBlob(columns, shown.rows), fileName(id, "csv"));
}

/** Rows as a file that spreadsheets open with the right letters. */
export function csvBlob(columns: readonly string[], rows: Rows): Blob {
  return new Blob(["\ufeff", toCsv(columns, rows)], {type: "text/csv;charset=utf-8"});
}

async function savePng(
  shown: Shown | null,
  {id, body, panel}: {id: string; body: HTMLElement; panel: HTMLElement}
): Promise<void> {
  const svg = body.querySelector("svg");
  if (!shown || !svg) return;
  const {context, title, subtitle, rows} = shown;
  const {manifest, filters, format} = context;
  const source = `${manifest.title} · figures to ${format.date(manifest.as_of)} · ${filters.label} · ${rows.name}`;
  try {
    const {chartPng} = await import("./png.js");
    download(await chartPng(svg, {title, subtitle, source}), fileName(id, "png"));
  } catch (error) {
    panel.hidden = false;
    panel.replaceChildren(html`<p class="failure">The picture could not be made: ${messageOf(error)}</p>`);
  }
}
