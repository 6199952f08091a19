import {describe, expect, test} from "vitest";
import {growth, quantile, ratios, summarise} from "../../loaders/bench/statistics.js";

describe("quantile", () => {
  test("is interpolated between neighbours", () => {
    expect(quantile([10, 20, 30, 40], 0.5)).toBe(25);
    expect(quantile([40, 10, 30, 20], 0.95)).toBeCloseTo(38.5, 10);
  });

  test("of one value is that value", () => expect(quantile([7], 0.95)).toBe(7));

  test("of no values is an error", () => expect(() => quantile([], 0.5)).toThrow(/no values/));

  test("leaves the values in their order", () => {
    const values = [3, 1, 2];
    quantile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });
});

test("a summary says how many, the middle and both ends", () => {
  expect(summarise([4, 1, 3])).toEqual({n: 3, median: 3, p95: 3.9, min: 1, max: 4});
});

describe("ratios", () => {
  test("are taken pair by pair", () => expect(ratios([4, 9], [2, 3])).toEqual([2, 3]));

  test("need a partner for every measurement", () => expect(() => ratios([1, 2], [1])).toThrow(/pairs/));
});

describe("growth", () => {
  test("is the exponent with which times grow, also where they scatter", () => {
    expect(growth([10, 100, 1000], [1, 10, 100])).toBeCloseTo(1, 12);
    expect(growth([1, 2, 4], [3, 12, 48])).toBeCloseTo(2, 12);
    expect(growth([1, 10, 100], [2, 10, 200])).toBeCloseTo(1, 12);
  });

  test("needs two sizes, each with a time", () => {
    expect(() => growth([1], [1])).toThrow(/two sizes/);
    expect(() => growth([1, 2], [1])).toThrow(/each/);
  });
});
