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

  it("agrees with pROC on tied scores", () => {
    // pROC 1.18.0 (R 4.2.2): ci.auc(roc(won, score, direction = "<"), method = "delong")
    const won = Array.from({length: 60}, (_, i) => Number([0, 3, 5, 8].includes((i * 7) % 11)));
    const a = aucOf(
      won.map((x, i) => ((i * i + 3 * i * x + x * 17) % 23) + x * 4),
      won
    );
    expect(a.auc).toBeCloseTo(0.848086124401914, 12);
    expect(a.low).toBeCloseTo(0.748738965417908, 12);
    expect(a.high).toBeCloseTo(0.94743328338592, 12);
    const b = aucOf(
      won.map((x, i) => ((i * 5) % 13) + x * 2),
      won
    );
    expect(b.auc).toBeCloseTo(0.689593301435407, 12);
    expect(b.low).toBeCloseTo(0.549596225868594, 12);
    expect(b.high).toBeCloseTo(0.829590377002219, 12);
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
