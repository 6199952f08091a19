import {rm} from "node:fs/promises";
import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import type {Notebook} from "../../src/notebook/document.js";
import {toFragment} from "../../src/notebook/link.js";
import {findBrowser} from "../site/find-browser.js";
import {serveSite} from "../site/server.js";
import {line, type Line} from "./line.js";
import {buildIn, freshProject} from "./site.js";

interface NotebookBenchOptions {
  readonly runs: number;
  readonly onStep: (sentence: string) => void;
}

const group = "notebook";
const size = {width: 1440, height: 900};

/** The notebook in a real browser: first editor, keystrokes among a hundred cells, runs, a million rows. */
export async function notebookLines({runs, onStep}: NotebookBenchOptions): Promise<Line[]> {
  onStep("building the sample");
  const project = await freshProject("notebook");
  await buildIn(project);
  const {chromium} = await import("playwright-core");
  const site = await serveSite({dir: join(project, "dist"), port: 0});
  const browser = await chromium.launch({executablePath: await findBrowser(), chromiumSandbox: false});
  try {
    return await measureNotebook(browser, `${site.url}notebook`, {runs, onStep});
  } finally {
    await browser.close();
    await site.close();
    await rm(project, {recursive: true, force: true});
  }
}

/** The measurements on a notebook page that is served at an address. */
export async function measureNotebook(
  browser: Browser,
  url: string,
  {runs, onStep}: NotebookBenchOptions
): Promise<Line[]> {
  onStep("first editor");
  const first: number[] = [];
  for (let run = 0; run < runs; run += 1) first.push(await firstEditor(browser, url));
  onStep("keystrokes");
  const keystrokes = await inPage(browser, url + (await toFragment(hundredCells())), typeInto);
  onStep("runs");
  const overhead = await inPage(browser, url, runOverhead);
  onStep("a million rows");
  const frames = await inPage(browser, url, scrollFrames);
  const milliseconds = (
    name: string,
    values: readonly number[],
    of: "median" | "p95",
    atMost: number
  ): Line => line(values, {group, name, unit: "ms", target: {of, atMost}});
  return [
    milliseconds("editor to write in, cold", first, "median", 1500),
    milliseconds(
      "work of a keystroke, 100 cells",
      keystrokes.map(({work}) => work),
      "p95",
      16
    ),
    line(
      keystrokes.map(({shown}) => shown),
      {group, name: "keystroke until its frame is painted", unit: "ms"}
    ),
    milliseconds("run of a cell beyond its query", overhead, "median", 20),
    milliseconds("frame while a million rows scroll", frames, "median", 17)
  ];
}

/** Milliseconds from the address to a cursor in the first query, with nothing in the cache. */
async function firstEditor(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({viewport: size});
  const page = await context.newPage();
  await page.goto(url, {waitUntil: "commit"});
  await page.waitForSelector(".cell-sql .source-still");
  await page.locator(".cell-sql .source-still").first().click();
  await page.waitForSelector(".cm-content");
  const time = await page.evaluate(() => performance.getEntriesByName("notebook-ready")[0]?.startTime ?? NaN);
  await context.close();
  return time;
}

async function inPage<T>(browser: Browser, url: string, measure: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({viewport: size});
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForSelector(".cell");
  const value = await measure(page);
  await context.close();
  return value;
}

function hundredCells(): Notebook {
  const cells = Array.from({length: 100}, (_, i) => {
    const from = i === 0 ? "deals" : `query_${i - 1}`;
    return {
      id: `c${i + 1}`,
      kind: "sql",
      name: `query_${i}`,
      text: `SELECT *, ${i} AS n${i}\nFROM ${from}`
    } as const;
  });
  return {title: "A hundred cells", snapshot: null, cells};
}

/** What a key costs, in milliseconds. */
interface Keystroke {
  /** Work for it: until its letter is taken in and laid out, and of the frame that shows it. */
  readonly work: number;
  /** From the key until that frame is painted; screens show one every 17 ms, and a key waits for the next one. */
  readonly shown: number;
}

/** Types a condition and a comment into the fiftieth cell. */
async function typeInto(page: Page): Promise<Keystroke[]> {
  await page.locator(".cell .source-still").nth(50).click();
  await page.waitForSelector(".cm-content");
  await page.evaluate(() => {
    const times: Keystroke[] = [];
    Object.assign(window, {times});
    addEventListener(
      "keydown",
      () => {
        const start = performance.now();
        addEventListener(
          "input",
          () =>
            queueMicrotask(() => {
              // Asking for a height lays the page out.
              const taken = document.body.offsetHeight && performance.now();
              requestAnimationFrame(() => {
                const frame = performance.now();
                const channel = new MessageChannel();
                channel.port1.onmessage = () => {
                  const end = performance.now();
                  times.push({work: taken - start + end - frame, shown: end - start});
                };
                channel.port2.postMessage(null);
              });
            }),
          {once: true}
        );
      },
      {capture: true}
    );
  });
  await page.keyboard.type(" WHERE amount > 100 AND region = 'North' -- a comment of forty letters or so", {
    delay: 30
  });
  await page.waitForTimeout(200);
  return page.evaluate(() => (window as unknown as {times: Keystroke[]}).times);
}

/** What a run costs besides the query itself: compiling, sending, turning into cells and showing. */
async function runOverhead(page: Page): Promise<number[]> {
  await writeQuery(page, "SELECT i, i * 2 AS twice FROM range(1000) t(i)");
  for (let run = 0; run < 20; run += 1) {
    await page.evaluate(() => performance.clearMeasures("cell-run"));
    await page.keyboard.press("Control+Enter");
    await page.waitForFunction(() => performance.getEntriesByName("cell-run").length > 0, null, {
      timeout: 60_000
    });
    await page.evaluate(() => {
      const [run] = performance.getEntriesByName("cell-run");
      const query = performance.getEntriesByName("cell-query").at(-1);
      ((window as unknown as {times?: number[]}).times ??= []).push(
        (run?.duration ?? NaN) - (query?.duration ?? NaN)
      );
    });
  }
  // The first one waits for the engine.
  return (await page.evaluate(() => (window as unknown as {times: number[]}).times)).slice(2);
}

/** Times between frames while the grid of a million rows scrolls by thousands of rows a frame. */
async function scrollFrames(page: Page): Promise<number[]> {
  await writeQuery(page, "SELECT i, 'row ' || i AS t, random() AS r FROM range(1000000) t(i)");
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector(".grid-body .grid-row", {timeout: 60_000});
  await page.waitForTimeout(6000);
  return page.evaluate(async () => {
    const grid = document.querySelector(".grid")!;
    const times: number[] = [];
    let last = await new Promise<number>(requestAnimationFrame);
    while (times.length < 180) {
      grid.scrollTop += 30_000;
      const now = await new Promise<number>(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    return times.slice(5);
  });
}

async function writeQuery(page: Page, text: string): Promise<void> {
  await page.locator(".cell-sql .source-still").first().click();
  await page.waitForSelector(".cm-content");
  await page.keyboard.insertText(text);
}
