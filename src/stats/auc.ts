/** The area under the ROC curve with DeLong's interval; null where it needs more leads of either outcome. */
export interface Auc {
  readonly auc: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const z = 1.959963984540054;

/**
 * The chance that a case with outcome 1 has the higher score, ties counting half, with DeLong's 95 % interval; empty
 * with fewer than two cases of either outcome. Method: DeLong, DeLong and Clarke-Pearson 1988, in one pass over the
 * sorted scores as in Sun and Xu 2014.
 */
export function aucOf(scores: ArrayLike<number>, outcomes: ArrayLike<number>): Auc {
  const order = orderOf(scores);
  const n = scores.length;
  let wins = 0;
  for (let i = 0; i < n; i += 1) wins += outcomes[i] ?? 0;
  const others = n - wins;
  if (wins < 2 || others < 2) return {auc: null, low: null, high: null};
  const groups: [wins: number, others: number, winPlace: number, otherPlace: number][] = [];
  let [winsSeen, othersSeen, sum] = [0, 0, 0];
  for (let from = 0; from < n;) {
    const score = scores[order[from] ?? 0];
    let [w, to] = [0, from];
    while (to < n && scores[order[to] ?? 0] === score) w += outcomes[order[to++] ?? 0] ?? 0;
    const o = to - from - w;
    groups.push([w, o, (othersSeen + o / 2) / others, (wins - winsSeen - w / 2) / wins]);
    sum += w * (othersSeen + o / 2);
    winsSeen += w;
    othersSeen += o;
    from = to;
  }
  const auc = sum / (wins * others);
  let [spreadWins, spreadOthers] = [0, 0];
  for (const [w, o, winPlace, otherPlace] of groups) {
    spreadWins += w * (winPlace - auc) ** 2;
    spreadOthers += o * (otherPlace - auc) ** 2;
  }
  const error = z * Math.sqrt(spreadWins / (wins - 1) / wins + spreadOthers / (others - 1) / others);
  return {auc, low: Math.max(0, auc - error), high: Math.min(1, auc + error)};
}

/** Places of the scores from low to high. */
function orderOf(scores: ArrayLike<number>): Uint32Array {
  const order = Uint32Array.from({length: scores.length}, (_, i) => i);
  return order.sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0) || a - b);
}
