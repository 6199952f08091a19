import {rm} from "node:fs/promises";
import {join} from "node:path";
import {globSync} from "tinyglobby";
import {afterAll, expect, test} from "vitest";
import {packageVersion} from "../../loaders/site/installed.js";
import {prepareOffline} from "../../loaders/site/offline.js";
import {scratchFolder} from "./scratch.js";

const root = await scratchFolder();

afterAll(() => rm(root, {recursive: true}));

const placeholders = () =>
  globSync("**", {cwd: join(root, "src/.observablehq/cache/_npm"), onlyDirectories: true})
    .map((name) => name.replace(/\/$/, ""))
    .filter((name) => /[^/]@/.test(name))
    .sort();

test("every package that Framework asks for has a placeholder with its installed version", async () => {
  await prepareOffline(root);
  expect(placeholders()).toHaveLength(15);
  expect(placeholders()).toContain(`@observablehq/plot@${packageVersion("@observablehq/plot")}`);
  expect(placeholders()).toContain(`d3@${packageVersion("d3")}`);
});

test("a package that is not installed has one, too", () => {
  expect(packageVersion("mapbox-gl")).toBeNull();
  expect(placeholders().some((name) => /^mapbox-gl@\d+\.\d+\.\d+$/.test(name))).toBe(true);
});

test("doing it again changes nothing", async () => {
  const before = placeholders();
  await prepareOffline(root);
  expect(placeholders()).toEqual(before);
});
