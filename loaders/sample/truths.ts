// What is planted in the sample. Tests read these constants; nothing else in the project may.

/** The invented company and its invented domain. */
export const COMPANY = {name: "Larkfell Instruments", domain: "larkfell.example"};

/** Regions of the company. */
export const REGIONS = ["EMEA", "NORAM", "LATAM", "APAC"] as const;
export type Region = (typeof REGIONS)[number];

/** Teams, each inside one region, with their part of the sellers and of a usual seller's deals. */
export const TEAMS = [
  {team: "France", region: "EMEA", sellers: 0.1, deals: 0.78},
  {team: "Northern Europe", region: "EMEA", sellers: 0.25, deals: 1.05},
  {team: "North America", region: "NORAM", sellers: 0.28, deals: 1},
  {team: "Latin America", region: "LATAM", sellers: 0.17, deals: 1.02},
  {team: "Asia Pacific", region: "APAC", sellers: 0.2, deals: 1.02}
] as const satisfies {team: string; region: Region; sellers: number; deals: number}[];
export type Team = (typeof TEAMS)[number]["team"];

/** Training lifts a seller's SSI by `lift` points, reached in equal weekly steps over `rampWeeks`. */
export const TRAINING = {lift: 6, rampWeeks: 6, neverTrained: 0.25};

/** Points that training adds in the n-th week after the week of the training (0 = that week: nothing yet). */
export function trainingLift(weeksSince: number): number {
  return TRAINING.lift * Math.min(1, Math.max(0, weeksSince / TRAINING.rampWeeks));
}

/** Mean points that training adds over weeks `from` … `until` after the week of the training. */
export function meanTrainingLift(from = 1, until = 12): number {
  let sum = 0;
  for (let week = from; week <= until; week++) sum += trainingLift(week);
  return sum / (until - from + 1);
}

/** Points a Sales Navigator seat adds to two of the pillars. */
export const SEAT_LIFT = {insights: 2.5, people: 1};

/**
 * Chance that a deal is won in the end, for social deals and for the rest (unknown source counts as rest), and
 * the share of social deals. Social wins more often in two regions, less often in one, the same in one; it is
 * common where little is won, so that the crude comparison points the other way than the one within regions.
 */
export const HIT_RATES: Readonly<Record<Region, {social: number; rest: number; socialShare: number}>> = {
  EMEA: {social: 0.5, rest: 0.38, socialShare: 0.14},
  NORAM: {social: 0.26, rest: 0.37, socialShare: 0.12},
  LATAM: {social: 0.24, rest: 0.13, socialShare: 0.55},
  APAC: {social: 0.16, rest: 0.16, socialShare: 0.5}
};

/** Days from created to closed: medians, spread of the logarithm, longest; social deals take longer, not less. */
export const CYCLE = {wonDays: 75, lostDays: 68, spread: 0.7, longestDays: 548, socialFactor: 1.12};

/** Share of deals whose source nobody filled in, and share that never gets closed. */
export const DISCIPLINE = {unknownSource: 0.08, neverClosed: 0.04};

/**
 * A seller's swing in SSI in one quarter (deviation in points) moves the number of deals two quarters later by
 * `effect` on the log scale for one deviation. The level of the SSI moves nothing.
 */
export const LAG = {quarters: 2, swing: 4, effect: 0.25};

/** Won deals have this many times the social touches, while open, of other deals. */
export const SOCIAL_TOUCH_RATIO = 1.4;

/** Leads: how strongly the score follows the true odds, and how a score is made of it (mean, deviation). */
export const LEADS = {agreement: 0.86, scoreMean: 48, scoreDeviation: 17, intercept: -3.78};

/** Most a seller may claim for a deal, by the moment that decided it, in %. */
export const MOMENTS = {
  found_account: 60,
  found_prospect: 50,
  opened_conversation: 40,
  new_contacts: 30,
  anticipated_tender: 30,
  other: 20
} as const;
export type Moment = keyof typeof MOMENTS;

/** Of 100 invitations, so many are accepted, and so many of those people had visited the profile. */
export const INVITATIONS = {accepted: 0.33, visited: 0.1};

/** Share of new connections in the target persona, of trained sellers and of the others. */
export const PERSONA = {trained: 0.45, others: 0.3};

/** Planted faults at scale 1: rows, by file kind and rule. */
export const FAULTS = {
  ssi: {
    unknown_seller: 24,
    out_of_range: 22,
    not_a_number: 15,
    not_a_date: 10,
    missing: 12,
    total_not_sum: 30
  },
  opportunities: {
    unknown_seller: 14,
    not_a_date: 16,
    not_a_number: 13,
    missing: 12,
    duplicate_key: 18,
    closed_before_created: 15,
    no_owner: 25,
    unmapped_value: 40
  },
  affaires: {
    unknown_seller: 4,
    not_a_date: 6,
    not_a_number: 5,
    missing: 3,
    duplicate_key: 5,
    closed_before_created: 4,
    no_owner: 3,
    unmapped_value: 6
  },
  engagement: {unknown_seller: 40, not_a_date: 30, missing: 25, duplicate_key: 50},
  engagementCounts: {not_a_number: 10},
  leads: {not_a_date: 12, missing: 10, not_a_number: 14, duplicate_key: 30},
  contributions: {lost_deal: 3, unknown_deal: 3, no_argument: 4, over_ceiling: 4, over_100: 2}
} as const;

/** Rows of one file: `rows_read` counts every record below the header, footers and blank lines included. */
export interface FileCount {
  file: string;
  rows_read: number;
  rejected: number;
  ignored: number;
}

/** Rows of one file that carry one planted fault: rejections, and the notes on rows that are kept. */
export interface DirtCount {
  file: string;
  rule: string;
  rows: number;
}

/** Deals of one group as written, without the rejected ones. Money in euro. */
export interface GroupTruth {
  deals: number;
  won: number;
  hit_rate: number;
}

/** What the written sample really holds; money in euro, rates from 0 to 1. */
export interface SampleTruths {
  scale: number;
  seed: number;
  sellers: {sellers: number; seats: number; trained: number; left: number; not_measured: number};
  training: {
    lift: number;
    ramp_weeks: number;
    mean_lift_12_weeks: number;
    realised_mean_lift_12_weeks: number;
  };
  deals: {
    deals: number;
    won: number;
    lost: number;
    open: number;
    won_amount: number;
    social_won_amount: number;
    unknown_won_amount: number;
    influenced_won_amount: number;
    by_region: {region: Region; social: GroupTruth; rest: GroupTruth; difference: number}[];
    social: GroupTruth;
    rest: GroupTruth;
    crude_difference: number;
    mantel_haenszel_difference: number;
    median_cycle_days_won: {social: number; rest: number};
  };
  touches: {
    rows: number;
    of_deals: number;
    before_created: number;
    while_open: number;
    after_closed: number;
    of_leads: number;
    social_while_open_per_won_deal: number;
    social_while_open_per_other_deal: number;
  };
  leads: {leads: number; won: number; base_rate: number; auc: number; mean_score: number};
  interviews: {accepted: number; refused: Record<string, number>; declared: number; deals: number};
  files: FileCount[];
  dirt: DirtCount[];
}
