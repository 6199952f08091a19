import {copyFile, mkdir, mkdtemp, readFile, rm} from "node:fs/promises";
import {join} from "node:path";
import type {Audience} from "./audience/audience.js";
import {copyByName} from "./copy-by-name.js";
import {startEngine, type Engine} from "./engine.js";
import {metricMarks, metricsInOrder, readMetrics, type Metric} from "./metrics.js";
import {comparedTables, compareQuarters} from "./quarters/compare.js";
import type {FrozenQuarter} from "./quarters/frozen.js";
import {
  comparison,
  describe,
  openSnapshot,
  putInPlace,
  settingsSql,
  writeAbout,
  type Snapshot
} from "./snapshot.js";
import {quoteName, quoteText} from "./sql.js";
import type {Workspace} from "./workspace.js";

/**
 * A snapshot from an earlier one that rests on the same rows, with today's metrics and settings of display in place of
 * those of then: what `makeSnapshot` makes, without reading a file of the workspace.
 */
export async function replaceMetrics(
  earlier: Snapshot,
  dir: string,
  {
    workspace,
    fingerprint,
    settingsMark,
    ...shown
  }: {
    workspace: Workspace;
    fingerprint: string;
    settingsMark: string;
    audience: Audience;
    key: string;
    frozen: readonly FrozenQuarter[];
  }
): Promise<Snapshot> {
  await mkdir(join(dir, ".."), {recursive: true});
  const building = await mkdtemp(`${dir}-building-`);
  try {
    const database = join(building, "report.duckdb");
    await copyFile(earlier.database, database);
    const before = JSON.parse(await readFile(join(earlier.dir, "metrics.json"), "utf8")) as Metric[];
    const engine = await startEngine({folders: [building, ...shown.frozen.map((each) => each.dir)]});
    try {
      await engine.run(`ATTACH ${quoteText(database)} AS report`);
      await engine.run(settingsSql(workspace));
      await copyByName(engine, "memory");
      await engine.run("USE report");
      await replace(engine, before);
      if (settingsMark !== earlier.settingsMark || (await isTouched("headline", before)))
        await compareAnew(engine, workspace, shown);
      await engine.run("USE memory");
      await engine.run("CHECKPOINT report");
      await engine.run("DETACH report");
      await describe(engine, workspace, {building, fingerprint, audience: shown.audience});
    } finally {
      engine.close();
    }
    await writeAbout(building, {...earlier, settingsMark});
    await putInPlace(building, dir);
    return await openSnapshot(dir);
  } finally {
    await rm(building, {recursive: true, force: true});
  }
}

/** Every metric anew, in the order in which a whole run makes them. */
async function replace(engine: Engine, before: readonly Metric[]): Promise<void> {
  const gone = before.map(({name}) => `DROP MACRO TABLE report.${quoteName(name)};`);
  await engine.run([...gone, ...(await metricsInOrder())].join("\n"));
}

/** Whether a metric, or one that it reads, is another than before. */
async function isTouched(name: string, before: readonly Metric[]): Promise<boolean> {
  return metricMarks(before).get(name) !== metricMarks(await readMetrics()).get(name);
}

async function compareAnew(
  engine: Engine,
  workspace: Workspace,
  {frozen, ...shown}: {audience: Audience; key: string; frozen: readonly FrozenQuarter[]}
): Promise<void> {
  for (const table of comparedTables) await engine.run(`DELETE FROM ${table}`);
  await compareQuarters(engine, frozen, comparison(workspace, shown));
}
