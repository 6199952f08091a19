import type {MetricArgs} from "./calls.js";
import type {Filters} from "./filters.js";

/** A metric call that a page made. */
export interface Call {
  readonly name: string;
  readonly args: MetricArgs;
}

/** The parts of the page that asking ahead needs. */
export interface AheadHost {
  /** Answers a call and keeps the answer. Resolves with its number of rows. */
  readonly ask: (call: Call) => Promise<number>;
  readonly now: () => number;
  /** Resolves when the browser has nothing better to do. */
  readonly idle: () => Promise<void>;
}

/** The time that a page spends on asking ahead, in milliseconds; metrics with more rows are not asked. */
const budget = 5000;
const manyRows = 500;

/**
 * Asks ahead, one call at a time and only while the reader does nothing, for the answers that are one step
 * from what is chosen now, so that they are there when they are wanted. Stops for good when its time is spent.
 */
export function createAhead({ask, now, idle}: AheadHost) {
  const large = new Set<string>();
  let spent = 0;
  let round = 0;

  async function askTimed(call: Call): Promise<void> {
    const start = now();
    if ((await ask(call)) > manyRows) large.add(call.name);
    spent += now() - start;
  }

  return {
    /** Ends what is going on; the reader has done something. */
    stop(): void {
      round += 1;
    },
    /** Asks the calls of the page, made with the filters `from`, with each of the filters `to`. */
    async start(calls: readonly Call[], from: Filters, to: readonly Filters[]): Promise<void> {
      const mine = (round += 1);
      for (const filters of to) {
        for (const call of calls) {
          if (large.has(call.name)) continue;
          await idle();
          if (mine !== round || spent > budget) return;
          await askTimed(moved(call, from, filters));
        }
      }
    }
  };
}

const filterNames = ["region", "team", "since", "until"] as const;

/** The call with other filters; arguments that do not come from the filters stay. */
export function moved({name, args}: Call, from: Filters, to: Filters): Call {
  const changes = filterNames.filter((key) => key in args && args[key] === from[key]);
  return {name, args: {...args, ...Object.fromEntries(changes.map((key) => [key, to[key]]))}};
}
