import {rm} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeEach, expect, test} from "vitest";
import {listPages} from "../../loaders/site/pages.js";
import {emptyFolder, scratchFolder, writeFiles} from "./scratch.js";

const src = await scratchFolder();

beforeEach(() => emptyFolder(src));
afterAll(() => rm(src, {recursive: true}));

test("pages come in reading order, new ones after them by title", async () => {
  const names = ["method", "zebra", "index", "quality", "adoption", "alpha"];
  await writeFiles(src, Object.fromEntries(names.map((name) => [`${name}.md`, `# Page ${name}`])));
  expect(listPages(src).map(({path}) => path)).toEqual([
    "/",
    "/adoption",
    "/quality",
    "/method",
    "/alpha",
    "/zebra"
  ]);
});

test("a title comes from the front matter, else from the first heading, else from the file's name", async () => {
  await writeFiles(src, {
    "a.md": "---\ntitle: Front\n---\n# Heading",
    "b.md": "Text.\n\n# Heading  \n",
    "c.md": "Text.",
    "d.md": "---\r\ntitle: 2026\r\n---\r\n",
    "e.md": ""
  });
  expect(listPages(src).map(({name}) => name)).toEqual(["2026", "c", "e", "Front", "Heading"]);
});

test("drafts, templates and the page for what is not found are left out", async () => {
  await writeFiles(src, {"a.md": "---\ndraft: true\n---\n", "[team].md": "", "404.md": "", "index.md": ""});
  expect(listPages(src)).toEqual([{path: "/", name: "index"}]);
});

test("pages in folders keep their folder; their index is the folder itself", async () => {
  await writeFiles(src, {"teams/emea.md": "# EMEA", "teams/index.md": "# Teams", ".cache/x.md": "# X"});
  expect(listPages(src)).toEqual([
    {path: "/teams/emea", name: "EMEA"},
    {path: "/teams/", name: "Teams"}
  ]);
});

test("front matter that cannot be read is named with its page", async () => {
  await writeFiles(src, {"a.md": "---\ntitle: [a\n---\n"});
  expect(() => listPages(src)).toThrow(
    /^src\/a\.md: the front matter between the --- lines is not valid YAML: /
  );
});

test("an empty folder has no pages", () => expect(listPages(join(src))).toEqual([]));
