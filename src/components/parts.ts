import {html} from "htl";
import {createAnswer, createWords, writeAnswer, writeWords} from "./answer.js";
import {cardRow, createCard, writeCard, writeEmptyCard, type CardContent} from "./card.js";
import type {Definitions} from "./definitions.js";
import {createGaps, emptyState} from "./empty.js";
import {download, fileName} from "./download.js";
import {createFrame, csvBlob, type Frame, type FrameOptions} from "./frame.js";
import {follow, type Arrived, type Context, type PieceHost, type Source} from "./piece.js";
import type {Rows} from "./rows.js";
import {dataTable, type TableOptions} from "./table.js";

type Later = Promise<Rows> | Rows;

/** What a page lends to its parts. */
export interface PartsHost {
  /** The report and what the reader has chosen, as of now. */
  readonly context: () => Context;
  readonly definitions: Definitions;
  readonly host: PieceHost;
}

/** Which kind of source a card needs, and what it is called while that is absent. */
export interface CardOptions {
  readonly id?: string;
  readonly needs?: string;
  readonly label?: string;
}

/** Which kind of source an answer needs, and its first sentence while that is absent. */
export interface AnswerOptions {
  readonly needs?: string;
  readonly without?: string;
}

/**
 * The parts that pages are made of: answer, cards, charts, tables. Each is made once and kept by its id, so
 * that it shows what it did until new rows are there; each says in words what is missing.
 */
export function createParts({context, definitions, host}: PartsHost) {
  const gaps = createGaps(context().manifest);
  const kept = keeper();

  /** The answer of the page: sentences written from rows, the first one large. */
  function answer<S extends Source>(
    source: S,
    write: (rows: Arrived<S>, context: Context) => string | readonly string[],
    {needs, without = ""}: AnswerOptions = {}
  ): HTMLElement {
    const now = context();
    const element = kept("answer", createAnswer);
    const gap = gaps.at(needs, element);
    if (gap !== null) writeAnswer(element, [without, gap]);
    else follow(element, {source, draw: (rows) => writeAnswer(element, write(rows, now))}, host);
    return element;
  }

  /** A paragraph written from rows, for a part of the page below its answer. */
  function words<S extends Source>(
    id: string,
    source: S,
    write: (rows: Arrived<S>, context: Context) => string | readonly string[],
    {needs}: Pick<AnswerOptions, "needs"> = {}
  ): HTMLElement {
    const now = context();
    const element = kept(`words ${id}`, createWords);
    const gap = gaps.at(needs, element);
    if (gap !== null) writeWords(element, gap);
    else follow(element, {source, draw: (rows) => writeWords(element, write(rows, now))}, host);
    return element;
  }

  /** A figure with its range, n and change. */
  function card<S extends Source>(
    source: S,
    write: (rows: Arrived<S>, context: Context) => CardContent,
    {id = write.name || String(write), needs, label = ""}: CardOptions = {}
  ): HTMLElement {
    const now = context();
    const element = kept(`card ${id}`, createCard);
    const gap = gaps.at(needs, element);
    const draw = (rows: Arrived<S>): void => writeCard(element, write(rows, now));
    if (gap !== null) writeEmptyCard(element, label, gap);
    else follow(element, {source, kind: "card", draw}, host);
    return element;
  }

  /** A chart in its frame. */
  function chart(id: string, source: Later, options: FrameOptions): HTMLElement {
    const now = context();
    const frame: Frame = kept(`chart ${id}`, () => createFrame(id, options, definitions));
    const gap = gaps.at(options.needs, frame.element);
    if (gap !== null) frame.writeEmpty(gap);
    else follow(frame.element, {source, kind: "chart", draw: (rows: Rows) => frame.write(rows, now)}, host);
    return frame.element;
  }

  /** A table. */
  function table(id: string, source: Later, options: TableOptions): HTMLElement {
    const now = context();
    const {manifest, format} = now;
    const element = kept(`table ${id}`, () => document.createElement("div"));
    const show = (...content: Node[]): void => element.replaceChildren(...content);
    const gap = gaps.at(options.needs, element, () => show(emptyState("There is nothing to list.")));
    const settings = {format, currency: manifest.currency, minN: manifest.min_n, ...options};
    const draw = (rows: Rows): void =>
      show(
        dataTable(options.prepare?.(rows, now) ?? rows, settings),
        ...(options.csv !== undefined && rows.length > 0 ? [csvButton(rows, options.csv)] : [])
      );
    if (gap !== null) show(emptyState(gap));
    else follow(element, {source, draw}, host);
    return element;
  }

  /** Anything else that is made from rows: a sentence, or an element of the page's own. */
  function block<S extends Source>(
    id: string,
    source: S,
    write: (rows: Arrived<S>, context: Context) => Node | string,
    {needs}: {readonly needs?: string} = {}
  ): HTMLElement {
    const now = context();
    const element = kept(`block ${id}`, () => document.createElement("div"));
    element.className = "block";
    const gap = gaps.at(needs, element);
    const draw = (rows: Arrived<S>): void => {
      const made = write(rows, now);
      if (typeof made !== "string") return element.replaceChildren(made);
      const sentence = document.createElement("p");
      sentence.textContent = made;
      element.replaceChildren(sentence);
    };
    if (gap !== null) element.replaceChildren(emptyState(gap));
    else follow(element, {source, draw}, host);
    return element;
  }

  return {
    answer,
    words,
    card,
    chart,
    table,
    block,
    cards: (...cards: HTMLElement[]): HTMLElement => cardRow(cards)
  };
}

/** A button that hands over all rows as a file. */
function csvButton(rows: Rows, name: string): HTMLElement {
  const save = (): void => download(csvBlob(rows.columns, rows), fileName(name, "csv"));
  return html`<button type="button" class="table-more" onclick=${save}>Download as CSV</button>`;
}

/** Keeps what is made for an id; what is asked for again is the same. */
function keeper() {
  const made = new Map<string, unknown>();
  return <T>(id: string, make: () => T): T => {
    if (!made.has(id)) made.set(id, make());
    return made.get(id) as T;
  };
}
