import type {Call} from "./ahead.js";
import {callKey, callSql, fenceKey, literal, type MetricArgs} from "./calls.js";
import {toRows, type Answer, type Rows} from "./rows.js";
import type {Session} from "./session.js";

/** Answers a page keeps, so that a choice made before is answered at once. */
const keptAnswers = 1000;

/** A fault that was found in the page while it is being written: in calls of a metric, or in a SQL fence. */
export interface PageFault {
  readonly metric?: string;
  readonly fence?: string;
  readonly words: string;
}

/**
 * The metrics of a page. Calls that the first view has are answered from it, all others by the engine; the
 * same call is answered once, and a call that failed is asked again. What has a fault is refused in its words.
 */
export function createMetrics(
  firstView: Readonly<Record<string, Answer>>,
  session: Pick<Session, "query">,
  faults: readonly PageFault[] = []
) {
  const kept = new Map<string, Promise<Rows>>();
  const calls: Call[] = [];

  async function run(query: string, name: string): Promise<Rows> {
    return toRows(await session.query(query), {name, sql: query});
  }

  function refuse(isMeant: (fault: PageFault) => boolean): void {
    const fault = faults.find(isMeant);
    if (fault) throw new Error(fault.words);
  }

  async function compute(name: string, args: MetricArgs, key: string): Promise<Rows> {
    const first = firstView[key];
    const query = callSql(name, args);
    if (first) return toRows(first, {name, sql: query});
    refuse(({metric}) => metric === name);
    return run(query, name);
  }

  function answer(name: string, args: MetricArgs = {}): Promise<Rows> {
    const key = callKey(name, args);
    const known = kept.get(key);
    if (known) return known;
    const rows = compute(name, args, key);
    if (kept.size >= keptAnswers) kept.delete(kept.keys().next().value ?? "");
    kept.set(key, rows);
    rows.catch(() => kept.delete(key));
    return rows;
  }

  return {
    /** The rows of a call, without taking it for a call of the page. */
    answer,

    /** The rows of a metric, asked for when somebody first waits for them. */
    metric(this: void, name: string, args: MetricArgs = {}): Promise<Rows> {
      calls.push({name, args});
      return whenWanted(() => answer(name, args));
    },

    /** The rows of a query; values in ${…} are written as literals. */
    async sql(
      this: void,
      strings: readonly string[],
      ...values: Parameters<typeof literal>[0][]
    ): Promise<Rows> {
      refuse(({fence}) => fence === fenceKey(strings));
      const query = strings.reduce((text, part, i) => text + literal(values[i - 1]) + part);
      return run(query, "query");
    },

    /** The calls of the page since the last change of a filter. */
    calls: (): Call[] => [...calls],
    forgetCalls: (): void => void calls.splice(0)
  };
}

/** A promise of what is made once somebody waits for it. */
function whenWanted<T>(make: () => Promise<T>): Promise<T> {
  let made: Promise<T> | undefined;
  const promise = (): Promise<T> => (made ??= make());
  return {
    then: (onValue, onError) => promise().then(onValue, onError),
    catch: (onError) => promise().catch(onError),
    finally: (onEnd) => promise().finally(onEnd),
    [Symbol.toStringTag]: "Promise"
  };
}
