import {rm} from "node:fs/promises";
import {afterAll, beforeAll, expect, it} from "vitest";
import {faultOf, standIn} from "../../loaders/site/broken-modules.js";
import {scratchFolder, writeFiles} from "./scratch.js";

let root: string;

beforeAll(async () => {
  root = await scratchFolder();
  await writeFiles(root, {
    "src/index.md": '# A\n\n```js\nimport {one, two as three} from "./components/broken.js";\n```\n',
    "src/components/sound.ts": "export const sound: number = 1;\n",
    "src/components/broken.ts": "export const one = 1;\n\nexport const two = = 2;\n",
    "src/components/user.ts": 'import whole, {one} from "./broken.js";\nimport {x} from "../gone.js";\n',
    "src/components/old.js": "export const a = (;\n"
  });
});

afterAll(() => rm(root, {recursive: true}));

it("a module that cannot be read is named with line, column and the reason", async () => {
  expect(await faultOf(root, "components/broken.js")).toBe(
    'src/components/broken.ts line 3, column 20: Unexpected "=". Mend it, and the page comes back by itself.'
  );
  expect(await faultOf(root, "components/old.js")).toMatch(
    /^src\/components\/old\.js line 1, column 19: Unexpected ";"\./
  );
});

it("a module that is not there is told where it is asked for", async () => {
  expect(await faultOf(root, "gone.js")).toBe(
    "src/components/user.ts line 2: there is no module src/gone.js. Correct the import, or add the file."
  );
});

it("what can be read, and what lies outside of the site, has no fault", async () => {
  expect(await faultOf(root, "components/sound.js")).toBeNull();
  expect(await faultOf(root, "../package.js")).toBeNull();
});

it("what is sent in its place has the names that pages and modules ask for, and throws the sentence", async () => {
  const sentence = 'a "sentence" with a \\ and\nlines';
  const text = standIn(root, "components/broken.js", sentence);
  for (const name of ["one", "two", "default"]) expect(text).toMatch(new RegExp(`_\\d as ${name}\\b`));
  await expect(import(`data:text/javascript,${encodeURIComponent(text)}`)).rejects.toThrow(sentence);
});
