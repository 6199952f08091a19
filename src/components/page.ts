import {FileAttachment, type FileAttachmentValue} from "observablehq:stdlib";
import {createAhead} from "./ahead.js";
import {createAnswer, writeAnswer} from "./answer.js";
import {cardRow, createCard, writeCard, writeEmptyCard, type CardContent} from "./card.js";
import {createDefinitions} from "./definitions.js";
import {createGaps, emptyState} from "./empty.js";
import {createFilterBar, dateline, type FilterBar} from "./filter-bar.js";
import {neighbours, readChoice, toFilters, type Choice, type Filters} from "./filters.js";
import {createFormat} from "./format.js";
import {createFrame, type Frame, type FrameOptions} from "./frame.js";
import type {Definition, Manifest} from "./manifest.js";
import {follow, type Arrived, type Context, type Follow, type PieceHost, type Source} from "./piece.js";
import {createMetrics} from "./metrics.js";
import type {Answer, Rows} from "./rows.js";
import {createSession} from "./session.js";
import {dataTable, rowsTable, type TableOptions} from "./table.js";
import {createTiming} from "./timing.js";

/** A page's calls, answered at the default filters when the report was built. */
interface FirstView {
  readonly calls: Readonly<Record<string, Answer>>;
}

/** Everything a page needs; see docs: write a page. */
export type Page = Awaited<ReturnType<typeof openPage>>;

/**
 * Opens a page on its first view. Figures at the default filters come from that file; all others from
 * the query engine, which is fetched once the page has been drawn.
 */
export async function openPage(firstViewFile?: FileAttachmentValue) {
  const [manifest, firstView] = await Promise.all([
    FileAttachment("../data/report/manifest.json").json() as Promise<Manifest>,
    firstViewFile?.json() as Promise<FirstView> | undefined
  ]);
  const format = createFormat();
  const definitions = createDefinitions(
    () => FileAttachment("../data/report/metrics.json").json() as Promise<Definition[]>
  );
  const session = createSession(openEngine);
  const timing = createTiming();
  const ask = createMetrics(firstView?.calls ?? {}, session);
  const ahead = createAhead({
    ask: async ({name, args}) => (await ask.answer(name, args)).length,
    now: () => performance.now(),
    idle: whenIdle
  });
  const tableContext = {format, currency: manifest.currency, minN: manifest.min_n};
  const gaps = createGaps(manifest);
  const pieces = createPieces();
  let bar: FilterBar | null = null;
  let {choice} = readChoice(location.search, manifest);
  let filters = toFilters(choice, manifest, format);

  const host: PieceHost = {timing, retry: () => bar?.dispatchEvent(new Event("input"))};
  const context = (): Context => ({manifest, filters, format});

  function askAhead(): void {
    if (session.state.is !== "ready") return;
    const next = neighbours(choice, manifest).map((each) => toFilters(each, manifest, format));
    ahead.start(ask.calls(), filters, next).catch(() => undefined);
  }

  function openFilterBar(): FilterBar {
    const onChange = (nextFilters: Filters, nextChoice: Choice): void => {
      [filters, choice] = [nextFilters, nextChoice];
      ahead.stop();
      ask.forgetCalls();
      timing.changed();
    };
    if (!savesData()) {
      void timing.firstDrawn.then(whenIdle).then(() => session.prepare());
      session.watch(({is}) => void (is === "ready" && askAhead()));
      timing.onSettled(askAhead);
    }
    const made = createFilterBar({manifest, format, session, onChange});
    made.prepend(dateline(manifest, format));
    return made;
  }

  /** Draws into a piece kept by its id, so that it keeps what it shows until the new rows are there. */
  function live<T extends {element: HTMLElement}, S extends Source>(piece: T, what: Follow<S>): HTMLElement {
    follow(piece.element, what, host);
    return piece.element;
  }

  return {
    manifest,
    format,
    definitions,
    metric: ask.metric,
    sql: ask.sql,
    /** What `sql` fences show their rows with. */
    Inputs: {table: (rows: Rows) => rowsTable(rows, {format})},

    /** The dateline and the filters, as an input whose value is the filters. */
    filterBar(): FilterBar {
      bar ??= openFilterBar();
      return bar;
    },

    /** The answer of the page: sentences written from rows, the first one large. */
    answer<S extends Source>(
      source: S,
      write: (rows: Arrived<S>, context: Context) => string | readonly string[],
      {needs, without = ""}: {needs?: string; without?: string} = {}
    ): HTMLElement {
      const now = context();
      const piece = pieces.get("answer", () => ({element: createAnswer()}));
      const gap = gaps.at(needs, piece.element);
      if (gap !== null) {
        writeAnswer(piece.element, [without, gap]);
        return piece.element;
      }
      return live(piece, {source, draw: (rows) => writeAnswer(piece.element, write(rows, now))});
    },

    /** A figure with its range, n and change. */
    card<S extends Source>(
      source: S,
      write: (rows: Arrived<S>, context: Context) => CardContent,
      {
        id = write.name || String(write),
        needs,
        label = ""
      }: {id?: string; needs?: string; label?: string} = {}
    ): HTMLElement {
      const now = context();
      const piece = pieces.get(`card-${id}`, () => ({element: createCard()}));
      const gap = gaps.at(needs, piece.element);
      if (gap === null) {
        return live(piece, {
          source,
          kind: "card",
          draw: (rows) => writeCard(piece.element, write(rows, now))
        });
      }
      writeEmptyCard(piece.element, label, gap);
      return piece.element;
    },

    /** Cards in a row. */
    cards: (...cards: HTMLElement[]): HTMLElement => cardRow(cards),

    /** A chart in its frame. */
    chart<S extends Promise<Rows> | Rows>(id: string, source: S, options: FrameOptions): HTMLElement {
      const now = context();
      const frame = pieces.get(`chart-${id}`, (): Frame => createFrame(id, options, definitions));
      const gap = gaps.at(options.needs, frame.element);
      if (gap !== null) frame.writeEmpty(gap);
      else live(frame, {source, kind: "chart", draw: (rows) => frame.write(rows as Rows, now)});
      return frame.element;
    },

    /** A table. */
    table<S extends Promise<Rows> | Rows>(id: string, source: S, options: TableOptions): HTMLElement {
      const now = context();
      const piece = pieces.get(`table-${id}`, () => ({element: document.createElement("div")}));
      const gap = gaps.at(options.needs, piece.element, () =>
        piece.element.replaceChildren(emptyState("There is nothing to list."))
      );
      const show = (rows: Rows): void =>
        piece.element.replaceChildren(
          dataTable(options.prepare?.(rows, now) ?? rows, {...tableContext, ...options})
        );
      if (gap === null) return live(piece, {source, draw: (rows) => show(rows as Rows)});
      piece.element.replaceChildren(emptyState(gap));
      return piece.element;
    }
  };
}

/** Pieces of a page by id, each made once. */
function createPieces() {
  const made = new Map<string, {element: HTMLElement}>();
  return {
    get<T extends {element: HTMLElement}>(id: string, make: () => T): T {
      const known = made.get(id) as T | undefined;
      const piece = known ?? make();
      made.set(id, piece);
      return piece;
    }
  };
}

async function openEngine(report: (message: string) => void) {
  const {openReport} = await import("./engine.js");
  return openReport(report);
}

/** Resolves when the browser has nothing better to do. */
function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => resolve(), {timeout: 2000});
    else setTimeout(resolve, 50);
  });
}

/** Whether the reader asked the browser to save data; then nothing is fetched before it is needed. */
function savesData(): boolean {
  const {connection} = navigator as Navigator & {connection?: {saveData?: boolean}};
  return connection?.saveData === true;
}
