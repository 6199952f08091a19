import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import {quoteList, quoteName} from "./sql.js";

/** A table as the report passes it on: dates as "YYYY-MM-DD", numbers as numbers, blanks as null. */
export interface Table {
  readonly columns: readonly {readonly name: string; readonly type: string}[];
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | number | boolean | null;

/** A native DuckDB with helpers. */
export interface Engine {
  readonly connection: DuckDBConnection;
  run(sql: string): Promise<void>;
  /** Rows changed or made by a statement; `onShare` hears now and then how much of it is done, from 0 to 1. */
  count(sql: string, onShare?: (share: number) => void): Promise<number>;
  table(sql: string): Promise<Table>;
  rows(sql: string): Promise<Record<string, Cell>[]>;
  /** The columns of a result whose cells are all numbers, for results of many rows. */
  numbers(sql: string): Promise<Float64Array[]>;
  /** Another connection to the same databases, for what can be asked side by side; ends with this one. */
  beside(): Promise<Engine>;
  close(): void;
}

export interface EngineOptions {
  /** Folders that SQL may read and write; everything else is refused. */
  readonly folders: readonly string[];
  /** Where data that does not fit in memory goes. */
  readonly spill?: string;
  readonly memory?: string;
  readonly threads?: number;
}

/** Starts a native DuckDB that sees the named folders only and loads nothing from a network. */
export async function startEngine({folders, spill, memory, threads}: EngineOptions): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    ...(memory ? {memory_limit: memory} : {}),
    ...(threads ? {threads: String(threads)} : {})
  });
  const connection = await instance.connect();
  if (spill) await connection.run(`SET temp_directory = '${spill.replaceAll("'", "''")}'`);
  await connection.run(`SET allowed_directories = ${quoteList([...folders, ...(spill ? [spill] : [])])}`);
  await connection.run("SET enable_external_access = false");
  // Without the first nothing is known of how far a statement has come; the second keeps it off the terminal.
  await connection.run("SET enable_progress_bar = true");
  await connection.run("SET enable_progress_bar_print = false");
  const others: DuckDBConnection[] = [];
  const beside = async (): Promise<Engine> => {
    const other = await instance.connect();
    others.push(other);
    const catalog = await connection.runAndReadAll("SELECT current_database()");
    await other.run(`USE ${quoteName(catalog.getRowsJS()[0]?.[0] as string)}`);
    return wrap(other, {beside, close: () => undefined});
  };
  return wrap(connection, {
    beside,
    close() {
      for (const each of [connection, ...others]) each.closeSync();
      instance.closeSync();
    }
  });
}

const tellEveryMs = 100;

function wrap(connection: DuckDBConnection, {beside, close}: Pick<Engine, "beside" | "close">): Engine {
  const table = async (sql: string): Promise<Table> => {
    const reader = await connection.runAndReadAll(sql);
    const names = reader.deduplicatedColumnNames();
    const types = reader.columnTypes().map(String);
    const rows = reader.getRowsJS().map((row) => row.map((cell) => plainCell(cell)));
    return {columns: names.map((name, index) => ({name, type: types[index] ?? "VARCHAR"})), rows};
  };
  return {
    connection,
    table,
    run: async (sql) => {
      await connection.run(sql);
    },
    count: async (sql, onShare) => {
      const tell = (): void => {
        const share = connection.progress.percentage / 100;
        if (share > 0 && share < 1) onShare?.(share);
      };
      onShare?.(0);
      const telling = onShare && setInterval(tell, tellEveryMs);
      try {
        const {rowsChanged} = await connection.run(sql);
        onShare?.(1);
        return rowsChanged;
      } finally {
        clearInterval(telling);
      }
    },
    rows: async (sql) => {
      const {columns, rows} = await table(sql);
      return rows.map((row) =>
        Object.fromEntries(columns.map(({name}, index): [string, Cell] => [name, row[index] ?? null]))
      );
    },
    numbers: async (sql) => {
      const result = await connection.stream(sql);
      const parts: Float64Array[][] = Array.from({length: result.columnCount}, () => []);
      for (
        let chunk = await result.fetchChunk();
        chunk && chunk.rowCount > 0;
        chunk = await result.fetchChunk()
      )
        for (const [column, cells] of chunk.getColumns().entries())
          parts[column]?.push(Float64Array.from(cells, Number));
      return parts.map(joined);
    },
    beside,
    close
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, {length}) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

function plainCell(cell: unknown): Cell {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : null;
  if (typeof cell === "bigint") return Number(cell);
  if (cell instanceof Date) {
    const text = cell.toISOString();
    return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text;
  }
  if (typeof cell === "string" || typeof cell === "boolean") return cell;
  return JSON.stringify(cell, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value));
}
