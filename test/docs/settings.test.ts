import {readFile} from "node:fs/promises";
import {describe, expect, it} from "vitest";
import {readWorkspace} from "../../loaders/workspace.js";
import {problemsOf, writeWorkspace} from "../workspace-of.js";

const settings = await readFile(new URL("../../docs/settings.md", import.meta.url), "utf8");

/** The keys that an unknown one is told of, at the top or inside a source. */
async function knownKeys(yaml: string): Promise<string[]> {
  const dir = await writeWorkspace({"report.yaml": `title: T\nas_of: 2026-01-01\n${yaml}`, "deals.csv": ""});
  const problems = (await problemsOf(readWorkspace(dir))).join("\n");
  const list = /Known here: (.*)\./.exec(problems)?.[1] ?? "";
  return list.split(/, | or /);
}

describe("docs/settings.md", () => {
  it("has a heading and a line in the table for every setting", async () => {
    const keys = await knownKeys("qqqqqqqqqqqqqq: 1\nsources: {deals: {file: deals.csv}}\n");
    expect(keys.length).toBeGreaterThan(8);
    for (const key of keys) {
      expect(settings, key).toMatch(new RegExp(`^##+ ${key}$`, "m"));
      expect(settings, key).toContain(`| [\`${key}\`](#${key})`);
    }
  });

  it("names every key of a source", async () => {
    const keys = await knownKeys("sources: {deals: {qqqqqqqqqqqqqq: 1}}\n");
    expect(keys.length).toBeGreaterThan(5);
    const entry = settings.slice(settings.indexOf("\n## sources"));
    const headings =
      entry
        .match(/^### .*$/gm)
        ?.join(" ")
        .split(/\W+/) ?? [];
    for (const key of keys) expect(headings, key).toContain(key);
  });
});
