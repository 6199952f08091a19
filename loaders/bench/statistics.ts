/** What repeated measurements of one thing say. */
export interface Summary {
  readonly n: number;
  readonly median: number;
  readonly p95: number;
  readonly min: number;
  readonly max: number;
}

/** Summarises measurements; throws when there are none. */
export function summarise(values: readonly number[]): Summary {
  return {
    n: values.length,
    median: quantile(values, 0.5),
    p95: quantile(values, 0.95),
    min: quantile(values, 0),
    max: quantile(values, 1)
  };
}

/** The quantile p of values, interpolated between neighbours (Hyndman and Fan 1996, type 7). */
export function quantile(values: readonly number[], p: number): number {
  if (values.length === 0) throw new RangeError("There is no quantile of no values.");
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const below = sorted[Math.floor(at)] ?? NaN;
  const above = sorted[Math.ceil(at)] ?? NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** The ratio of each pair of measurements that were taken one after the other. */
export function ratios(values: readonly number[], baseline: readonly number[]): number[] {
  if (values.length !== baseline.length) throw new RangeError("Only measurements in pairs have ratios.");
  return values.map((value, index) => value / (baseline[index] ?? NaN));
}

/** The exponent b of times that grow as size to the power of b: the slope of their logarithms by least squares. */
export function growth(sizes: readonly number[], times: readonly number[]): number {
  if (sizes.length !== times.length || sizes.length < 2)
    throw new RangeError("A growth needs a time for each of at least two sizes.");
  const [x, y] = [sizes.map(Math.log), times.map(Math.log)];
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const over = x.reduce((sum, value, i) => sum + (value - mx) * ((y[i] ?? NaN) - my), 0);
  return over / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
}
