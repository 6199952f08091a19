import type {Cell} from "./document.js";
import {dependantsOf, graphOf, inOrder, runPlan} from "./graph.js";

/** Where a cell stands; `T` is what running one gives. */
export type CellState<T> =
  | {readonly is: "idle"}
  | {readonly is: "waiting"}
  | {readonly is: "running"; readonly since: number}
  | {readonly is: "done"; readonly value: T; readonly ms: number}
  | {readonly is: "failed"; readonly error: unknown}
  | {readonly is: "stopped"};

export interface RunnerOptions<T> {
  /** The cells as they are now. */
  readonly cells: () => readonly Cell[];
  /** Runs a cell; a stopped signal ends it, by a rejection. */
  readonly execute: (cell: Cell, signal: AbortSignal) => Promise<T>;
  readonly onState: (id: string, state: CellState<T>) => void;
  readonly now: () => number;
}

/** Runs cells one after another. */
export interface Runner<T> {
  /** Runs these cells, what they rest on where that has not been run as it is, and what rests on them. */
  run(ids: readonly string[]): Promise<void>;
  /** Stops the cell that is running and forgets those that wait. */
  stop(): void;
  state(id: string): CellState<T>;
  /** Whether a cell has changed since it was run, or never was. */
  stale(id: string): boolean;
}

const idle = {is: "idle"} as const;

/**
 * A runner. A cell that is asked for while it runs is stopped and run again; one that rests on a failed cell
 * fails with that cell's name.
 */
export function createRunner<T>({cells, execute, onState, now}: RunnerOptions<T>): Runner<T> {
  const states = new Map<string, CellState<T>>();
  const ranAs = new Map<string, string>();
  let queue = new Set<string>();
  let current: {id: string; abort: AbortController} | null = null;
  let working: Promise<void> | null = null;

  const become = (id: string, state: CellState<T>): void => {
    states.set(id, state);
    onState(id, state);
  };
  const find = (id: string): Cell | undefined => cells().find((cell) => cell.id === id);
  const stale = (id: string): boolean => {
    const cell = find(id);
    return cell !== undefined && (states.get(id)?.is !== "done" || ranAs.get(id) !== fingerprint(cell));
  };

  async function work(): Promise<void> {
    for (let id = nextOf(queue); id !== undefined; id = nextOf(queue)) {
      queue.delete(id);
      const cell = find(id);
      if (cell) await runOne(cell);
    }
  }

  async function runOne(cell: Cell): Promise<void> {
    const abort = new AbortController();
    const since = now();
    current = {id: cell.id, abort};
    ranAs.set(cell.id, fingerprint(cell));
    become(cell.id, {is: "running", since});
    const failed = failedBelow(cell.id);
    try {
      if (failed !== null) throw new Error(`This rests on ${failed}, which could not be run.`);
      const value = await execute(cell, abort.signal);
      if (!abort.signal.aborted) become(cell.id, {is: "done", value, ms: now() - since});
    } catch (error) {
      if (!abort.signal.aborted) become(cell.id, {is: "failed", error});
    } finally {
      current = null;
    }
  }

  function failedBelow(id: string): string | null {
    const all = cells();
    const needs = graphOf(all).get(id) ?? [];
    if (needs.includes(id)) return null;
    const failed = all.find((cell) => needs.includes(cell.id) && states.get(cell.id)?.is === "failed");
    return failed && "name" in failed && !dependantsOf([id], graphOf(all)).has(failed.id)
      ? failed.name
      : null;
  }

  return {
    stale,
    state: (id) => states.get(id) ?? idle,
    run(ids) {
      const graph = graphOf(cells());
      const plan = runPlan(ids, graph, stale);
      const all = new Set([...queue, ...plan]);
      if (current && all.has(current.id)) current.abort.abort();
      for (const id of plan) become(id, {is: "waiting"});
      queue = new Set(inOrder(all, graph));
      working ??= work().finally(() => (working = null));
      return working;
    },
    stop() {
      for (const id of queue) become(id, {is: "stopped"});
      queue.clear();
      if (!current) return;
      current.abort.abort();
      become(current.id, {is: "stopped"});
    }
  };
}

function nextOf(queue: ReadonlySet<string>): string | undefined {
  return queue.values().next().value;
}

/** What a run depends on in a cell itself. */
function fingerprint(cell: Cell): string {
  return JSON.stringify(cell);
}
