/**
 * Marks for those who measure: "first-card" and "first-chart" once a page; after a filter change
 * "filter-change" at the event and two measures from there: "view-drawn" to the last piece on the screen, "charts-drawn"
 * to the last piece of the page.
 */
export interface Timing {
  /** The reader changed a filter. */
  changed(): void;
  /** A piece of the page waits for rows. Call the result when it is drawn, or has failed. */
  waiting(piece: {readonly onScreen: boolean}): () => void;
  /** The first piece of a kind is on the page. */
  first(kind: "card" | "chart"): void;
  /** Resolves when the page has loaded and all that it showed at first is drawn and painted. */
  readonly firstDrawn: Promise<void>;
  /** Calls back each time a filter change has been answered in full. */
  onSettled(callback: () => void): void;
}

/** What timing needs from its surroundings. */
export interface TimingHost {
  mark(name: string): void;
  measure(name: string, options: {start: number; end: number}): void;
  now(): number;
  nextFrame(callback: () => void): void;
  /** Resolves when the page and what it names have loaded. */
  readonly loaded: Promise<void>;
}

/** A timing on a host. Pieces begin at the latest two frames after the change that they answer. */
export function createTiming(host: TimingHost = browserHost()): Timing {
  const seen = new Set<string>();
  const settled: (() => void)[] = [];
  let open = 0;
  let start: number | null = null;
  let drawn: number | null = null;
  let drawnOnScreen: number | null = null;

  const firstDrawn = host.loaded.then(
    () =>
      new Promise<void>((resolve) => {
        const look = (quietFrames: number): void => {
          if (quietFrames >= 3) resolve();
          else host.nextFrame(() => look(open > 0 ? 0 : quietFrames + 1));
        };
        look(0);
      })
  );

  function settle(framesLeft: number): void {
    if (start === null || open > 0) return;
    if (framesLeft > 0) return host.nextFrame(() => settle(framesLeft - 1));
    if (drawnOnScreen !== null) host.measure("view-drawn", {start, end: drawnOnScreen});
    if (drawn !== null) host.measure("charts-drawn", {start, end: drawn});
    start = drawn = drawnOnScreen = null;
    for (const callback of settled) callback();
  }

  return {
    firstDrawn,
    onSettled: (callback) => void settled.push(callback),
    changed() {
      host.mark("filter-change");
      start = host.now();
      drawn = drawnOnScreen = null;
      settle(3);
    },
    waiting({onScreen}) {
      let done = false;
      open += 1;
      return () => {
        if (done) return;
        done = true;
        open -= 1;
        drawn = host.now();
        if (onScreen) drawnOnScreen = drawn;
        settle(3);
      };
    },
    first(kind) {
      if (seen.has(kind)) return;
      seen.add(kind);
      host.mark(`first-${kind}`);
    }
  };
}

function browserHost(): TimingHost {
  return {
    mark: (name) => void performance.mark(name),
    measure: (name, options) => void performance.measure(name, options),
    now: () => performance.now(),
    nextFrame: (callback) => void requestAnimationFrame(callback),
    loaded: new Promise((resolve) => {
      if (document.readyState === "complete") resolve();
      else addEventListener("load", () => resolve(), {once: true});
    })
  };
}
