// How often the intervals of rank associations hold the true value: node --import tsx docs/coverage.ts
import {laggedPairs, type Comparison, type SellerQuarter} from "../src/stats/lagged-pairs.js";
import {Random} from "../src/stats/random.js";
import {rankAssociation} from "../src/stats/rank-association.js";
import {print} from "../loaders/console.js";

const trials = 4000;
const quarters = 8;

/** Pearson correlation of both the sellers' levels and their quarters; all pairs are then normal with it. */
const correlations = [0, 0.3] as const;

/** Spearman's rank correlation of a normal pair with this Pearson correlation (Pearson 1907). */
const spearmanOf = (r: number): number => (6 / Math.PI) * Math.asin(r / 2);

/** Sellers with a level of their own in both figures, and quarters around it. */
function panel(random: Random, sellers: number, r: number): SellerQuarter[] {
  return Array.from({length: sellers}, (_, seller) => {
    const [levelX, levelY] = normalPair(random, r);
    return Array.from({length: quarters}, (_, quarter): SellerQuarter => {
      const [x, y] = normalPair(random, r);
      return {seller, quarter, x: levelX + x, y: levelY + y};
    });
  }).flat();
}

function normalPair(random: Random, r: number): [number, number] {
  const x = random.normal();
  return [x, r * x + Math.sqrt(1 - r * r) * random.normal()];
}

function coverage(sellers: number, r: number, comparison: Comparison): {held: number; width: number} {
  let [held, width] = [0, 0];
  for (let trial = 0; trial < trials; trial++) {
    const random = new Random(trial, `coverage ${sellers} ${r} ${comparison}`);
    const {low, high} = rankAssociation(laggedPairs(panel(random, sellers, r), 0, comparison));
    if (low === null || high === null) throw new Error("no interval");
    if (low <= spearmanOf(r) && spearmanOf(r) <= high) held++;
    width += (high - low) / trials;
  }
  return {held, width};
}

print("sellers  correlation  comparison  intervals that hold it  mean width");
for (const sellers of [20, 30, 60, 120])
  for (const r of correlations)
    for (const comparison of ["sellers", "own"] as const) {
      const {held, width} = coverage(sellers, r, comparison);
      const rate = `${((100 * held) / trials).toFixed(1)} % of ${trials}`;
      print(
        [
          String(sellers).padStart(7),
          spearmanOf(r).toFixed(3).padStart(11),
          comparison.padEnd(10),
          rate.padEnd(22),
          width.toFixed(3)
        ].join("  ")
      );
    }
