import type {AsyncDuckDB, AsyncDuckDBConnection} from "@duckdb/duckdb-wasm";
import {FileAttachment} from "observablehq:stdlib";
import {type Answer, toAnswer} from "../engine/to-answer.js";
import type {Batch} from "../notebook/result.js";
import {isFetchedWhole} from "../engine/whole-file.js";
import {openOnce} from "./opened.js";
import type {Vault} from "./vault.js";

/** A report that has been opened: asks it anything that SQL can say. */
export interface Database {
  query(sql: string): Promise<Answer>;
  /** Columns of numbers without blanks, as they lie in memory. */
  columns(sql: string): Promise<Readonly<Record<string, ArrayLike<number>>>>;
  /** Another connection, for long questions that a reader may want to stop. */
  connect(): Promise<Connection>;
  close(): Promise<void>;
}

/** A connection of its own to an open report. Tables that it makes stand in memory beside the report. */
export interface Connection {
  /** Asks, and gives the rows in batches as they come. Nothing is held in the engine for what is not read. */
  stream(sql: string): Promise<AsyncIterable<Batch>>;
  run(sql: string): Promise<void>;
  /** Ends the query that is running; its rows are refused. */
  cancel(): Promise<void>;
  /** Lends a file of the reader's to the engine; the result is the path that SQL knows it by. */
  lendFile(name: string, contents: Uint8Array): Promise<string>;
}

/** The one folder from which the engine may read: files that the reader brought. Nothing is fetched for it. */
const lentFolder = "brought/";

/**
 * Starts the engine and opens the report in it, once a page. `onStep` hears, in words, what it is waiting for; `contents` gives a
 * protected database as it was before.
 */
export function openReport(
  onStep: (step: string) => void = () => {},
  contents?: Vault["contents"]
): Promise<Database> {
  // The address of this module is another one as soon as anything in it or in the report is.
  return openOnce(import.meta.url, () => openAnew(onStep, contents));
}

async function openAnew(onStep: (step: string) => void, contents?: Vault["contents"]): Promise<Database> {
  const file = FileAttachment("../data/report/report.duckdb") as {url(): Promise<string>; size?: number};
  const packed = FileAttachment("../data/report/report.duckdb.gz");
  onStep("Fetching the query engine");
  const starting = startEngine();
  starting.then(
    () => onStep("Opening the report"),
    () => undefined
  );
  if (!contents && isFetchedWhole(file.size ?? Infinity))
    return openDatabase(starting, await packed.url(), {packed: true});
  return openDatabase(starting, await file.url(), {contents});
}

/**
 * Fetches and starts DuckDB in a worker. Nothing of it is loaded before this is called. Rejects when a file
 * cannot be fetched or the browser refuses to run it.
 */
export async function startEngine(): Promise<AsyncDuckDB> {
  const worker = new Worker(await FileAttachment("../data/duckdb-eh.worker.js").url());
  try {
    return await Promise.race([startIn(worker), failureOf(worker)]);
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

async function startIn(worker: Worker): Promise<AsyncDuckDB> {
  const [{AsyncDuckDB, VoidLogger}, wasm] = await Promise.all([import("@duckdb/duckdb-wasm"), fetchEngine()]);
  const engine = new AsyncDuckDB(new VoidLogger(), worker);
  await engine.instantiate(wasm).finally(() => URL.revokeObjectURL(wasm));
  return engine;
}

/**
 * Opens a database file read-only, and locks the engine: no other file, no extension, no network. A file that is
 * packed or protected is fetched whole, while the engine is starting; another is read in parts, as queries need them.
 * When it cannot be opened the engine is ended.
 */
export async function openDatabase(
  starting: AsyncDuckDB | Promise<AsyncDuckDB>,
  url: string,
  {packed = false, contents}: {packed?: boolean; contents?: Vault["contents"] | undefined} = {}
): Promise<Database> {
  const whole = contents
    ? bytesOf(fetchFile(url)).then((sealed) => contents("report.duckdb", sealed))
    : packed
      ? bytesOf(fetchPacked(url))
      : null;
  whole?.catch(() => undefined);
  const engine = await starting;
  try {
    return await attach(engine, url, await whole);
  } catch (error) {
    await engine.terminate();
    throw error;
  }
}

async function attach(engine: AsyncDuckDB, url: string, contents: Uint8Array | null): Promise<Database> {
  const {DuckDBDataProtocol} = await import("@duckdb/duckdb-wasm");
  if (contents) await engine.registerFileBuffer("report.duckdb", contents);
  else await engine.registerFileURL("report.duckdb", url, DuckDBDataProtocol.HTTP, false);
  const connection = await engine.connect();
  for (const statement of opening) await connection.query(statement);
  const {untilClosed, end} = createEnd();
  return {
    query: async (sql) => toAnswer(await untilClosed(() => connection.query(sql))),
    columns: async (sql) => {
      const table = await untilClosed(() => connection.query(sql));
      return Object.fromEntries(
        table.schema.fields.map(({name}) => [
          name,
          (table.getChild(name)?.toArray() ?? []) as ArrayLike<number>
        ])
      );
    },
    connect: () => connect(engine),
    close: () => {
      end();
      return closeAll(connection, engine);
    }
  };
}

/** Refuses what is waited for when the engine is ended, which itself never answers then; and all that is asked after it. */
function createEnd() {
  const waiting = new Set<() => void>();
  let ended = false;
  return {
    untilClosed: <T>(ask: () => Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        const refuse = (): void => reject(new Error("The report was closed."));
        if (ended) return refuse();
        waiting.add(refuse);
        void ask()
          .then(resolve, reject)
          .finally(() => waiting.delete(refuse));
      }),
    end(this: void): void {
      ended = true;
      for (const refuse of waiting) refuse();
    }
  };
}

const opening = [
  "SET autoinstall_known_extensions = false",
  "SET autoload_known_extensions = false",
  "ATTACH 'report.duckdb' AS report (READ_ONLY)",
  "USE report",
  `SET allowed_directories = ['${lentFolder}']`,
  "SET enable_external_access = false",
  "SET lock_configuration = true"
];

async function connect(engine: AsyncDuckDB): Promise<Connection> {
  const connection = await engine.connect();
  await connection.query("SET search_path = 'report.main,memory.main'");
  return {
    stream: (sql) =>
      connection.send(sql, true) as Promise<AsyncIterable<unknown>> as Promise<AsyncIterable<Batch>>,
    run: async (sql) => void (await connection.query(sql)),
    cancel: async () => void (await connection.cancelSent()),
    async lendFile(name, contents) {
      const path = lentFolder + name;
      await engine.registerFileBuffer(path, contents);
      return path;
    }
  };
}

async function closeAll(connection: AsyncDuckDBConnection, engine: AsyncDuckDB): Promise<void> {
  await connection.close();
  await engine.terminate();
}

/** The engine's code as a blob. */
async function fetchEngine(): Promise<string> {
  const url = await FileAttachment("../data/duckdb-eh.wasm.gz").url();
  const wasm = await (await fetchPacked(url, {"Content-Type": "application/wasm"})).blob();
  return URL.createObjectURL(wasm);
}

/**
 * A file that is shipped gzipped, inflated. A host that knows ".gz" says so to the browser, which then has inflated it
 * already. So the first bytes decide, and not the name.
 */
async function fetchPacked(url: string, headers: HeadersInit = {}): Promise<Response> {
  const {body} = await fetchFile(url);
  if (!body) throw new Error(`${url} is empty.`);
  const [probe, whole] = body.tee();
  const inflated = (await isGzip(probe)) ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
  return new Response(inflated, {headers});
}

async function isGzip(stream: ReadableStream<Uint8Array>): Promise<boolean> {
  const reader = stream.getReader();
  const {value} = await reader.read();
  // Not awaited: a branch of a teed stream has been cancelled only when the other one has been, too.
  void reader.cancel();
  return value?.[0] === 0x1f;
}

async function bytesOf(file: Promise<Response>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await file).arrayBuffer());
}

async function fetchFile(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok)
    throw new Error(`${url} could not be fetched: ${response.status} ${response.statusText}.`);
  return response;
}

/** Rejects when the worker's program cannot be loaded, which the engine itself does not report. */
function failureOf(worker: Worker): Promise<never> {
  return new Promise((_, reject) => {
    worker.addEventListener("error", ({message}) =>
      reject(new Error(`The query engine could not be started: ${message || "its worker did not load"}.`))
    );
  });
}
