import type {Connection} from "../components/engine.js";
import {literal} from "../components/calls.js";
import {type Compiled, CellError, placeInCell, withParameters} from "./compile.js";
import {readFault} from "./messages.js";
import {resultOf, type Batch, type Result} from "./result.js";

/** The value of an input as SQL gets it. */
export type Parameter = string | number | Date | null;

/** No more rows than these are kept of a result; what is beyond is not read. */
export const rowLimit = 2_000_000;

export interface AskOptions {
  readonly signal: AbortSignal;
  readonly values: ReadonlyMap<string, Parameter>;
  readonly limit?: number;
}

/** Before a query with inputs; on a line of its own, so that columns of errors stay what they are. */
const preparing = "PREPARE notebook_cell AS\n";

/**
 * Sends a query and reads its rows, up to the limit. Inputs are bound as parameters of a prepared statement. An
 * error is a CellError with its place in the cell's text.
 */
export async function ask(connection: Connection, compiled: Compiled, options: AskOptions): Promise<Result> {
  const sql = withParameters(compiled.sql);
  const stop = (): void => void connection.cancel().catch(() => undefined);
  options.signal.throwIfAborted();
  options.signal.addEventListener("abort", stop, {once: true});
  try {
    return await read(
      await connection.stream(await prepared(connection, sql, compiled.inputs, options)),
      connection,
      options
    );
  } catch (error) {
    options.signal.throwIfAborted();
    throw inCell(error as Error, compiled);
  } finally {
    options.signal.removeEventListener("abort", stop);
  }
}

/** The statement that gives the rows; where there are inputs, one that executes what was prepared. */
async function prepared(
  connection: Connection,
  sql: string,
  inputs: readonly string[],
  {values}: AskOptions
): Promise<string> {
  if (inputs.length === 0) return sql;
  await connection.run(preparing + sql);
  const given = inputs.map((name) => `${name} := ${literal(values.get(name) ?? null)}`);
  return `EXECUTE notebook_cell(${given.join(", ")})`;
}

async function read(
  batches: AsyncIterable<Batch> & {schema?: Batch["schema"]},
  connection: Connection,
  {signal, limit = rowLimit}: AskOptions
): Promise<Result> {
  const kept: Batch[] = [];
  let rows = 0;
  for await (const batch of batches) {
    signal.throwIfAborted();
    kept.push(batch);
    rows += batch.numRows;
    if (rows <= limit) continue;
    await connection.cancel().catch(() => undefined);
    break;
  }
  const fields = kept[0]?.schema.fields ?? batches.schema?.fields;
  return resultOf(kept, {limit, ...(fields ? {fields} : {})});
}

function inCell(error: Error, compiled: Compiled): Error {
  const sent = compiled.inputs.length === 0 ? compiled.sql : preparing + withParameters(compiled.sql);
  const {message, at} = readFault(error.message, sent);
  if (at === null) return new CellError(message);
  return new CellError(message, placeInCell(compiled, withoutParameters(at, compiled)));
}

/** A place in what was sent as a place in the query, where each $name still is ${name}. */
function withoutParameters(at: number, {sql, inputs}: Compiled): number {
  if (inputs.length === 0) return at;
  const place = at - preparing.length;
  const before = withParameters(sql).slice(0, place);
  const used = [...sql.matchAll(/\$\{\s*\w+\s*\}/g)];
  let shift = 0;
  for (const {0: text, index} of used) {
    const short = text.replace(/[{}\s]/g, "").length;
    if (index - shift >= before.length) break;
    shift += text.length - short;
  }
  return place + shift;
}
