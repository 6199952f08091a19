import {html} from "htl";
import type {Filters} from "./filters.js";
import type {Format} from "./format.js";
import type {Manifest} from "./manifest.js";
import type {Rows} from "./rows.js";
import {EngineUnavailable, messageOf} from "./session.js";
import type {Timing} from "./timing.js";
import type {View} from "./view.js";

/** What every piece of a page may speak of: the report, what the reader chose, how numbers are written. */
export interface Context {
  readonly manifest: Manifest;
  readonly filters: Filters;
  readonly format: Format;
}

/** One set of rows, or several by name; each may still be on its way. */
export type Source = Later | Readonly<Record<string, Later>>;
type Later = Rows | PromiseLike<Rows>;

/** A source that has arrived: rows, or rows by name. */
export type Arrived<S extends Source> = S extends Later ? Rows : {readonly [K in keyof S]: Rows};

/** Who keeps the time, who says what comes first, and who tries again after a failure. */
export interface PieceHost {
  readonly timing: Timing;
  readonly view: View;
  readonly retry: () => void;
}

export interface Follow<S extends Source> {
  readonly source: S;
  readonly kind?: "card" | "chart";
  /** Puts the rows on the page; what stands there stays until then. */
  readonly draw: (rows: Arrived<S>) => void;
}

/**
 * Draws a source into an element when it arrives, what is on the screen first. Until then the element keeps what it
 * shows and is marked busy; a newer source overtakes an older one, which is not asked for if it was still waiting; a
 * failure takes the place of the figures, in words.
 */
export function follow<S extends Source>(
  element: HTMLElement,
  {source, kind, draw}: Follow<S>,
  {timing, view, retry}: PieceHost
): void {
  const turn = nextTurn(element);
  const place = view.take(element);
  const done = timing.waiting(place);
  const current = (): boolean => turns.get(element) === turn;
  element.setAttribute("aria-busy", "true");

  const finish = (show: () => void): void => {
    if (!current()) return;
    element.removeAttribute("aria-busy");
    element.classList.remove("failed");
    element.querySelector(":scope > .failure")?.remove();
    show();
  };

  async function run(): Promise<void> {
    await place.turn;
    if (!current()) return;
    try {
      const rows = await arrive(source);
      finish(() => {
        draw(rows);
        if (kind) timing.first(kind);
      });
    } catch (error) {
      finish(() => {
        element.classList.add("failed");
        element.append(failure(error, retry));
      });
    }
  }

  void run().finally(() => {
    done();
    place.leave();
  });
}

const turns = new WeakMap<HTMLElement, number>();

function nextTurn(element: HTMLElement): number {
  const turn = (turns.get(element) ?? 0) + 1;
  turns.set(element, turn);
  return turn;
}

/** Waits for all rows of a source. */
export async function arrive<S extends Source>(source: S): Promise<Arrived<S>> {
  if (isLater(source)) return (await source) as unknown as Arrived<S>;
  const entries = Object.entries(source).map(async ([name, rows]) => [name, await rows] as const);
  return Object.fromEntries(await Promise.all(entries)) as Arrived<S>;
}

function isLater(source: Source): source is Later {
  return Array.isArray(source) || typeof (source as PromiseLike<Rows>).then === "function";
}

/** A failure in words. Where the engine is missing, the filter bar says why and has the button. */
function failure(error: unknown, retry: () => void): HTMLElement {
  if (error instanceof EngineUnavailable) {
    return html`<p class="failure">No figures for this choice: the query engine is not there.</p>`;
  }
  return html`<p class="failure" role="alert">
    These figures could not be computed: ${messageOf(error)}
    <button type="button" onclick=${retry}>Try again</button>
  </p>`;
}
