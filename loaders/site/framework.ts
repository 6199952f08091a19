import {once} from "node:events";
import {rm, utimes} from "node:fs/promises";
import {join, resolve} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {watch} from "chokidar";
import {ReportError} from "../errors.js";
import {checkLinks} from "./check-links.js";
import {checkSyntax} from "./check-syntax.js";
import {environment} from "./environment.js";
import {explainFailure} from "./explain.js";
import {placeFonts} from "./fonts.js";
import {withLock} from "./lock.js";
import {mendSite} from "./mend.js";
import {prepareOffline} from "./offline.js";
import {listPages} from "./pages.js";
import {configOf, type FrameworkRun, startFramework, stopFramework} from "./run-framework.js";
import {buildingFolder, lockOf, startFolder, swapFolder} from "./swap.js";

/** How a site is built or previewed. */
export interface SiteOptions {
  /** Folder that holds `src`, and observablehq.config.ts if it has one of its own. */
  root: string;
  /** Title of the report; without it the configuration's own is used. */
  title?: string;
  /** More environment variables for the data loaders. */
  env?: Record<string, string>;
  /** Called with every line that Framework prints. */
  onLine?: (line: string) => void;
}

export interface BuildOptions extends SiteOptions {
  /** Folder the finished site is put in; what was there is replaced. */
  out: string;
  /** Ids that a page makes as it runs, by page ("method"): links to them count as alive. */
  anchors?: Record<string, string[]>;
  /** Runs before Framework, while no other build of this root runs. */
  prepare?: () => Promise<void>;
  /** Runs on the mended site before it is put in place; throws when the site is not fit for that. */
  check?: (dir: string) => Promise<void>;
}

/**
 * Builds the site beside `out`, mends and checks it, and puts it in the place of `out`. Throws a ReportError,
 * and leaves `out` as it was, when anything is wrong. Builds of one root wait for one another, because they
 * share its cache, and so do builds of several roots into one folder.
 */
export async function buildSite(options: BuildOptions): Promise<void> {
  const root = resolve(options.root);
  const out = resolve(options.out);
  const onWait = () => options.onLine?.("Waiting for another build of this site to end.");
  const alone = (): Promise<void> => withLock(lockOf(out), () => build({...options, root, out}), {onWait});
  await withLock(join(root, "src/.observablehq/build.lock"), alone, {onWait});
}

async function build(options: BuildOptions): Promise<void> {
  const dir = await startFolder(options.out);
  try {
    await options.prepare?.();
    await makeSite(dir, options);
    await finishSite(dir, options);
    await swapFolder(options.out);
  } finally {
    await rm(buildingFolder(options.out), {recursive: true, force: true});
  }
}

async function makeSite(dir: string, {root, title, env, onLine}: BuildOptions): Promise<void> {
  await prepareOffline(root);
  const run = startFramework(["build"], {
    root,
    onLine,
    env: {...siteEnv({title, env}), [environment.out]: dir}
  });
  if ((await run.ended) !== 0) throw new ReportError(explainFailure({root, ...run.printed}));
}

async function finishSite(dir: string, {root, anchors, check}: BuildOptions): Promise<void> {
  placeFonts(dir);
  throwAny(checkSyntax({root, dir}));
  mendSite(dir);
  throwAny(checkLinks({root, dir, anchors}));
  await check?.(dir);
}

function throwAny(problems: string[]): void {
  if (problems.length > 0) throw new ReportError(problems);
}

function siteEnv({title, env}: Pick<SiteOptions, "title" | "env">): Record<string, string> {
  return {...env, ...(title === undefined ? {} : {[environment.title]: title})};
}

/** A running preview: the address it is served at, and a way to end it. */
export interface Preview {
  url: string;
  close: () => Promise<void>;
}

export interface PreviewOptions extends SiteOptions {
  /** Without it, 3000 or the next free one. */
  port?: number;
  host?: string;
}

/**
 * Serves the pages as they are being written: what is saved is on screen at once, and a new page or title is
 * taken into the sidebar. Unlike a built site a preview has no content security policy.
 */
export async function previewSite(options: PreviewOptions): Promise<Preview> {
  const {port, host = "127.0.0.1", onLine} = options;
  const root = resolve(options.root);
  await prepareOffline(root);
  placeFonts(join(root, "src/.observablehq/cache"));
  const at = ["--host", host, ...(port === undefined ? [] : ["--port", String(port)])];
  const run = startFramework(["preview", "--no-open", ...at], {root, onLine, env: siteEnv(options)});
  const url = await addressOf(run, root);
  const pages = watchPages(root);
  await once(pages, "ready");
  return {url, close: async () => void (await Promise.all([pages.close(), stopFramework(run)]))};
}

async function addressOf(run: FrameworkRun, root: string): Promise<string> {
  const failed = run.ended.then(() => {
    throw new ReportError(explainFailure({root, ...run.printed}));
  });
  return await Promise.race([failed, printedAddress(run)]);
}

async function printedAddress({printed, process}: FrameworkRun): Promise<string> {
  let url: string | undefined;
  while (url === undefined && process.exitCode === null) {
    await sleep(20);
    url = /https?:\/\/\S+/.exec(printed.stdout)?.[0];
  }
  return url ?? "";
}

/**
 * The configuration, which holds the sidebar, is read again when its file changes; so its modification time is
 * set anew when the list of pages has changed.
 */
function watchPages(root: string) {
  const src = join(root, "src");
  let pages = pageList(src);
  const onChange = () => {
    const before = pages;
    pages = pageList(src, before);
    if (pages !== before) void utimes(configOf(root), new Date(), new Date());
  };
  return watch(src, {ignored: isNoPage, ignoreInitial: true}).on("all", onChange);
}

/** The pages as one text; the last good one while a page is half written. */
function pageList(src: string, fallback = ""): string {
  try {
    return JSON.stringify(listPages(src));
  } catch {
    return fallback;
  }
}

function isNoPage(path: string, stats?: {isFile(): boolean}): boolean {
  return path.includes(".observablehq") || (stats?.isFile() === true && !path.endsWith(".md"));
}
