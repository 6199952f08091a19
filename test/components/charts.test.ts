// @vitest-environment jsdom
import {describe, expect, it} from "vitest";
import {bandShareChart} from "../../src/components/charts/band-share.js";
import {shorten, spread} from "../../src/components/charts/base.js";
import {decileChart} from "../../src/components/charts/decile.js";
import {dotIntervalChart, sortedByRate} from "../../src/components/charts/dot-interval.js";
import {gainCurve, gainPoints} from "../../src/components/charts/gain-curve.js";
import {medianRibbonChart} from "../../src/components/charts/median-ribbon.js";
import {pillarChart} from "../../src/components/charts/pillars.js";
import {regionDifferenceChart} from "../../src/components/charts/region-difference.js";
import {shareByQuarterChart} from "../../src/components/charts/share-by-quarter.js";
import {ssiHistogram} from "../../src/components/charts/ssi-histogram.js";
import {hitRate} from "../../src/components/findings/deals.js";
import type {Rows} from "../../src/components/rows.js";
import {context, plain, rowsOf} from "./fixtures.js";

const at = (width: number) => ({...context, width});
const words = (svg: Element) => Array.from(svg.querySelectorAll("text"), (t) => plain(t.textContent));

const source = (key: string | null, deals: number, won: number) => ({
  key,
  deals,
  won,
  hit_rate: won / deals,
  hit_rate_low: Math.max(0, won / deals - 0.05),
  hit_rate_high: won / deals + 0.05
});
const sources = rowsOf([source("inbound", 100, 30), source("social", 100, 20), source("event", 5, 3)]);

const week = (i: number) => new Date(Date.UTC(2026, 0, 5 + 7 * i)).toISOString().slice(0, 10);
const weekly = (n: number) =>
  rowsOf(
    Array.from({length: n}, (_, i) => ({
      week: week(i),
      sellers: 50,
      median: 55 + i,
      p25: 48,
      p75: 66,
      brand: 14,
      people: 13.9,
      insights: 12,
      relationships: 15
    }))
  );

describe("the interval chart", () => {
  const draw = (rows: Rows, width = 720) =>
    dotIntervalChart(rows, {
      ...at(width),
      columns: hitRate,
      sources: true,
      reference: {value: 0.25, label: "all 25 %"}
    });

  it("puts the best first and those with too few last", () => {
    expect(sortedByRate(sources, hitRate, 10).map((row) => row["key"])).toEqual([
      "inbound",
      "social",
      "event"
    ]);
    const text = words(draw(sources));
    expect(text.filter((t) => ["Inbound", "Social", "Event"].includes(t))).toHaveLength(3);
    expect(text).toContain("20.0 %");
    expect(text).toContain("20 of 100");
    expect(text).toContain("all 25 %");
  });

  it("shows the count and no rate below min_n", () => {
    const svg = draw(sources);
    expect(words(svg)).toContain("too few for a rate");
    expect(words(svg)).not.toContain("60.0 %");
    expect(svg.querySelectorAll("circle")).toHaveLength(2);
  });

  it("draws social in the colour of social, and unknown in grey", () => {
    const svg = draw(rowsOf([source("social", 50, 20), source("unknown", 50, 10)]));
    const fills = Array.from(svg.querySelectorAll("circle"), (c) => c.getAttribute("fill"));
    expect(fills).toEqual(["var(--social)", "var(--unknown)"]);
  });

  it("keeps categories of the same name apart", () => {
    const svg = draw(rowsOf([source(null, 50, 20), source("", 50, 10)]));
    const heights = Array.from(svg.querySelectorAll("circle"), (c) => c.getAttribute("cy"));
    expect(new Set(heights).size).toBe(2);
  });

  it("sets labels above the bars on a phone, inside its width", () => {
    const svg = draw(rowsOf([source("a very long name of a source of business", 100, 30)]), 358);
    expect(svg.getAttribute("width")).toBe("358");
    expect(words(svg)).toContain("A very long name of a source of business");
  });

  it("says that a name is longer than its place", () => {
    const svg = draw(rowsOf([source("a very long name of a source of business that goes on", 100, 30)]));
    expect(words(svg).some((text) => text.endsWith("…"))).toBe(true);
  });
});

describe("every chart", () => {
  const quarter = (key: string, start: string, share: number | null) => ({
    quarter: key,
    quarter_start: start,
    share,
    share_if_no_unknown_social: share,
    share_if_all_unknown_social: share
  });
  const decile = (i: number, leads = 50) => ({
    decile: i,
    leads,
    won: 11 - i,
    conversion: (11 - i) / leads,
    conversion_low: 0,
    conversion_high: 0.3,
    cumulative_gain: i / 10
  });
  const band = (name: string, step: number) => ({week: "2026-09-21", band: name, step, sellers: 1});
  const region = (key: string | null, difference: number | null) => ({
    key,
    social_deals: 50,
    rest_deals: 50,
    difference,
    difference_low: difference === null ? null : difference - 0.1,
    difference_high: difference === null ? null : difference + 0.1
  });
  const inBand = (i: number, name: string, share: number) => ({week: week(i), band: name, share, sellers: 9});

  const cases: [string, (width: number) => Element][] = [
    [
      "shares of many quarters",
      (w) =>
        shareByQuarterChart(
          rowsOf([quarter("2026-Q2", "2026-04-01", 0.2), quarter("2026-Q3", "2026-07-01", 0.3)]),
          at(w)
        )
    ],
    [
      "shares of one quarter",
      (w) => shareByQuarterChart(rowsOf([quarter("2026-Q3", "2026-07-01", 0)]), at(w))
    ],
    [
      "quarters without shares",
      (w) => shareByQuarterChart(rowsOf([quarter("2026-Q3", "2026-07-01", null)]), at(w))
    ],
    ["a median over weeks", (w) => medianRibbonChart(weekly(30), at(w))],
    ["a median of one week", (w) => medianRibbonChart(weekly(1), at(w))],
    ["pillars", (w) => pillarChart(weekly(30), at(w))],
    ["pillars of one week", (w) => pillarChart(weekly(1), at(w))],
    [
      "bands with gaps",
      (w) => bandShareChart(rowsOf([inBand(0, "active", 1), inBand(1, "practising", 1)]), at(w))
    ],
    ["bands of one week", (w) => bandShareChart(rowsOf([inBand(0, "active", 1)]), at(w))],
    [
      "a distribution",
      (w) => ssiHistogram(rowsOf([band("active", 95), band("foundation", 0), band("practising", 60)]), at(w))
    ],
    ["a distribution of nobody", (w) => ssiHistogram(rowsOf([]), at(w))],
    ["deciles", (w) => decileChart(rowsOf([1, 2, 3].map((i) => decile(i))), at(w))],
    ["deciles of few", (w) => decileChart(rowsOf([decile(1, 3)]), at(w))],
    ["gains", (w) => gainCurve(rowsOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((i) => decile(i))), at(w))],
    ["regions", (w) => regionDifferenceChart(rowsOf([region("EMEA", 0.2), region(null, null)]), at(w))]
  ];

  it.each(cases)("draws %s at any width, without a number that is none", (_, draw) => {
    for (const width of [320, 358, 560, 720, 1080]) {
      const svg = draw(width);
      expect(svg.getAttribute("width")).toBe(String(width));
      expect(svg.outerHTML).not.toMatch(/NaN|undefined|Infinity/);
      expect(svg.querySelector("g[aria-label]")).toBeNull();
    }
  });

  it("draws quarters outside the chosen period as rings", () => {
    const rows = rowsOf([quarter("2025-Q3", "2025-07-01", 0.2), quarter("2026-Q3", "2026-07-01", 0.3)]);
    const fills = Array.from(shareByQuarterChart(rows, at(720)).querySelectorAll("circle"), (c) =>
      c.getAttribute("fill")
    );
    expect(fills).toEqual(["var(--paper)", "var(--social)"]);
  });

  it("draws a difference whose interval includes zero as a ring", () => {
    const rows = rowsOf([region("EMEA", 0.2), region("APAC", 0.05)]);
    const fills = Array.from(regionDifferenceChart(rows, at(720)).querySelectorAll("circle"), (c) =>
      c.getAttribute("fill")
    );
    expect(fills).toEqual(["var(--social)", "var(--paper)"]);
  });

  it("counts every seller once in the distribution", () => {
    const rows = rowsOf([band("active", 70), band("practising", 70), band("practising", 65)]);
    const text = words(ssiHistogram(rows, at(720))).join(" ");
    expect(text).toContain("2 sellers");
    expect(text).toContain("1 seller");
  });
});

describe("the gain curve", () => {
  it("begins at nothing and counts the leads, not the deciles", () => {
    const rows = rowsOf([
      {leads: 30, cumulative_gain: 0.6},
      {leads: 70, cumulative_gain: 1}
    ]);
    expect(gainPoints(rows)).toEqual([
      {called: 0, won: 0},
      {called: 0.3, won: 0.6},
      {called: 1, won: 1}
    ]);
    expect(gainPoints([])).toEqual([{called: 0, won: 0}]);
  });
});

describe("labels", () => {
  it("are moved apart, in their order and inside their range", () => {
    expect(spread([5, 5.1, 9], 1, [0, 10])).toEqual([5, 6, 9]);
    expect(spread([9.5, 9.6], 1, [0, 10])).toEqual([9, 10]);
    expect(spread([3, 1], 1, [0, 10])).toEqual([3, 1]);
    expect(spread([], 1, [0, 10])).toEqual([]);
  });

  it("are shortened to their place", () => {
    expect(shorten("short", 100)).toBe("short");
    expect(shorten("a long name indeed", 50)).toBe("a long…");
  });
});
