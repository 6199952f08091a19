import {WEEKS, iso, mondayOf} from "./calendar.js";
import type {Cell, ExportFolder} from "./export-file.js";
import type {Random} from "../../src/stats/random.js";
import {employed, type Seller} from "./sellers.js";
import {PERSONA} from "./truths.js";

/** Writes weekly counts of new connections over the last year: all of them, and those in the target persona. */
export function writeConnections(folder: ExportFolder, random: Random, sellers: readonly Seller[]): void {
  folder.write("connections.csv", ["week", "seller_id", "count", "in_persona"], connections(random, sellers));
}

/** Writes weekly followers of the company's two pages. */
export function writeFollowers(folder: ExportFolder, random: Random, scale: number): void {
  folder.write("followers.csv", ["week", "platform", "followers", "gained"], followers(random, scale));
}

/** Writes search interest in the field, 0 to 100: context, not the company's own figure. */
export function writeTrends(folder: ExportFolder, random: Random): void {
  folder.write("trends.csv", ["week", "term", "interest"], interest(random));
}

const YEAR = 52;

function* connections(random: Random, sellers: readonly Seller[]): Generator<Cell[]> {
  for (let week = WEEKS - YEAR; week < WEEKS; week++) {
    for (const seller of sellers) {
      const monday = mondayOf(week);
      if (!employed(seller, monday)) continue;
      const trained = seller.trained !== null && monday > seller.trained;
      const added = random.poisson((trained ? 5 : 2.5) * seller.drive);
      const inside = random.successes(added, trained ? PERSONA.trained : PERSONA.others);
      yield [iso(monday), seller.id, added, inside];
    }
  }
}

const PAGES = [
  {platform: "linkedin", start: 8200, weekly: 34},
  {platform: "x", start: 3100, weekly: 4}
];

function* followers(random: Random, scale: number): Generator<Cell[]> {
  const totals = PAGES.map(({start}) => Math.round(start * scale));
  for (let week = 0; week < WEEKS; week++) {
    for (const [index, {platform, weekly}] of PAGES.entries()) {
      const gained = random.poisson(weekly * scale * (1 + week / WEEKS));
      totals[index] = (totals[index] ?? 0) + gained;
      yield [iso(mondayOf(week)), platform, totals[index], gained];
    }
  }
}

function* interest(random: Random): Generator<Cell[]> {
  for (let week = 0; week < WEEKS; week++) {
    const season = 8 * Math.sin((2 * Math.PI * week) / 52);
    const value = Math.round(52 + 0.12 * week + season + random.normal(0, 4));
    yield [iso(mondayOf(week)), "social selling", Math.min(100, Math.max(0, value))];
  }
}
