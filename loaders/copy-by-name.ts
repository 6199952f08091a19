import type {Engine} from "./engine.js";
import {quoteName, quoteText} from "./sql.js";

/** Copies the tables of an attached database over those of the same name in `report`, as far as both have the columns. */
export async function copyByName(engine: Engine, from: string): Promise<void> {
  const known = await columnsOf(engine, from);
  for (const [table, columns] of await columnsOf(engine, "report")) {
    const other = known.get(table);
    if (other)
      await copyTable(engine, from, {table, columns: columns.filter((column) => other.includes(column))});
  }
}

/** A table of one row, the settings, keeps what is said today where nothing was said then. */
async function copyTable(
  engine: Engine,
  from: string,
  {table, columns}: {table: string; columns: readonly string[]}
): Promise<void> {
  const [into, source] = [`report.${quoteName(table)}`, `${from}.${quoteName(table)}`];
  const list = columns.map(quoteName);
  if (table === "settings") {
    const set = list.map((column) => `${column} = o.${column}`).join(", ");
    await engine.run(`UPDATE ${into} SET ${set} FROM ${source} o`);
    return;
  }
  await engine.run(
    `DELETE FROM ${into}; INSERT INTO ${into} (${list.join(", ")}) SELECT ${list.join(", ")} FROM ${source}`
  );
}

async function columnsOf(engine: Engine, database: string): Promise<ReadonlyMap<string, string[]>> {
  const rows = await engine.rows(
    `SELECT table_name AS name, column_name AS "column" FROM duckdb_columns() WHERE database_name = ${quoteText(database)} AND NOT internal ORDER BY table_name, column_index`
  );
  const tables = new Map<string, string[]>();
  for (const {name, column} of rows)
    tables.set(String(name), [...(tables.get(String(name)) ?? []), String(column)]);
  return tables;
}
