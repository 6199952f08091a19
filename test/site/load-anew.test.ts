import {existsSync} from "node:fs";
import {rm, utimes, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, beforeAll, expect, test} from "vitest";
import {previewSite, type Preview} from "../../loaders/site/framework.js";
import {copyFiles, previewParts, scratchFolder, writeFiles} from "./scratch.js";

let root: string;
let preview: Preview;

beforeAll(async () => {
  root = await scratchFolder();
  await copyFiles(root, ["src/favicon.svg", ...previewParts]);
  await writeFiles(root, {
    "src/style.css": '@import "observablehq:default.css";',
    "src/index.md": '# A\n\n```js\nFileAttachment("slow.txt");\n```\n',
    // Reads at once, and takes a while to say it.
    "src/slow.txt.ts": `import {readFileSync, writeFileSync} from "node:fs";
      const text = readFileSync("source.txt");
      writeFileSync("has-read.txt", "");
      setTimeout(() => process.stdout.write(text), 1500);`,
    "source.txt": "before"
  });
  preview = await previewSite({root, title: "Preview"});
}, 60_000);

afterAll(async () => {
  await preview?.close();
  await rm(root, {recursive: true});
});

const ask = async (): Promise<string> => (await fetch(`${preview.url}_file/slow.txt`)).text();

test("what was begun before a change is not taken for what is asked after it", async () => {
  const early = ask();
  while (!existsSync(join(root, "has-read.txt"))) await sleep(20);
  await writeFile(join(root, "source.txt"), "after");
  await utimes(join(root, "src/slow.txt.ts"), new Date(), new Date());
  const late = ask();
  expect(await late).toBe("after");
  expect(await early).toBe("after");
  expect(await ask()).toBe("after");
}, 30_000);
