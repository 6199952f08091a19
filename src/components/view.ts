/** A piece's place among those that wait to be drawn. */
export interface Place {
  /** Whether the piece was on the screen, or near it, when it asked. */
  readonly onScreen: boolean;
  /** Resolves when it is the piece's turn. */
  readonly turn: Promise<void>;
  /** The piece is drawn, or will not be. */
  leave(): void;
}

/** Decides what is drawn first: what is on the screen at once, the rest after it, one piece after the other. */
export interface View {
  take(element: Element): Place;
}

/** What a view needs from its surroundings. */
export interface ViewHost {
  /** Calls back whenever an element comes on the screen or leaves it; starts watching with the returned function. */
  watch(onChange: (element: Element, onScreen: boolean) => void): (element: Element) => void;
  /** Calls back when what belongs to the same change has had time to ask. */
  later(callback: () => void): void;
}

const together = 3;

/** A view on a host. A piece that was never drawn is taken for one on the screen. */
export function createView(host: ViewHost = browserHost()): View {
  const seen = new WeakMap<Element, boolean>();
  let waiting: {readonly element: Element; readonly go: () => void}[] = [];
  /** Pieces that are being drawn: on the screen, and behind it. */
  const open = {screen: 0, behind: 0};
  let asked = false;

  const watch = host.watch((element, onScreen) => {
    seen.set(element, onScreen);
    if (onScreen) release((each) => each.element === element);
  });

  function release(isMeant: (piece: (typeof waiting)[number]) => boolean): void {
    const released = waiting.filter(isMeant);
    waiting = waiting.filter((each) => !released.includes(each));
    for (const {go} of released) go();
  }

  /** A few at a time: one is drawn while the engine works on the next. */
  function releaseFirst(): void {
    if (open.screen > 0) return;
    const some = waiting.slice(0, Math.max(0, together - open.behind));
    release((each) => some.includes(each));
  }

  function next(): void {
    if (asked || open.screen > 0 || waiting.length === 0) return;
    asked = true;
    host.later(() => {
      asked = false;
      releaseFirst();
    });
  }

  return {
    take(element) {
      const known = seen.has(element);
      const onScreen = seen.get(element) ?? true;
      if (!known) {
        seen.set(element, true);
        watch(element);
      }
      const part = onScreen ? "screen" : "behind";
      let state: "waits" | "open" | "left" = "waits";
      const begin = (): void => {
        if (state === "left") return;
        state = "open";
        open[part] += 1;
      };
      const turn = onScreen
        ? Promise.resolve(begin())
        : new Promise<void>((resolve) => {
            waiting.push({element, go: () => resolve(begin())});
            next();
          });
      return {
        onScreen,
        turn,
        leave() {
          if (state === "open") open[part] -= 1;
          state = "left";
          // Behind a piece on the screen others of the same change may still be about to ask.
          if (onScreen) next();
          else releaseFirst();
        }
      };
    }
  };
}

function browserHost(): ViewHost {
  return {
    watch(onChange) {
      const observer = new IntersectionObserver(
        (entries) => {
          for (const {target, isIntersecting} of entries) onChange(target, isIntersecting);
        },
        {rootMargin: "20% 0px"}
      );
      return (element) => observer.observe(element);
    },
    later: (callback) => void setTimeout(callback, 10)
  };
}
