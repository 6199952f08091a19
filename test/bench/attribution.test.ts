import {describe, expect, it} from "vitest";
import {exponent} from "../../loaders/bench/attribution.js";

describe("exponent", () => {
  it("is the power of the size by which a time grows", () => {
    expect(exponent([10, 100, 1000], [2, 20, 200])).toBeCloseTo(1, 12);
    expect(exponent([10, 100, 1000], [3, 300, 30_000])).toBeCloseTo(2, 12);
    expect(exponent([10, 100, 1000], [5, 5, 5])).toBeCloseTo(0, 12);
  });
});
