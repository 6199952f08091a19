import {existsSync, readdirSync, readFileSync} from "node:fs";
import {rename, rm} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeEach, expect, test} from "vitest";
import {buildingFolder, restoreFolder, startFolder, swapFolder} from "../../loaders/site/swap.js";
import {emptyFolder, scratchFolder, writeFiles} from "./scratch.js";

const parent = await scratchFolder();
const out = join(parent, "dist");

beforeEach(() => emptyFolder(parent));
afterAll(() => rm(parent, {recursive: true}));

const version = () => readFileSync(join(out, "index.html"), "utf8");

async function buildVersion(text: string): Promise<void> {
  await writeFiles(await startFolder(out), {"index.html": text});
}

test("the first site is put in place", async () => {
  await buildVersion("one");
  await swapFolder(out);
  expect([version(), readdirSync(parent)]).toEqual(["one", ["dist"]]);
});

test("a new site takes the place of the old one, and nothing of the old one stays", async () => {
  await writeFiles(out, {"index.html": "one", "gone.html": ""});
  await buildVersion("two");
  expect(version()).toBe("one");
  await swapFolder(out);
  expect([version(), readdirSync(out), readdirSync(parent)]).toEqual(["two", ["index.html"], ["dist"]]);
});

test("a build that stops before the swap leaves the old site, and the next one starts empty", async () => {
  await writeFiles(out, {"index.html": "one"});
  await writeFiles(await startFolder(out), {"half.html": ""});
  expect(version()).toBe("one");
  expect(readdirSync(await startFolder(out))).toEqual([]);
});

test("a swap that stops half-way is undone", async () => {
  await writeFiles(out, {"index.html": "one"});
  await buildVersion("two");
  await rename(out, join(parent, ".dist.previous"));
  await restoreFolder(out);
  expect([version(), existsSync(buildingFolder(out))]).toEqual(["one", true]);
});

test("a swap that stops before clearing up is cleared up", async () => {
  await writeFiles(out, {"index.html": "two"});
  await writeFiles(join(parent, ".dist.previous"), {"index.html": "one"});
  await restoreFolder(out);
  expect([version(), readdirSync(parent)]).toEqual(["two", ["dist"]]);
});
