import {AS_OF, START, iso, isoOrBlank} from "./calendar.js";
import {companyName} from "./companies.js";
import type {Cell, ExportFile, ExportFolder} from "./export-file.js";
import {scaledCounts, scatter} from "./faults.js";
import {leadProfile, type LeadProfile} from "./lead-profile.js";
import {addLeadTouches, type LeadInterest} from "./lead-touches.js";
import {personName, scriptName} from "./names.js";
import type {Random} from "../../src/stats/random.js";
import {sellerAt, type Seller} from "./sellers.js";
import type {Touches} from "./touches.js";
import {FAULTS, LEADS} from "./truths.js";

/** What the accepted leads hold. Lists run in the order of the file. */
export interface LeadTruths {
  leads: number;
  won: number;
  scores: Uint8Array;
  outcomes: Uint8Array;
}

const LEADS_AT_SCALE_1 = 12_000;
const HEADER =
  "lead_id,name,company,job_title,headline,summary,industry,employees,location,seller_id,created_on,channel,score,won,won_on".split(
    ","
  );

/** Writes the leads, in order of creation, and adds their touches. */
export function writeLeads(
  folder: ExportFolder,
  random: Random,
  {sellers, touches, scale}: {sellers: readonly Seller[]; touches: Touches; scale: number}
): LeadTruths {
  const count = Math.max(50, Math.round(LEADS_AT_SCALE_1 * scale));
  const truths: LeadTruths = {
    leads: 0,
    won: 0,
    scores: new Uint8Array(count),
    outcomes: new Uint8Array(count)
  };
  const faults = scatter(random, count, scaledCounts(FAULTS.leads, scale));
  const file = folder.open("leads.csv", HEADER);
  for (let number = 0; number < count; number++) {
    const day = START + Math.floor((number * (AS_OF - START + 1)) / count);
    const lead = makeLead(random, {number, day, sellers, touches, fault: faults.get(number)});
    writeLead(file, random, lead);
    keep(truths, lead);
    if (number === Math.floor(count / 3)) file.ignored([""]);
  }
  folder.close(file);
  return truths;
}

/** The identifier of the lead with this number. */
export function leadId(number: number): string {
  return `L${String(number + 1).padStart(5, "0")}`;
}

type Fault = keyof typeof FAULTS.leads;

interface Lead {
  number: number;
  name: string;
  company: string;
  seller: Seller;
  created: number;
  profile: LeadProfile;
  score: number;
  wonOn: number | null;
  fault: Fault | undefined;
}

interface Setting {
  number: number;
  day: number;
  sellers: readonly Seller[];
  touches: Touches;
  fault: Fault | undefined;
}

function makeLead(random: Random, {number, day, sellers, touches, fault}: Setting): Lead {
  const seller = sellerAt(random, sellers, day);
  const profile = leadProfile(random, seller.team);
  const rejected = fault !== undefined && fault !== "duplicate_key";
  const planned = {number, seller, created: day, channel: profile.channel};
  const interest = addLeadTouches(random, planned, rejected ? null : touches);
  const odds = profile.odds + interest.odds;
  const wonOn = winDay(random, day, odds, interest);
  if (wonOn !== null && !rejected) addHandover(random, {number, seller, wonOn, touches});
  return {
    number,
    name: random.chance(0.03) ? scriptName(random) : personName(random, seller.team),
    company: markedUp(number, companyName(random.between(0, 4500 + Math.floor(number / 4)))),
    seller,
    created: day,
    profile,
    score: vendorScore(random, odds),
    wonOn,
    fault
  };
}

/** Two companies carry what looks like markup, so that a page shows whether it shows text as text. */
function markedUp(number: number, company: string): string {
  return number === 1234 ? "<b>Acme</b> Valves" : number === 41 ? "Fish & <i>Chips</i> Ltd" : company;
}

/** The day the lead is won, after the last sign of interest; null when it is lost or not won yet. */
function winDay(random: Random, created: number, odds: number, interest: LeadInterest): number | null {
  const won = random.chance(1 / (1 + Math.exp(-(LEADS.intercept + odds))));
  const day = Math.max(interest.lastDay, created) + Math.round(random.skewed(32, 0.7)) + 1;
  return won && day <= AS_OF ? day : null;
}

/** Touches after the win: whoever counts them as interest looks into the future. */
function addHandover(
  random: Random,
  {number, seller, wonOn, touches}: {number: number; seller: Seller; wonOn: number; touches: Touches}
): void {
  const day = wonOn + random.between(1, 20);
  if (random.chance(0.6) || day > AS_OF || (seller.left !== null && day > seller.left)) return;
  touches.add({day, seller: seller.index, action: "call", deal: -1, lead: number, account: -1});
}

/** Middle and deviation of the log odds without the intercept, as this file draws them. */
const ODDS = {mean: 1.07, deviation: 1.15};

/** The vendor's score: it follows the odds, with noise, but its 60 is nothing like 60 %. */
function vendorScore(random: Random, odds: number): number {
  const standard = (odds - ODDS.mean) / ODDS.deviation;
  const mixed = LEADS.agreement * standard + Math.sqrt(1 - LEADS.agreement ** 2) * random.normal();
  return Math.min(100, Math.max(0, Math.round(LEADS.scoreMean + LEADS.scoreDeviation * mixed)));
}

function writeLead(file: ExportFile, random: Random, lead: Lead): void {
  const {fault} = lead;
  const cells = leadCells(lead);
  if (fault === undefined) file.row(cells);
  else file.rejected(fault, spoiled(random, cells, fault));
  if (fault === "duplicate_key") file.row(cells);
}

function leadCells({number, name, company, seller, created, profile, score, wonOn}: Lead): Cell[] {
  return [
    leadId(number),
    name,
    company,
    profile.title,
    profile.headline,
    profile.summary,
    profile.industry,
    profile.employees,
    profile.location,
    seller.id,
    iso(created),
    profile.channel,
    score,
    wonOn !== null,
    isoOrBlank(wonOn)
  ];
}

function spoiled(random: Random, cells: Cell[], fault: Fault): Cell[] {
  const bad = [...cells];
  if (fault === "not_a_date")
    bad[HEADER.indexOf("created_on")] = random.pick(["2025-02-30", "last spring", "2024-00-10"]);
  if (fault === "not_a_number") bad[HEADER.indexOf("score")] = random.pick(["high", "B+", "4O"]);
  if (fault === "missing") bad[HEADER.indexOf(random.pick(["lead_id", "created_on"]))] = "";
  return bad;
}

function keep(truths: LeadTruths, {score, wonOn, fault}: Lead): void {
  if (fault !== undefined && fault !== "duplicate_key") return;
  truths.scores[truths.leads] = score;
  truths.outcomes[truths.leads] = wonOn === null ? 0 : 1;
  truths.leads++;
  if (wonOn !== null) truths.won++;
}
