import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, it} from "vitest";
import {readFences} from "../../loaders/site/fences.js";
import {temporaryFolder} from "../workspace-of.js";
import {play} from "./play.js";

const path = fileURLToPath(new URL("../../docs/bring-your-data.md", import.meta.url));

describe("docs/bring-your-data.md", () => {
  it("shows what its commands print; vitest -u writes it anew", async () => {
    const folder = join(await temporaryFolder(), "marrowby");
    await expect(await play(await readFile(path, "utf8"), folder)).toMatchFileSnapshot(path);
  }, 240_000);

  it("builds from the rows of its last check", async () => {
    const fences = readFences(await readFile(path, "utf8"));
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
