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
  /** Ends of the interval; null without a coefficient, or with a single seller. */
  readonly low: number | null;
  readonly high: number | null;
  readonly sellers: number;
  readonly pairs: number;
}

/**
 * Spearman's rank correlation (1904) of pairs, ranked within each quarter, ties sharing their mean rank; with one quarter
 * it is the usual coefficient. The interval rests on how far each seller, with all of their quarters, moves the
 * coefficient (the infinitesimal jackknife over clusters; Jaeckel 1972, Efron 1982, chapter 6), on Fisher's scale
 * atanh ρ, with Student's quantile of as many degrees of freedom as there are sellers less one.
 */
export function rankAssociation(pairs: readonly Pair[]): Association {
  const panel = packed(pairs);
  const {sellers} = panel;
  const x = ranked(panel, panel.x);
  const y = ranked(panel, panel.y);
  const rho = x && y ? Math.max(-1, Math.min(1, sum(products(x.share, y.share)))) : null;
  const [low, high] =
    x === null || y === null || rho === null || sellers < 2
      ? [null, null]
      : interval(rho, sellers, influences(panel, x, y));
  return {rho, low, high, sellers, pairs: pairs.length};
}

/** Pairs as columns, quarter by quarter. */
interface Panel {
  /** How many sellers there are. */
  readonly sellers: number;
  /** Number of each pair's seller, 0 to sellers − 1. */
  readonly seller: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Where each quarter ends, one place after its last pair. */
  readonly quarters: readonly number[];
}

function packed(given: readonly Pair[]): Panel {
  const numbers = new Map<number, number>();
  for (const {seller} of given) if (!numbers.has(seller)) numbers.set(seller, numbers.size);
  const pairs = given.toSorted((a, b) => a.quarter - b.quarter);
  return {
    sellers: numbers.size,
    seller: Int32Array.from(pairs, ({seller}) => numbers.get(seller) ?? -1),
    x: Float64Array.from(pairs, ({x}) => x),
    y: Float64Array.from(pairs, ({y}) => y),
    quarters: pairs.flatMap(({quarter}, i) => (quarter === pairs[i + 1]?.quarter ? [] : [i + 1]))
  };
}

/** One figure in order. */
interface Ranked {
  /** Mean ranks within the quarter as shares of its pairs around their middle, scaled to squares that sum to 1. */
  readonly share: Float64Array;
  /** What was scaled by: how much of `share` the whole of the ranks makes. */
  readonly whole: number;
  /** The same pairs by size of the figure, quarter by quarter. */
  readonly order: Int32Array;
  /** Where each tie ends in that order; a value alone is a tie of one. */
  readonly ties: readonly number[];
}

/** Null where the figure is the same for all in every quarter. */
function ranked({quarters}: Panel, values: Float64Array): Ranked | null {
  const order = Int32Array.from(values, (_, i) => i);
  const value = (place: number): number => values[order[place] as number] as number;
  const share = new Float64Array(values.length);
  const ties: number[] = [];
  let start = 0;
  for (const end of quarters) {
    order.subarray(start, end).sort((a, b) => (values[a] as number) - (values[b] as number));
    for (let tie = start; tie < end;) {
      let after = tie + 1;
      while (after < end && value(after) === value(tie)) after++;
      const middle = ((tie + after) / 2 - start) / (end - start) - 0.5;
      for (let place = tie; place < after; place++) share[order[place] as number] = middle;
      ties.push(after);
      tie = after;
    }
    start = end;
  }
  const scale = Math.sqrt(sum(products(share, share)));
  return scale > 0 ? {share: share.map((each) => each / scale), whole: 1 / scale, order, ties} : null;
}

/**
 * How far the coefficient moves with the weight of each seller. A pair counts by its own product of ranks, and by the
 * ranks that it gives to the others of its quarter: all with a greater figure stand one place higher because of it.
 */
function influences(panel: Panel, x: Ranked, y: Ranked): Float64Array {
  const [xy, xx, yy] = [products(x.share, y.share), products(x.share, x.share), products(y.share, y.share)];
  const rho = sum(xy);
  const [yAboveX, xAboveX] = [above(panel, x, y.share), above(panel, x, x.share)];
  const [xAboveY, yAboveY] = [above(panel, y, x.share), above(panel, y, y.share)];
  const moved = new Float64Array(panel.sellers);
  let start = 0;
  for (const end of panel.quarters) {
    const n = end - start;
    const [ofXy, ofXx, ofYy] = [xy, xx, yy].map((each) => sum(each.subarray(start, end))) as [
      number,
      number,
      number
    ];
    for (let i = start; i < end; i++) {
      const at = (each: Float64Array): number => each[i] as number;
      const together = at(xy) + (at(yAboveX) + at(xAboveY) - 2 * ofXy) / n;
      const alone = at(xx) + at(yy) + (2 * (at(xAboveX) - ofXx + at(yAboveY) - ofYy)) / n;
      const seller = panel.seller[i] as number;
      moved[seller] = (moved[seller] as number) + together - (rho / 2) * alone;
    }
    start = end;
  }
  return moved;
}

/** For each pair the sum of a column over the pairs of its quarter with a greater figure, and half of those with the same, in scaled ranks. */
function above({quarters}: Panel, {order, ties, whole}: Ranked, column: Float64Array): Float64Array {
  const sums = new Float64Array(column.length);
  let tie = ties.length - 1;
  for (let quarter = quarters.length - 1; quarter >= 0; quarter--) {
    const start = quarters[quarter - 1] ?? 0;
    for (let higher = 0; tie >= 0 && (ties[tie] as number) > start; tie--) {
      const [from, to] = [ties[tie - 1] ?? 0, ties[tie] as number];
      let tied = 0;
      for (let place = from; place < to; place++) tied += column[order[place] as number] as number;
      for (let place = from; place < to; place++) sums[order[place] as number] = (higher + tied / 2) * whole;
      higher += tied;
    }
  }
  return sums;
}

function interval(rho: number, sellers: number, moved: Float64Array): [low: number, high: number] {
  const scale = 1 - rho * rho;
  if (scale < 1e-12) return [rho, rho];
  const error = Math.sqrt((sum(products(moved, moved)) * sellers) / (sellers - 1)) / scale;
  const width = studentQuantile(sellers - 1) * error;
  return [Math.tanh(Math.atanh(rho) - width), Math.tanh(Math.atanh(rho) + width)];
}

/** 97.5 % quantile of Student's distribution by its expansion in the normal one (Fisher and Cornish 1960): 4 digits from 10 degrees on. */
function studentQuantile(degrees: number): number {
  const z = 1.959963984540054;
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  );
}

function products(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((each, i) => each * (b[i] as number));
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
