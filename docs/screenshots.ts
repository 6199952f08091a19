// Builds the sample report and writes pictures of its pages to docs/images: npm run docs:screenshots
import {mkdir, mkdtemp, rm, stat} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {chromium, type Browser, type BrowserContextOptions} from "playwright-core";
import {buildReport} from "../loaders/build.js";
import {workspaceReport} from "../loaders/report-source.js";
import {bytesText, print} from "../loaders/console.js";
import {projectRoot} from "../loaders/project.js";
import {findBrowser} from "../loaders/site/find-browser.js";
import {listPages} from "../loaders/site/pages.js";
import {serveSite} from "../loaders/site/server.js";
import {readWorkspace} from "../loaders/workspace.js";

/** One picture: the file's name, the address of the page, and how its reader looks at it. */
interface Picture {
  readonly name: string;
  readonly path: string;
  readonly options: BrowserContextOptions;
}

const images = join(projectRoot, "docs/images");
const largest = 250_000;
const desk: BrowserContextOptions = {viewport: {width: 1440, height: 1200}, colorScheme: "light"};
const phone: BrowserContextOptions = {
  viewport: {width: 390, height: 1100},
  colorScheme: "dark",
  isMobile: true,
  hasTouch: true
};

const site = await mkdtemp(join(tmpdir(), "report-pictures-"));
try {
  const workspace = await readWorkspace(join(projectRoot, "data"));
  await buildReport(workspaceReport(workspace, "enablement"), {out: site, onStep: print});
  await takePictures(site);
} finally {
  await rm(site, {recursive: true, force: true});
}

async function takePictures(dir: string): Promise<void> {
  await mkdir(images, {recursive: true});
  const {url, close} = await serveSite({dir, port: 0});
  const browser = await chromium.launch({executablePath: await findBrowser(), chromiumSandbox: false});
  try {
    for (const picture of pictures()) await take(browser, new URL(picture.path, url).href, picture);
  } finally {
    await browser.close();
    await close();
  }
}

/** Every page on a desk in light colours, and the first one on a phone in dark. */
function pictures(): Picture[] {
  const pages = listPages(join(projectRoot, "src")).map(({path}) => ({
    name: path === "/" ? "overview" : path.slice(1),
    path,
    options: desk
  }));
  return [...pages, {name: "overview-phone-dark", path: "/", options: phone}];
}

/** Takes the first screen of a page once all of its figures are drawn. */
async function take(browser: Browser, url: string, {name, options}: Picture): Promise<void> {
  const context = await browser.newContext({
    ...options,
    locale: "en-GB",
    timezoneId: "Europe/London",
    reducedMotion: "reduce"
  });
  const page = await context.newPage();
  await page.goto(url, {waitUntil: "networkidle"});
  await page.waitForFunction(() => document.querySelector("[aria-busy=true], observablehq-loading") === null);
  await page.evaluate(() => document.fonts.ready);
  const path = join(images, `${name}.png`);
  await page.screenshot({path});
  await context.close();
  const {size} = await stat(path);
  if (size > largest) throw new Error(`${path}: ${bytesText(size)}, over ${bytesText(largest)}.`);
  print(`docs/images/${name}.png ${bytesText(size)}`);
}
