import {createRequire} from "node:module";
import {rename, rm, unlink, writeFile} from "node:fs/promises";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, beforeAll, expect, test} from "vitest";
import {previewSite, type Preview} from "../../loaders/site/framework.js";
import {packageFile} from "../../loaders/site/installed.js";
import {copyFiles, previewParts, scratchFolder, writeFiles} from "./scratch.js";

interface Socket {
  on(event: "open", heard: () => void): void;
  on(event: "message", heard: (data: Buffer) => void): void;
  send(text: string): void;
  close(): void;
}

const {WebSocket} = createRequire(packageFile("@observablehq/framework", "package.json"))("ws") as {
  WebSocket: new (url: string) => Socket;
};

/** So many modules that it takes a while to list them all. */
const modules = Array.from({length: 60}, (_, i) => `part${i}`);
const moduleText = (value: string): string => `export const value = ${JSON.stringify(value)};\n`;

let root: string;
let preview: Preview;
let socket: Socket;
/** The state of the page as the server told it last: a new hash for every change. */
let told: string;
let tellings = 0;
let onTold = (): void => undefined;

beforeAll(async () => {
  root = await scratchFolder();
  await copyFiles(root, ["src/favicon.svg", ...previewParts]);
  const imports = modules.map((name) => `import {value as ${name}} from "./${name}.js";`).join("\n");
  await writeFiles(root, {
    "src/style.css": '@import "observablehq:default.css";',
    "src/index.md": `---\ntitle: A\n---\n# A\n\n\`\`\`js\n${imports}\n\`\`\`\n`,
    ...Object.fromEntries(modules.map((name) => [`src/${name}.ts`, moduleText("0")]))
  });
  preview = await previewSite({root, title: "Preview"});
  const hash = /hash: "(\w+)"/.exec(await (await fetch(preview.url)).text())?.[1] ?? "";
  socket = new WebSocket(`${preview.url.replace("http", "ws")}_observablehq`);
  await new Promise<void>((resolve) => {
    socket.on("message", (data) => {
      const message = JSON.parse(data.toString()) as {type: string; hash?: {current: string}};
      if (message.type === "welcome") resolve();
      if (message.type !== "update") return;
      told = message.hash?.current ?? "";
      tellings += 1;
      onTold();
    });
    socket.on("open", () => socket.send(JSON.stringify({type: "hello", path: "/", hash})));
  });
}, 60_000);

afterAll(async () => {
  socket?.close();
  await preview?.close();
  await rm(root, {recursive: true});
});

/** The hash of the page as it stands now, asked of the server anew. */
async function hashNow(): Promise<string> {
  return /hash: "(\w+)"/.exec(await (await fetch(preview.url)).text())?.[1] ?? "";
}

async function isTold(): Promise<void> {
  await expect.poll(async () => told === (await hashNow()), {timeout: 5000, interval: 100}).toBe(true);
}

test("a change that falls into the answer to another one is shown, too", async () => {
  for (const round of Array.from({length: 8}, (_, i) => i)) {
    onTold = () => {
      onTold = () => undefined;
      writeFileSync(join(root, `src/part${40 + round}.ts`), moduleText(`second ${round}`));
    };
    const before = tellings;
    await writeFile(join(root, "src/part1.ts"), moduleText(`first ${round}`));
    await expect.poll(() => tellings, {timeout: 5000}).toBeGreaterThan(before);
    await sleep(20);
    await isTold();
  }
}, 60_000);

test("a file that is put in the place of another, or written anew after it was gone, is shown", async () => {
  for (const round of ["a", "b"]) {
    await writeFile(join(root, "beside.txt"), moduleText(`put ${round}`));
    const before = tellings;
    await rename(join(root, "beside.txt"), join(root, "src/part2.ts"));
    await expect.poll(() => tellings, {timeout: 5000}).toBeGreaterThan(before);
    await isTold();
    await unlink(join(root, "src/part3.ts"));
    await sleep(30);
    await writeFile(join(root, "src/part3.ts"), moduleText(`anew ${round}`));
    await isTold();
  }
}, 60_000);

test("of many changes in a row the last one is shown", async () => {
  for (let i = 0; i < 40; i += 1) {
    await writeFile(join(root, "src/part4.ts"), moduleText(`quick ${i}`));
    await writeFile(join(root, "src/part5.ts"), moduleText(`quick ${i}`));
    await sleep(i % 7);
  }
  await sleep(300);
  await isTold();
}, 60_000);
