import {createHash} from "node:crypto";
import {mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile} from "node:fs/promises";
import {dirname, join, relative, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {glob} from "tinyglobby";
import {parse} from "yaml";
import {scanFile, scanVersion, type FileScan} from "./land/scan.js";
import type {Audience} from "./audience/audience.js";
import {keyMark, knownKey, readKey} from "./audience/key.js";
import {frozenQuarters, type FrozenQuarter} from "./quarters/frozen.js";
import {thawQuarter} from "./quarters/thaw.js";
import {progressOn, type OnProgress} from "./progress.js";
import {hashOf} from "./hash.js";
import {replaceMetrics} from "./replace-metrics.js";
import {makeSnapshot, marksOf, openSnapshot, type Snapshot} from "./snapshot.js";
import type {Workspace} from "./workspace.js";

/** The folder that holds package.json. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** Where work that can be made again is kept. */
export const cacheRoot = join(projectRoot, ".cache");

const keptSnapshots = 6;

/** The snapshot of a workspace: the one made earlier where nothing that it rests on has changed. */
export async function ensureSnapshot(
  workspace: Workspace,
  {
    audience,
    keepRows = false,
    onStep,
    onProgress = progressOn(process.stderr)
  }: {
    audience: Audience;
    /** Where only metrics have changed, takes the rows of an earlier snapshot: the same figures, in other bytes. */
    keepRows?: boolean;
    onStep?: (sentence: string) => void;
    onProgress?: OnProgress;
  }
): Promise<Snapshot> {
  const {frozen, scans, fingerprint, rowsMark, settingsMark, key} = await fingerprintWorkspace(
    workspace,
    audience,
    {
      onProgress
    }
  );
  const dir = snapshotFolder(fingerprint);
  const known = await keptSnapshot(dir);
  if (known) return known;
  if (keepRows) {
    const own = snapshotFolder(hashOf(fingerprint, "rows of an earlier snapshot"));
    const replaced =
      (await keptSnapshot(own)) ??
      (await fromEarlier(rowsMark, own, {workspace, fingerprint, settingsMark, audience, key, frozen}));
    if (replaced) return replaced;
  }
  const snapshot = await makeSnapshot(workspace, dir, {
    scans,
    fingerprint,
    rowsMark,
    settingsMark,
    audience,
    key,
    frozen,
    onProgress,
    ...(onStep ? {onStep} : {})
  });
  await dropOldSnapshots();
  return snapshot;
}

function snapshotFolder(fingerprint: string): string {
  return join(cacheRoot, "snapshots", fingerprint.slice(0, 20));
}

/** A snapshot that was made earlier, which is now among the latest used. */
async function keptSnapshot(dir: string): Promise<Snapshot | undefined> {
  const known = await openSnapshot(dir).catch(() => undefined);
  if (known) await utimes(dir, new Date(), new Date());
  return known;
}

/** Today's metrics on the rows of a snapshot that is there; undefined where there is none with these rows. */
async function fromEarlier(
  rowsMark: string,
  dir: string,
  about: Parameters<typeof replaceMetrics>[2]
): Promise<Snapshot | undefined> {
  const folders = await glob("*/rows.json", {cwd: join(cacheRoot, "snapshots"), absolute: true});
  for (const folder of folders.map(dirname)) {
    if ((await marksOf(folder).catch(() => null))?.rowsMark !== rowsMark) continue;
    const earlier = await openSnapshot(folder).catch(() => undefined);
    if (!earlier) continue;
    const snapshot = await replaceMetrics(earlier, dir, about);
    await dropOldSnapshots();
    return snapshot;
  }
  return undefined;
}

/** The report of a frozen quarter in today's shape, without the workspace's files. */
export async function frozenSnapshot(
  workspaceDir: string,
  name: string,
  audience: Audience
): Promise<Snapshot> {
  const cache = join(cacheRoot, "snapshots");
  const snapshot = await thawQuarter(workspaceDir, name, {audience, cache, tool: await toolHash()});
  await dropOldSnapshots();
  return snapshot;
}

/** SHA-256 over the settings, every input file, every file of ours that turns them into figures, and who may see them. */
export async function fingerprintWorkspace(
  workspace: Workspace,
  audience: Audience,
  {before, onProgress}: {before?: string; onProgress?: OnProgress} = {}
): Promise<{
  frozen: readonly FrozenQuarter[];
  scans: ReadonlyMap<string, FileScan>;
  fingerprint: string;
  /** The same without the metrics and the settings of display: with equal ones, rows are equal. */
  rowsMark: string;
  settingsMark: string;
  key: string;
}> {
  const scans = await scanInputs(workspace, onProgress);
  const inputs = workspace.sources.flatMap((entry) =>
    entry.files.map((file) => `${file.name} ${scans.get(file.path)?.sha256 ?? ""}`)
  );
  const settings = await readFile(workspace.config, "utf8");
  const key = await keyOf(workspace, audience);
  const {quarters: frozen, mark} = await frozenQuarters(
    workspace.dir,
    audience,
    before === undefined ? {} : {before}
  );
  const rowsMark = hashOf(
    await rowsToolHash(),
    audience,
    keyMark(key),
    mark,
    rowSettings(settings),
    ...inputs
  );
  const settingsMark = hashOf(settings);
  const fingerprint = hashOf(rowsMark, settingsMark, await hashFiles([metricFiles]));
  return {frozen, scans, key, rowsMark, settingsMark, fingerprint};
}

/**
 * The settings without comments and without those that no row rests on, which only metrics and pages read: changing one
 * of these needs no file to be read again.
 */
export function rowSettings(yaml: string): string {
  const settings = parse(yaml) as Record<string, unknown>;
  const kept = Object.entries(settings).filter(([key]) => !displaySettings.includes(key));
  return JSON.stringify(
    kept.map(([key, value]) => {
      if (key !== "ssi" || typeof value !== "object" || value === null) return [key, value];
      const {seat_threshold: _threshold, ...bands} = value as Record<string, unknown>;
      return [key, bands];
    })
  );
}

const displaySettings: readonly string[] = [
  "title",
  "sample",
  "default_period",
  "weekly_goal",
  "share_channels",
  "licence",
  "programme",
  "maturity"
];

/** The key of the workspace's pseudonyms. Enablement sees names, and needs one only where an identifier is an address. */
async function keyOf({dir, audiences}: Workspace, audience: Audience): Promise<string> {
  const source = {dir, variable: audiences.key ?? null};
  return audience === "leadership" ? readKey(source) : knownKey(source);
}

const metricFiles = "loaders/models/metrics/*.sql";

async function toolHash(): Promise<string> {
  return hashOf(await rowsToolHash(), await hashFiles([metricFiles]));
}

/** Over everything of ours that the rows rest on: all but the metrics. */
async function rowsToolHash(): Promise<string> {
  return hashFiles(["loaders/**/*.{ts,sql}", "package-lock.json"], {
    ignore: ["loaders/bench/**", "loaders/site/**", "loaders/sample/**", metricFiles]
  });
}

/** SHA-256 over the paths and contents of the project's files that match. */
export async function hashFiles(
  patterns: readonly string[],
  {cwd = projectRoot, ignore = []}: {cwd?: string; ignore?: readonly string[]} = {}
): Promise<string> {
  const files = (
    await glob([...patterns], {cwd, ignore: [...ignore], absolute: false, expandDirectories: false})
  ).sort();
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(file)
      .update("\0")
      .update(await readFile(join(cwd, file)))
      .update("\0");
  return hash.digest("hex");
}

interface KeptScan {
  readonly size: number;
  readonly modified: number;
  readonly changed: number;
  readonly scan: FileScan;
}

/** Scans every input; a file whose size and times are as before is not read again. */
async function scanInputs(
  workspace: Workspace,
  onProgress?: OnProgress
): Promise<ReadonlyMap<string, FileScan>> {
  const path = join(
    cacheRoot,
    "scans",
    `${hashOf(scanVersion, workspace.dir, workspace.config).slice(0, 20)}.json`
  );
  const kept = await readJson<Record<string, KeptScan>>(path, {});
  const now: Record<string, KeptScan> = {};
  for (const file of workspace.sources.flatMap((entry) => entry.files)) {
    if (now[file.path]) continue;
    const {size, mtimeMs: modified, ctimeMs: changed} = await stat(file.path);
    const old = kept[file.path];
    const same = old && old.size === size && old.modified === modified && old.changed === changed;
    now[file.path] = same
      ? old
      : {size, modified, changed, scan: await scanFile(file.path, file.name, onProgress)};
  }
  await writeJson(path, now);
  return new Map(Object.entries(now).map(([file, {scan}]) => [file, scan]));
}

/** Reads JSON, or gives the fallback when there is none that can be read. */
export async function readJson<T>(path: string, fallback: T): Promise<T> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as T;
  } catch {
    return fallback;
  }
}

/** Writes JSON so that a reader sees the old file or the new one. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  const beside = `${path}.${process.pid}`;
  await writeFile(beside, JSON.stringify(value));
  await rename(beside, path);
}

async function dropOldSnapshots(): Promise<void> {
  const folder = join(cacheRoot, "snapshots");
  const names = (await readdir(folder)).filter((name) => /^[0-9a-f]{20}$/.test(name));
  const dated = await Promise.all(
    names.map(async (name) => ({name, time: (await stat(join(folder, name))).mtimeMs}))
  );
  const old = dated.sort((a, b) => b.time - a.time).slice(keptSnapshots);
  await Promise.all(old.map(({name}) => rm(join(folder, name), {recursive: true, force: true})));
}

/** A path as messages name it: relative to where the command runs. */
export function shortPath(path: string): string {
  return relative(process.cwd(), path) || ".";
}
