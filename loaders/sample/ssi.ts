import {QUARTERS, WEEKS, iso, mondayOf, quarterOf, weekOf} from "./calendar.js";
import type {Cell, ExportFile, ExportFolder} from "./export-file.js";
import {scaledCounts, scatter} from "./faults.js";
import type {Random} from "../../src/stats/random.js";
import {employed, type Seller} from "./sellers.js";
import {FAULTS, LAG, SEAT_LIFT, trainingLift} from "./truths.js";

const PILLARS = 4;
const BASE = [11.6, 10.2, 9.2, 13];
const SEAT = [0, SEAT_LIFT.people, SEAT_LIFT.insights, 0];

/** The SSI of all sellers. Cell `seller * WEEKS + week`; pillars are in tenths of a point, four to a cell. */
export interface Ssi {
  pillars: Int16Array;
  present: Uint8Array;
  /** Swing of each seller in each quarter, in deviations; cell `seller * QUARTERS + quarter`. */
  swings: Float64Array;
  /** Mean points that training really added over weeks 1–12 after it, once pillars are held within 0–25. */
  realisedLift: number;
}

/** Draws the SSI of all sellers over all weeks. */
export function makeSsi(random: Random, sellers: readonly Seller[]): Ssi {
  const ssi: Ssi = {
    pillars: new Int16Array(sellers.length * WEEKS * PILLARS),
    present: new Uint8Array(sellers.length * WEEKS),
    swings: new Float64Array(sellers.length * QUARTERS).map(() => random.normal()),
    realisedLift: 0
  };
  const lift = {sum: 0, weeks: 0};
  for (const seller of sellers) drawSeller(random, seller, ssi, lift);
  ssi.realisedLift = lift.weeks === 0 ? 0 : lift.sum / lift.weeks / 10;
  return ssi;
}

/** Writes one file a quarter, week by week, with planted faults. */
export function writeSsi(
  folder: ExportFolder,
  random: Random,
  {sellers, ssi, scale}: {sellers: readonly Seller[]; ssi: Ssi; scale: number}
): void {
  const rows = ssi.present.reduce((sum, present) => sum + present, 0);
  const faults = scatter(random, rows, scaledCounts(FAULTS.ssi, scale));
  const connections = sellers.map(() => random.skewed(520, 0.6));
  let row = 0;
  let file: ExportFile | undefined;
  for (let week = 0; week < WEEKS; week++) {
    file = fileOfWeek(folder, week, file);
    for (const seller of sellers) {
      grow(random, seller, week, connections);
      if (ssi.present[seller.index * WEEKS + week] !== 1) continue;
      const cells = rowCells(random, seller, week, ssi, Math.round(connections[seller.index] ?? 0));
      writeRow(file, random, cells, faults.get(row++));
    }
  }
  if (file) folder.close(file);
}

const HEADER =
  "week,seller_id,ssi,brand,people,insights,relationships,industry_rank,network_rank,connections".split(",");

type Fault = keyof typeof FAULTS.ssi;

interface Course {
  base: number[];
  /** Points a pillar gains each week. */
  growth: number;
  noise: number[];
  /** Weeks still to come in which this seller is not measured. */
  gap: number;
}

function drawSeller(random: Random, seller: Seller, ssi: Ssi, lift: {sum: number; weeks: number}): void {
  const talent = random.normal();
  const base = BASE.map((mean) => random.normal(mean + 1.9 * talent, 1.8));
  if (seller.seat) for (const [pillar, points] of SEAT.entries()) base[pillar] = (base[pillar] ?? 0) + points;
  const course: Course = {base, growth: random.normal(0.7, 0.3) / 52, noise: [0, 0, 0, 0], gap: 0};
  for (let week = 0; week < WEEKS; week++) {
    const since = seller.trained === null ? 0 : week - weekOf(seller.trained);
    ssi.present[seller.index * WEEKS + week] = seen(random, course) && measured(seller, week) ? 1 : 0;
    const added = drawWeek(random, course, {seller, week, since, ssi});
    if (since < 1 || since > 12 || !seller.tracked) continue;
    lift.sum += added;
    lift.weeks++;
  }
}

/** Draws the four pillars of one week; returns the tenths of a point that training added to them. */
function drawWeek(
  random: Random,
  {base, growth, noise}: Course,
  {seller, week, since, ssi}: {seller: Seller; week: number; since: number; ssi: Ssi}
): number {
  const swing = (LAG.swing * swingAt(ssi.swings, seller.index, week)) / PILLARS;
  const first = (seller.index * WEEKS + week) * PILLARS;
  let added = 0;
  for (let pillar = 0; pillar < PILLARS; pillar++) {
    noise[pillar] = 0.7 * (noise[pillar] ?? 0) + random.normal(0, 0.25);
    const bare = (base[pillar] ?? 0) + growth * week + swing + (noise[pillar] ?? 0);
    const value = tenths(bare + trainingLift(since) / PILLARS);
    ssi.pillars[first + pillar] = value;
    added += value - tenths(bare);
  }
  return added;
}

/** Single weeks are missing now and then, and some people are away for a few weeks. */
function seen(random: Random, course: Course): boolean {
  course.gap = course.gap > 0 ? course.gap - 1 : random.chance(0.004) ? random.between(1, 5) : 0;
  return !random.chance(0.01) && course.gap === 0;
}

/** A newcomer is first measured a month after the start; who opted out never is. */
function measured(seller: Seller, week: number): boolean {
  return seller.tracked && employed(seller, mondayOf(week)) && employed(seller, mondayOf(week) - 28);
}

/** The swing in a week: from the middle of a quarter to the middle of the next it moves in a straight line. */
function swingAt(swings: Float64Array, seller: number, week: number): number {
  const position = Math.min(QUARTERS - 1, Math.max(0, week / 13 - 0.5));
  const quarter = Math.min(QUARTERS - 2, Math.floor(position));
  const [before, after] = [swings[seller * QUARTERS + quarter], swings[seller * QUARTERS + quarter + 1]];
  return (before ?? 0) * (1 - position + quarter) + (after ?? 0) * (position - quarter);
}

function tenths(points: number): number {
  return Math.round(10 * Math.min(25, Math.max(0, points)));
}

function grow(random: Random, seller: Seller, week: number, connections: number[]): void {
  const trained = seller.trained !== null && mondayOf(week) > seller.trained;
  connections[seller.index] = (connections[seller.index] ?? 0) + random.poisson(trained ? 3 : 1.5);
}

function fileOfWeek(folder: ExportFolder, week: number, open: ExportFile | undefined): ExportFile {
  const name = `ssi/${quarterOf(mondayOf(week))}.csv`;
  if (open?.file === name) return open;
  if (open) {
    // Spreadsheets leave such a row of separators behind.
    if (open.file === "ssi/2024-Q2.csv") open.ignored(HEADER.map(() => ""));
    folder.close(open);
  }
  return folder.open(name, HEADER);
}

function rowCells(random: Random, seller: Seller, week: number, ssi: Ssi, connections: number): Cell[] {
  const at = (seller.index * WEEKS + week) * PILLARS;
  const pillars = [...ssi.pillars.subarray(at, at + PILLARS)];
  const total = pillars.reduce((sum, pillar) => sum + pillar, 0);
  const ranks = [random.normal(46, 2), random.normal(50, 3)].map((middle) => rank(total / 10, middle));
  return [iso(mondayOf(week)), seller.id, points(total), ...pillars.map(points), ...ranks, connections];
}

/** "Top n %": the higher the SSI, the lower the rank. */
function rank(ssi: number, middle: number): number {
  return Math.min(100, Math.max(1, Math.round(100 / (1 + Math.exp((ssi - middle) / 9)))));
}

function points(tenthsOfPoint: number): string {
  return `${Math.trunc(tenthsOfPoint / 10)}.${tenthsOfPoint % 10}`;
}

function writeRow(file: ExportFile, random: Random, cells: Cell[], fault: Fault | undefined): void {
  if (fault === undefined) file.row(cells);
  else if (fault === "total_not_sum") file.noted(fault, spoil(random, cells, fault));
  else file.rejected(fault, spoil(random, cells, fault));
}

function spoil(random: Random, cells: Cell[], fault: Fault): Cell[] {
  const [week = "", seller = "", ssi = "", ...rest] = cells;
  if (fault === "unknown_seller") return [week, `X${random.between(10, 99)}`, ssi, ...rest];
  if (fault === "not_a_number") return [week, seller, "n/a", ...rest];
  if (fault === "not_a_date")
    return [random.pick(["2024-02-31", "2025-06-31", "week 12"]), seller, ssi, ...rest];
  if (fault === "missing") return random.chance(0.5) ? [week, seller, "", ...rest] : [week, "", ssi, ...rest];
  if (fault === "out_of_range") return [week, seller, ...outOfRange(random, cells)];
  const wrong = Number(ssi) + random.pick([-7, -4, -2, 2, 3, 6]);
  return [week, seller, wrong.toFixed(1), ...rest];
}

/** Either an impossible total, with the pillars left out, or one impossible pillar that the total includes. */
function outOfRange(random: Random, cells: Cell[]): Cell[] {
  const [, , ssi, brand, ...rest] = cells;
  const after = rest.slice(3);
  if (random.chance(0.7)) return [random.pick(["137", "-3", "250.5", "101.0"]), "", "", "", "", ...after];
  const total = Number(ssi) - Number(brand) + 31.4;
  return [total.toFixed(1), "31.4", ...rest];
}
