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
  const begun = new Map<string, number>();
  const onStep = (sentence: string): void => void begun.set(sentence, performance.now());
  const {manifest} = await makeSnapshot(await readWorkspace(dir), out, {memory, onStep});
  const [from = NaN, to = NaN] = [begun.get("scoring and computing"), begun.get("publishing")];
  return {rows: manifest.accounting.rows_read, statisticsSeconds: (to - from) / 1000};
});
await rm(out, {recursive: true, force: true});
