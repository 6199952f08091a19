import {mkdir, mkdtemp, readFile, rm, stat, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {Audience} from "../audience/audience.js";
import {copyByName} from "../copy-by-name.js";
import {startEngine} from "../engine.js";
import {ReportError, messageOf} from "../errors.js";
import type {Manifest} from "../manifest.js";
import {bareWorkspace} from "../workspace.js";
import {hashOf} from "../hash.js";
import {makeSnapshot, openSnapshot, putInPlace, schemaVersion, type Snapshot} from "../snapshot.js";
import {quoteText} from "../sql.js";
import {readFrozen, type FrozenManifest} from "./frozen.js";
import {migrations} from "./migrations.js";

/**
 * A frozen quarter's report in today's shape, from the frozen files alone: its tables are copied into an empty report of
 * this program, so that today's pages and metrics find every table and column; what did not exist then is empty.
 */
export async function thawQuarter(
  workspaceDir: string,
  name: string,
  {audience, cache, tool}: {audience: Audience; cache: string; tool: string}
): Promise<Snapshot> {
  const {dir, manifest, text} = await readFrozen(workspaceDir, name, audience);
  if (manifest.schema > schemaVersion)
    throw new ReportError(
      `--snapshot ${name}: it was frozen by a newer version of this program (schema ${manifest.schema}; this one knows up to ${schemaVersion}). Update the program.`
    );
  const database = join(dir, "report.duckdb");
  const {size, mtimeMs} = await stat(database);
  const to = join(cache, hashOf(tool, audience, text, database, String(size), String(mtimeMs)).slice(0, 20));
  const known = await openSnapshot(to).catch(() => undefined);
  return known ?? (await thaw(dir, manifest, {to, audience}));
}

async function thaw(
  dir: string,
  manifest: FrozenManifest,
  {to, audience}: {to: string; audience: Audience}
): Promise<Snapshot> {
  await mkdir(join(to, ".."), {recursive: true});
  const building = await mkdtemp(`${to}-building-`);
  try {
    const empty = await makeSnapshot(bareWorkspace(manifest), join(building, "report"), {audience});
    await copyTables(join(dir, "report.duckdb"), empty, manifest);
    const {frozen: _frozen, ...kept} = manifest;
    const told: Manifest = {
      ...empty.manifest,
      ...kept,
      audience: manifest.audience ?? "enablement",
      schema: schemaVersion,
      snapshot_bytes: (await stat(empty.database)).size
    };
    await writeFile(join(empty.dir, "manifest.json"), JSON.stringify(told, null, 1));
    await writeFile(
      join(empty.dir, "files.json"),
      await readFile(join(dir, "files.json"), "utf8").catch(() => "[]")
    );
    await putInPlace(empty.dir, to);
    return await openSnapshot(to);
  } finally {
    await rm(building, {recursive: true, force: true});
  }
}

async function copyTables(from: string, to: Snapshot, {schema}: FrozenManifest): Promise<void> {
  const engine = await startEngine({folders: [to.dir, join(from, "..")]});
  try {
    await engine.run(`ATTACH ${quoteText(from)} AS old (READ_ONLY)`);
    await engine.run(`ATTACH ${quoteText(to.database)} AS report`);
    await copyByName(engine, "old");
    await engine.run("USE report");
    for (const migration of migrations.filter(({since}) => since > schema)) await engine.run(migration.sql);
    await engine.run("USE memory");
    await engine.run("CHECKPOINT report");
  } catch (error) {
    throw new ReportError(
      `${from}: the frozen report cannot be read (${messageOf(error).split("\n")[0]}). Bring the folder back from a copy.`
    );
  } finally {
    engine.close();
  }
}
