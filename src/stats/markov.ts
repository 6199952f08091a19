/** How often deals took one journey, and how they ended. Channels are in order of touch. */
export interface Journey {
  readonly channels: readonly string[];
  readonly won: number;
  readonly lost: number;
}

/** Chances of moving from a state to others; "start" is the first state, "won" and "lost" the last. */
type Chain = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * The removal effect of each channel in a first-order Markov chain of journeys: the share of all wins, 0 to 1, that
 * would be lost if every journey ended where it reaches the channel. Journeys without a channel are left out; without
 * a win there is no effect and the map is empty.
 * Method: Anderl, Becker, von Wangenheim and Schumann 2016.
 */
export function removalEffects(journeys: readonly Journey[]): Map<string, number> {
  const chain = chainOf(journeys);
  const whole = chanceOfWinning(chain);
  if (whole === 0) return new Map();
  const channels = [...chain.keys()].filter((state) => state !== START);
  return new Map(
    channels.map((channel) => [channel.slice(MARK.length), 1 - chanceOfWinning(chain, channel) / whole])
  );
}

/** Shares of a whole in proportion to the effects; they add up to 1. */
export function sharesOf(effects: ReadonlyMap<string, number>): Map<string, number> {
  const all = [...effects.values()].reduce((sum, effect) => sum + effect, 0);
  return new Map([...effects].map(([channel, effect]) => [channel, effect / all]));
}

// The mark keeps a channel that is called "won" apart from the state.
const [START, WON, LOST, MARK] = ["start", "won", "lost", ":"] as const;
const state = (channel: string): string => `${MARK}${channel}`;

function chainOf(journeys: readonly Journey[]): Chain {
  const counts = new Map<string, Map<string, number>>();
  const add = (from: string, to: string, n: number): void => {
    if (n === 0) return;
    const row = counts.get(from) ?? new Map<string, number>();
    counts.set(from, row.set(to, (row.get(to) ?? 0) + n));
  };
  for (const {channels, won, lost} of journeys) {
    if (channels.length === 0) continue;
    const states = [START, ...channels.map(state)];
    states.slice(1).forEach((to, i) => add(states[i] ?? START, to, won + lost));
    add(states.at(-1) ?? START, WON, won);
    add(states.at(-1) ?? START, LOST, lost);
  }
  return new Map([...counts].map(([from, row]) => [from, inShares(row)]));
}

function inShares(row: ReadonlyMap<string, number>): Map<string, number> {
  const all = [...row.values()].reduce((sum, n) => sum + n, 0);
  return new Map([...row].map(([to, n]) => [to, n / all]));
}

/** The chance of ending in "won" from the start, where journeys end in a channel that is taken out. */
function chanceOfWinning(chain: Chain, without?: string): number {
  const removed = without ?? LOST;
  const states = [...chain.keys()].filter((each) => each !== removed);
  const rows = states.map((from) => {
    const row = chain.get(from);
    const left = states.map((to) => (from === to ? 1 : 0) - (row?.get(to) ?? 0));
    return [...left, row?.get(WON) ?? 0];
  });
  return solve(rows)[states.indexOf(START)] ?? 0;
}

/** Solves linear equations, each row with its right side last, by elimination with the largest pivot. */
function solve(equations: readonly (readonly number[])[]): number[] {
  const rows = equations.map((row) => [...row]);
  const size = rows.length;
  for (let k = 0; k < size; k++) {
    const best = largestBelow(rows, k);
    [rows[k], rows[best]] = [rows[best] ?? [], rows[k] ?? []];
    for (let i = 0; i < size; i++) if (i !== k) subtract(rows[i] ?? [], rows[k] ?? [], k);
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}

function largestBelow(rows: readonly (readonly number[])[], k: number): number {
  let best = k;
  for (let i = k; i < rows.length; i++)
    if (Math.abs(rows[i]?.[k] ?? 0) > Math.abs(rows[best]?.[k] ?? 0)) best = i;
  return best;
}

function subtract(row: number[], pivot: readonly number[], k: number): void {
  const factor = (row[k] ?? 0) / (pivot[k] ?? 1);
  if (factor !== 0) pivot.forEach((cell, j) => (row[j] = (row[j] ?? 0) - factor * cell));
}
