import {readFile} from "node:fs/promises";
import {describe, expect, it} from "vitest";
import {metricsPage} from "../../docs/metrics.js";
import {sourcesPage} from "../../docs/sources.js";
import {readMetrics} from "../../loaders/metrics.js";
import {sourceKinds} from "../../loaders/sources/index.js";

const read = (name: string): Promise<string> =>
  readFile(new URL(`../../docs/${name}`, import.meta.url), "utf8");

describe("docs/metrics.md", () => {
  it("is what npm run docs:metrics writes", async () => {
    expect(await read("metrics.md"), 'stale; run "npm run docs:metrics"').toBe(await metricsPage());
  });

  it("describes every metric with all its parameters and typed columns", async () => {
    const sections = sectionsOf(await read("metrics.md"));
    for (const {name, parameters, columns} of await readMetrics()) {
      const rows = tableRows(sections.get(name) ?? "");
      expect(rows.map(([first]) => first)).toEqual(
        [...parameters, ...columns].map((each) => `\`${each.name}\``)
      );
      for (const cells of rows) expect(cells.every((each) => each !== "")).toBe(true);
    }
  });
});

describe("docs/sources.md", () => {
  it("is what npm run docs:sources writes", async () => {
    expect(await read("sources.md"), 'stale; run "npm run docs:sources"').toBe(await sourcesPage());
  });

  it("lists every column of every kind, which are required and which are never read", async () => {
    const sections = sectionsOf(await read("sources.md"));
    for (const {name, columns} of (await sourceKinds()).values()) {
      const rows = new Map(tableRows(sections.get(name) ?? "").map(([head = "", ...rest]) => [head, rest]));
      for (const [column, {required, dropped}] of Object.entries(columns)) {
        const cells = rows.get(required ? `\`${column}\` **required**` : `\`${column}\``);
        expect(cells, `${name}.${column}`).toBeDefined();
        expect(/^_never (read|kept)_$/.test(cells?.[0] ?? ""), `${name}.${column}`).toBe(dropped === true);
      }
    }
  });
});

/** Text below each second-level heading. */
function sectionsOf(markdown: string): Map<string, string> {
  const parts = markdown.split(/^## /m).slice(1);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf("\n")), part]));
}

/** Cells of the rows of every table, headers left out. */
function tableRows(markdown: string): string[][] {
  const lines = markdown.split("\n");
  return lines
    .filter(
      (line, index) =>
        line.startsWith("| ") && !/^\| ---/.test(line) && !/^\| ---/.test(lines[index + 1] ?? "")
    )
    .map((line) =>
      line
        .slice(2, -2)
        .split(/ (?<!\\)\| /)
        .map((each) => each.trim())
    );
}
