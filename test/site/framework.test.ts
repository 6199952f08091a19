import {existsSync, readdirSync, readFileSync} from "node:fs";
import {rm} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {buildSite, previewSite} from "../../loaders/site/framework.js";
import {copyFiles, previewParts, scratchFolder, writeFiles} from "./scratch.js";

let root: string;
const out = () => join(root, "dist");
const home = () => readFileSync(join(out(), "index.html"), "utf8");

beforeAll(async () => {
  root = await scratchFolder();
  await copyFiles(root, ["src/favicon.svg"]);
  await writeFiles(root, {
    "src/style.css": '@import "observablehq:default.css";',
    "src/index.md": "---\ntitle: Overview\n---\n# Overview\n\nSee [more](./more#part).\n",
    "src/more.md": "# More\n\n## Part\n"
  });
});

afterAll(() => rm(root, {recursive: true}));

describe("buildSite", () => {
  test("puts a mended site in place, with its fonts, title, sidebar and favicon", async () => {
    await buildSite({root, out: out(), title: "A <test>"});
    expect(home()).toContain("<title>Overview | A &lt;test&gt;</title>");
    expect(home()).toContain('<html lang="en">');
    expect(home()).toContain("Content-Security-Policy");
    expect(home()).toMatch(/<link rel="icon" type="image\/svg\+xml" href="\.\/_file\/favicon\.\w+\.svg">/);
    expect(home()).toMatch(/href="\.\/">Overview<\/a>[^]*href="\.\/more">More<\/a>/);
    expect(readdirSync(join(out(), "_node/@fontsource-variable"))).toHaveLength(1);
    expect(readdirSync(root).sort()).toEqual(["dist", "src"]);
  });

  test("runs the hooks around the build, and leaves the old site when the last check fails", async () => {
    const before = home();
    const hooks: string[] = [];
    const failing = buildSite({
      root,
      out: out(),
      title: "New",
      prepare: () => Promise.resolve(void hooks.push("prepare")),
      check: (dir) => {
        hooks.push(existsSync(join(dir, "index.html")) ? "check" : "no site");
        return Promise.reject(new Error("not fit"));
      }
    });
    await expect(failing).rejects.toThrow("not fit");
    expect([hooks, home() === before, readdirSync(root).sort()]).toEqual([
      ["prepare", "check"],
      true,
      ["dist", "src"]
    ]);
  });

  test("names what is wrong in a page with its line, and leaves the old site", async () => {
    const before = home();
    await writeFiles(root, {"src/bad.md": '# Bad\n\n[dead](./nowhere)\n\n```js\nimport "nope";\n```\n'});
    await expect(buildSite({root, out: out()})).rejects.toMatchObject({
      problems: [
        'src/bad.md line 6: the package "nope" is not installed. Run "npm install nope", or correct the import.',
        'src/bad.md line 3: the link "./nowhere" leads nowhere. Correct it, or add the page.'
      ]
    });
    await writeFiles(root, {"src/bad.md": "# Bad\n\n```js\nlet a = ;\n```\n"});
    await expect(buildSite({root, out: out()})).rejects.toThrow(
      "src/bad.md line 4: Unexpected token at column 9."
    );
    await writeFiles(root, {"src/bad.md": "# Bad\n\n```js\nPlot.plot()\n```\n"});
    await expect(buildSite({root, out: out()})).rejects.toThrow(
      /^src\/bad\.md line 4: this needs "@observablehq\/plot"/
    );
    await rm(join(root, "src/bad.md"));
    expect(home()).toBe(before);
  });
});

test("previewSite serves the pages, and takes a new one into the sidebar", async () => {
  await copyFiles(root, previewParts);
  const preview = await previewSite({root, title: "Preview"});
  const load = async () => (await fetch(preview.url)).text();
  expect(await load()).toContain("<title>Overview | Preview</title>");
  await writeFiles(root, {"src/late.md": "# Late\n"});
  let page = "";
  for (let tries = 0; tries < 100 && !page.includes("./late"); tries += 1) {
    await sleep(100);
    page = await load();
  }
  expect(page).toContain('href="./late">Late</a>');
  await preview.close();
  await expect(load()).rejects.toThrow();
});
