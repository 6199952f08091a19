import {quantileSorted} from "d3-array";
import {Random} from "./random.js";

/** How far one seller's figure moved around one event that this seller went through, or waited for. */
export interface Change {
  /** Sellers compared over the same weeks bear the same cohort. */
  readonly cohort: number;
  /** The seller; one seller may stand in several cohorts. */
  readonly seller: number;
  /** Whether the event was this seller's own. */
  readonly treated: boolean;
  /** Figure after minus figure before. */
  readonly change: number;
}

/** A difference in differences, in the unit of the changes. */
export interface Effect {
  /** Mean over the treated of their change minus the mean change of those who waited; null without a comparison. */
  readonly estimate: number | null;
  /** Ends of the 95 % interval; null with fewer than two treated or two waiting sellers. */
  readonly low: number | null;
  readonly high: number | null;
  /** Treated sellers in cohorts that have somebody waiting. */
  readonly treated: number;
  /** Sellers who waited in at least one of these cohorts. */
  readonly waiting: number;
  /** Cohorts with both. */
  readonly cohorts: number;
}

export interface Options {
  readonly replicates?: number;
  readonly seed?: number;
}

/**
 * Difference in differences over several events: in each cohort the mean change of the treated minus the mean
 * change of those who waited over the same weeks, averaged over cohorts by their number of treated (the group-time
 * effects of Callaway and Sant'Anna 2021, with not-yet-treated sellers to compare with). The interval is that of
 * the percentile bootstrap over sellers (Efron and Tibshirani 1993, chapter 13): a seller is drawn with all of
 * their changes. The same changes and seed give the same interval.
 */
export function differenceInDifferences(
  changes: readonly Change[],
  {replicates = 1000, seed = 1}: Options = {}
): Effect {
  const panel = packed(comparable(changes));
  const once = new Float64Array(panel.sellers).fill(1);
  const estimate = estimateOf(panel, once);
  const counts = countsOf(changes);
  const [low, high] =
    counts.treated < 2 || counts.waiting < 2 ? [null, null] : interval(panel, {replicates, seed});
  return {estimate, low, high, ...counts};
}

/** The changes of cohorts that have both treated and waiting sellers. */
function comparable(changes: readonly Change[]): Change[] {
  const both = (cohort: number): boolean => treated.has(cohort) && waiting.has(cohort);
  const treated = new Set(changes.filter((each) => each.treated).map(({cohort}) => cohort));
  const waiting = new Set(changes.filter((each) => !each.treated).map(({cohort}) => cohort));
  return changes.filter(({cohort}) => both(cohort));
}

function countsOf(changes: readonly Change[]): Pick<Effect, "treated" | "waiting" | "cohorts"> {
  const rows = comparable(changes);
  const sellers = (treated: boolean): number =>
    new Set(rows.filter((each) => each.treated === treated).map(({seller}) => seller)).size;
  return {
    treated: sellers(true),
    waiting: sellers(false),
    cohorts: new Set(rows.map(({cohort}) => cohort)).size
  };
}

interface Panel {
  readonly sellers: number;
  readonly cohorts: number;
  readonly seller: Int32Array;
  /** Twice the cohort, plus one for the treated: the cell of the sums below. */
  readonly cell: Int32Array;
  readonly change: Float64Array;
}

/** The changes as columns, with sellers and cohorts numbered from 0 in order of appearance. */
function packed(changes: readonly Change[]): Panel {
  const sellers = numbering(changes.map(({seller}) => seller));
  const cohorts = numbering(changes.map(({cohort}) => cohort));
  return {
    sellers: sellers.size,
    cohorts: cohorts.size,
    seller: Int32Array.from(changes, ({seller}) => sellers.get(seller) ?? 0),
    cell: Int32Array.from(changes, ({cohort, treated}) => 2 * (cohorts.get(cohort) ?? 0) + Number(treated)),
    change: Float64Array.from(changes, ({change}) => change)
  };
}

function numbering(keys: readonly number[]): Map<number, number> {
  const numbers = new Map<number, number>();
  for (const key of keys) if (!numbers.has(key)) numbers.set(key, numbers.size);
  return numbers;
}

/** The estimate where seller i counts `weights[i]` times; null where no cohort has both kinds. */
function estimateOf({cohorts, seller, cell, change}: Panel, weights: Float64Array): number | null {
  const count = new Float64Array(2 * cohorts);
  const sum = new Float64Array(2 * cohorts);
  for (let i = 0; i < seller.length; i++) {
    const weight = weights[seller[i] as number] as number;
    const at = cell[i] as number;
    count[at] = (count[at] as number) + weight;
    sum[at] = (sum[at] as number) + weight * (change[i] as number);
  }
  let total = 0;
  let treated = 0;
  for (let cohort = 0; cohort < cohorts; cohort++) {
    const [n0, n1] = [count[2 * cohort] as number, count[2 * cohort + 1] as number];
    if (n0 === 0 || n1 === 0) continue;
    total += (sum[2 * cohort + 1] as number) - (n1 * (sum[2 * cohort] as number)) / n0;
    treated += n1;
  }
  return treated === 0 ? null : total / treated;
}

function interval(panel: Panel, {replicates, seed}: Required<Options>): [number, number] | [null, null] {
  const random = new Random(seed, "difference in differences");
  const weights = new Float64Array(panel.sellers);
  const estimates: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    weights.fill(0);
    for (let draw = 0; draw < panel.sellers; draw++) {
      const seller = Math.floor(random.next() * panel.sellers);
      weights[seller] = (weights[seller] as number) + 1;
    }
    const estimate = estimateOf(panel, weights);
    if (estimate !== null) estimates.push(estimate);
  }
  if (estimates.length === 0) return [null, null];
  estimates.sort((a, b) => a - b);
  return [quantileSorted(estimates, 0.025) ?? 0, quantileSorted(estimates, 0.975) ?? 0];
}
