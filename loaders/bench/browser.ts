import {readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {findBrowser} from "../site/find-browser.js";
import {readFences} from "../site/fences.js";
import {serveSite} from "../site/server.js";
import {line, type Line} from "./line.js";
import {buildIn, freshProject} from "./site.js";
import {ratios} from "./statistics.js";

const pages = ["index", "adoption", "revenue", "leads"] as const;
const changes = 40;

interface BrowserOptions {
  readonly runs: number;
  readonly onStep: (sentence: string) => void;
}

/** What a page did until its first card and first chart were drawn, on a cold cache. */
export interface FirstView {
  readonly milliseconds: number;
  readonly bytes: number;
  readonly engineRequests: number;
}

/** First view and redraw of the sample's pages in a real browser, served on this machine with compression. */
export async function browserLines({runs, onStep}: BrowserOptions): Promise<Line[]> {
  onStep("building the sample, with and without charts");
  const project = await freshProject("browser");
  for (const page of pages) await writeBare(join(project, "src"), page);
  await buildIn(project);
  const {chromium} = await import("playwright-core");
  const site = await serveSite({dir: join(project, "dist"), port: 0});
  const browser = await chromium.launch({executablePath: await findBrowser(), chromiumSandbox: false});
  try {
    const lines: Line[] = [];
    for (const page of pages) {
      onStep(`first view of ${page}`);
      lines.push(...(await firstViewLines(browser, site.url, {page, runs})));
    }
    for (const page of pages) {
      onStep(`redraw of ${page}`);
      lines.push(...(await redrawLines(browser, site.url, page)));
    }
    return lines;
  } finally {
    await browser.close();
    await site.close();
    await rm(project, {recursive: true, force: true});
  }
}

/** The page with its chart cells taken out; what it imports stays, for cards and charts come from one module. */
async function writeBare(src: string, page: string): Promise<void> {
  const text = await readFile(join(src, `${page}.md`), "utf8");
  const charts = readFences(text).filter(({tag, code}) => tag === "js" && /\bchart\(/.test(code));
  const bare = charts.reduce((rest, {code}) => rest.replace(`\`\`\`js\n${code}\`\`\`\n`, ""), text);
  if (charts.length === 0 || bare.includes("chart("))
    throw new Error(`${page}.md: its charts cannot be taken out`);
  await writeFile(
    join(src, `${page}-bare.md`),
    bare.replace(`first-view/${page}.json`, `first-view/${page}-bare.json`)
  );
}

async function firstViewLines(
  browser: Browser,
  url: string,
  {page, runs}: {page: string; runs: number}
): Promise<Line[]> {
  const full: FirstView[] = [];
  const bare: FirstView[] = [];
  for (let run = 0; run < runs; run += 1) {
    full.push(await firstView(browser, `${url}${page}`, true));
    bare.push(await firstView(browser, `${url}${page}-bare`, false));
  }
  const group = `first view of ${page}`;
  const times = full.map(({milliseconds}) => milliseconds);
  const elsewhere = {tool: "Evidence", value: 1900};
  const wire = {tool: "Evidence", value: 7.7e6};
  return [
    line(times, {group, name: "first card and chart", unit: "ms", elsewhere}),
    line(
      ratios(
        times,
        bare.map(({milliseconds}) => milliseconds)
      ),
      {group, name: "against the page without charts", unit: "×", target: {of: "median", atMost: 1.5}}
    ),
    line(
      full.map(({bytes}) => bytes),
      {group, name: "over the wire before", unit: "B", target: {of: "max", atMost: 500_000}, elsewhere: wire}
    ),
    line(
      full.map(({engineRequests}) => engineRequests),
      {group, name: "engine files asked for before", unit: "n", target: {of: "max", atMost: 0}}
    )
  ];
}

/** What a page does on a cold cache until its first card and, if wanted, its first chart are drawn. */
export async function firstView(browser: Browser, url: string, charts: boolean): Promise<FirstView> {
  const context = await browser.newContext({viewport: {width: 1440, height: 900}});
  try {
    const page = await context.newPage();
    await page.goto(url);
    const wanted = charts ? ["first-card", "first-chart"] : ["first-card"];
    await page.waitForFunction(
      (names) => names.every((name) => performance.getEntriesByName(name).length > 0),
      wanted
    );
    return await page.evaluate((names) => {
      const end = Math.max(...names.map((name) => performance.getEntriesByName(name)[0]?.startTime ?? 0));
      const loaded = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
      const [document] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
      const before = loaded.filter(({startTime}) => startTime < end);
      return {
        milliseconds: end,
        bytes: before.reduce((sum, {transferSize}) => sum + transferSize, document?.transferSize ?? 0),
        engineRequests: before.filter(({name}) => /\.wasm|\.duckdb|duckdb-/.test(name)).length
      };
    }, wanted);
  } finally {
    await context.close();
  }
}

/** Milliseconds from a filter change to the last piece on the screen redrawn, and to the last piece of the page. */
export interface Redraw {
  readonly onScreen: number;
  readonly all: number;
}

/** Redraws after changes of period or region; every choice is new, so nothing was answered before. */
export async function redraws(browser: Browser, url: string, name: string): Promise<Redraw[]> {
  const context = await browser.newContext({viewport: {width: 1440, height: 900}});
  try {
    const page = await context.newPage();
    await page.goto(`${url}${name}`);
    const {periods, regions} = await choices(page);
    await change(page, "period", periods.at(-1) ?? "");
    const times: (Redraw | null)[] = [];
    for (const region of regions) {
      times.push(await change(page, "region", region));
      for (const period of periods) times.push(await change(page, "period", period));
    }
    return times.filter((time) => time !== null).slice(0, changes);
  } finally {
    await context.close();
  }
}

async function redrawLines(browser: Browser, url: string, name: string): Promise<Line[]> {
  const real = await redraws(browser, url, name);
  const about = {group: "redraw", unit: "ms"} as const;
  const linesOf = (times: readonly number[], what: string): Line[] => [
    line(times, {
      ...about,
      name: `${name}, ${what}`,
      target: {of: "median", atMost: 60},
      elsewhere: {tool: "Evidence", value: 71}
    }),
    line(times, {...about, name: `${name}, ${what}, slowest of twenty`, target: {of: "p95", atMost: 150}})
  ];
  return [
    ...linesOf(
      real.map(({onScreen}) => onScreen),
      "on the screen"
    ),
    ...linesOf(
      real.map(({all}) => all),
      "all charts"
    )
  ];
}

async function choices(page: Page): Promise<{periods: string[]; regions: string[]}> {
  await page.waitForSelector("#filter-region option:nth-child(2)", {state: "attached"});
  const [periods = [], regions = []] = await page.evaluate(() =>
    ["period", "region"].map((id) =>
      Array.from(document.querySelectorAll<HTMLOptionElement>(`#filter-${id} option`), ({value}) => value)
    )
  );
  return {periods, regions: regions.filter((value) => value !== "")};
}

/** Changes a filter; resolves to how long the redraw took, or to null where the filter had this value. */
async function change(page: Page, filter: string, value: string): Promise<Redraw | null> {
  const current = await page.locator(`#filter-${filter}`).inputValue();
  if (current === value) return null;
  await page.evaluate(() => performance.clearMeasures());
  await page.locator(`#filter-${filter}`).selectOption(value);
  await page.waitForFunction(() => performance.getEntriesByName("charts-drawn").length > 0);
  const [onScreen = 0, all = 0] = await page.evaluate(() =>
    ["view-drawn", "charts-drawn"].map((name) => performance.getEntriesByName(name)[0]?.duration ?? 0)
  );
  return {onScreen, all};
}
