import type {Pair} from "./rank-association.js";

/** One seller's figures in one quarter; null is not measured. */
export interface SellerQuarter {
  readonly seller: number;
  /** Consecutive numbers of quarters. */
  readonly quarter: number;
  readonly x: number | null;
  readonly y: number | null;
}

/** Sellers against each other, or each quarter of a seller against the seller's own average. */
export type Comparison = "sellers" | "own";

/**
 * Pairs of x in a quarter and y `lag` quarters later, of sellers for whom both are known. With "own", the seller's
 * means over these pairs are taken off both, and sellers with a single pair are left out: what is left of a seller
 * is only the change from quarter to quarter.
 */
export function laggedPairs(rows: readonly SellerQuarter[], lag: number, comparison: Comparison): Pair[] {
  const later = new Map<number, Map<number, number>>();
  for (const {seller, quarter, y} of rows) if (y !== null) entry(later, seller).set(quarter - lag, y);
  const pairs: Pair[] = [];
  for (const {seller, quarter, x} of rows) {
    const y = later.get(seller)?.get(quarter);
    if (x !== null && y !== undefined) pairs.push({seller, quarter, x, y});
  }
  return comparison === "sellers" ? pairs : withoutOwnMeans(pairs);
}

function entry(figures: Map<number, Map<number, number>>, seller: number): Map<number, number> {
  const own = figures.get(seller) ?? new Map<number, number>();
  figures.set(seller, own);
  return own;
}

function withoutOwnMeans(pairs: readonly Pair[]): Pair[] {
  const sellers = new Map<number, Pair[]>();
  for (const pair of pairs) {
    const own = sellers.get(pair.seller);
    if (own) own.push(pair);
    else sellers.set(pair.seller, [pair]);
  }
  return [...sellers.values()].flatMap((own) => (own.length < 2 ? [] : centred(own)));
}

function centred(own: readonly Pair[]): Pair[] {
  const [x, y] = [mean(own.map((pair) => pair.x)), mean(own.map((pair) => pair.y))];
  return own.map((pair) => ({...pair, x: pair.x - x, y: pair.y - y}));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
