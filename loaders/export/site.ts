import {readFile} from "node:fs/promises";
import {basename, join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {glob} from "tinyglobby";
import {findBrowser} from "../site/find-browser.js";
import {serveSite} from "../site/server.js";
import type {Page as ListedPage} from "../site/pages.js";

/** A built site being read by a browser. */
export interface ReadSite {
  /** Folder of the site. */
  readonly dir: string;
  /** Address of the site, with a slash at the end. */
  readonly url: string;
  readonly browser: Browser;
}

/** Serves a built site to a browser on this machine while `read` runs. */
export async function readSite<T>(dir: string, read: (site: ReadSite) => Promise<T>): Promise<T> {
  const executablePath = await findBrowser();
  const served = await serveSite({dir, port: 0});
  const {chromium} = await import("playwright-core");
  const browser = await chromium.launch({executablePath, args: switches, chromiumSandbox: false});
  try {
    return await read({dir, url: served.url, browser});
  } finally {
    await browser.close();
    await served.close();
  }
}

/** Keeps the browser from talking to anyone but the site. */
const switches = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"];

/** Opens a page of the site at a width and waits until everything that it shows at first is drawn. */
export async function openDrawn(
  {browser, url}: ReadSite,
  {path}: ListedPage,
  {width, print = false}: {width: number; print?: boolean}
): Promise<Page> {
  const context = await browser.newContext({
    viewport: {width, height: 900},
    colorScheme: "light",
    locale: "en-GB"
  });
  const page = await context.newPage();
  await page.goto(`${url}${path.replace(/^\//, "")}`);
  if (print) await page.emulateMedia({media: "print", colorScheme: "light"});
  await page.waitForFunction(isDrawn, undefined, {polling: 100, timeout: 120_000});
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page;
}

/** Runs in the page: true when no piece waits for its rows, twice in a row. */
function isDrawn(): boolean {
  const state = window as unknown as {quiet?: number};
  const main = document.querySelector("main");
  const waits =
    !main?.querySelector("h1") || main.querySelector("[aria-busy=true], .observablehq-loading") !== null;
  state.quiet = waits ? 0 : (state.quiet ?? 0) + 1;
  return state.quiet > 5;
}

/** A file of the built site by its path without hash, e.g. "data/report/manifest.json". */
export async function siteFile(dir: string, path: string): Promise<string> {
  const [, stem = "", extension = ""] = /^(.*)(\.\w+)$/.exec(path) ?? [];
  const [found] = await glob(`{_file,_import}/${stem}.*${extension}`, {cwd: dir, expandDirectories: false});
  if (found === undefined) throw new Error(`${path} is not in the site.`);
  return found;
}

/** The value of a JSON file of the built site. */
export async function siteJson<T>(dir: string, path: string): Promise<T> {
  return JSON.parse(await readFile(join(dir, await siteFile(dir, path)), "utf8")) as T;
}

/** First views of the built site by page. */
export async function firstViewPages(dir: string): Promise<string[]> {
  const files = await glob("_file/data/report/first-view/**/*.json", {cwd: dir, expandDirectories: false});
  return files.map((file) => basename(file).replace(/\.\w+\.json$/, ""));
}
