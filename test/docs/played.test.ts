import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, it} from "vitest";
import {readFences} from "../../loaders/site/fences.js";
import {temporaryFolder} from "../workspace-of.js";
import {play} from "./play.js";

const docPath = (name: string): string => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));

describe.each(["start.md", "bring-your-data.md", "settings.md"])("docs/%s", (name) => {
  it("shows what its commands print; vitest -u writes it anew", async () => {
    const folder = join(await temporaryFolder(), "marrowby");
    const markdown = await readFile(docPath(name), "utf8");
    await expect(await play(markdown, folder)).toMatchFileSnapshot(docPath(name));
  }, 240_000);
});

describe("docs/bring-your-data.md", () => {
  it("builds from the rows of its last check", async () => {
    const fences = readFences(await readFile(docPath("bring-your-data.md"), "utf8"));
    const last = fences.findLast(({tag}) => tag === "console")?.code ?? "";
    const files = [...last.matchAll(/^\S+\.csv +\w+ +(\d+) +(\d+) +(\d+) +(\d+) /gm)];
    const [read, accepted, rejected, ignored] = [1, 2, 3, 4].map((column) =>
      files.reduce((sum, match) => sum + Number(match[column]), 0)
    );
    expect(fences.find(({tag}) => tag === "text")?.code).toContain(
      `${read} rows read from ${files.length} files = ${accepted} accepted + ${rejected} rejected + ${ignored} ignored\n`
    );
  });
});
