import {mkdir, rm} from "node:fs/promises";
import {join} from "node:path";
import {startEngine} from "../engine.js";
import {scanFile} from "../land/scan.js";
import {presets} from "../presets/index.js";
import {prepareEngine} from "../snapshot.js";
import {sourceKinds} from "../sources/index.js";
import {prepareStage, stageKind} from "../stage/stage.js";
import {readWorkspace} from "../workspace.js";
import {reportWork} from "./child.js";

const [dir = "", work = "", memory = "1200MB"] = process.argv.slice(2);

// Part of starting the program: these are modules that are loaded on first use.
const [kinds, known] = await Promise.all([sourceKinds(), presets()]);

await mkdir(work, {recursive: true});
await reportWork(async () => {
  const workspace = await readWorkspace(dir);
  const engine = await startEngine({folders: [dir, work], spill: join(work, "spill"), memory});
  await prepareEngine(engine, workspace);
  await prepareStage(engine);
  for (const name of ["sellers", "engagement"]) {
    const kind = kinds.get(name);
    const entries = workspace.sources.filter((entry) => entry.kind === kind);
    if (kind)
      await stageKind(kind, entries, {
        engine,
        workspace,
        work,
        presets: known,
        scanOf: (file) => scanFile(file.path, file.name)
      });
  }
  const [row] = await engine.rows(
    "SELECT (SELECT count(*) FROM accepted.engagement) AS accepted, (SELECT count(*) FROM stage.rejected) AS rejected"
  );
  engine.close();
  return {accepted: Number(row?.accepted), rejected: Number(row?.rejected)};
});
await rm(work, {recursive: true, force: true});
