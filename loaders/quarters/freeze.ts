import {mkdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {existsSync} from "node:fs";
import {keyMark} from "../audience/key.js";
import type {Audience} from "../audience/audience.js";
import type {Engine} from "../engine.js";
import {ReportError} from "../errors.js";
import {fingerprintWorkspace, projectRoot, readJson} from "../project.js";
import {withLock} from "../site/lock.js";
import {buildingFolder, lockOf, startFolder, swapFolder} from "../site/swap.js";
import {hashOf} from "../hash.js";
import {makeSnapshot, openDatabase, type Snapshot} from "../snapshot.js";
import {quoteName, quoteText} from "../sql.js";
import type {Workspace} from "../workspace.js";
import {headlineOf} from "./compare.js";
import {frozenRoot, namesMark, quarterName, type FrozenManifest, type FrozenPart} from "./frozen.js";

export interface FreezeOptions {
  readonly audiences: readonly Audience[];
  /** Replaces a quarter that was frozen before. */
  readonly force?: boolean;
  readonly onStep?: (sentence: string) => void;
}

/**
 * Freezes the quarter of the workspace's day: writes its report for each audience below `snapshots/<name>` of the
 * workspace, all or nothing. Refuses a name that is not that quarter's, and a quarter that is frozen already.
 */
export async function freezeQuarter(
  workspace: Workspace,
  name: string,
  {audiences, force = false, onStep = () => {}}: FreezeOptions
): Promise<string> {
  const out = join(frozenRoot(workspace.dir), name);
  if (!quarterName.test(name))
    throw new ReportError(`snapshot: "${name}" is no quarter. Write it like 2026-Q3.`);
  await mkdir(dirname(out), {recursive: true});
  await withLock(lockOf(out), async () => {
    const folder = await startFolder(out);
    try {
      if (existsSync(out) && !force)
        throw new ReportError(
          `snapshot ${name}: the quarter is frozen already in ${out}. Leave it, or replace it for good with --force.`
        );
      for (const audience of audiences) await freezeFor(workspace, {name, audience, folder, onStep});
      await swapFolder(out);
    } finally {
      await rm(buildingFolder(out), {recursive: true, force: true});
    }
  });
  return out;
}

async function freezeFor(
  workspace: Workspace,
  {
    name,
    audience,
    folder,
    onStep
  }: {name: string; audience: Audience; folder: string; onStep: (sentence: string) => void}
): Promise<void> {
  onStep(`for ${audience}`);
  const {scans, fingerprint, key, frozen} = await fingerprintWorkspace(workspace, audience, {before: name});
  const dir = audience === "leadership" ? folder : join(folder, audience);
  // Within the folder that goes with an interrupted freeze: what was left of one must not be taken for this one's.
  const own = join(folder, `.${audience}`);
  const snapshot = await makeSnapshot(workspace, own, {
    scans,
    fingerprint,
    audience,
    key,
    onStep,
    frozen
  });
  await writeFile(
    join(own, "manifest.json"),
    `${JSON.stringify(await frozenManifest(snapshot, workspace, {name, audience, key}), null, 1)}\n`
  );
  if (audience === "leadership") await rm(join(own, "files.json"));
  await mkdir(dir, {recursive: true});
  for (const file of ["report.duckdb", "manifest.json", "metrics.json", "files.json"])
    if (existsSync(join(own, file))) await rename(join(own, file), join(dir, file));
  await rm(own, {recursive: true, force: true});
}

async function frozenManifest(
  {dir, manifest}: Snapshot,
  workspace: Workspace,
  {name, audience, key}: {name: string; audience: Audience; key: string}
): Promise<FrozenManifest> {
  const engine = await openDatabase(dir);
  try {
    const {snapshot_bytes: _bytes, ...lasting} = manifest;
    return {...lasting, frozen: await frozenPart(engine, workspace, {name, audience, key})};
  } finally {
    engine.close();
  }
}

async function frozenPart(
  engine: Engine,
  workspace: Workspace,
  {name, audience, key}: {name: string; audience: Audience; key: string}
): Promise<FrozenPart> {
  const {asOf, fiscalYearStart} = workspace;
  const [quarter] = await engine.rows(`
    SELECT fiscal_quarter(DATE ${quoteText(asOf)}, ${fiscalYearStart}) AS name,
      fiscal_quarter_start(DATE ${quoteText(asOf)}, ${fiscalYearStart}) AS since`);
  if (quarter?.name !== name)
    throw new ReportError(
      `snapshot ${name}: as_of is ${asOf}, which lies in ${String(quarter?.name)}. Name that quarter, or set as_of in report.yaml.`
    );
  const since = String(quarter.since);
  return {
    name,
    since,
    until: asOf,
    tool: (await readJson<{version: string}>(join(projectRoot, "package.json"), {version: ""})).version,
    key_mark: audience === "leadership" ? keyMark(key) : namesMark,
    headline: await headlineOf(engine, {since, until: asOf}),
    settings_sha256: hashOf(await readFile(workspace.config, "utf8")),
    settings: settingsOf(workspace),
    input_files: await engine.rows(
      "SELECT file, source, rows_read, accepted, rejected, ignored, sha256 FROM input_files ORDER BY position"
    ),
    tables: await tableHashes(engine)
  };
}

/** The settings but for what names folders and files. */
function settingsOf(workspace: Workspace): Record<string, unknown> {
  const hidden = ["dir", "config", "configName", "sources", "place"];
  return Object.fromEntries(Object.entries(workspace).filter(([key]) => !hidden.includes(key)));
}

/** Rows of every table with a hash of them; equal tables give equal hashes, whatever the order of their rows. */
export async function tableHashes(engine: Engine): Promise<FrozenPart["tables"]> {
  const tables = await engine.rows(
    "SELECT table_name AS name FROM duckdb_tables() WHERE database_name = 'report' ORDER BY 1"
  );
  const hashes: Record<string, {rows: number; hash: string}> = {};
  for (const {name} of tables) {
    const [row] = await engine.rows(
      `SELECT count(*) AS rows, CAST(coalesce(sum(CAST(hash(CAST(t AS VARCHAR)) % 1000000007 AS HUGEINT)), 0) AS VARCHAR) || '-' || CAST(coalesce(bit_xor(hash(CAST(t AS VARCHAR))), 0) AS VARCHAR) AS hash FROM report.${quoteName(String(name))} t`
    );
    hashes[String(name)] = {rows: Number(row?.rows), hash: String(row?.hash)};
  }
  return hashes;
}
