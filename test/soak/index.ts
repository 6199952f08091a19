// Interrupts builds and freezes at random moments, fills the disk under them, and runs two at once; then looks whether what
// was there before, or what was being made, is there whole: npm run soak -- [--runs 50] [--seed 1]
import {spawn, spawnSync} from "node:child_process";
import {once} from "node:events";
import {existsSync, readdirSync, readFileSync} from "node:fs";
import {cp, mkdir, mkdtemp, rm, symlink, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {parseArgs} from "node:util";
import {tell} from "../../loaders/console.js";
import {projectRoot} from "../../loaders/project.js";
import {tableHashes} from "../../loaders/quarters/freeze.js";
import type {FrozenManifest} from "../../loaders/quarters/frozen.js";
import {Random} from "../../src/stats/random.js";
import {checkLinks} from "../../loaders/site/check-links.js";
import {restoreFolder} from "../../loaders/site/swap.js";
import {openDatabase} from "../../loaders/snapshot.js";
import {startEngine} from "../../loaders/engine.js";
import {quoteText} from "../../loaders/sql.js";

const {values} = parseArgs({
  options: {runs: {type: "string", default: "50"}, seed: {type: "string", default: "1"}}
});
const runs = Number(values.runs);
const random = new Random(Number(values.seed), "soak");

const home = await mkdtemp(join(tmpdir(), "soak-"));
const project = join(home, "project");
const data = join(home, "data");
const out = join(home, "site");

interface Ended {
  readonly code: number | null;
  readonly seconds: number;
  readonly err: string;
}

/** A project of two pages, and a workspace of a few deals. */
async function prepare(): Promise<void> {
  await mkdir(project);
  for (const part of [
    "loaders",
    "src",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "observablehq.config.ts"
  ])
    await cp(join(projectRoot, part), join(project, part), {
      recursive: true,
      filter: (path) => !path.includes(".observablehq")
    });
  await symlink(join(projectRoot, "node_modules"), join(project, "node_modules"));
  for (const page of readdirSync(join(project, "src")).filter(
    (name) => name.endsWith(".md") && !["index.md", "quality.md", "method.md"].includes(name)
  ))
    await rm(join(project, "src", page));
  await mkdir(data);
  await writeFile(
    join(data, "report.yaml"),
    "title: Soak\nas_of: 2026-03-31\ndefault_period: all\nsources:\n  sellers: {file: sellers.csv}\n  deals: {file: deals.csv}\n"
  );
  await writeFile(
    join(data, "sellers.csv"),
    `seller_id,region\n${Array.from({length: 8}, (_, index) => `s${index},North`).join("\n")}\n`
  );
  await amount(1);
}

/** The one amount that everything of a version shows. */
function amount(version: number): Promise<void> {
  return writeFile(
    join(data, "deals.csv"),
    `deal_id,seller_id,created_on,closed_on,outcome,amount,source\nd1,s1,2026-01-01,2026-02-01,won,${version},social\n`
  );
}

function start(args: readonly string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "loaders/cli.ts", ...args], {
    cwd: project,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"]
  });
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const from = performance.now();
  const ended = once(child, "close").then(([code]): Ended => ({
    code: code as number | null,
    seconds: (performance.now() - from) / 1000,
    err
  }));
  return {pid: child.pid ?? 0, ended};
}

const run = (args: readonly string[]): Promise<Ended> => start(args).ended;
const buildArgs = ["build", "--data", data, "--out", out];
const freezeArgs = ["snapshot", "2026-Q1", "--data", data, "--force", "--audience", "leadership"];

/** Runs a command and kills it, with all that it started, after so many seconds. */
async function interrupt(args: readonly string[], seconds: number): Promise<Ended> {
  const {pid, ended} = start(args);
  const timer = setTimeout(() => {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It had ended by itself.
    }
  }, 1000 * seconds);
  const result = await ended;
  clearTimeout(timer);
  return result;
}

/** The version that a site shows everywhere; throws when the site is not whole. */
async function siteVersion(dir: string): Promise<number> {
  const faults = checkLinks({root: project, dir, anchors: {method: metricNames(dir)}});
  if (faults.length > 0) throw new Error(faults[0]);
  const folder = join(dir, "_file/data/report");
  const database = readdirSync(folder).find((name) => name.endsWith(".duckdb")) ?? "";
  const engine = await startEngine({folders: [folder]});
  try {
    await engine.run(`ATTACH ${quoteText(join(folder, database))} AS report (READ_ONLY)`);
    const [row] = await engine.rows("SELECT CAST(sum(amount) AS INTEGER) AS amount FROM report.deals");
    const version = Number(row?.amount);
    const view = readdirSync(join(folder, "first-view")).find((name) => name.startsWith("index.")) ?? "";
    if (!readFileSync(join(folder, "first-view", view), "utf8").includes(`[${version},${version},0,`))
      throw new Error(`the first view is not that of version ${version}`);
    return version;
  } finally {
    engine.close();
  }
}

function metricNames(dir: string): string[] {
  const folder = join(dir, "_file/data/report");
  const file = readdirSync(folder).find((name) => name.startsWith("metrics.")) ?? "";
  return (JSON.parse(readFileSync(join(folder, file), "utf8")) as {name: string}[]).map(({name}) => name);
}

/** The version of a frozen quarter; throws when a table is not what its manifest says. */
async function frozenVersion(dir: string): Promise<number> {
  const manifest = JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8")) as FrozenManifest;
  const engine = await openDatabase(dir);
  try {
    if (JSON.stringify(await tableHashes(engine)) !== JSON.stringify(manifest.frozen?.tables))
      throw new Error("a table is not the one that was frozen");
    return Number(manifest.frozen?.headline.find(({figure}) => figure === "won_amount")?.value);
  } finally {
    engine.close();
  }
}

const tally = {interrupted: 0, old: 0, made: 0, absentThenRestored: 0, damaged: 0};

/** Looks what an interruption left: the old version or the new one, whole. */
async function judge(
  dir: string,
  before: number,
  after: number,
  version: (dir: string) => Promise<number>
): Promise<number> {
  if (!existsSync(dir)) {
    tally.absentThenRestored += 1;
    await restoreFolder(dir);
  }
  try {
    const found = await version(dir);
    if (found === before) tally.old += 1;
    else if (found === after) tally.made += 1;
    else throw new Error(`it shows version ${found}, neither ${before} nor ${after}`);
    return found;
  } catch (error) {
    tally.damaged += 1;
    tell(`  damaged: ${String(error)}`);
    return before;
  }
}

async function killAtRandom(): Promise<void> {
  const [build, freeze] = [await run(buildArgs), await run(freezeArgs)];
  if (build.code !== 0 || freeze.code !== 0) throw new Error(build.err + freeze.err);
  const frozen = join(data, "snapshots/2026-Q1");
  await amount(2);
  const seconds = (await run(buildArgs)).seconds;
  let [site, quarter] = [2, 1];
  tell(`a build takes ${seconds.toFixed(1)} s, a freeze ${freeze.seconds.toFixed(1)} s`);
  for (let index = 0; index < runs; index += 1) {
    const version = index + 3;
    await amount(version);
    const building = index % 3 !== 2;
    const within = building ? seconds : freeze.seconds;
    const {code} = await interrupt(building ? buildArgs : freezeArgs, random.next() * within * 1.05);
    if (code === null) tally.interrupted += 1;
    if (building) site = await judge(out, site, version, siteVersion);
    else quarter = await judge(frozen, quarter, version, frozenVersion);
  }
  const last = await run(buildArgs);
  tell(`after ${runs} rounds the next build ${last.code === 0 ? "works" : `fails: ${last.err}`}`);
}

/** Two builds at once, of two versions, into one folder. */
async function twoAtOnce(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await amount(1000 + round);
    const first = start(buildArgs);
    await sleep(1500);
    await amount(2000 + round);
    const ends = await Promise.all([first.ended, run(buildArgs)]);
    const version = await siteVersion(out).catch((error: unknown) => String(error));
    tell(
      `two at once: exit codes ${ends.map(({code}) => code).join(" and ")}, the site is ${typeof version === "number" ? `whole (version ${version})` : `damaged: ${version}`}`
    );
    if (typeof version !== "number") tally.damaged += 1;
  }
}

/** A disk that is full at some moment of the build; needs the right to mount one. */
async function fullDisk(): Promise<void> {
  const disk = join(home, "disk");
  await mkdir(disk);
  for (const size of ["2m", "8m", "14m", "20m", "24m"]) {
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=64m", "tmpfs", disk]).status !== 0) {
      tell("a full disk was not tried: no file system may be mounted here");
      return;
    }
    try {
      const target = join(disk, "site");
      await amount(5000);
      const args = ["build", "--data", data, "--out", target];
      const first = await run(args);
      const used = Number(spawnSync("du", ["-sm", disk]).stdout.toString().split("\t")[0]);
      spawnSync("mount", ["-o", `remount,size=${used + Number.parseInt(size)}m`, disk]);
      await amount(5001);
      const second = await run(args);
      const version = await siteVersion(target).catch((error: unknown) => String(error));
      const whole = version === 5000 || version === 5001;
      if (!whole) tally.damaged += 1;
      tell(
        `full disk with ${size} left: first build ${first.code}, second ${second.code}, the site is ${whole ? `whole (version ${version})` : `damaged: ${version}`}; ${second.err.trim().split("\n").at(-1) ?? ""}`
      );
    } finally {
      spawnSync("umount", [disk]);
    }
  }
}

try {
  await prepare();
  await killAtRandom();
  await twoAtOnce();
  await fullDisk();
  tell(JSON.stringify(tally));
} finally {
  await rm(home, {recursive: true, force: true});
}
process.exitCode = tally.damaged > 0 ? 1 : 0;
