import type {Answer} from "./rows.js";

/** An open database: one query at a time or many, answered in any order. */
export interface Database {
  query(sql: string): Promise<Answer>;
}

/** What the engine is doing; `message` is a sentence for the reader. */
export type SessionState =
  | {readonly is: "idle"}
  | {readonly is: "opening"; readonly message: string}
  | {readonly is: "ready"}
  | {readonly is: "failed"; readonly message: string};

/** The engine could not be opened, so no figure can be computed until it is. */
export class EngineUnavailable extends Error {
  override readonly name = "EngineUnavailable";
}

/** The one engine of a page: opened once, on first use or ahead of it, and again after a failure. */
export interface Session<D extends Database = Database> {
  readonly state: SessionState;
  /** Opens the engine without asking it anything. A failure shows in `state` only. */
  prepare(): void;
  query(sql: string): Promise<Answer>;
  /** The database itself, opened if it is not. */
  database(): Promise<D>;
  /** Calls back at every change of state; returns the function that ends it. */
  watch(listener: (state: SessionState) => void): () => void;
}

/** A session on a database that `open` opens; `open` may report what it is doing. */
export function createSession<D extends Database>(
  open: (report: (message: string) => void) => Promise<D>
): Session<D> {
  const listeners = new Set<(state: SessionState) => void>();
  let state: SessionState = {is: "idle"};
  let database: Promise<D> | null = null;

  function become(next: SessionState): void {
    state = next;
    for (const listener of listeners) listener(next);
  }

  function start(): Promise<D> {
    become({is: "opening", message: "Fetching the query engine"});
    return open((message) => become({is: "opening", message})).then(
      (opened) => {
        become({is: "ready"});
        return opened;
      },
      (error: unknown) => {
        database = null;
        become({is: "failed", message: messageOf(error)});
        throw new EngineUnavailable(messageOf(error), {cause: error});
      }
    );
  }

  const opened = (): Promise<D> => (database ??= start());

  return {
    get state() {
      return state;
    },
    prepare() {
      opened().catch(() => undefined);
    },
    database: opened,
    async query(sql) {
      return (await opened()).query(sql);
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    }
  };
}

/** The words of an error, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
