import {AS_OF, WEEKS, iso, mondayOf} from "./calendar.js";
import type {Cell, ExportFolder} from "./export-file.js";
import type {Random} from "../../src/stats/random.js";
import {employed, type Seller} from "./sellers.js";
import {INVITATIONS} from "./truths.js";

/** Writes weekly use of Sales Navigator: sellers with a seat, from the day it was activated. */
export function writeNavigatorUsage(folder: ExportFolder, random: Random, sellers: readonly Seller[]): void {
  const header =
    "week,seller_id,days_active,searches,profile_views,inmails_sent,inmails_answered,saved_leads,saved_accounts".split(
      ","
    );
  folder.write("navigator_usage.csv", header, navigatorRows(random, sellers));
}

/** Writes weekly invitations: sent, accepted, and accepted by people who had looked at the profile. */
export function writeInvitations(folder: ExportFolder, random: Random, sellers: readonly Seller[]): void {
  const header = ["week", "seller_id", "sent", "accepted", "visited", "received"];
  folder.write(
    "invitations.csv",
    header,
    weekly(sellers, (seller, monday) => invitationRow(random, seller, monday))
  );
}

/** Writes the weekly survey: what sellers say of their own week; about half of them answer, from 2024 on. */
export function writeSurveys(folder: ExportFolder, random: Random, sellers: readonly Seller[]): void {
  const header = ["week", "seller_id", "meetings", "opportunities", "influenced", "usefulness"];
  folder.write(
    "surveys.csv",
    header,
    weekly(sellers, (seller, monday) => surveyRow(random, seller, monday))
  );
}

type Row = Cell[] | null;

function* weekly(
  sellers: readonly Seller[],
  row: (seller: Seller, monday: number) => Row
): Generator<Cell[]> {
  for (let week = 0; week < WEEKS; week++) {
    for (const seller of sellers) {
      const cells = employed(seller, mondayOf(week)) ? row(seller, mondayOf(week)) : null;
      if (cells) yield cells;
    }
  }
}

function navigatorRows(random: Random, sellers: readonly Seller[]): Generator<Cell[]> {
  const activated = sellers.map((seller) => {
    const delay = random.chance(0.06) ? AS_OF : random.between(0, 180);
    return Math.max(seller.hired, mondayOf(0)) + delay;
  });
  return weekly(sellers, (seller, monday) => {
    return seller.seat && monday >= (activated[seller.index] ?? AS_OF)
      ? navigatorRow(random, seller, monday)
      : null;
  });
}

function navigatorRow(random: Random, seller: Seller, monday: number): Cell[] {
  const days = random.successes(5, Math.min(0.9, (trained(seller, monday) ? 0.55 : 0.38) * seller.drive));
  const some = (mean: number) => random.poisson(days * mean);
  const sent = some(0.35);
  return [
    iso(monday),
    seller.id,
    days,
    some(2.1),
    some(3.4),
    sent,
    random.successes(sent, 0.18),
    some(0.8),
    some(0.25)
  ];
}

function invitationRow(random: Random, seller: Seller, monday: number): Row {
  const sent = random.poisson((trained(seller, monday) ? 4.5 : 2.2) * seller.drive);
  const received = random.poisson(0.8);
  if (sent + received === 0 || random.chance(0.25)) return null;
  const accepted = random.successes(sent, INVITATIONS.accepted);
  return [iso(monday), seller.id, sent, accepted, random.successes(accepted, INVITATIONS.visited), received];
}

function surveyRow(random: Random, seller: Seller, monday: number): Row {
  if (iso(monday) < "2024-01-08" || random.chance(seller.trained === null ? 0.65 : 0.4)) return null;
  const lift = trained(seller, monday) ? 1.5 : 1;
  const usefulness = random.weighted(trained(seller, monday) ? SATISFIED : DOUBTFUL);
  const [meetings, opportunities, influenced] = [0.9, 0.35, 0.3].map((mean) => random.poisson(mean * lift));
  return [iso(monday), seller.id, meetings ?? 0, opportunities ?? 0, influenced ?? 0, Number(usefulness)];
}

const SATISFIED = {"1": 4, "2": 10, "3": 26, "4": 38, "5": 22};
const DOUBTFUL = {"1": 14, "2": 24, "3": 34, "4": 20, "5": 8};

function trained(seller: Seller, day: number): boolean {
  return seller.trained !== null && day > seller.trained;
}
