import {AS_OF, dayOf, iso, isoOrBlank} from "./calendar.js";
import type {Cell, ExportFolder} from "./export-file.js";
import type {Random} from "../../src/stats/random.js";
import {employed, type Seller} from "./sellers.js";

/** Writes attendance: a row for each invitation, in order of the sessions. */
export function writeTraining(folder: ExportFolder, sellers: readonly Seller[]): void {
  const rows = sellers.flatMap((seller) => seller.invitations.map((invitation) => ({seller, invitation})));
  rows.sort((a, b) => a.invitation.heldOn - b.invitation.heldOn || a.seller.index - b.seller.index);
  folder.write(
    "training.csv",
    ["session", "held_on", "seller_id", "invited", "attended"],
    rows.map(({seller, invitation: {session, heldOn, attended}}) => {
      return [session, iso(heldOn), seller.id, true, attended];
    })
  );
}

/** Writes coaching: three planned talks after a training, some never held, with the actions agreed in them. */
export function writeCoaching(folder: ExportFolder, random: Random, sellers: readonly Seller[]): void {
  const header = "planned_on,held_on,seller_id,coach,actions,actions_closed".split(",");
  folder.write(
    "coaching.csv",
    header,
    sellers.flatMap((seller) => coachingRows(random, seller)).sort(byText)
  );
}

/** Writes profile audits: one when the programme began, one about half a year after the training. */
export function writeProfileAudits(folder: ExportFolder, random: Random, sellers: readonly Seller[]): void {
  const header = ["audited_on", "seller_id", "round", ...Object.keys(CRITERIA)];
  folder.write(
    "profile_audits.csv",
    header,
    sellers.flatMap((seller) => auditRows(random, seller)).sort(byText)
  );
}

const COACHES = ["Márta Kelenváry", "Desmond Achterberg", "Îlke Sarıdağ"];

/** Chance that a profile meets each criterion before, and what training adds to it. */
const CRITERIA = {
  photo: [0.8, 0.15],
  headline: [0.4, 0.35],
  summary: [0.35, 0.3],
  experience: [0.6, 0.15],
  recommendations: [0.3, 0.1],
  network: [0.45, 0.2],
  publishing: [0.2, 0.2]
} as const;

function coachingRows(random: Random, seller: Seller): Cell[][] {
  if (seller.trained === null) return [];
  const coach = random.pick(COACHES);
  return [30, 75, 150].flatMap((delay) => {
    const planned = (seller.trained ?? 0) + delay + random.between(0, 9);
    return planned + 10 > AS_OF || !employed(seller, planned)
      ? []
      : [coachingRow(random, seller, coach, planned)];
  });
}

function coachingRow(random: Random, seller: Seller, coach: string, planned: number): Cell[] {
  const held = random.chance(0.78) ? planned + random.between(0, 7) : null;
  const actions = held === null ? 0 : random.between(1, 4);
  return [iso(planned), isoOrBlank(held), seller.id, coach, actions, random.successes(actions, 0.6)];
}

function auditRows(random: Random, seller: Seller): Cell[][] {
  const before = Math.max(dayOf("2024-01-15"), seller.hired + 14) + random.between(0, 20);
  const after = (seller.trained ?? dayOf("2025-03-01")) + 180 + random.between(0, 30);
  return [
    ...auditRow(random, seller, "before", before, 0),
    ...auditRow(random, seller, "after", Math.max(after, before + 60), seller.trained === null ? 0 : 1)
  ];
}

function auditRow(random: Random, seller: Seller, round: string, day: number, trained: 0 | 1): Cell[][] {
  const met = Object.values(CRITERIA).map(([start, gain]) => random.chance(start + gain * trained));
  return day > AS_OF || !employed(seller, day) ? [] : [[iso(day), seller.id, round, ...met]];
}

function byText(a: readonly Cell[], b: readonly Cell[]): number {
  const [left, right] = [a.join(), b.join()];
  return left < right ? -1 : left > right ? 1 : 0;
}
