/** What leads show, by lead: lead i has the hits from starts[i] to starts[i + 1], in order of term. */
export interface LeadMatrix {
  /** 1 where the lead was won. */
  readonly outcomes: Uint8Array;
  readonly starts: Uint32Array;
  /** Place of the term among the terms. */
  readonly term: Uint16Array;
  /** Days between touch and scoring; −1 for a static term. */
  readonly age: Int32Array;
  readonly times: Uint16Array;
}

/** What a term gives. */
export interface TermWeight {
  readonly points: number;
  readonly dynamic: boolean;
  /** Days in which points halve; of dynamic terms. */
  readonly halfLife: number;
  /** Most points that the term gives a lead. */
  readonly most: number;
}

/** Limits of a score and its parts. */
export interface Limits {
  readonly most: number;
  readonly staticMost: number;
  readonly dynamicMost: number;
}

/** How well scores tell won leads from the rest, and conversion by tenth from the highest score. */
export interface Judged {
  readonly auc: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Of leads with equal scores at the edge of a tenth, each tenth has its part of the wins. */
  readonly deciles: readonly {readonly leads: number; readonly won: number}[];
}

const z = 1.959963984540054;

/** A matrix from columns of hits in order of lead and term; `numbers` are those of the leads, rising. */
export function matrixOf(
  leads: {readonly number: ArrayLike<number>; readonly won: ArrayLike<number>},
  hits: {
    readonly number: ArrayLike<number>;
    readonly term: ArrayLike<number>;
    readonly age: ArrayLike<number>;
    readonly times: ArrayLike<number>;
  },
  terms: readonly number[]
): LeadMatrix {
  const place = new Uint16Array(Math.max(0, ...terms) + 1);
  terms.forEach((term, i) => (place[term] = i));
  const starts = new Uint32Array(leads.number.length + 1);
  let k = 0;
  for (let i = 0; i < leads.number.length; i += 1) {
    const number = leads.number[i] ?? 0;
    while (k < hits.number.length && (hits.number[k] ?? 0) <= number) k += 1;
    starts[i + 1] = k;
  }
  return {
    outcomes: Uint8Array.from(leads.won),
    starts,
    term: Uint16Array.from(hits.term, (term) => place[term] ?? 0),
    age: Int32Array.from(hits.age),
    times: Uint16Array.from(hits.times)
  };
}

/** The score of every lead under the weights: points of terms up to their most, parts up to theirs, between 0 and the most. */
export function rescore(matrix: LeadMatrix, weights: readonly TermWeight[], limits: Limits): Float64Array {
  const {starts, term, age, times} = matrix;
  const oldest = age.reduce((most, days) => Math.max(most, days), 0);
  const left = weights.map(({dynamic, halfLife}) => (dynamic ? decays(oldest, halfLife) : null));
  const scores = new Float64Array(starts.length - 1);
  for (let i = 0; i < scores.length; i += 1) {
    let [fixed, moving] = [0, 0];
    const to = starts[i + 1] ?? 0;
    for (let k = starts[i] ?? 0; k < to;) {
      const t = term[k] ?? 0;
      const {points = 0, most = Infinity, dynamic = false} = weights[t] ?? {};
      const decay = left[t];
      let sum = 0;
      for (; k < to && term[k] === t; k += 1)
        sum += (times[k] ?? 0) * (decay ? (decay[age[k] ?? 0] ?? 0) : 1);
      const given = Math.min(most, points * sum);
      if (dynamic) moving += given;
      else fixed += given;
    }
    const total = Math.min(limits.staticMost, fixed) + Math.min(limits.dynamicMost, moving);
    scores[i] = Math.max(0, Math.min(limits.most, total));
  }
  return scores;
}

function decays(oldest: number, halfLife: number): Float64Array {
  return Float64Array.from({length: oldest + 1}, (_, days) => 0.5 ** (days / halfLife));
}

/**
 * Judges scores of at least 0. AUC with DeLong's interval as in `aucOf`, but for millions of leads: the outcome is put into
 * the last bit of the score, so that one plain sort brings both into order.
 */
export function judgeScores(scores: Float64Array, outcomes: Uint8Array): Judged {
  const packed = Float64Array.from(scores);
  const bits = new Uint32Array(packed.buffer);
  const low = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;
  for (let i = 0; i < packed.length; i += 1)
    bits[2 * i + low] = ((bits[2 * i + low] ?? 0) & ~1) | (outcomes[i] ?? 0);
  packed.sort();
  const groups = groupsOf(bits, low, packed.length);
  return {...areaOf(groups), deciles: decilesOf(groups, packed.length)};
}

/** Won and other leads of each score, from low to high. */
interface Groups {
  readonly wins: number[];
  readonly others: number[];
}

function groupsOf(bits: Uint32Array, low: number, length: number): Groups {
  const groups: Groups = {wins: [], others: []};
  let [upper, lower] = [-1, -1];
  for (let i = 0; i < length; i += 1) {
    const [hi, lo] = [bits[2 * i + 1 - low] ?? 0, bits[2 * i + low] ?? 0];
    if (hi !== upper || lo >>> 1 !== lower) {
      groups.wins.push(0);
      groups.others.push(0);
      [upper, lower] = [hi, lo >>> 1];
    }
    const counts = lo & 1 ? groups.wins : groups.others;
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
  }
  return groups;
}

function areaOf({wins, others}: Groups): Pick<Judged, "auc" | "low" | "high"> {
  const n = wins.reduce((sum, w) => sum + w, 0);
  const m = others.reduce((sum, o) => sum + o, 0);
  if (n < 2 || m < 2) return {auc: null, low: null, high: null};
  let [above, below, sum, squaresWins, squaresOthers] = [n, 0, 0, 0, 0];
  wins.forEach((w, i) => {
    const o = others[i] ?? 0;
    const [winPlace, otherPlace] = [(below + o / 2) / m, (above - w / 2) / n];
    sum += w * winPlace;
    squaresWins += w * winPlace ** 2;
    squaresOthers += o * otherPlace ** 2;
    below += o;
    above -= w;
  });
  const auc = sum / n;
  const variance =
    Math.max(0, squaresWins - n * auc ** 2) / (n - 1) / n +
    Math.max(0, squaresOthers - m * auc ** 2) / (m - 1) / m;
  const error = z * Math.sqrt(variance);
  return {auc, low: Math.max(0, auc - error), high: Math.min(1, auc + error)};
}

function decilesOf({wins, others}: Groups, leads: number): Judged["deciles"] {
  const sizes = Array.from({length: 10}, (_, d) => Math.floor(leads / 10) + (d < leads % 10 ? 1 : 0));
  const deciles = sizes.map((size) => ({leads: size, won: 0}));
  let [d, room] = [0, sizes[0] ?? 0];
  for (let i = wins.length - 1; i >= 0; i -= 1) {
    const w = wins[i] ?? 0;
    const size = w + (others[i] ?? 0);
    for (let rest = size; rest > 0;) {
      while (room === 0 && d < 9) room = sizes[(d += 1)] ?? 0;
      const part = room === 0 ? rest : Math.min(rest, room);
      const decile = deciles[d];
      if (decile) decile.won += (w * part) / size;
      rest -= part;
      room -= Math.min(room, part);
    }
  }
  return deciles;
}
