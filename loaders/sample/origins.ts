import type {Random} from "../../src/stats/random.js";
import {DISCIPLINE, HIT_RATES, type Region} from "./truths.js";

/** Where a deal came from, in the report's words. */
export type Source = "social" | keyof typeof REST | "unknown";

/** How often deals of a region come from each source. */
export function sourceWeights(region: Region): Record<Source, number> {
  const social = HIT_RATES[region].socialShare;
  const unknown = DISCIPLINE.unknownSource;
  const rest = Object.entries(REST).map(([source, weight]) => [source, weight * (1 - social - unknown)]);
  return {...(Object.fromEntries(rest) as Record<keyof typeof REST, number>), social, unknown};
}

/** The source as somebody typed it. */
export function writtenSource(random: Random, source: Source, french: boolean): string {
  return random.weighted((french ? FRENCH_TEXTS : TEXTS)[source]);
}

/** All texts of a source in one of the two exports, except the blank. */
export function sourceTexts(french: boolean): [string, Source][] {
  const texts = Object.entries(french ? FRENCH_TEXTS : TEXTS) as [Source, Record<string, number>][];
  return texts.flatMap(([source, weights]) =>
    Object.keys(weights).map((text): [string, Source] => [text, source])
  );
}

const REST = {inbound: 0.27, outbound: 0.3, referral: 0.16, event: 0.12, partner: 0.1, other: 0.05};

const TEXTS: Readonly<Record<Source, Record<string, number>>> = {
  social: {LinkedIn: 60, "Sales Navigator": 26, "Social - X": 11, "Linked-In msg": 2, SalesNav: 1},
  inbound: {"Inbound web": 60, Webinar: 40},
  outbound: {"Cold call": 48, "Outbound email": 50, "cold-call list": 2},
  referral: {Referral: 1},
  event: {"Trade fair": 1},
  partner: {Partner: 1},
  other: {Other: 1},
  unknown: {"": 1}
};

const FRENCH_TEXTS: Readonly<Record<Source, Record<string, number>>> = {
  social: {"Réseaux sociaux": 60, LinkedIn: 40},
  inbound: {"Site web": 65, Webinaire: 35},
  outbound: {"Appel à froid": 55, "E-mailing": 45},
  referral: {Recommandation: 1},
  event: {Salon: 1},
  partner: {Partenaire: 1},
  other: {Autre: 1},
  unknown: {"": 1}
};
