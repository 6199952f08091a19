import {createHash} from "node:crypto";
import {mkdir, readdir, rename, rm, stat, writeFile} from "node:fs/promises";
import {join, resolve} from "node:path";
import {glob} from "tinyglobby";
import {archiveOf, type Archive} from "./archive.js";
import {ReportError} from "./errors.js";
import {cacheRoot, hashFiles, projectRoot, readJson, writeJson} from "./project.js";
import {environment} from "./site/environment.js";
import type {ReportSource} from "./report-source.js";
import {buildSite} from "./site/framework.js";
import {hashOf} from "./hash.js";

export interface BuildSummary {
  /** False when the site was already there and nothing it rests on has changed. */
  readonly built: boolean;
  readonly pages: number;
  /** Bytes of the whole site. */
  readonly bytes: number;
  readonly accounting: Archive["snapshot"]["manifest"]["accounting"];
}

interface Stamp {
  readonly key: string;
  /** Hash over path, size and time of every file of the site. */
  readonly listing: string;
  readonly summary: Omit<BuildSummary, "built">;
}

/** Builds the site of a report into `out`, unless what is there is already that site. */
export async function buildReport(
  report: ReportSource,
  {
    out,
    passphrase,
    onStep = () => {}
  }: {
    out: string;
    /** With it, the figures are sealed and the report's own title stands nowhere in the pages. */
    passphrase?: string | undefined;
    onStep?: (sentence: string) => void;
  }
): Promise<BuildSummary> {
  await refuseForeign(out);
  const stampPath = join(cacheRoot, "builds", `${hashOf(resolve(out)).slice(0, 20)}.json`);
  const key = hashOf(await buildKey(report), passphrase ?? "");
  const stamp = await readJson<Stamp | null>(stampPath, null);
  if (stamp?.key === key && stamp.listing === (await listing(out)).hash)
    return {built: false, ...stamp.summary};
  const archive = await archiveOf(report, {passphrase, onStep});
  const path = await keepArchive(archive, key);
  onStep("drawing pages");
  await buildSite({
    root: projectRoot,
    out,
    ...(passphrase === undefined ? {title: report.title} : {}),
    env: {[environment.archive]: path, [environment.audience]: report.audience},
    anchors: {method: await metricNames(archive)},
    prepare: () => dropStaleCache(key)
  });
  await rm(path, {force: true});
  const {hash, pages, bytes} = await listing(out);
  const summary = {pages, bytes, accounting: archive.snapshot.manifest.accounting};
  await writeJson(stampPath, {key, listing: hash, summary} satisfies Stamp);
  return {built: true, ...summary};
}

/** A folder that holds anything but an earlier site is not replaced. */
async function refuseForeign(out: string): Promise<void> {
  const entries = await readdir(out).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw new ReportError(
      `--out ${out}: the folder cannot be used (${error.code ?? "unknown"}). Name another.`
    );
  });
  if (entries.length === 0 || (entries.includes("_observablehq") && entries.includes("index.html"))) return;
  throw new ReportError(
    `--out ${out}: the folder holds other files, which the site would replace. Name a new or an empty folder.`
  );
}

/** Hash over everything that a site rests on. */
async function buildKey(report: ReportSource): Promise<string> {
  const fingerprint = await report.fingerprint();
  const pages = await hashFiles(["src/**", "loaders/**", "observablehq.config.ts", "package-lock.json"], {
    ignore: ["src/.observablehq/**", "loaders/bench/**", "loaders/sample/**"]
  });
  return hashOf(fingerprint, pages, process.version);
}

async function keepArchive({bytes}: Archive, key: string): Promise<string> {
  const folder = join(cacheRoot, "archives");
  await mkdir(folder, {recursive: true});
  const path = join(folder, `${key.slice(0, 20)}-${process.pid}.zip`);
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
  return path;
}

async function metricNames({snapshot}: Archive): Promise<string[]> {
  const metrics = await readJson<{name: string}[]>(join(snapshot.dir, "metrics.json"), []);
  return metrics.map(({name}) => name);
}

/**
 * Framework keeps what a data loader printed for as long as the loader's own file is unchanged, whatever that loader
 * read; so what it kept is dropped here as soon as anything else has changed.
 */
export async function dropStaleCache(key: string): Promise<void> {
  const cache = join(projectRoot, "src/.observablehq/cache/data");
  const marker = join(projectRoot, "src/.observablehq/cache/report-keys.json");
  const engine = await hashFiles(["package-lock.json"]);
  const kept = await readJson<{report?: string; engine?: string}>(marker, {});
  if (kept.report !== key) {
    await rm(join(cache, "report.zip"), {force: true});
    await rm(join(cache, "report"), {recursive: true, force: true});
  }
  if (kept.engine !== engine) {
    for (const file of ["duckdb-eh.wasm.gz", "duckdb-eh.worker.js"])
      await rm(join(cache, file), {force: true});
    await rm(join(cache, "../_node"), {recursive: true, force: true});
  }
  await writeJson(marker, {report: key, engine});
}

async function listing(dir: string): Promise<{hash: string; pages: number; bytes: number}> {
  const files = (await glob("**/*", {cwd: dir, onlyFiles: true, dot: true, expandDirectories: false})).sort();
  const hash = createHash("sha256");
  let bytes = 0;
  for (const file of files) {
    const {size, mtimeMs} = await stat(join(dir, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
    bytes += size;
  }
  const pages = files.filter((file) => file.endsWith(".html") && file !== "404.html").length;
  return {hash: hash.digest("hex"), pages, bytes};
}
