import {rm} from "node:fs/promises";
import {presets} from "../presets/index.js";
import {makeSnapshot} from "../snapshot.js";
import {sourceKinds} from "../sources/index.js";
import {readWorkspace} from "../workspace.js";
import {reportWork} from "./child.js";

const [dir = "", out = "", memory = "1200MB"] = process.argv.slice(2);

// Part of starting the program: these are modules that are loaded on first use.
await Promise.all([sourceKinds(), presets()]);

await reportWork(async () => {
  const {manifest} = await makeSnapshot(await readWorkspace(dir), out, {memory});
  return {rows: manifest.accounting.rows_read};
});
await rm(out, {recursive: true, force: true});
