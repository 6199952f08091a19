import type {Random} from "../../src/stats/random.js";

/**
 * Scatters faults over rows 0 … rows − 1: each row carries at most one. `fits` says which rows a fault can be
 * planted in. Where too few rows fit, fewer faults are planted; what was written is counted, not what was asked.
 */
export function scatter<F extends string>(
  random: Random,
  rows: number,
  counts: Readonly<Record<F, number>>,
  fits: (row: number, fault: F) => boolean = () => true
): Map<number, F> {
  const planted = new Map<number, F>();
  for (const [fault, count] of Object.entries(counts) as [F, number][]) {
    let left = count;
    for (let tries = 0; left > 0 && tries < 200 * count + 200; tries++) {
      const row = random.between(0, rows - 1);
      if (planted.has(row) || !fits(row, fault)) continue;
      planted.set(row, fault);
      left--;
    }
  }
  return planted;
}

/** Fault counts of scale 1 at another scale; at least one of each. */
export function scaledCounts<F extends string>(
  counts: Readonly<Record<F, number>>,
  scale: number
): Record<F, number> {
  const scaled = Object.entries<number>(counts).map(([fault, count]) => [fault, atScale(count, scale)]);
  return Object.fromEntries(scaled) as Record<F, number>;
}

function atScale(count: number, scale: number): number {
  return count === 0 ? 0 : Math.max(1, Math.round(count * scale));
}
