import {quantileSorted} from "d3-array";
import {Random} from "./random.js";

/** Two figures of one seller, compared with those of other sellers in the same quarter. */
export interface Pair {
  /** Numbers that tell sellers and quarters apart. */
  readonly seller: number;
  readonly quarter: number;
  readonly x: number;
  readonly y: number;
}

/** A rank correlation from −1 to 1 with its 95 % interval, and what it rests on. */
export interface Association {
  /** Null where one of the figures is the same for all. */
  readonly rho: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly sellers: number;
  readonly pairs: number;
}

export interface Options {
  readonly replicates?: number;
  readonly seed?: number;
}

/**
 * Spearman's rank correlation (1904) of pairs, ranked within each quarter, ties sharing their mean rank; with one quarter
 * it is the usual coefficient. The interval is that of the percentile bootstrap over sellers (Efron and Tibshirani 1993,
 * chapter 13): a seller is drawn with all of their quarters, and ranks are made anew. The same pairs and seed give the
 * same interval.
 */
export function rankAssociation(
  pairs: readonly Pair[],
  {replicates = 400, seed = 1}: Options = {}
): Association {
  const panel = packed(pairs);
  const {sellers} = panel;
  const rho = correlation(panel, new Int32Array(sellers).fill(1));
  const [low, high] = rho === null || sellers < 2 ? [null, null] : interval(panel, {replicates, seed});
  return {rho, low, high, sellers, pairs: pairs.length};
}

/** Pairs in order of quarter and x, so that the ranks of x need no look-up. */
interface Panel {
  readonly sellers: number;
  readonly byX: Order;
  /** The same pairs in order of quarter and y. */
  readonly byY: Order;
  /** Places by x of the pairs in order of y. */
  readonly places: Int32Array;
  /** Room for the ranks of one draw, by place in order of x. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

interface Order {
  /** Number of each pair's seller, 0 to sellers − 1. */
  readonly seller: Int32Array;
  /** Where each tie ends, one place after its last pair; a value alone is a tie of one. */
  readonly ties: Int32Array;
  /** Where each quarter ends. */
  readonly quarters: Int32Array;
}

function packed(given: readonly Pair[]): Panel {
  const numbers = new Map<number, number>();
  for (const {seller} of given) if (!numbers.has(seller)) numbers.set(seller, numbers.size);
  const order = (pairs: readonly Pair[], column: "x" | "y"): Order => ({
    seller: Int32Array.from(pairs, ({seller}) => numbers.get(seller) ?? -1),
    ties: ends(pairs, (a, b) => a.quarter === b.quarter && a[column] === b[column]),
    quarters: ends(pairs, (a, b) => a.quarter === b.quarter)
  });
  const byX = given.toSorted((a, b) => a.quarter - b.quarter || a.x - b.x);
  const byY = byX.toSorted((a, b) => a.quarter - b.quarter || a.y - b.y);
  const placeByX = new Map(byX.map((pair, place) => [pair, place]));
  return {
    sellers: numbers.size,
    byX: order(byX, "x"),
    byY: order(byY, "y"),
    places: Int32Array.from(byY, (pair) => placeByX.get(pair) ?? -1),
    x: new Float64Array(given.length),
    y: new Float64Array(given.length)
  };
}

/** Places after which a pair is no longer like the one before it. */
function ends(pairs: readonly Pair[], like: (a: Pair, b: Pair) => boolean): Int32Array {
  const found = pairs.flatMap((pair, i) => {
    const next = pairs[i + 1];
    return next && like(pair, next) ? [] : [i + 1];
  });
  return Int32Array.from(found);
}

/** The correlation of ranks where each seller stands as often as `times` says; null where there is none. */
function correlation({byX, byY, places, x, y}: Panel, times: Int32Array): number | null {
  rank(byX, times, x, null);
  rank(byY, times, y, places);
  const {seller} = byX;
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const weight = times[seller[i] as number] as number;
    const [a, b] = [x[i] as number, y[i] as number];
    xx += weight * a * a;
    yy += weight * b * b;
    xy += weight * a * b;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}

/** Writes mean ranks within each quarter, as shares of its pairs around their middle, from −½ to ½. */
function rank(
  {seller, ties, quarters}: Order,
  times: Int32Array,
  into: Float64Array,
  places: Int32Array | null
): void {
  let [i, tie] = [0, 0];
  for (const quarterEnd of quarters) {
    let all = 0;
    for (let j = i; j < quarterEnd; j++) all += times[seller[j] as number] as number;
    for (let before = 0; i < quarterEnd; tie++) {
      const tieEnd = ties[tie] as number;
      let tied = 0;
      for (let j = i; j < tieEnd; j++) tied += times[seller[j] as number] as number;
      const middle = all === 0 ? 0 : (before + tied / 2) / all - 0.5;
      for (; i < tieEnd; i++) into[places === null ? i : (places[i] as number)] = middle;
      before += tied;
    }
  }
}

function interval(
  panel: Panel,
  {replicates, seed}: Required<Options>
): [low: number | null, high: number | null] {
  const random = new Random(seed, "rank association");
  const found = new Float64Array(replicates);
  let count = 0;
  for (let draw = 0; draw < replicates; draw++) {
    const rho = correlation(panel, drawn(random, panel.sellers));
    if (rho !== null) found[count++] = rho;
  }
  const sorted = [...found.subarray(0, count).sort()];
  return [quantileSorted(sorted, 0.025) ?? null, quantileSorted(sorted, 0.975) ?? null];
}

/** How often each of n sellers is drawn in n draws. */
function drawn(random: Random, n: number): Int32Array {
  const times = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const place = random.between(0, n - 1);
    times[place] = (times[place] ?? 0) + 1;
  }
  return times;
}
