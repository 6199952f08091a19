import * as xlsx from "@e965/xlsx";
import {describe, expect, it} from "vitest";
import {coverHtml, longDate, shownPeriod} from "../../loaders/export/cover.js";
import {reportWorkbook, sheetNames} from "../../loaders/export/workbook.js";
import type {Manifest} from "../../loaders/manifest.js";
import type {Metric} from "../../loaders/metrics.js";

const manifest = {
  title: "Social selling at <Acme> & Sons",
  as_of: "2026-09-30",
  currency: "EUR",
  sample: true,
  default_period: "last_4_quarters",
  periods: [{key: "last_4_quarters", label: "Last 4 quarters", since: "2025-10-01", until: "2026-09-30"}]
} as unknown as Manifest;

const columns = [
  {name: "key", type: "VARCHAR", description: "The source.", unit: ""},
  {name: "week", type: "DATE", description: "Monday.", unit: ""},
  {name: "deals", type: "BIGINT", description: "Deals.", unit: ""},
  {name: "rate", type: "DOUBLE", description: "Won ÷ created.", unit: ""},
  {name: "seat", type: "BOOLEAN", description: "Has a seat.", unit: ""}
];
const metrics = [
  {
    name: "deals_by",
    title: "Deals compared",
    unit: "deals",
    definition: "How deals fare.",
    limits: "None.",
    columns
  },
  {name: "unused", title: "Unused", unit: "", definition: "", limits: "", columns}
] as unknown as Metric[];

const answer = {
  columns,
  rows: [
    ['=HYPERLINK("x")', "2026-02-28", 12, 0.25, true],
    [null, "2024-02-29", 0, null, false]
  ]
};
const call = 'deals_by(dimension="source",since="2025-10-01")';
const book = xlsx.read(
  reportWorkbook(
    [
      {page: "index", calls: {[call]: answer}},
      {page: "revenue", calls: {[call]: answer}}
    ],
    {metrics, manifest}
  ),
  {cellNF: true}
);
const cell = (sheet: string, at: string): xlsx.CellObject | undefined =>
  book.Sheets[sheet]?.[at] as xlsx.CellObject | undefined;

describe("the workbook", () => {
  it("has contents, one sheet a table however many pages show it, and definitions", () => {
    expect(book.SheetNames).toEqual(["Contents", "deals_by source", "Definitions"]);
    expect(cell("Contents", "A1")?.v).toBe("Social selling at <Acme> & Sons");
    expect(cell("Contents", "A2")?.v).toContain("made up");
    expect(["A", "B", "C", "D", "E"].map((c) => cell("Contents", `${c}5`)?.v)).toEqual([
      "deals_by source",
      "Deals compared",
      call,
      "index, revenue",
      2
    ]);
  });

  it("types its cells: days as days, counts as numbers, nothing as nothing, text as text that is not computed", () => {
    const sheet = "deals_by source";
    expect(cell(sheet, "A2")).toMatchObject({t: "s", v: '=HYPERLINK("x")'});
    expect(cell(sheet, "A2")?.f).toBeUndefined();
    // Days since 30 December 1899: 46081 is 28 February 2026 and 45351 is 29 February 2024.
    expect(cell(sheet, "B2")).toMatchObject({t: "n", v: 46081, z: "yyyy-mm-dd"});
    expect(cell(sheet, "B3")).toMatchObject({t: "n", v: 45351});
    expect(cell(sheet, "C3")).toMatchObject({t: "n", v: 0});
    expect(cell(sheet, "D2")).toMatchObject({t: "n", v: 0.25});
    expect(cell(sheet, "E2")).toMatchObject({t: "b", v: true});
    expect([cell(sheet, "A3"), cell(sheet, "D3")]).toEqual([undefined, undefined]);
  });

  it("defines each column of what it holds, and nothing else", () => {
    const rows = xlsx.utils.sheet_to_json<Record<string, string>>(book.Sheets["Definitions"] ?? {});
    expect(rows.map(({Column}) => Column)).toEqual(columns.map(({name}) => name));
    expect(rows[3]).toMatchObject({
      Metric: "deals_by",
      Meaning: "Won ÷ created.",
      Definition: "How deals fare."
    });
  });
});

describe("names of sheets", () => {
  it("are short, free of forbidden signs and distinct without regard to case", () => {
    const names = sheetNames([
      "Contents()",
      'deals_by(dimension="a/b")',
      'deals_by(dimension="a:b")',
      `${"very_long_metric_name_".repeat(3)}()`,
      `${"very_long_metric_name_".repeat(3)}(since="2026-01-01")`
    ]);
    expect(names).toEqual([
      "Contents 2",
      "deals_by a b",
      "deals_by a b 2",
      "very_long_metric_name_very_long",
      "very_long_metric_name_very_l 2"
    ]);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(31);
  });
});

describe("the cover", () => {
  it("shows title, period and the clock, as text, and links each chapter to its page", () => {
    const html = coverHtml(manifest, [{name: "Revenue <b>", page: 7}]);
    expect(html).toContain("Social selling at &#60;Acme&#62; &#38; Sons");
    expect(html).not.toContain("<b>");
    expect(html).toContain('href="https://page.invalid/7"');
    expect(shownPeriod(manifest)).toBe("Last 4 quarters, 1 October 2025 to 30 September 2026");
    expect(longDate("2024-02-29")).toBe("29 February 2024");
  });
});
