import {AS_OF, START, iso, isoOrBlank} from "./calendar.js";
import type {ExportFolder} from "./export-file.js";
import {mailName, personName} from "./names.js";
import type {Random} from "../../src/stats/random.js";
import {planTraining, type Invitation} from "./training.js";
import {COMPANY, TEAMS, type Region, type Team} from "./truths.js";

/** One seller of the sample. Days are day numbers. */
export interface Seller {
  index: number;
  id: string;
  name: string;
  email: string;
  team: Team;
  region: Region;
  role: string;
  hired: number;
  left: number | null;
  seat: boolean;
  trained: number | null;
  invitations: Invitation[];
  /** False for the few who opted out of tracking: they have no SSI. */
  tracked: boolean;
  /** Added to the chance of winning a deal. */
  skill: number;
  /** Multiplies the number of deals and of social actions. */
  drive: number;
}

/** Makes `count` sellers, spread over the teams by their share. */
export function makeSellers(random: Random, count: number): Seller[] {
  const teams = random.shuffled(seatsByTeam(count));
  const names = new Set<string>();
  return teams.map((team, index) => makeSeller(random, team, index, names));
}

/** Writes the roster. */
export function writeSellers(folder: ExportFolder, sellers: readonly Seller[]): void {
  const header = "seller_id,name,email,region,team,role,hired_on,left_on,seat,trained_on".split(",");
  folder.write(
    "sellers.csv",
    header,
    sellers.map((seller) => [
      seller.id,
      seller.name,
      seller.email,
      seller.region,
      seller.team,
      seller.role,
      iso(seller.hired),
      isoOrBlank(seller.left),
      seller.seat,
      isoOrBlank(seller.trained)
    ])
  );
}

/** Whether the seller worked for the company on that day. */
export function employed(seller: Seller, day: number): boolean {
  return seller.hired <= day && (seller.left === null || day <= seller.left);
}

/** A seller who worked for the company on that day. */
export function sellerAt(random: Random, sellers: readonly Seller[], day: number): Seller {
  for (let tries = 0; tries < 1000; tries++) {
    const seller = random.pick(sellers);
    if (employed(seller, day)) return seller;
  }
  throw new Error(`No seller was employed on ${iso(day)}.`);
}

function seatsByTeam(count: number): (typeof TEAMS)[number][] {
  let share = 0;
  return TEAMS.flatMap((team) => {
    const before = Math.round(share * count);
    share += team.sellers;
    return Array<(typeof TEAMS)[number]>(Math.round(share * count) - before).fill(team);
  });
}

function makeSeller(
  random: Random,
  {team, region}: (typeof TEAMS)[number],
  index: number,
  names: Set<string>
): Seller {
  const name = newName(random, team, names);
  const {hired, left} = employment(random, index);
  const invitations = planTraining(random, hired, left);
  return {
    index,
    id: `S${String(index + 1).padStart(3, "0")}`,
    name,
    email: mailAddress(name, index),
    team,
    region,
    role: random.weighted(ROLES),
    hired,
    left,
    seat: random.chance(0.72),
    trained: invitations.find((invitation) => invitation.attended)?.heldOn ?? null,
    invitations,
    tracked: index % 40 !== 17,
    skill: random.normal(0, 0.03),
    drive: random.skewed(1, 0.3)
  };
}

const ROLES = {"Account executive": 6, "Account manager": 4, "Sales engineer": 2, "Sales director": 1};

function newName(random: Random, team: Team, names: Set<string>): string {
  let name = personName(random, team);
  for (let tries = 0; names.has(name) && tries < 50; tries++) name = personName(random, team);
  names.add(name);
  return name;
}

/** Past the first thousand sellers people share names, so that their addresses carry a number. */
function mailAddress(name: string, index: number): string {
  const number = index < 1000 ? "" : String(index + 1);
  return `${mailName(name)}${number}@${COMPANY.domain}`;
}

/** Most were there from the start; the first three stay throughout, so that each day has somebody at work. */
function employment(random: Random, index: number): {hired: number; left: number | null} {
  const old = index < 3 || random.chance(0.8);
  const hired = old ? START - random.between(60, 4000) : random.between(START + 30, AS_OF - 200);
  const leaves = index >= 3 && random.chance(0.1);
  const first = Math.max(hired, START) + 150;
  const left = leaves && first < AS_OF - 30 ? random.between(first, AS_OF - 30) : null;
  return {hired, left};
}
