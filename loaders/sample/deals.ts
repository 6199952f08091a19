import {AS_OF, QUARTERS, START, quarterStart, workday} from "./calendar.js";
import {scaledCounts, scatter} from "./faults.js";
import {sourceWeights, writtenSource, type Source} from "./origins.js";
import type {Random} from "../../src/stats/random.js";
import {employed, type Seller} from "./sellers.js";
import type {Ssi} from "./ssi.js";
import {CYCLE, DISCIPLINE, FAULTS, HIT_RATES, LAG, TEAMS} from "./truths.js";

/** One deal of the sample. Days are day numbers, money is in cents. */
export interface Deal {
  id: string;
  seller: Seller;
  account: number;
  product: number;
  segment: Segment;
  source: Source;
  /** The source as written in the export. */
  origin: string;
  amount: number;
  created: number;
  closed: number | null;
  outcome: "open" | "won" | "lost";
  fault: DealFault | null;
  /** Whether a social touch fell between 90 days before the start and the close; set with the touches. */
  influenced: boolean;
}

export type Segment = keyof typeof SEGMENTS;
export type DealFault = keyof typeof FAULTS.opportunities;

/** Faults that leave the deal in the figures. */
export const NOTED: ReadonlySet<DealFault | null> = new Set<DealFault | null>([
  "closed_before_created",
  "no_owner",
  "unmapped_value"
]);

/** Whether a reader should accept the deal; a duplicate is accepted once. */
export function accepted(deal: Deal): boolean {
  return deal.fault === null || deal.fault === "duplicate_key" || NOTED.has(deal.fault);
}

/** Accounts each seller looks after. */
const ACCOUNTS = 15;
const DEALS_AT_SCALE_1 = 6000;

/** Makes the deals of all sellers, in order of creation, with identifiers and planted faults. */
export function makeDeals(random: Random, sellers: readonly Seller[], ssi: Ssi, scale: number): Deal[] {
  const expected = sellers.map((seller) => expectedDeals(seller, ssi));
  const factor = (DEALS_AT_SCALE_1 * scale) / expected.flat().reduce((sum, count) => sum + count, 0);
  const deals: Deal[] = [];
  for (const [index, seller] of sellers.entries()) {
    for (let quarter = 0; quarter < QUARTERS; quarter++) {
      const count = random.poisson(factor * (expected[index]?.[quarter] ?? 0));
      for (let i = 0; i < count; i++) deals.push(makeDeal(random, seller, quarter));
    }
  }
  deals.sort((a, b) => a.created - b.created);
  return finish(random, deals, scale);
}

/** Whether the French office keeps the deal, in its own export. */
export function isFrench(deal: Deal): boolean {
  return deal.seller.team === "France";
}

const SEGMENTS = {
  Enterprise: {weight: 0.2, median: 58_000, chance: -0.03},
  "Mid-market": {weight: 0.45, median: 21_000, chance: 0},
  "Small business": {weight: 0.35, median: 8_000, chance: 0.017}
};
const SEGMENT_WEIGHTS = {Enterprise: 0.2, "Mid-market": 0.45, "Small business": 0.35};

/** Relative number of deals of a seller in each quarter: employment, drive, team, and the swing two quarters ago. */
function expectedDeals(seller: Seller, ssi: Ssi): number[] {
  const team = TEAMS.find(({team}) => team === seller.team)?.deals ?? 1;
  return Array.from({length: QUARTERS}, (_, quarter) => {
    const swing = ssi.swings[seller.index * QUARTERS + quarter - LAG.quarters];
    const lagged = quarter < LAG.quarters ? 1 : Math.exp(LAG.effect * (swing ?? 0) - LAG.effect ** 2 / 2);
    return daysEmployed(seller, quarter) * seller.drive * team * lagged;
  });
}

function daysEmployed(seller: Seller, quarter: number): number {
  const since = Math.max(seller.hired, quarterStart(quarter));
  const until = Math.min(seller.left ?? AS_OF, quarterStart(quarter + 1) - 1);
  return Math.max(0, until - since + 1);
}

function makeDeal(random: Random, seller: Seller, quarter: number): Deal {
  const segment = random.weighted<Segment>(SEGMENT_WEIGHTS);
  const source = random.weighted(sourceWeights(seller.region));
  const created = workday(creationDay(random, seller, quarter));
  return {
    id: "",
    seller,
    account: seller.index * ACCOUNTS + random.between(0, ACCOUNTS - 1),
    product: random.between(0, 9),
    segment,
    source,
    origin: writtenSource(random, source, seller.team === "France"),
    amount: amount(random, segment),
    created,
    ...close(random, seller, created, source, segment),
    fault: null,
    influenced: false
  };
}

function creationDay(random: Random, seller: Seller, quarter: number): number {
  const since = Math.max(seller.hired, quarterStart(quarter));
  const until = Math.min(seller.left ?? AS_OF, quarterStart(quarter + 1) - 1);
  return random.between(since, until);
}

/** Most people type round sums; one in four comes with cents from a quote. */
function amount(random: Random, segment: Segment): number {
  const euros = Math.max(600, random.skewed(SEGMENTS[segment].median, 0.75));
  return random.chance(0.25) ? Math.round(euros * 100) : Math.round(euros / 50) * 5000;
}

function close(
  random: Random,
  seller: Seller,
  created: number,
  source: Source,
  segment: Segment
): Pick<Deal, "closed" | "outcome"> {
  const social = source === "social";
  const rates = HIT_RATES[seller.region];
  const won = random.chance((social ? rates.social : rates.rest) + seller.skill + SEGMENTS[segment].chance);
  const days =
    random.skewed(won ? CYCLE.wonDays : CYCLE.lostDays, CYCLE.spread) * (social ? CYCLE.socialFactor : 1);
  const closed = workday(created + Math.min(CYCLE.longestDays, Math.max(2, Math.round(days))));
  const never = !won && random.chance(DISCIPLINE.neverClosed);
  return never || closed > AS_OF ? {closed: null, outcome: "open"} : {closed, outcome: won ? "won" : "lost"};
}

function finish(random: Random, deals: Deal[], scale: number): Deal[] {
  const french = deals.filter(isFrench);
  const others = deals.filter((deal) => !isFrench(deal));
  for (const [index, deal] of others.entries()) deal.id = `OP-${String(index + 10_001)}`;
  for (const [index, deal] of french.entries()) deal.id = `AF-${String(index + 2_001)}`;
  plant(random, others, scaledCounts(FAULTS.opportunities, scale));
  plant(random, french, scaledCounts(FAULTS.affaires, scale));
  return deals;
}

function plant(random: Random, deals: readonly Deal[], counts: Record<DealFault, number>): void {
  if (deals.length === 0) return;
  const planted = scatter<DealFault>(random, deals.length, counts, (row, fault) => suits(deals[row], fault));
  for (const [row, fault] of planted) {
    const deal = deals[row];
    if (!deal) continue;
    deal.fault = fault;
    if (fault === "closed_before_created") deal.closed = workday(deal.created - random.between(4, 25));
    if (fault === "unmapped_value") deal.origin = random.pick(UNMAPPED);
  }
}

/** Texts of a lead source that the settings do not map. */
const UNMAPPED = ["Old CRM import", "Agency list 2019", "tbc", "see notes"];

function suits(deal: Deal | undefined, fault: DealFault): boolean {
  if (!deal) return false;
  if (fault === "unmapped_value") return deal.source === "unknown";
  if (fault === "closed_before_created") return deal.outcome !== "open" && deal.created > START + 30;
  return employed(deal.seller, deal.created);
}
