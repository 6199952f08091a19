import {describe, expect, it} from "vitest";
import {differenceInDifferences, type Change} from "../../src/stats/difference-in-differences.js";

/** Sixty sellers in three trainings of 15 and a rest that is never trained; numbers from a fixed congruence. */
function panel(): Change[] {
  let state = 12345;
  const next = (): number => {
    state = Number((1103515245n * BigInt(state) + 12345n) % 2147483648n);
    return state / 2147483648;
  };
  const base = Array.from({length: 60}, next);
  return [0, 1, 2].flatMap((cohort) =>
    base.flatMap((level, seller): Change[] => {
      const own = Math.floor(seller / 15);
      if (own < cohort) return [];
      const treated = own === cohort;
      return [{cohort, seller, treated, change: 10 * next() - 5 + 4 * level + (treated ? 3 : 0)}];
    })
  );
}

const change = (cohort: number, seller: number, treated: boolean, by: number): Change => ({
  cohort,
  seller,
  treated,
  change: by
});

describe("difference in differences", () => {
  // pandas 2.3.3: mean change by cohort and group, differences averaged by the number of trained; numpy 2.4.6:
  // quantiles of 20,000 draws of sellers with replacement, 2.235 to 4.681.
  it("agrees with an independent computation, in its estimate exactly and in its interval nearly", () => {
    const {estimate, low, high, ...counts} = differenceInDifferences(panel(), {replicates: 4000});
    expect(estimate).toBeCloseTo(3.4428159616853073, 10);
    expect(Math.abs((low ?? 0) - 2.235)).toBeLessThan(0.08);
    expect(Math.abs((high ?? 0) - 4.681)).toBeLessThan(0.08);
    expect(counts).toEqual({treated: 45, waiting: 45, cohorts: 3});
  });

  // scipy 1.17.1, stats.ttest_ind(equal_var=False) on the first training: 2.1716, 0.365 to 3.978.
  it("is the difference of two means where there is one training", () => {
    const {estimate, low, high} = differenceInDifferences(panel().filter(({cohort}) => cohort === 0));
    expect(estimate).toBeCloseTo(2.1715700620992315, 10);
    expect(Math.abs((low ?? 0) - 0.365)).toBeLessThan(0.25);
    expect(Math.abs((high ?? 0) - 3.978)).toBeLessThan(0.25);
  });

  it("gives the same interval for the same seed, and another for another", () => {
    const [a, b, c] = [1, 1, 2].map((seed) => differenceInDifferences(panel(), {seed}).low);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });

  it("leaves out trainings in which nobody waited", () => {
    const rows = [change(0, 1, true, 5), change(0, 2, false, 1), change(1, 3, true, 100)];
    expect(differenceInDifferences(rows)).toEqual({
      estimate: 4,
      low: null,
      high: null,
      treated: 1,
      waiting: 1,
      cohorts: 1
    });
  });

  it("says nothing of nothing, and of one group alone", () => {
    const none = {estimate: null, low: null, high: null, treated: 0, waiting: 0, cohorts: 0};
    expect(differenceInDifferences([])).toEqual(none);
    expect(differenceInDifferences([change(0, 1, true, 5), change(0, 2, true, 6)])).toEqual(none);
    expect(differenceInDifferences([change(0, 1, false, 5)])).toEqual(none);
  });

  it("has an interval without breadth where all changes are alike", () => {
    const rows = [0, 1, 2, 3].map((seller) => change(0, seller, seller < 2, seller < 2 ? 3 : 1));
    expect(differenceInDifferences(rows)).toMatchObject({estimate: 2, low: 2, high: 2});
  });
});
