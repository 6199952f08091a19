import {rm} from "node:fs/promises";
import {makeSnapshot} from "../snapshot.js";
import {readWorkspace} from "../workspace.js";
import {reportWork} from "./child.js";

const [dir = "", out = "", memory = "1200MB"] = process.argv.slice(2);

await reportWork(async () => {
  const {manifest} = await makeSnapshot(await readWorkspace(dir), out, {memory});
  return {rows: manifest.accounting.rows_read};
});
await rm(out, {recursive: true, force: true});
