import {rm} from "node:fs/promises";
import {join} from "node:path";
import {globSync} from "tinyglobby";
import {afterAll, expect, test} from "vitest";
import {fontFamily, fontHead, placeFonts} from "../../loaders/site/fonts.js";
import {scratchFolder} from "./scratch.js";

const site = await scratchFolder();

afterAll(() => rm(site, {recursive: true}));

const addresses = (head: string) => [...head.matchAll(/url\((.*?)\)/g)].map(([, url = ""]) => url);

test("the head of a page names the four files that are placed, and preloads the upright Latin one", () => {
  placeFonts(site);
  const head = fontHead("/adoption");
  const files = globSync("**/*.woff2", {cwd: site}).sort();
  expect(files).toHaveLength(4);
  expect(
    addresses(head)
      .map((url) => url.replace("./", ""))
      .sort()
  ).toEqual(files);
  expect(/<link [^>]*href="([^"]*)"/.exec(head)?.[1]).toMatch(/^\.\/.*-latin-wght-normal\.woff2$/);
});

test("text is readable before the font has come", () => {
  expect(fontHead("/").match(/font-display: swap/g)).toHaveLength(4);
  expect(fontHead("/")).toContain(`font-family: '${fontFamily}'`);
});

test("addresses are relative to the page, and hold the version", () => {
  for (const url of addresses(fontHead("/teams/europe/emea")))
    expect(url).toMatch(/^\.\.\/\.\.\/_node\/.*@\d+\.\d+\.\d+\//);
});

test("placing them again changes nothing", () => {
  expect(() => placeFonts(join(site))).not.toThrow();
});
