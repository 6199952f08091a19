import {spawn} from "node:child_process";
import {once} from "node:events";
import {mkdir, readFile, rename, rm, stat, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {hashFiles, projectRoot} from "../project.js";
import {ExportFolder} from "../sample/export-file.js";
import {writeNavigatorUsage} from "../sample/habits.js";
import {makeSellers, writeSellers} from "../sample/sellers.js";
import {makeSsi, writeSsi} from "../sample/ssi.js";
import {findBrowser} from "../site/find-browser.js";
import {serveSite} from "../site/server.js";
import {Random} from "../../src/stats/random.js";
import {firstView, redraws} from "./browser.js";
import {line, type Line} from "./line.js";
import {benchFolder} from "./sample-folder.js";
import {ratios} from "./statistics.js";

const sellersAtScale1 = 120;

interface AdoptionOptions {
  readonly scale: number;
  readonly runs: number;
  readonly onStep: (sentence: string) => void;
}

/**
 * The Adoption page with many sellers (42 × 120 is about 5,000, over 156 weeks) against the same page with 120: its
 * first view, its redraws, and the size of the data file. The workspaces hold the roster, the SSI and the weekly use.
 */
export async function adoptionLines({scale, runs, onStep}: AdoptionOptions): Promise<Line[]> {
  const [small, large] = [await siteOf(1, onStep), await siteOf(scale, onStep)];
  const {chromium} = await import("playwright-core");
  const browser = await chromium.launch({executablePath: await findBrowser(), chromiumSandbox: false});
  const sites = await Promise.all([small, large].map((dir) => serveSite({dir, port: 0})));
  try {
    const [few = [], many = []] = [[] as number[], [] as number[]];
    for (let run = 1; run <= runs; run += 1) {
      onStep(`first view, run ${run} of ${runs}`);
      for (const [index, {url}] of sites.entries())
        (index === 0 ? few : many).push((await firstView(browser, `${url}adoption`, true)).milliseconds);
    }
    onStep("redraw");
    const changes = await redraws(browser, sites[1]?.url ?? "", "adoption");
    const bytes = await snapshotBytes(large);
    const group = `adoption, ${Math.round(scale * sellersAtScale1)} sellers`;
    return [
      line(many, {group, name: "first card and chart", unit: "ms"}),
      line(ratios(many, few), {
        group,
        name: `against ${sellersAtScale1} sellers`,
        unit: "×",
        target: {of: "median", atMost: 1.2}
      }),
      line(
        changes.map(({onScreen}) => onScreen),
        {group, name: "redraw, on the screen", unit: "ms", target: {of: "p95", atMost: 250}}
      ),
      line(
        changes.map(({all}) => all),
        {group, name: "redraw, all charts", unit: "ms", target: {of: "p95", atMost: 250}}
      ),
      line([bytes], {group, name: "data file", unit: "B", target: {of: "max", atMost: 12e6}})
    ];
  } finally {
    await browser.close();
    for (const site of sites) await site.close();
  }
}

/** The site of a workspace at a scale, in a folder that later runs overwrite. */
async function siteOf(scale: number, onStep: (sentence: string) => void): Promise<string> {
  const data = await adoptionFolder(scale);
  const out = join(benchFolder, `adoption-site-${scale}`);
  onStep(`building the report of ${Math.round(scale * sellersAtScale1)} sellers`);
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "loaders/cli.ts", "build", "--data", data, "--out", out],
    {cwd: projectRoot, stdio: "ignore"}
  );
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`the build at scale ${scale} ended with code ${code}.`);
  return out;
}

async function snapshotBytes(site: string): Promise<number> {
  const {globSync} = await import("tinyglobby");
  const [manifest] = globSync("**/manifest*.json", {cwd: site, absolute: true});
  if (!manifest) throw new Error("the site has no manifest.");
  return (JSON.parse(await readFile(manifest, "utf8")) as {snapshot_bytes: number}).snapshot_bytes;
}

const settings = `title: Many sellers
as_of: 2026-09-30
sources:
  sellers: {file: sellers.csv}
  ssi: {file: "ssi/*.csv"}
  navigator_usage: {file: navigator_usage.csv}
`;

/** Roster, SSI and weekly use of the made-up company at a scale; kept between runs. */
async function adoptionFolder(scale: number): Promise<string> {
  const version = (await hashFiles(["loaders/sample/**", "src/stats/random.ts"])).slice(0, 12);
  const dir = join(benchFolder, `adoption-${scale}-${version}`);
  if (await stat(join(dir, "report.yaml")).catch(() => undefined)) return dir;
  const part = `${dir}.${process.pid}`;
  await mkdir(part, {recursive: true});
  const folder = new ExportFolder(part);
  const draw = (name: string): Random => new Random(1, name);
  const sellers = makeSellers(draw("sellers"), Math.round(sellersAtScale1 * scale));
  const ssi = makeSsi(draw("ssi"), sellers);
  writeSellers(folder, sellers);
  writeSsi(folder, draw("ssi files"), {sellers, ssi, scale});
  writeNavigatorUsage(folder, draw("navigator usage"), sellers);
  await writeFile(join(part, "report.yaml"), settings);
  await rm(dir, {recursive: true, force: true});
  await rename(part, dir);
  return dir;
}
