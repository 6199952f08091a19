import {describe, expect, it} from "vitest";
import {fitLogistic, predictLogistic, type Design} from "../../src/stats/logistic.js";

/** A design from rows of all columns; zeros are left out. */
function designOf(rows: readonly (readonly number[])[]): Design {
  const starts = [0];
  const index: number[] = [];
  const value: number[] = [];
  for (const row of rows) {
    row.forEach((x, j) => {
      if (x === 0) return;
      index.push(j);
      value.push(x);
    });
    starts.push(index.length);
  }
  return {columns: rows[0]?.length ?? 0, starts, index, value};
}

const x1 = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const x2 = [1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0];
const y = [0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 0, 1];
const design = designOf(x1.map((a, i) => [a, x2[i] ?? 0]));

describe("fitLogistic", () => {
  it("agrees with statsmodels' GLM where nothing is penalised", () => {
    // statsmodels 0.15.0: sm.GLM(y, sm.add_constant(X), family=Binomial()).fit(tol=1e-14): params and bse
    const fit = fitLogistic(design, y, {penalty: 0});
    expect(fit.converged).toBe(true);
    expect(fit.intercept).toBeCloseTo(-0.8995415131123182, 8);
    expect(fit.coefficients[0]).toBeCloseTo(0.29953354624387946, 8);
    expect(fit.coefficients[1]).toBeCloseTo(-1.4324109090085946, 8);
    expect([...fit.errors]).toEqual([
      expect.closeTo(1.4309496906239618, 6),
      expect.closeTo(0.22437752477148726, 6),
      expect.closeTo(1.3783883583919072, 6)
    ]);
  });

  it("agrees with scikit-learn's L2 penalty on standardised columns", () => {
    // scikit-learn 1.9.1: LogisticRegression(C=0.5, tol=1e-14).fit(standardised X, y), turned back to raw units
    const fit = fitLogistic(design, y, {penalty: 2});
    expect(fit.coefficients[0]).toBeCloseTo(0.14964285749470388, 6);
    expect(fit.coefficients[1]).toBeCloseTo(-0.7510108255647755, 6);
    expect(fit.intercept).toBeCloseTo(-0.4427948624818696, 6);
  });

  it("gives the same fit again, bit for bit", () => {
    expect(fitLogistic(design, y)).toEqual(fitLogistic(design, y));
  });

  it("gives chances that add up to the wins", () => {
    const chances = predictLogistic(design, fitLogistic(design, y));
    expect(chances.reduce((sum, p) => sum + p, 0)).toBeCloseTo(6, 8);
  });

  it("stays finite where a column separates the outcomes, and leaves a constant column alone", () => {
    const apart = designOf(y.map((won) => [won, 1]));
    const fit = fitLogistic(apart, y);
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.coefficients[0] ?? 0)).toBeLessThan(20);
    expect(fit.coefficients[1]).toBe(0);
    expect(fit.errors[2]).toBeNaN();
  });

  it("takes two columns that say the same", () => {
    const twice = designOf(x1.map((a) => [a, a]));
    const fit = fitLogistic(twice, y);
    expect(fit.converged).toBe(true);
    expect(fit.coefficients[0]).toBeCloseTo(fit.coefficients[1] ?? NaN, 8);
  });
});
