/** A quarter's closed deals of one source. */
export interface Closed {
  readonly source: string;
  readonly closed: number;
  readonly won: number;
  /** Sum of won amounts. */
  readonly amount: number;
}

/** What each factor adds on the way from one quarter's won amount to the next one's; the four add up to the difference. */
export interface Bridge {
  readonly volume: number;
  readonly hit_rate: number;
  readonly deal_size: number;
  readonly mix: number;
}

const factors = ["volume", "hit_rate", "deal_size", "mix"] as const;
type Factor = (typeof factors)[number];

/**
 * Splits the change of the won amount. The amount is the number of closed deals × Σ over sources of (share of deals × hit
 * rate × mean won amount); a factor's part is its Shapley value over these four (Shorrocks 2013, Journal of Economic
 * Inequality 11): its effect averaged over all orders. A source without closed deals on one side takes the other's
 * hit rate and size there, so that its coming or going counts as mix.
 */
export function bridge(before: readonly Closed[], after: readonly Closed[]): Bridge {
  const sides = [sideOf(before, after), sideOf(after, before)] as const;
  const amount = (changed: ReadonlySet<Factor>): number => {
    const of = (factor: Factor): Side => sides[changed.has(factor) ? 1 : 0];
    const sources = Object.keys(sides[0].share);
    const perDeal = sources.map(
      (source) =>
        (of("mix").share[source] ?? 0) *
        (of("hit_rate").rate[source] ?? 0) *
        (of("deal_size").size[source] ?? 0)
    );
    return of("volume").deals * sum(perDeal);
  };
  return Object.fromEntries(factors.map((factor) => [factor, shapley(factor, amount)])) as unknown as Bridge;
}

interface Side {
  readonly deals: number;
  readonly share: Readonly<Record<string, number>>;
  readonly rate: Readonly<Record<string, number>>;
  readonly size: Readonly<Record<string, number>>;
}

function sideOf(own: readonly Closed[], other: readonly Closed[]): Side {
  const deals = sum(own.map(({closed}) => closed));
  const sources = [...new Set([...own, ...other].map(({source}) => source))].sort();
  const of = (rows: readonly Closed[], source: string): Closed =>
    rows.find((row) => row.source === source) ?? {source, closed: 0, won: 0, amount: 0};
  const each = (value: (source: string) => number): Record<string, number> =>
    Object.fromEntries(sources.map((source) => [source, value(source)]));
  const ratio = (top: keyof Closed, bottom: keyof Closed, source: string): number =>
    quotient(of(own, source), top, bottom) ?? quotient(of(other, source), top, bottom) ?? 0;
  return {
    deals,
    // A quarter without deals has no mix of its own; with it the other's, all of its change is volume.
    share: each((source) =>
      deals > 0
        ? of(own, source).closed / deals
        : of(other, source).closed / Math.max(1, sum(other.map(({closed}) => closed)))
    ),
    rate: each((source) => ratio("won", "closed", source)),
    size: each((source) => ratio("amount", "won", source))
  };
}

function quotient(row: Closed, top: keyof Closed, bottom: keyof Closed): number | null {
  return Number(row[bottom]) > 0 ? Number(row[top]) / Number(row[bottom]) : null;
}

/** The factor's effect, weighted by how many orders have just these others changed before it. */
function shapley(factor: Factor, amount: (changed: ReadonlySet<Factor>) => number): number {
  const others = factors.filter((each) => each !== factor);
  const subsets = Array.from({length: 1 << others.length}, (_, bits) =>
    others.filter((_, index) => (bits >> index) & 1)
  );
  return sum(
    subsets.map((subset) => {
      const weight =
        (factorial(subset.length) * factorial(others.length - subset.length)) / factorial(factors.length);
      return weight * (amount(new Set([...subset, factor])) - amount(new Set(subset)));
    })
  );
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
