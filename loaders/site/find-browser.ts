import {execFile} from "node:child_process";
import {existsSync} from "node:fs";
import {delimiter, join} from "node:path";
import {ReportError} from "../errors.js";
import {packageFile} from "./installed.js";

/** What `findBrowser` does to the machine; tests pass their own. */
export interface BrowserEffects {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  isRoot: boolean;
  exists: (path: string) => boolean;
  /** Runs a program to its end; false when it fails or cannot be started. */
  run: (program: string, args: string[], options: {timeout: number}) => Promise<boolean>;
  /** Where Playwright puts the browser that it downloads. */
  downloaded: () => Promise<string>;
  say: (line: string) => void;
}

/**
 * Path of a Chrome or Chromium that runs: the one that the environment names, an installed one, the one that
 * Playwright has downloaded; else one is downloaded or, on Debian and Ubuntu as root, installed. Says what it
 * did. Throws a ReportError when there is none and none can be had.
 */
export async function findBrowser(effects: BrowserEffects = realEffects): Promise<string> {
  const named = namedBrowser(effects);
  if (named !== null) return named;
  const installed = await firstThatRuns([...installedBrowsers(effects), await effects.downloaded()], effects);
  if (installed !== null) return installed;
  for (const install of [download, installPackage]) {
    const browser = await install(effects);
    if (browser !== null) return browser;
  }
  throw new ReportError(
    "No browser was found, and none could be installed. Install Chrome or Chromium, or set CHROME_PATH to one."
  );
}

const variables = ["CHROME_PATH", "CHROMIUM"];

function namedBrowser({env, exists, say}: BrowserEffects): string | null {
  const variable = variables.find((name) => env[name]);
  const path = variable === undefined ? undefined : env[variable];
  if (variable === undefined || path === undefined) return null;
  if (!exists(path))
    throw new ReportError(`${variable} names ${path}, where there is no file. Correct or unset it.`);
  say(`Browser: ${path}, named by ${variable}.`);
  return path;
}

/** Places in which Chrome and Chromium are usually installed. */
function installedBrowsers({platform, env}: BrowserEffects): string[] {
  if (platform === "darwin") return macPlaces.map((place) => `/Applications/${place}`);
  if (platform === "win32") return windowsFolders.flatMap((name) => windowsPlaces(env[name]));
  return programNames.flatMap((name) => (env["PATH"] ?? "").split(delimiter).map((dir) => join(dir, name)));
}

const programNames = ["chromium", "google-chrome-stable", "google-chrome", "chromium-browser", "chrome"];

const macPlaces = [
  "Google Chrome.app/Contents/MacOS/Google Chrome",
  "Chromium.app/Contents/MacOS/Chromium",
  "Microsoft Edge.app/Contents/MacOS/Microsoft Edge"
];

const windowsFolders = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"];

function windowsPlaces(folder: string | undefined): string[] {
  const places = ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"];
  return folder === undefined ? [] : places.map((place) => `${folder}\\${place}`);
}

async function firstThatRuns(paths: string[], effects: BrowserEffects): Promise<string | null> {
  for (const path of paths) {
    if (!effects.exists(path) || !(await runs(path, effects))) continue;
    effects.say(`Browser: ${path}.`);
    return path;
  }
  return null;
}

/** Some systems have a `chromium-browser` that only says how to install one. On Windows, asking opens a window. */
async function runs(path: string, {platform, run}: BrowserEffects): Promise<boolean> {
  return platform === "win32" || (await run(path, ["--version"], {timeout: 20_000}));
}

async function download(effects: BrowserEffects): Promise<string | null> {
  effects.say("Browser: none is installed; downloading one with Playwright.");
  const cli = packageFile("playwright-core", "cli.js");
  const done = await effects.run(process.execPath, [cli, "install", "chromium"], {timeout: 300_000});
  if (!done) effects.say("Browser: the download failed.");
  return done ? firstThatRuns([await effects.downloaded()], effects) : null;
}

async function installPackage(effects: BrowserEffects): Promise<string | null> {
  if (!effects.isRoot || !effects.exists("/usr/bin/apt-get")) return null;
  effects.say("Browser: installing the package chromium with apt-get.");
  const done =
    (await effects.run("apt-get", ["update"], {timeout: 300_000})) &&
    (await effects.run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
      timeout: 900_000
    }));
  if (!done) effects.say("Browser: the installation failed.");
  return done ? firstThatRuns(["/usr/bin/chromium"], effects) : null;
}

const realEffects: BrowserEffects = {
  platform: process.platform,
  env: process.env,
  isRoot: process.getuid?.() === 0,
  exists: existsSync,
  run: (program, args, {timeout}) =>
    new Promise((done) => {
      const env = {...process.env, DEBIAN_FRONTEND: "noninteractive"};
      execFile(program, args, {timeout, env, maxBuffer: 2 ** 26}, (error) => done(error === null));
    }),
  downloaded: async () => (await import("playwright-core")).chromium.executablePath(),
  say: (line) => void process.stderr.write(`${line}\n`)
};
