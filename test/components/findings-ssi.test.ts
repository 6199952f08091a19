import {describe, expect, it} from "vitest";
import {
  activeShareCard,
  bandsFinding,
  coverageCard,
  describeSeries,
  distributionFinding,
  medianSsiCard,
  medianTrend,
  pillarsFinding,
  shareOfBand,
  ssiAnswer
} from "../../src/components/findings/ssi.js";
import {context, plain, rowsOf} from "./fixtures.js";

/** Weeks from a Monday on, with a median each. */
function weeks(medians: (number | null)[], more: object = {}) {
  return rowsOf(
    medians.map((median, i) => ({
      week: new Date(Date.UTC(2026, 0, 5 + 7 * i)).toISOString().slice(0, 10),
      sellers: 100,
      median,
      p25: median === null ? null : median - 6,
      p75: median === null ? null : median + 6,
      brand: 14.7,
      people: 14.1,
      insights: 13.8,
      relationships: 15.6,
      ...more
    }))
  );
}

function bands(counts: [number, number, number][]) {
  return rowsOf(
    counts.flatMap((ofWeek, i) =>
      (["foundation", "practising", "active"] as const).map((band, j) => ({
        week: new Date(Date.UTC(2026, 0, 5 + 7 * i)).toISOString().slice(0, 10),
        band,
        sellers: ofWeek[j],
        share: ofWeek[j]! / ofWeek.reduce((a, b) => a + b, 0)
      }))
    )
  );
}

const say = (finding: string | {empty: string}) =>
  plain(typeof finding === "string" ? finding : `(${finding.empty})`);

describe("the median", () => {
  it("rises, falls or stays", () => {
    expect(say(medianTrend(weeks([55.3, 56, 57.8]), context))).toBe(
      "The median SSI rose from 55.3 to 57.8 over 2 weeks"
    );
    expect(say(medianTrend(weeks([57.8, 55.3]), context))).toBe(
      "The median SSI fell from 57.8 to 55.3 over 1 week"
    );
    expect(say(medianTrend(weeks([55, 60, 55.9]), context))).toBe(
      "The median SSI stayed at about 55.9 over 2 weeks"
    );
  });

  it("says when there is one week, too few sellers or nothing", () => {
    expect(say(medianTrend(weeks([55]), context))).toContain("in the only week measured");
    expect(say(medianTrend(weeks([55, 60], {sellers: 9}), context))).toContain("Only 9 sellers measured");
    expect(say(medianTrend(weeks([]), context))).toBe("(No SSI was measured in this selection.)");
  });

  it("stands on a card with its caveat, quartiles and change over 13 weeks", () => {
    const card = medianSsiCard(weeks([...Array<number>(13).fill(50), 52]), context);
    expect(card).toMatchObject({value: "52.0", delta: {direction: "up", text: "up 2.0 on 13 weeks before"}});
    expect(card.caveat).toBe("The SSI measures activity, not results.");
    expect(card.range?.text).toBe("middle half of sellers 46.0 to 58.0");
    expect(medianSsiCard(weeks([50], {sellers: 4}), context)).toMatchObject({value: "4"});
    expect(medianSsiCard(weeks([]), context)).toMatchObject({value: "–"});
  });
});

describe("the bands", () => {
  it("are told as a share with its n and its change", () => {
    expect(
      say(
        bandsFinding(
          bands([
            [50, 40, 10],
            [40, 40, 20]
          ]),
          context
        )
      )
    ).toBe("20 % of measured sellers are really active, up 10 points on the week of 5 Jan 2026");
    expect(say(bandsFinding(bands([[1, 2, 3]]), context))).toContain("Only 6 sellers measured");
    expect(say(bandsFinding(bands([[40, 40, 20]]), context))).toContain("in the only week measured");
    expect(bandsFinding(rowsOf([]), context)).toHaveProperty("empty");
  });

  it("count a week without sellers in a band as none", () => {
    const rows = rowsOf([
      {week: "2026-01-05", band: "practising", sellers: 20, share: 1},
      {week: "2026-01-12", band: "active", sellers: 20, share: 1}
    ]);
    expect(shareOfBand(rows, "active").map((row) => row["sellers"])).toEqual([0, 20]);
  });

  it("stand on a card as a count below min_n", () => {
    expect(activeShareCard(bands([[40, 40, 20]]), context)).toMatchObject({n: "20 of 100 measured sellers"});
    expect(activeShareCard(bands([[1, 2, 3]]), context)).toMatchObject({value: "3"});
    expect(activeShareCard(bands([[20, 2, 0]]), context)).toMatchObject({n: "0 of 22 measured sellers"});
    expect(activeShareCard(rowsOf([]), context)).toMatchObject({value: "–"});
  });
});

describe("the pillars", () => {
  it("name the weakest and the strongest", () => {
    expect(say(pillarsFinding(weeks([50]), context))).toBe(
      "Engaging with insights is the weakest pillar at 13.8 of 25; building relationships the strongest at 15.6"
    );
  });

  it("may be level, or absent", () => {
    const level = {brand: 14, people: 14.1, insights: 14.2, relationships: 14.3};
    expect(say(pillarsFinding(weeks([50], level), context))).toContain("level at about 14.0 of 25");
    const none = {brand: null, people: null, insights: null, relationships: null};
    expect(say(pillarsFinding(weeks([50], none), context))).toContain("Only SSI totals");
    expect(pillarsFinding(weeks([]), context)).toHaveProperty("empty");
  });
});

describe("the distribution now", () => {
  const steps = (counts: Record<string, number>) =>
    rowsOf(Object.entries(counts).map(([band, sellers]) => ({week: "2026-09-21", step: 50, band, sellers})));

  it("names the band most sellers are in, or the largest group", () => {
    expect(say(distributionFinding(steps({active: 1, practising: 2}), context))).toBe(
      "Most sellers (2 of 3) are practising, between 50 and 70"
    );
    expect(say(distributionFinding(steps({active: 1, foundation: 1}), context))).toContain(
      "The largest group of sellers (1 of 2)"
    );
    expect(distributionFinding(rowsOf([]), context)).toHaveProperty("empty");
  });
});

it("the answer says who is measured, and that activity is no result", () => {
  const rows = {
    weekly: weeks([55, 58]),
    bands: bands([
      [50, 40, 10],
      [40, 40, 20]
    ]),
    coverage: rowsOf([{measured: 98, roster: 106, latest_week: "2026-09-21"}])
  };
  expect(ssiAnswer(rows, context).map(plain)).toEqual([
    "The median SSI rose from 55.0 to 58.0 over 1 week.",
    "20 % of measured sellers (20) are in the active band, at 70 or above. 98 of 106 sellers on the roster are measured. The SSI measures activity, not results."
  ]);
  expect(coverageCard(rows.coverage, context)).toMatchObject({value: "98", unit: "of 106"});
  const bare = rowsOf([{measured: 0, roster: null, latest_week: null}]);
  expect(coverageCard(bare, context).n).toBe("No roster of sellers was given");
  expect(ssiAnswer({weekly: weeks([]), bands: rowsOf([]), coverage: bare}, context)).toEqual([
    "No SSI was measured in this selection."
  ]);
});

it("a series in words tells its ends and its extremes", () => {
  const words = describeSeries(weeks([55, 60, 52]), "median", (x) => x.toFixed(0), context);
  expect(words).toBe(
    "From 55 in the week of 5 Jan 2026 to 52 in the week of 19 Jan 2026; lowest 52, highest 60."
  );
  expect(describeSeries(weeks([null]), "median", String, context)).toBe("");
});
