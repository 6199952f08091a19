import {expect, it} from "vitest";
import {bridgeBars, quarterBefore} from "../../src/components/charts/bridge.js";
import {
  bridgeFinding,
  comparison,
  figureCard,
  thenAndNowFinding,
  yearBefore
} from "../../src/components/findings/compare.js";
import type {Row} from "../../src/components/rows.js";
import {context} from "./fixtures.js";

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const ends: Record<string, [string, string]> = {
  "2026-Q3": ["2026-07-01", "2026-09-30"],
  "2026-Q2": ["2026-04-01", "2026-06-30"],
  "2025-Q3": ["2025-07-01", "2025-09-30"]
};

function figure(quarter: string, now: number | null, reported: number | null = null, until?: string): Row {
  const [since, last] = ends[quarter]!;
  const restated = now === null || reported === null ? null : now - reported;
  return {
    quarter,
    since: day(since),
    until: day(until ?? last),
    position: 1,
    figure: "won_amount",
    unit: "currency",
    reported,
    reported_low: null,
    reported_high: null,
    reported_n: 3,
    now,
    now_low: null,
    now_high: null,
    now_n: 12,
    restated
  };
}

const step = (name: string, position: number, effect: number): Row => ({
  quarter: "2026-Q3",
  position,
  step: name,
  effect
});

it("the answer sets the newest quarter beside the last one and that of a year ago, and counts restated deals", () => {
  const figures = [figure("2026-Q3", 110), figure("2026-Q2", 100, 80), figure("2025-Q3", 220)];
  const restated = [{quarter: "2026-Q2"}, {quarter: "2026-Q2"}];
  expect(comparison({figures, restated}, context)).toEqual([
    "Won revenue in Q3 2026 is €110 from 12 deals: up 10\u202f% on Q2 2026 and down 50\u202f% on Q3 2025.",
    "Told differently than reported: 2 deals of Q2 2026, adding €20 in all."
  ]);
});

it("says when nothing was frozen, when nothing was restated, and when the quarter is not over", () => {
  expect(comparison({figures: [figure("2026-Q3", 5)], restated: []}, context)[1]).toMatch(
    /^No earlier quarter was frozen/
  );
  expect(
    comparison({figures: [figure("2026-Q3", 5), figure("2026-Q2", 5, 5)], restated: []}, context)[1]
  ).toBe("As reported then, so it stands: no deal of Q2 2026 is told differently now.");
  expect(
    comparison({figures: [figure("2026-Q3", 5, null, "2026-08-15")], restated: []}, context)[0]
  ).toContain("Q3 2026 so far");
  expect(comparison({figures: [], restated: []}, context)[0]).toMatch(/^There is no quarter to compare/);
});

it("the card shows the change on the quarter before", () => {
  const card = figureCard([figure("2026-Q3", 110), figure("2026-Q2", 100)], "won_amount", context);
  expect(card).toMatchObject({value: "€110", delta: {direction: "up", text: "up €10 on Q2 2026"}});
});

it("the bridge names the largest step, and each bar starts where the last one ended", () => {
  const rows = [
    step("reported", 1, 100),
    step("restated", 2, -5),
    step("volume", 3, 30),
    step("hit_rate", 4, -10),
    step("now", 5, 115)
  ];
  expect(bridgeFinding(rows, context)).toBe(
    "Won revenue went from €100 to €115; the largest part, €30 up, goes with the number of closed deals"
  );
  expect(bridgeBars(rows, context).map(({from, to}) => [from, to])).toEqual([
    [0, 100],
    [100, 95],
    [95, 125],
    [125, 115],
    [0, 115]
  ]);
  expect(bridgeBars(rows, context)[0]?.label).toBe("Q2 2026, as reported");
  expect(bridgeFinding([], context)).toEqual({
    empty: "There is no quarter before this one to compare it with."
  });
});

it("the chart of then and now names the quarter that is told most differently", () => {
  expect(thenAndNowFinding([figure("2026-Q3", 5, 5), figure("2026-Q2", 90, 100)], context)).toBe(
    "Q2 2026 is told most differently: won revenue is €10 less than reported"
  );
  expect(thenAndNowFinding([figure("2026-Q3", 5)], context)).toHaveProperty("empty");
});

it("the quarter before the first is the last of the year before", () => {
  expect([quarterBefore("2026-Q1"), quarterBefore("2026-Q3"), yearBefore("2026-Q1")]).toEqual([
    "2025-Q4",
    "2026-Q2",
    "2025-Q1"
  ]);
});
