import {delimiter} from "node:path";
import {describe, expect, test} from "vitest";
import {type BrowserEffects, findBrowser} from "../../loaders/site/find-browser.js";

/** A machine with these files, and what was said and run on it. */
function machine(files: string[], effects: Partial<BrowserEffects> = {}) {
  const said: string[] = [];
  const ran: string[] = [];
  const present = new Set(files);
  const all: BrowserEffects = {
    platform: "linux",
    env: {PATH: ["/usr/local/bin", "/usr/bin"].join(delimiter)},
    isRoot: false,
    exists: (path) => present.has(path),
    run: (program, args) => {
      ran.push([program, ...args].join(" "));
      return Promise.resolve(args[0] === "--version");
    },
    downloaded: () => Promise.resolve("/cache/chrome"),
    say: (line) => void said.push(line),
    ...effects
  };
  return {effects: all, said, ran, present};
}

describe("findBrowser", () => {
  test("takes the one that the environment names", async () => {
    const {effects, said, ran} = machine(["/opt/chrome", "/usr/bin/chromium"], {
      env: {CHROME_PATH: "/opt/chrome"}
    });
    expect(await findBrowser(effects)).toBe("/opt/chrome");
    expect([said, ran]).toEqual([["Browser: /opt/chrome, named by CHROME_PATH."], []]);
  });

  test("does not look further when the one that the environment names is not there", async () => {
    const {effects} = machine(["/usr/bin/chromium"], {env: {CHROMIUM: "/opt/gone"}});
    await expect(findBrowser(effects)).rejects.toThrow(
      "CHROMIUM names /opt/gone, where there is no file. Correct or unset it."
    );
  });

  test.each([
    ["linux", {PATH: "/usr/bin"}, "/usr/bin/google-chrome"],
    ["darwin", {}, "/Applications/Chromium.app/Contents/MacOS/Chromium"],
    ["win32", {PROGRAMFILES: "C:\\Programs"}, "C:\\Programs\\Google\\Chrome\\Application\\chrome.exe"]
  ] as const)("finds an installed one on %s", async (platform, env, path) => {
    const {effects, said} = machine([path], {platform, env});
    expect(await findBrowser(effects)).toBe(path);
    expect(said).toEqual([`Browser: ${path}.`]);
  });

  test("passes over one that does not run", async () => {
    const {effects} = machine(["/usr/bin/chromium", "/cache/chrome"], {
      run: (program) => Promise.resolve(program === "/cache/chrome")
    });
    expect(await findBrowser(effects)).toBe("/cache/chrome");
  });

  test("downloads one when there is none", async () => {
    const {effects, said, present} = machine([]);
    effects.run = (_, args) => {
      if (args.includes("install")) present.add("/cache/chrome");
      return Promise.resolve(true);
    };
    expect(await findBrowser(effects)).toBe("/cache/chrome");
    expect(said).toEqual([
      "Browser: none is installed; downloading one with Playwright.",
      "Browser: /cache/chrome."
    ]);
  });

  test("installs the package as root on Debian when the download fails", async () => {
    const {effects, said, ran, present} = machine(["/usr/bin/apt-get"], {isRoot: true});
    effects.run = (program, args) => {
      ran.push([program, ...args].join(" "));
      if (program === "apt-get" && args[0] === "install") present.add("/usr/bin/chromium");
      return Promise.resolve(program !== process.execPath);
    };
    expect(await findBrowser(effects)).toBe("/usr/bin/chromium");
    expect(ran).toContain("apt-get install -y --no-install-recommends chromium");
    expect(said).toContain("Browser: installing the package chromium with apt-get.");
  });

  test("says in one sentence what to do when nothing works", async () => {
    const {effects, ran} = machine(["/usr/bin/apt-get"]);
    await expect(findBrowser(effects)).rejects.toThrow(
      /^No browser was found, and none could be installed\. Install Chrome or Chromium, or set CHROME_PATH to one\.$/
    );
    expect(ran.some((line) => line.startsWith("apt-get"))).toBe(false);
  });
});
