import {describe, expect, it} from "vitest";
import {aucOf} from "../../src/stats/auc.js";

const scores = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8];
const outcomes = [0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 0, 1];

describe("aucOf", () => {
  it("agrees with scikit-learn and with DeLong's variance from the matrix of comparisons", () => {
    // scikit-learn 1.9.1 roc_auc_score = 0.8472222222222222; variance of the placements with NumPy 2.4.6 (ddof=1),
    // z from SciPy 1.17.1: 0.6247356393530886 to 1.0697…, of which an AUC can reach 1
    const {auc, low, high} = aucOf(scores, outcomes);
    expect(auc).toBeCloseTo(0.8472222222222222, 12);
    expect(low).toBeCloseTo(0.6247356393530886, 10);
    expect(high).toBe(1);
  });

  it("is 0.5 for a constant score, and 1 minus itself for the reverse", () => {
    expect(
      aucOf(
        scores.map(() => 7),
        outcomes
      )
    ).toEqual({auc: 0.5, low: 0.5, high: 0.5});
    const reverse = aucOf(
      scores.map((score) => -score),
      outcomes
    );
    expect(reverse.auc).toBeCloseTo(1 - 0.8472222222222222, 12);
  });

  it("is empty with fewer than two of either outcome", () => {
    const none = {auc: null, low: null, high: null};
    expect(aucOf([], [])).toEqual(none);
    expect(aucOf([1, 2], [1, 1])).toEqual(none);
    expect(aucOf([1, 2, 3], [1, 0, 0])).toEqual(none);
  });
});
