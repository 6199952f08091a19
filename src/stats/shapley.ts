/** Most players for which every set of them is looked at. */
export const mostPlayers = 12;

/**
 * The exact Shapley value of each player of a game: its mean addition to the worth of a set over all orders of joining.
 * `worth` is given each set of players, in their order, and returns what the set is worth; the worth of nobody counts.
 * Throws a RangeError for more than twelve players.
 * Method: Shapley 1953.
 */
export function shapleyValues<Player>(
  players: readonly Player[],
  worth: (set: readonly Player[]) => number
): Map<Player, number> {
  const n = players.length;
  if (n > mostPlayers)
    throw new RangeError(
      `${n} players are too many for all sets of them; take some together, to ${mostPlayers}.`
    );
  const worths = Float64Array.from({length: 2 ** n}, (_, set) =>
    worth(players.filter((_, i) => (set & (1 << i)) !== 0))
  );
  const weights = joiningWeights(n);
  return new Map(players.map((player, i) => [player, meanAddition(worths, 1 << i, weights)]));
}

/** What a player adds to each set without it, weighted by the orders in which just that set came before. */
function meanAddition(worths: Float64Array, player: number, weights: readonly number[]): number {
  let sum = 0;
  for (let set = 0; set < worths.length; set++)
    if ((set & player) === 0)
      sum += (weights[size(set)] ?? 0) * ((worths[set | player] ?? 0) - (worths[set] ?? 0));
  return sum;
}

/** s! (n − s − 1)! ÷ n! for sets of each size s below n. */
function joiningWeights(n: number): number[] {
  const weights = [1 / n];
  for (let s = 1; s < n; s++) weights.push(((weights[s - 1] ?? 0) * s) / (n - s));
  return weights;
}

function size(set: number): number {
  let bits = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) bits++;
  return bits;
}
