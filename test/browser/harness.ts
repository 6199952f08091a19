import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {type Browser, type BrowserContextOptions, chromium, type Page} from "playwright-core";
import {findBrowser} from "../../loaders/site/find-browser.js";
import {serveSite, type ServedSite} from "../../loaders/site/server.js";
import {runCommand} from "../project-copy.js";

/** What went wrong in a page since it was opened. All lists stay empty in a page that is sound. */
export interface Troubles {
  /** Errors and warnings on the console, reports on the content security policy among them. */
  console: string[];
  /** Uncaught errors. */
  errors: string[];
  /** Requests that failed or were answered with an error. */
  failed: string[];
  /** Requests to another host than the site's. */
  foreign: string[];
}

export interface OpenedPage {
  page: Page;
  troubles: Troubles;
  /** Addresses asked for, in order, from the root of the site: "/adoption", "/_file/…". */
  requests: string[];
}

/** Starts a browser; the caller closes it. One a file is enough: pages are kept apart by their contexts. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({executablePath: await findBrowser(), args: switches, chromiumSandbox: false});
}

/** Builds the report in a copy of the project and serves it; the caller closes it. Throws what the build says. */
export async function serveReport(project: string, args: readonly string[]): Promise<ServedSite> {
  const out = join(project, "dist");
  const {code, err} = await runCommand(["build", ...args, "--out", out], {cwd: project});
  if (code !== 0) throw new Error(err);
  return serveSite({dir: out, port: 0});
}

/** Keeps the browser from talking to anyone but the site. */
const switches = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync"
];

/** Opens an address in a fresh context and notes all that goes wrong from then on. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {}
): Promise<OpenedPage> {
  const page = await (await browser.newContext(options)).newPage();
  const troubles: Troubles = {console: [], errors: [], failed: [], foreign: []};
  const requests: string[] = [];
  noteTroubles(page, new URL(url).origin, {troubles, requests});
  await page.goto(url);
  return {page, troubles, requests};
}

function noteTroubles(page: Page, origin: string, {troubles, requests}: Omit<OpenedPage, "page">): void {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) troubles.console.push(message.text());
  });
  page.on("pageerror", ({message}) => troubles.errors.push(message));
  page.on("requestfailed", (request) => {
    troubles.failed.push(`${request.url()} ${request.failure()?.errorText ?? ""}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) troubles.failed.push(`${response.url()} ${response.status()}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin === origin && url.protocol !== "blob:") requests.push(url.pathname + url.search);
    else if (url.origin !== origin && url.protocol !== "data:") troubles.foreign.push(request.url());
  });
}

/** Serious and critical faults that axe finds in a page, a line each; empty when there are none. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const {axe} = window as unknown as {axe: {run(): Promise<{violations: Violation[]}>}};
    return (await axe.run()).violations;
  });
  return violations
    .filter(({impact}) => impact === "serious" || impact === "critical")
    .flatMap(({id, help, nodes}) => nodes.map(({html}) => `${id}: ${help}: ${html.slice(0, 200)}`));
}

interface Violation {
  id: string;
  impact: string | null;
  help: string;
  nodes: {html: string}[];
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
