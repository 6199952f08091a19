import {rm} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeEach, expect, test} from "vitest";
import {checkSyntax} from "../../loaders/site/check-syntax.js";
import {emptyFolder, scratchFolder, writeFiles} from "./scratch.js";

const root = await scratchFolder();

beforeEach(() => emptyFolder(root));
afterAll(() => rm(root, {recursive: true}));

/** As Framework writes an error into a page. */
const printed = (message: string) =>
  `<div class="observablehq--inspect observablehq--error">SyntaxError: ${message}</div>`;

async function check(markdown: string, html: string): Promise<string[]> {
  await writeFiles(root, {"src/x.md": markdown, "dist/x.html": html});
  return checkSyntax({root, dir: join(root, "dist")});
}

test("an error in a fence is named with its line in the page", async () => {
  const markdown = "# X\n\n```js\nconst a = 1;\n```\n\n```js\n{x: 1, y: 2}\n```\n\n```js\na();\nb(;\n```\n";
  expect(await check(markdown, printed("Unexpected token (2:2)"))).toEqual([
    "src/x.md line 13: Unexpected token at column 3."
  ]);
});

test("an error in an expression is named with its line", async () => {
  const markdown = "# X\n\nOf ${n} deals, ${1 +} are won.\n\n```js\n`${1}`\n```\n";
  expect(await check(markdown, printed("invalid expression"))).toEqual([
    "src/x.md line 3: ${1 +} is not a valid expression."
  ]);
});

test("an error that cannot be found is named with its page", async () => {
  expect(await check("# X\n\n```ts\nlet a: = 1\n```\n", printed("Unexpected ="))).toEqual([
    "src/x.md: Unexpected =."
  ]);
});

test("fences that do not run may hold anything", async () => {
  expect(await check("```js run=false\nb(;\n```\n", "<pre>b(;</pre>")).toEqual([]);
});
