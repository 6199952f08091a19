import {readFile} from "node:fs/promises";
import {DuckDBInstance} from "@duckdb/node-api";
import {quoteText} from "../sql.js";
import {reportWork} from "./child.js";

const [dir = "", work = "", memory = "1200MB"] = process.argv.slice(2);

const sql = await readFile(new URL("staging-baseline.sql", import.meta.url), "utf8");
await reportWork(async () => {
  const instance = await DuckDBInstance.create(":memory:", {memory_limit: memory});
  const connection = await instance.connect();
  await connection.run(`SET temp_directory = ${quoteText(`${work}.spill`)}`);
  await connection.run(sql.replaceAll("{dir}", dir.replaceAll("'", "''")));
  const [row] = (await connection.runAndReadAll("FROM counted")).getRowObjectsJS();
  connection.closeSync();
  instance.closeSync();
  return {accepted: Number(row?.accepted), rejected: Number(row?.rejected)};
});
