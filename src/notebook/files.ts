import type {Connection} from "../components/engine.js";
import {literal} from "../components/calls.js";
import {nameProblem} from "./document.js";
import {readJsonLines} from "./json-lines.js";

/** A file that the reader brought, as tables that can be asked. */
export interface Brought {
  readonly file: string;
  /** Names as a query writes them. */
  readonly tables: readonly string[];
}

/** A file as it comes from a drop or a file field. */
export interface Given {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Larger files would not fit into the memory that a browser gives a page. */
export const largestFile = 512 * 2 ** 20;

/**
 * Takes a file in: CSV, TSV, JSON lines or a DuckDB database. Its tables stand in memory beside the report, or, for
 * a database, under its name. The file is read in the browser and goes nowhere.
 */
export async function bringFile(
  connection: Connection,
  file: Given,
  taken: readonly string[]
): Promise<Brought> {
  if (file.size > largestFile)
    throw new Error(
      `${file.name} has more than 512 MB, which a browser cannot hold. Cut it down, or use the duckdb command.`
    );
  const extension = /\.(\w+)$/.exec(file.name.toLowerCase())?.[1] ?? "";
  const read = readers[extension];
  if (!read)
    throw new Error(`${file.name}: only .csv, .tsv, .txt, .jsonl, .ndjson and .duckdb files can be brought.`);
  const contents = new Uint8Array(await file.arrayBuffer());
  if (contents.length === 0) throw new Error(`${file.name} is empty.`);
  const name = tableName(file.name, taken);
  try {
    return {file: file.name, tables: await read(connection, {name, contents, file: file.name})};
  } catch (error) {
    throw new Error(`${file.name} could not be read: ${(error as Error).message.split("\n")[0] ?? ""}`, {
      cause: error
    });
  }
}

interface Source {
  readonly name: string;
  readonly file: string;
  readonly contents: Uint8Array;
}

type Reader = (connection: Connection, source: Source) => Promise<string[]>;

const readers: Readonly<Record<string, Reader>> = {
  csv: readCsv,
  tsv: readCsv,
  txt: readCsv,
  jsonl: readJson,
  ndjson: readJson,
  duckdb: readDatabase,
  db: readDatabase
};

async function readCsv(connection: Connection, {name, contents}: Source): Promise<string[]> {
  const path = await connection.lendFile(`${name}.csv`, contents);
  await connection.run(
    `CREATE OR REPLACE TABLE memory.main.${name} AS SELECT * FROM read_csv(${literal(path)})`
  );
  return [name];
}

/** JSON lines become a CSV of texts, because the engine here reads no JSON; it then finds the types. */
async function readJson(connection: Connection, {name, contents, file}: Source): Promise<string[]> {
  const csv = readJsonLines(new TextDecoder().decode(contents), file);
  const path = await connection.lendFile(`${name}.csv`, new TextEncoder().encode(csv));
  const options = "header = true, delim = ',', quote = '\"', escape = '\"', nullstr = ''";
  await connection.run(
    `CREATE OR REPLACE TABLE memory.main.${name} AS SELECT * FROM read_csv(${literal(path)}, ${options}, allow_quoted_nulls = false)`
  );
  return [name];
}

async function readDatabase(connection: Connection, {name, contents}: Source): Promise<string[]> {
  const path = await connection.lendFile(`${name}.duckdb`, contents);
  await connection.run(`ATTACH ${literal(path)} AS ${name} (READ_ONLY)`);
  const tables: string[] = [];
  const sql = `SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = ${literal(name)} ORDER BY ALL`;
  for await (const batch of await connection.stream(sql))
    for (let row = 0; row < batch.numRows; ++row) {
      const [schema, table] = [0, 1].map((column) => String(batch.getChildAt(column)?.get(row) as string));
      tables.push(schema === "main" ? `${name}.${table}` : `${name}.${schema}.${table}`);
    }
  if (tables.length === 0) throw new Error("it holds no table.");
  return tables;
}

/** A name for a table after a file's: small letters, digits and _; with a number where it is taken. */
export function tableName(file: string, taken: readonly string[]): string {
  const plain = file
    .replace(/\.\w+$/, "")
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  const stem = /^[a-z]/.test(plain) ? plain : `file_${plain}`.replace(/_$/, "");
  for (let n = 1; ; ++n) {
    const name = n === 1 ? stem : `${stem}_${n}`;
    if (nameProblem(name, taken) === null) return name;
  }
}
