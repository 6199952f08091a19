import {readdir} from "node:fs/promises";
import {describe, expect, it} from "vitest";
import type {Preset, PresetExport} from "../../loaders/presets/define.js";
import {presets} from "../../loaders/presets/index.js";
import {candidates, confidenceOf, recognise} from "../../loaders/presets/recognise.js";
import {normaliseHeader} from "../../loaders/sources/define.js";
import {sourceKinds} from "../../loaders/sources/index.js";

const exported: PresetExport = {
  kind: "deals",
  title: "list",
  telling: ["Deal zone", "Deal hue"],
  usual: ["Amount", "Owner"],
  columns: {},
  verified: true,
  basis: "invented"
};
const one: Preset = {name: "one", system: "One", exports: [exported]};
const two: Preset = {name: "two", system: "Two", exports: [{...exported, usual: ["Amount"]}]};

describe("confidence", () => {
  it("grows with each header found: 1 − 0.4 per telling header × 0.8 per usual one", () => {
    expect(confidenceOf(["Deal zone", "x"], exported)).toBeCloseTo(0.6, 12);
    expect(confidenceOf(["Deal zone", "Deal hue", "x"], exported)).toBeCloseTo(0.84, 12);
    expect(confidenceOf(["DEAL-ZONE", "deal hue", "amount", "owner", "x"], exported)).toBeCloseTo(0.8976, 12);
  });

  it("is 0 where only usual headers are found, unless they are the export's exactly", () => {
    expect(confidenceOf(["Amount", "Owner"], exported)).toBe(0);
    expect(confidenceOf([], exported)).toBe(0);
    expect(confidenceOf(["Owner", "", "Amount"], {...exported, telling: []})).toBe(0.9);
    expect(confidenceOf(["Owner", "Amount", "Stage"], {...exported, telling: []})).toBe(0);
  });
});

describe("a header", () => {
  it("is taken for the surest export from 0.8 on", () => {
    expect(recognise(["Deal zone", "Deal hue"], [one])?.preset.name).toBe("one");
    expect(recognise(["Deal zone", "Amount", "Owner"], [one])).toBeUndefined();
  });

  it("that two systems fit equally well is not guessed at", () => {
    expect(recognise(["Deal zone", "Deal hue", "Amount", "x"], [one, two])).toBeUndefined();
    expect(recognise(["Deal zone", "Deal hue", "Amount", "Owner", "x"], [one, two])?.preset.name).toBe("one");
    expect(candidates(["Deal zone", "Deal hue"], [one, two])).toHaveLength(2);
  });

  it("is looked for among the exports of one kind where that is given", () => {
    expect(recognise(["Deal zone", "Deal hue", "x"], [one], "leads")).toBeUndefined();
  });
});

describe("the presets", () => {
  it("are the ten named systems, each in a file of its name", async () => {
    const names = (await presets()).map(({name}) => name);
    expect(names).toEqual([
      "dynamics365",
      "everyonesocial",
      "ga4",
      "hubspot",
      "linkedin-archive",
      "linkedin-page",
      "pipedrive",
      "sales-navigator-activity",
      "salesforce",
      "teams-attendance"
    ]);
    const files = await readdir(new URL("../../loaders/presets/", import.meta.url));
    for (const name of names) expect(files).toContain(`${name}.ts`);
  });

  it("name columns and values that their kinds have", async () => {
    const kinds = await sourceKinds();
    for (const {name, exports} of await presets())
      for (const {kind, columns, set = {}, values = {}} of exports) {
        const known = kinds.get(kind)?.columns ?? {};
        for (const column of [...Object.keys(columns), ...Object.keys(set), ...Object.keys(values)])
          expect(Object.keys(known), `${name} ${kind}`).toContain(column);
        for (const [column, texts] of Object.entries(values))
          for (const value of Object.values(texts))
            if (known[column]?.values) expect(Object.keys(known[column].values)).toContain(value);
      }
  });

  it("say whether their header was verified, and where it is known from", async () => {
    const all = (await presets()).flatMap(({exports}) => exports);
    for (const {basis} of all) expect(basis.length).toBeGreaterThan(10);
    expect(all.filter(({verified}) => !verified).map(({title}) => title)).toEqual([
      "opportunities report",
      "leads report"
    ]);
  });

  it("list no header twice, and are not mistaken for each other", async () => {
    const all = await presets();
    for (const {name, exports} of all)
      for (const {kind, telling, usual, title} of exports) {
        const header = [...telling, ...usual];
        const folded = header.map(normaliseHeader);
        expect(
          folded.filter((text, at) => folded.indexOf(text) !== at),
          `${name} ${title}`
        ).toEqual([]);
        const found = recognise(header, all, kind);
        expect([found?.preset.name, found?.exported.title]).toEqual([name, title]);
      }
  });
});
