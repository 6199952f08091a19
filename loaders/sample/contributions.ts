import {AS_OF, iso} from "./calendar.js";
import {accepted, type Deal} from "./deals.js";
import type {Cell, ExportFolder} from "./export-file.js";
import {scaledCounts, scatter} from "./faults.js";
import type {Random} from "../../src/stats/random.js";
import {FAULTS, MOMENTS, type Moment} from "./truths.js";

/** What the interview ledger holds, without its refused entries. `declared` is in cents × per cent. */
export interface InterviewTruths {
  accepted: number;
  refused: Record<string, number>;
  declared: number;
  deals: number;
}

const HEADER =
  "interview_id,interviewed_on,interviewer,seller_id,deal_id,moment,percent,argument,verbatim".split(",");

/**
 * Writes the interview ledger: about a third of the deals that trained sellers won, a few with two moments. Some
 * entries break a rule of the ledger and must be refused.
 */
export function writeContributions(
  folder: ExportFolder,
  random: Random,
  deals: readonly Deal[],
  scale: number
): InterviewTruths {
  const entries = deals.flatMap((deal) =>
    eligible(deal) && random.chance(0.34) ? interviews(random, deal) : []
  );
  entries.sort((a, b) => a.day - b.day);
  if (entries.length > 0) plant(random, entries, scaledCounts(FAULTS.contributions, scale), deals);
  const file = folder.open("contributions.csv", HEADER);
  for (const [index, entry] of entries.entries()) {
    if (entry.fault) file.rejected(entry.fault, entryCells(index, entry));
    else file.row(entryCells(index, entry));
  }
  folder.close(file);
  return interviewTruths(entries);
}

type Fault = keyof typeof FAULTS.contributions;

interface Entry {
  deal: Deal;
  dealId: string;
  day: number;
  interviewer: string;
  moment: Moment;
  percent: number;
  argument: string;
  verbatim: string;
  fault: Fault | null;
}

const INTERVIEWERS = ["Márta Kelenváry", "Desmond Achterberg", "Îlke Sarıdağ", "Perpetua Oyelaran-Voss"];

const ARGUMENTS: Readonly<Record<Moment, string>> = {
  found_account: "The account was not in the CRM before the exchange on LinkedIn",
  found_prospect: "The decision maker answered an InMail; calls had not got through",
  opened_conversation: "A comment on their post opened the subject of leak detection",
  new_contacts: "Two more people of the buying group were found through shared contacts",
  anticipated_tender: "The buyer's posts showed the tender a month ahead",
  other: "The profile was read before the first meeting"
};

const VERBATIMS = [
  "“They said: we feel we know you already.”",
  "On s’est reconnus au salon grâce à LinkedIn.",
  "Utan inlägget hade vi aldrig fått mötet.",
  "I would have got there by phone, only later.",
  "Honestly? The price decided.",
  "She had read three of my posts, <em>three</em>!",
  "Sin ese mensaje no nos invitan a la licitación.",
  "数字で話せたのがよかった。",
  ""
];

function eligible(deal: Deal): boolean {
  const {trained} = deal.seller;
  const sound = accepted(deal) && deal.fault !== "no_owner" && deal.fault !== "closed_before_created";
  return sound && deal.outcome === "won" && trained !== null && (deal.closed ?? 0) > trained;
}

function interviews(random: Random, deal: Deal): Entry[] {
  const day = (deal.closed ?? AS_OF) + random.between(7, 60);
  if (day > AS_OF) return [];
  const first = interview(random, deal, day);
  if (!random.chance(0.12)) return [first];
  const second = interview(random, deal, day);
  return first.moment === second.moment ? [first] : [first, second];
}

/** Percentages are multiples of 5 up to the moment's ceiling; two entries of one deal stay below 100. */
function interview(random: Random, deal: Deal, day: number): Entry {
  const social = deal.source === "social" ? 3 : 1;
  const moment = random.weighted<Moment>({
    found_account: 2 * social,
    found_prospect: 2 * social,
    opened_conversation: 4,
    new_contacts: 4,
    anticipated_tender: 2,
    other: 2
  });
  return {
    deal,
    dealId: deal.id,
    day,
    interviewer: random.pick(INTERVIEWERS),
    moment,
    percent: 5 * random.between(1, Math.min(MOMENTS[moment], 50) / 5),
    argument: ARGUMENTS[moment],
    verbatim: random.pick(VERBATIMS),
    fault: null
  };
}

/** Only deals with a single entry are spoilt, so that no fault takes a second entry with it. */
function plant(
  random: Random,
  entries: Entry[],
  counts: Record<Fault, number>,
  deals: readonly Deal[]
): void {
  const uses = new Map<string, number>();
  for (const {dealId} of entries) uses.set(dealId, (uses.get(dealId) ?? 0) + 1);
  const lost = deals.filter((deal) => deal.outcome === "lost" && deal.fault === null);
  const planted = scatter<Fault>(
    random,
    entries.length,
    counts,
    (row) => uses.get(entries[row]?.dealId ?? "") === 1
  );
  for (const [row, fault] of planted) {
    const entry = entries[row];
    if (entry) entries[row] = {...entry, ...spoilt(random, entry, fault, lost), fault};
  }
}

function spoilt(random: Random, entry: Entry, fault: Fault, lost: readonly Deal[]): Partial<Entry> {
  if (fault === "no_argument") return {argument: ""};
  if (fault === "over_100") return {percent: 120};
  if (fault === "over_ceiling") return {percent: MOMENTS[entry.moment] + 10};
  if (fault === "unknown_deal") return {dealId: `OP-9${random.between(10_000, 99_999)}`};
  const deal = lost.length > 0 ? random.pick(lost) : entry.deal;
  return {deal, dealId: deal.id, day: Math.min(AS_OF, (deal.closed ?? AS_OF) + 20)};
}

function interviewTruths(entries: readonly Entry[]): InterviewTruths {
  const accepted = entries.filter(({fault}) => fault === null);
  const refused: Record<string, number> = {};
  for (const {fault} of entries) if (fault) refused[fault] = (refused[fault] ?? 0) + 1;
  return {
    accepted: accepted.length,
    refused,
    declared: accepted.reduce((sum, {deal, percent}) => sum + deal.amount * percent, 0),
    deals: new Set(accepted.map(({dealId}) => dealId)).size
  };
}

function entryCells(index: number, entry: Entry): Cell[] {
  const {day, interviewer, deal, dealId, moment, percent, argument, verbatim} = entry;
  const id = `I${String(index + 1).padStart(4, "0")}`;
  return [id, iso(day), interviewer, deal.seller.id, dealId, moment, percent, argument, verbatim];
}
