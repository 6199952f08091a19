import {rm} from "node:fs/promises";
import {DuckDBInstance} from "@duckdb/node-api";
import {quoteText} from "../sql.js";
import {baselineSteps} from "./baseline.js";
import {reportWork} from "./child.js";

const [dir = "", database = "", memory = "1200MB"] = process.argv.slice(2);

await rm(database, {force: true});
await reportWork(async () => {
  const instance = await DuckDBInstance.create(":memory:", {memory_limit: memory});
  const connection = await instance.connect();
  await connection.run(`SET temp_directory = ${quoteText(`${database}.spill`)}`);
  await connection.run(`ATTACH ${quoteText(database)} AS report (STORAGE_VERSION 'v1.0.0')`);
  for (const {sql} of baselineSteps(dir)) await connection.run(sql);
  await connection.run("CHECKPOINT report");
  await connection.run("DETACH report");
  connection.closeSync();
  instance.closeSync();
  return {};
});
await rm(database, {force: true});
