/** Rows of few values among many columns: row i holds index[k], value[k] for starts[i] ≤ k < starts[i + 1]. */
export interface Design {
  readonly columns: number;
  readonly starts: ArrayLike<number>;
  readonly index: ArrayLike<number>;
  readonly value: ArrayLike<number>;
}

/** A fitted model on the log-odds scale, per unit of each column; a column that never varies has 0 and no error. */
export interface LogisticFit {
  readonly intercept: number;
  readonly coefficients: Float64Array;
  /** Standard errors from the curvature of the penalised likelihood, the intercept's first; NaN where there is none. */
  readonly errors: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Logistic regression with a ridge penalty of ½ · penalty · Σ(coefficient · standard deviation)², which is what an L2
 * penalty on standardised columns says; the intercept is free. Newton's method with halved steps (iteratively
 * reweighted least squares), from zero, so that equal input gives an equal fit. `outcomes` are 0 or 1, one a row.
 * Method: Le Cessie and van Houwelingen 1992.
 */
export function fitLogistic(
  design: Design,
  outcomes: ArrayLike<number>,
  {penalty = 1, tolerance = 1e-10, most = 100}: {penalty?: number; tolerance?: number; most?: number} = {}
): LogisticFit {
  const size = design.columns + 1;
  const spread = variances(design, outcomes.length);
  const ridge = Float64Array.from({length: size}, (_, j) => (j === 0 ? 0 : penalty * (spread[j - 1] ?? 0)));
  const idle = (j: number): boolean => j > 0 && (spread[j - 1] ?? 0) < 1e-12;
  let beta = new Float64Array(size);
  let value = objective(design, outcomes, beta, ridge);
  let iterations = 0;
  let converged = false;
  while (iterations < most && !converged) {
    iterations += 1;
    const {gradient, curvature} = derivatives(design, outcomes, beta, ridge, idle);
    const step = solve(cholesky(curvature, size), gradient, size);
    let scale = 1;
    let next = moved(beta, step, scale);
    let reached = objective(design, outcomes, next, ridge);
    while (!(reached >= value - 1e-12 * Math.abs(value)) && scale > 1e-6) {
      scale /= 2;
      next = moved(beta, step, scale);
      reached = objective(design, outcomes, next, ridge);
    }
    converged = step.every((x) => Math.abs(x * scale) < tolerance);
    beta = next;
    value = reached;
  }
  const {curvature} = derivatives(design, outcomes, beta, ridge, idle);
  return {
    intercept: beta[0] ?? 0,
    coefficients: beta.slice(1),
    errors: standardErrors(cholesky(curvature, size), size, idle),
    iterations,
    converged
  };
}

/** The chance of each row under a fit. */
export function predictLogistic(design: Design, fit: LogisticFit): Float64Array {
  const rows = design.starts.length - 1;
  const beta = Float64Array.from([fit.intercept, ...fit.coefficients]);
  return Float64Array.from({length: rows}, (_, i) => chance(logOdds(design, beta, i)));
}

function variances({columns, index, value}: Design, rows: number): Float64Array {
  const sums = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let k = 0; k < index.length; k += 1) {
    const [j, x] = [at(index, k), at(value, k)];
    sums[j] = at(sums, j) + x;
    squares[j] = at(squares, j) + x * x;
  }
  return sums.map((sum, j) => (rows === 0 ? 0 : Math.max(0, at(squares, j) / rows - (sum / rows) ** 2)));
}

function logOdds({starts, index, value}: Design, beta: Float64Array, row: number): number {
  let sum = at(beta, 0);
  for (let k = at(starts, row); k < at(starts, row + 1); k += 1)
    sum += at(beta, at(index, k) + 1) * at(value, k);
  return sum;
}

function chance(logOddsOf: number): number {
  return 1 / (1 + Math.exp(-logOddsOf));
}

/** The penalised log-likelihood. */
function objective(
  design: Design,
  outcomes: ArrayLike<number>,
  beta: Float64Array,
  ridge: Float64Array
): number {
  let sum = 0;
  for (let i = 0; i < outcomes.length; i += 1) {
    const eta = logOdds(design, beta, i);
    // log(1 + e^eta) without overflow
    sum += at(outcomes, i) * eta - (Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))));
  }
  return beta.reduce((total, b, j) => total - 0.5 * at(ridge, j) * b * b, sum);
}

function derivatives(
  design: Design,
  outcomes: ArrayLike<number>,
  beta: Float64Array,
  ridge: Float64Array,
  idle: (j: number) => boolean
): {gradient: Float64Array; curvature: Float64Array} {
  const size = beta.length;
  const gradient = beta.map((b, j) => -at(ridge, j) * b);
  const curvature = new Float64Array(size * size);
  const {starts, index, value} = design;
  for (let i = 0; i < outcomes.length; i += 1) {
    const p = chance(logOdds(design, beta, i));
    const [residual, weight] = [at(outcomes, i) - p, p * (1 - p)];
    gradient[0] = at(gradient, 0) + residual;
    curvature[0] = at(curvature, 0) + weight;
    const [from, to] = [at(starts, i), at(starts, i + 1)];
    for (let k = from; k < to; k += 1) {
      const [j, x] = [at(index, k) + 1, at(value, k)];
      gradient[j] = at(gradient, j) + residual * x;
      curvature[j * size] = at(curvature, j * size) + weight * x;
      for (let m = from; m <= k; m += 1) {
        const l = at(index, m) + 1;
        const cell = Math.max(j, l) * size + Math.min(j, l);
        curvature[cell] = at(curvature, cell) + weight * x * at(value, m);
      }
    }
  }
  for (let j = 0; j < size; j += 1) {
    if (idle(j)) {
      for (let l = 0; l < size; l += 1) curvature[Math.max(j, l) * size + Math.min(j, l)] = 0;
      gradient[j] = 0;
    }
    const cell = j * size + j;
    curvature[cell] = at(curvature, cell) + (idle(j) ? 1 : at(ridge, j));
  }
  return {gradient, curvature};
}

/** The lower factor of a symmetric matrix, of which the lower half is given; a direction without curvature gets a huge one. */
function cholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let j = 0; j < size; j += 1) {
    for (let i = j; i < size; i += 1) {
      let sum = at(matrix, i * size + j);
      for (let k = 0; k < j; k += 1) sum -= at(lower, i * size + k) * at(lower, j * size + k);
      if (i === j) lower[i * size + i] = sum > 1e-14 ? Math.sqrt(sum) : 1e8;
      else lower[i * size + j] = sum / at(lower, j * size + j);
    }
  }
  return lower;
}

function solve(lower: Float64Array, right: Float64Array, size: number): Float64Array {
  const x = Float64Array.from(right);
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) x[i] = at(x, i) - at(lower, i * size + k) * at(x, k);
    x[i] = at(x, i) / at(lower, i * size + i);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) x[i] = at(x, i) - at(lower, k * size + i) * at(x, k);
    x[i] = at(x, i) / at(lower, i * size + i);
  }
  return x;
}

function standardErrors(lower: Float64Array, size: number, idle: (j: number) => boolean): Float64Array {
  return Float64Array.from({length: size}, (_, j) => {
    if (idle(j)) return NaN;
    const unit = new Float64Array(size);
    unit[j] = 1;
    return Math.sqrt(at(solve(lower, unit, size), j));
  });
}

function moved(beta: Float64Array, step: Float64Array, scale: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(beta, (b, j) => b + scale * at(step, j));
}

function at(list: ArrayLike<number>, place: number): number {
  return list[place] ?? 0;
}
