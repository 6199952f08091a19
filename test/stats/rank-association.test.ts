import {describe, expect, it} from "vitest";
import {laggedPairs, type SellerQuarter} from "../../src/stats/lagged-pairs.js";
import {Random} from "../../src/stats/random.js";
import {rankAssociation, type Pair} from "../../src/stats/rank-association.js";

const pairsOf = (quarter: number, x: readonly number[], y: readonly number[]): Pair[] =>
  x.map((value, seller) => ({seller, quarter, x: value, y: y[seller] ?? NaN}));

const tied = pairsOf(1, [3.1, 4, 4, 5.2, 6.8, 7.7, 8.1, 2.2], [10, 12, 9, 9, 20, 15, 30, 1]);

describe("rankAssociation", () => {
  it("is Spearman's coefficient of one quarter, ties included", () => {
    // scipy 1.17.1: scipy.stats.spearmanr(x, y)[0] of these two lists.
    expect(rankAssociation(tied).rho).toBeCloseTo(0.8132530120481927, 12);
  });

  it("ranks within quarters", () => {
    // scipy 1.17.1: rankdata within each quarter, minus (n + 1) / 2, divided by n; pearsonr of both, all quarters together.
    const pairs = [...pairsOf(1, [1, 2, 3, 4, 5], [2, 1, 4, 3, 5]), ...pairsOf(2, [10, 30, 20], [7, 7, 9])];
    expect(rankAssociation(pairs).rho).toBeCloseTo(0.5389064557668862, 12);
    expect(rankAssociation(pairs)).toMatchObject({sellers: 5, pairs: 8});
  });

  it("is 1 for the same order, −1 for the opposite, and nothing where all have the same", () => {
    expect(rankAssociation(pairsOf(1, [1, 2, 3], [5, 6, 9])).rho).toBeCloseTo(1, 12);
    expect(rankAssociation(pairsOf(1, [1, 2, 3], [9, 6, 5])).rho).toBeCloseTo(-1, 12);
    expect(rankAssociation(pairsOf(1, [1, 2, 3], [4, 4, 4]))).toMatchObject({
      rho: null,
      low: null,
      high: null
    });
    expect(rankAssociation([])).toEqual({rho: null, low: null, high: null, sellers: 0, pairs: 0});
    expect(rankAssociation(pairsOf(1, [1], [1]))).toMatchObject({rho: null, sellers: 1});
  });

  it("has an interval from how far each seller moves the coefficient", () => {
    // numpy 2.4.6 and scipy 1.17.1: ranks weighted by seller, the coefficient's slope in each seller's weight by central
    // differences of 1e-5, their squares summed times m / (m - 1), t.ppf(0.975, m - 1) standard errors on the scale of arctanh.
    const panel = Array.from({length: 20}, (_, seller) =>
      [0, 1, 2].map((quarter) => {
        const x = (seller * 7 + quarter * 3) % 11;
        return {seller, quarter, x, y: (seller * 5 + quarter * quarter * 2 + x * 2) % 23};
      })
    ).flat();
    const {rho, low, high} = rankAssociation(panel);
    expect(rho).toBeCloseTo(0.06376815695914922, 12);
    expect(low).toBeCloseTo(-0.22008210822557372, 5);
    expect(high).toBeCloseTo(0.33766262516280793, 5);
    // The same for eight sellers, where Student's quantile is known to three digits only.
    expect(rankAssociation(tied).low).toBeCloseTo(-0.043669034781580594, 2);
    expect(rankAssociation(tied).high).toBeCloseTo(0.9807484746108882, 3);
  });

  it("does not depend on the order of the pairs, nor on the sellers' numbers", () => {
    const turned = tied.toReversed().map((pair) => ({...pair, seller: 1000 - pair.seller}));
    expect(rankAssociation(turned).low).toBeCloseTo(rankAssociation(tied).low ?? 0, 12);
  });

  it("is wider where a seller's quarters say the same", () => {
    const random = new Random(7, "clusters");
    const sellers = Array.from({length: 40}, (_, seller) => ({
      seller,
      x: random.normal(),
      y: random.normal()
    }));
    const once = sellers.map((each) => ({...each, quarter: 1}));
    const often = [1, 2, 3, 4].flatMap((quarter) => sellers.map((each) => ({...each, quarter})));
    const width = (pairs: readonly Pair[]): number => {
      const {low, high} = rankAssociation(pairs);
      return (high ?? 0) - (low ?? 0);
    };
    expect(width(often)).toBeCloseTo(width(once), 1);
  });
});

const row = (seller: number, quarter: number, x: number | null, y: number | null): SellerQuarter => ({
  seller,
  quarter,
  x,
  y
});

describe("laggedPairs", () => {
  const rows = [
    row(1, 1, 10, 1),
    row(1, 2, 20, 2),
    row(1, 3, 30, 6),
    row(2, 1, 5, 0),
    row(2, 3, null, 4),
    row(3, 2, 1, null)
  ];

  it("joins a quarter with the same seller's result so many quarters later", () => {
    expect(laggedPairs(rows, 0, "sellers")).toEqual([
      {seller: 1, quarter: 1, x: 10, y: 1},
      {seller: 1, quarter: 2, x: 20, y: 2},
      {seller: 1, quarter: 3, x: 30, y: 6},
      {seller: 2, quarter: 1, x: 5, y: 0}
    ]);
    expect(laggedPairs(rows, 2, "sellers")).toEqual([
      {seller: 1, quarter: 1, x: 10, y: 6},
      {seller: 2, quarter: 1, x: 5, y: 4}
    ]);
    expect(laggedPairs(rows, 4, "sellers")).toEqual([]);
  });

  it("takes off a seller's own means, and leaves out sellers with one pair", () => {
    expect(laggedPairs(rows, 1, "own")).toEqual([
      {seller: 1, quarter: 1, x: -5, y: -2},
      {seller: 1, quarter: 2, x: 5, y: 2}
    ]);
  });
});
