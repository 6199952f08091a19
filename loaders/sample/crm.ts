import {AS_OF, frenchOrBlank, isoOrBlank} from "./calendar.js";
import {FRENCH_PRODUCTS, PRODUCTS, companyName} from "./companies.js";
import {isFrench, NOTED, type Deal} from "./deals.js";
import type {Cell, ExportFile, ExportFolder} from "./export-file.js";
import type {Random} from "../../src/stats/random.js";

/** Writes the report export of the main CRM: commas, English headers, three footer lines after a blank one. */
export function writeOpportunities(folder: ExportFolder, random: Random, deals: readonly Deal[]): void {
  const file = folder.open("crm/opportunities.csv", OPPORTUNITY_HEADER);
  writeDeals(file, random, {deals: deals.filter((deal) => !isFrench(deal)), cells: opportunityCells});
  const records = file.records;
  file.ignored([""]);
  file.ignored([`Grand Totals (${records} records)`]);
  file.ignored(["Confidential Information - Do Not Distribute"]);
  file.ignored(["Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."]);
  folder.close(file);
}

/** Writes the French office's spreadsheet: semicolons, decimal commas, byte order mark, a total at the end. */
export function writeAffaires(folder: ExportFolder, random: Random, deals: readonly Deal[]): void {
  const dialect = {separator: ";", lineEnd: "\r\n", mark: true} as const;
  const file = folder.open("crm/affaires-france.csv", AFFAIRE_HEADER, dialect);
  const french = deals.filter(isFrench);
  writeDeals(file, random, {deals: french, cells: affaireCells});
  const total = french.reduce((sum, deal) => sum + deal.amount, 0);
  file.ignored(AFFAIRE_HEADER.map(() => ""));
  file.ignored(["Total", "", "", "", "", frenchAmount(random, total), "", "", "", ""]);
  folder.close(file);
}

const OPPORTUNITY_HEADER =
  "Opportunity ID,Opportunity Name,Opportunity Owner,Owner ID,Account Name,Stage,Amount,Amount Currency,Created Date,Close Date,Lead Source,Segment".split(
    ","
  );
const AFFAIRE_HEADER =
  "Identifiant;Affaire;Propriétaire;Compte;Étape;Montant;Date de création;Date de clôture;Origine;Segment".split(
    ";"
  );

/** The values of a deal as texts, before a fault spoils one of them. */
interface DealTexts {
  id: string;
  owner: string;
  amount: string;
  created: string;
  closed: string;
}

type Cells = (random: Random, deal: Deal, spoil: (texts: DealTexts, bad: BadTexts) => DealTexts) => Cell[];

/** Wrong values as people of that office type them. */
interface BadTexts {
  dates: string[];
  amounts: string[];
}

function writeDeals(file: ExportFile, random: Random, {deals, cells}: {deals: Deal[]; cells: Cells}): void {
  const copies: {at: number; cells: Cell[]}[] = [];
  for (const [index, deal] of deals.entries()) {
    const row = cells(random, deal, (texts, bad) => spoiled(random, deal, texts, bad));
    writeDeal(file, deal, row);
    if (deal.fault === "duplicate_key") copies.push({at: index + random.between(1, 300), cells: row});
    while (copies[0] && copies[0].at <= index) file.row(copies.shift()?.cells ?? []);
  }
  for (const copy of copies) file.row(copy.cells);
}

/** A duplicated deal counts as rejected where it stands first: the copy further down is the one that is kept. */
function writeDeal(file: ExportFile, {fault}: Deal, row: Cell[]): void {
  if (fault === null) file.row(row);
  else if (NOTED.has(fault)) file.noted(fault, row);
  else file.rejected(fault, row);
}

function spoiled(random: Random, {fault}: Deal, texts: DealTexts, bad: BadTexts): DealTexts {
  if (fault === "unknown_seller") return {...texts, owner: `X${random.between(100, 120)}`};
  if (fault === "no_owner") return {...texts, owner: ""};
  if (fault === "not_a_number") return {...texts, amount: random.pick(bad.amounts)};
  if (fault === "missing") return {...texts, [random.chance(0.5) ? "id" : "created"]: ""};
  if (fault !== "not_a_date") return texts;
  const place = texts.closed !== "" && random.chance(0.3) ? "closed" : "created";
  return {...texts, [place]: random.pick(bad.dates)};
}

const ENGLISH_FAULTS: BadTexts = {
  dates: ["2025-02-30", "31/31/2025", "2024-13-05", "next quarter"],
  amounts: ["abc", "12k", "tbd", "1.2.3"]
};
const FRENCH_FAULTS: BadTexts = {
  dates: ["31/31/2025", "30/02/2025", "à préciser"],
  amounts: ["abc", "12k", "à voir"]
};

function opportunityCells(random: Random, deal: Deal, spoil: Parameters<Cells>[2]): Cell[] {
  const texts = spoil(
    {
      id: deal.id,
      owner: deal.seller.id,
      amount: (deal.amount / 100).toFixed(2),
      created: isoOrBlank(deal.created),
      closed: isoOrBlank(deal.closed)
    },
    ENGLISH_FAULTS
  );
  const account = companyName(deal.account);
  const name = `${account} - ${PRODUCTS[deal.product] ?? ""}`;
  const owner = texts.owner === "" ? "" : deal.seller.name;
  const stage = STAGES[deal.outcome] ?? openStage(random, deal, OPEN_STAGES);
  const {id, amount, created, closed} = texts;
  return [
    id,
    name,
    owner,
    texts.owner,
    account,
    stage,
    amount,
    "EUR",
    created,
    closed,
    deal.origin,
    deal.segment
  ];
}

function affaireCells(random: Random, deal: Deal, spoil: Parameters<Cells>[2]): Cell[] {
  const {id, owner, amount, created, closed} = spoil(
    {
      id: deal.id,
      owner: deal.seller.id,
      amount: frenchAmount(random, deal.amount),
      created: frenchOrBlank(deal.created),
      closed: frenchOrBlank(deal.closed)
    },
    FRENCH_FAULTS
  );
  const account = companyName(deal.account);
  const name = `${account} – ${FRENCH_PRODUCTS[deal.product] ?? ""}`;
  const stage = ETAPES[deal.outcome] ?? openStage(random, deal, OPEN_ETAPES);
  return [
    id,
    name,
    owner,
    account,
    stage,
    amount,
    created,
    closed,
    deal.origin,
    FRENCH_SEGMENTS[deal.segment]
  ];
}

const STAGES: Partial<Record<Deal["outcome"], string>> = {won: "Closed Won", lost: "Closed Lost"};
const OPEN_STAGES = ["Prospecting", "Qualification", "Proposal", "Negotiation"];
const ETAPES: Partial<Record<Deal["outcome"], string>> = {won: "Gagnée", lost: "Perdue"};
const OPEN_ETAPES = ["En cours", "En cours", "Proposition", "Négociation"];
const FRENCH_SEGMENTS = {
  Enterprise: "Grand compte",
  "Mid-market": "Entreprise moyenne",
  "Small business": "Petite entreprise"
};

/** The older an open deal, the later its stage. */
function openStage(random: Random, deal: Deal, stages: readonly string[]): string {
  const age = Math.min(1, (AS_OF - deal.created) / 150);
  return stages[Math.min(3, Math.floor(4 * age * (0.4 + 0.6 * random.next())))] ?? "";
}

/** "12 500,50", with a narrow or a wide no-break space between thousands. */
function frenchAmount(random: Random, cents: number): string {
  const space = random.chance(0.7) ? "\u202F" : "\u00A0";
  const [euros = "", rest = ""] = (cents / 100).toFixed(2).split(".");
  return `${euros.replace(/\B(?=(\d{3})+$)/g, space)},${rest}`;
}
