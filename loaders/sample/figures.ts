import {accepted, type Deal} from "./deals.js";
import type {LeadTruths} from "./leads.js";
import {REGIONS, type GroupTruth, type SampleTruths} from "./truths.js";

/** What the accepted deals add up to. */
export function dealTruths(all: readonly Deal[]): SampleTruths["deals"] {
  const deals = all.filter(accepted);
  const won = deals.filter(({outcome}) => outcome === "won");
  const [social, rest] = [group(deals.filter(isSocial)), group(deals.filter(isRest))];
  const regions = byRegion(deals);
  return {
    deals: deals.length,
    won: won.length,
    lost: deals.filter(({outcome}) => outcome === "lost").length,
    open: deals.filter(({outcome}) => outcome === "open").length,
    won_amount: euros(won),
    social_won_amount: euros(won.filter(isSocial)),
    unknown_won_amount: euros(won.filter(({source}) => source === "unknown")),
    influenced_won_amount: euros(won.filter(({influenced}) => influenced)),
    by_region: regions,
    social,
    rest,
    crude_difference: social.hit_rate - rest.hit_rate,
    mantel_haenszel_difference: mantelHaenszel(regions),
    median_cycle_days_won: {social: medianCycle(won.filter(isSocial)), rest: medianCycle(won.filter(isRest))}
  };
}

/** What the accepted leads add up to; the AUC counts ties as half. */
export function leadTruths({leads, won, scores, outcomes}: LeadTruths): SampleTruths["leads"] {
  const counts = Array.from({length: 101}, () => ({won: 0, lost: 0}));
  let sum = 0;
  for (let i = 0; i < leads; i++) {
    const count = counts[scores[i] ?? 0];
    if (count) count[outcomes[i] === 1 ? "won" : "lost"]++;
    sum += scores[i] ?? 0;
  }
  return {leads, won, base_rate: won / leads, auc: auc(counts), mean_score: sum / leads};
}

function isSocial({source}: Deal): boolean {
  return source === "social";
}

function isRest({source}: Deal): boolean {
  return source !== "social";
}

function group(deals: readonly Deal[]): GroupTruth {
  const won = deals.filter(({outcome}) => outcome === "won").length;
  return {deals: deals.length, won, hit_rate: deals.length === 0 ? 0 : won / deals.length};
}

/** A deal without an owner belongs to no region. */
function byRegion(deals: readonly Deal[]): SampleTruths["deals"]["by_region"] {
  const owned = deals.filter(({fault}) => fault !== "no_owner");
  return REGIONS.map((region) => {
    const own = owned.filter(({seller}) => seller.region === region);
    const [social, rest] = [group(own.filter(isSocial)), group(own.filter(isRest))];
    return {region, social, rest, difference: social.hit_rate - rest.hit_rate};
  });
}

/** Difference of rates within regions, each weighted by n₁n₀ ÷ (n₁ + n₀). */
function mantelHaenszel(regions: SampleTruths["deals"]["by_region"]): number {
  let [sum, weights] = [0, 0];
  for (const {social, rest, difference} of regions) {
    const weight = (social.deals * rest.deals) / Math.max(1, social.deals + rest.deals);
    sum += weight * difference;
    weights += weight;
  }
  return sum / weights;
}

/** Median days from created to closed, back-dated deals left out. */
function medianCycle(won: readonly Deal[]): number {
  const days = won
    .map(({created, closed}) => (closed ?? created) - created)
    .filter((cycle) => cycle >= 0)
    .sort((a, b) => a - b);
  const middle = Math.floor(days.length / 2);
  return days.length % 2 === 1 ? (days[middle] ?? 0) : ((days[middle - 1] ?? 0) + (days[middle] ?? 0)) / 2;
}

function euros(deals: readonly Deal[]): number {
  return deals.reduce((sum, {amount}) => sum + amount, 0) / 100;
}

function auc(counts: readonly {won: number; lost: number}[]): number {
  let [below, above, pairs] = [0, 0, 0];
  for (const {won, lost} of counts) {
    pairs += won * (below + lost / 2);
    below += lost;
    above += won;
  }
  return pairs / (below * above);
}
