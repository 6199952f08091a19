import {rm} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {checkLinks} from "../../loaders/site/check-links.js";
import {emptyFolder, scratchFolder, writeFiles} from "./scratch.js";

let root: string;

beforeAll(async () => {
  root = await scratchFolder();
});

afterAll(() => rm(root, {recursive: true}));

/** Problems of a site with these files; pages are given by their body. */
async function problems(
  files: Record<string, string>,
  anchors?: Record<string, string[]>
): Promise<string[]> {
  await emptyFolder(root);
  await writeFiles(root, files);
  return checkLinks({root, dir: join(root, "dist"), anchors});
}

const home = {"dist/index.html": "<h1 id=overview>Overview</h1>"};

describe("links", () => {
  test("to a page, a folder, a file, a heading and another site are sound", async () => {
    const links = [
      "./",
      "/",
      "./adoption",
      "./adoption.html",
      "./adoption?since=2026#rise",
      "#here",
      "#",
      "./a.csv"
    ];
    const away = ["https://example.com/", "mailto:a@example.com"];
    const body = [...links, ...away].map((href) => `<a href="${href}">x</a>`).join("");
    const files = {"dist/adoption.html": "<h2 id=rise>Rise</h2>", "dist/a.csv": "a"};
    expect(await problems({...home, ...files, "dist/x.html": `<p id=here>${body}`})).toEqual([]);
  });

  test("to a page that is not there are named with page, line and the nearest name", async () => {
    const files = {"src/x.md": "# X\n\nSee [a](./adoptoin).", "dist/adoption.html": ""};
    expect(await problems({...home, ...files, "dist/x.html": '<a href="./adoptoin">a</a>'})).toEqual([
      'src/x.md line 3: the link "./adoptoin" leads nowhere. Did you mean "./adoption"?'
    ]);
  });

  test("are found in the source though Framework has rewritten them", async () => {
    const files = {"src/x.md": "\n[a](/quality#files)"};
    expect(await problems({...home, ...files, "dist/x.html": '<a href="./quality#files">a</a>'})).toEqual([
      'src/x.md line 2: the link "./quality#files" leads nowhere. Correct it, or add the page.'
    ]);
  });

  test("to a heading that is not there are named", async () => {
    const files = {"src/x.md": "[a](/#overvew)", "dist/x.html": '<a href="./#overvew">a</a>'};
    expect(await problems({...home, ...files})).toEqual([
      'src/x.md line 1: the link "./#overvew" leads to nothing called "overvew" in src/index.md. Did you mean "#overview"?'
    ]);
  });

  test("to an id that the page makes as it runs are sound", async () => {
    const files = {"dist/x.html": '<a href="./method#deals_by">a</a>', "dist/method.html": ""};
    expect(await problems({...home, ...files}, {method: ["deals_by"]})).toEqual([]);
  });

  test("from a page in a folder are relative to it", async () => {
    const files = {
      "dist/teams/emea.html": '<a href="../">a</a><a href="./apac">b</a>',
      "dist/teams/apac.html": ""
    };
    expect(await problems({...home, ...files})).toEqual([]);
  });

  test("that are scripts are refused", async () => {
    expect(await problems({...home, "dist/x.html": '<a href="javascript:alert(1)">a</a>'})).toEqual([
      'src/x.md: the link "javascript:alert(1)" would not run. Use a button and a listener.'
    ]);
  });
});

describe("resources", () => {
  test("that are in the site are sound, however they are referred to", async () => {
    const page = `<link rel="stylesheet" href="./_import/style.12345678.css"><link rel="modulepreload" href="./a.js">
      <img src="./a.png" srcset="./a.png 1x, ./b.png 2x" style="background: url('./b.png')">
      <style>@font-face {src: url(./c.woff2)}</style><img src="data:image/png;base64,AA">
      <script type="module">import "./a.js"; registerFile("./x.json", {"name": "./x.json", "path": "./_file/x.12345678.json"});</script>`;
    const style = '@import "./more.css"; /* url(gone.png) */ a {background: url("../a.png")}';
    const files = {
      "dist/a.js": 'export {b} from "./b.js";',
      "dist/b.js": 'export const b = [import("./a.js"), import.meta.resolve("./c.woff2")];',
      "dist/_import/style.12345678.css": style,
      "dist/_import/more.css": "",
      "dist/_file/x.12345678.json": "{}",
      ...Object.fromEntries(["a.png", "b.png", "c.woff2"].map((name) => [`dist/${name}`, ""]))
    };
    expect(await problems({...home, ...files, "dist/x.html": page})).toEqual([]);
  });

  test.each([
    ["an image", '<img src="./gone.png">', "./gone.png"],
    ["a picture of a set", '<img srcset="./gone.png 2x">', "./gone.png"],
    ["a style sheet", '<link rel="stylesheet" href="./gone.css">', "./gone.css"],
    ["a module", '<script type="module">import "./gone.js";</script>', "./gone.js"],
    [
      "a file of the page",
      '<script type="module">f({"path": "./_file/gone.json"})</script>',
      "./_file/gone.json"
    ],
    ["a font", "<style>a {src: url(./gone.woff2)}</style>", "./gone.woff2"]
  ])("that are not in the site are named: %s", async (_, body, target) => {
    expect(await problems({...home, "dist/x.html": body})).toEqual([
      `src/x.md: "${target}" is not in the site. Correct the name, or add the file.`
    ]);
  });

  test.each([
    ["an image", '<img src="https://example.com/a.png">'],
    ["a script", '<script src="//example.com/a.png"></script>'],
    ["a style", '<p style="background: url(http://example.com/a.png)">'],
    ["an import", '<script type="module">import "https://example.com/a.png";</script>'],
    ["a frame", '<iframe src="https://example.com/a.png"></iframe>']
  ])("from another host are named: %s", async (_, body) => {
    const found = await problems({...home, "dist/x.html": body, "src/x.md": "\n\nexample.com/a.png"});
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^src\/x\.md( line 3)?: ".*" would be loaded from another host\./);
  });
});

describe("imports", () => {
  test("of a package that is not installed are named with the command that installs it", async () => {
    const files = {
      "src/x.md": 'import {a} from "@scope/nope/part.js";',
      "dist/x.html": '<script type="module">await import("@scope/nope/part.js");</script>'
    };
    expect(await problems({...home, ...files})).toEqual([
      'src/x.md line 1: the package "@scope/nope" is not installed. Run "npm install @scope/nope", or correct the import.'
    ]);
  });

  test("in a module are named with its source", async () => {
    const files = {
      "src/components/a.ts": '// A\nimport "nope";',
      "dist/_import/components/a.12345678.js": 'import "nope";'
    };
    expect(await problems({...home, ...files})).toEqual([
      'src/components/a.ts line 2: the package "nope" is not installed. Run "npm install nope", or correct the import.'
    ]);
  });

  test("that Framework's client makes on use only need not be there", async () => {
    const client = 'import("../_npm/react@19.1.0/_esm.js"); import.meta.resolve("../_npm/cars.csv");';
    expect(await problems({...home, "dist/_observablehq/client.12345678.js": client})).toEqual([]);
  });

  test("that Framework's client makes at once must be there", async () => {
    const client = 'import "./runtime.js";';
    expect(await problems({...home, "dist/_observablehq/client.12345678.js": client})).toHaveLength(1);
  });
});

test("handlers in attributes are named, as the policy keeps them from running", async () => {
  const files = {
    "src/x.md": '\n<button onclick="go()">',
    "dist/x.html": '<button onclick="go()">Go</button>'
  };
  expect(await problems({...home, ...files})).toEqual([
    'src/x.md line 2: onclick="go()" would not run, because the page\'s policy forbids it. Add a listener in a js fence.'
  ]);
});
