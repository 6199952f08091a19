import {AS_OF, START, iso, monthOf} from "./calendar.js";
import {companyName} from "./companies.js";
import type {Deal} from "./deals.js";
import type {Cell, ExportFile, ExportFolder} from "./export-file.js";
import {scaledCounts, scatter} from "./faults.js";
import {leadId} from "./leads.js";
import type {Random} from "../../src/stats/random.js";
import {sellerAt, type Seller} from "./sellers.js";
import {ACTIONS, type Touches} from "./touches.js";
import {FAULTS} from "./truths.js";

const ROWS_AT_SCALE_1 = 60_000;
/** The month whose export comes with a `count` column, some rows being a week's totals. */
const COUNTED_MONTH = monthOf(AS_OF);

/** Adds actions that belong to no deal and no lead until the sample has its number of rows. */
export function addOtherTouches(
  random: Random,
  {sellers, touches, scale}: {sellers: readonly Seller[]; touches: Touches; scale: number}
): void {
  for (let left = Math.round(ROWS_AT_SCALE_1 * scale) - touches.size; left > 0; left--) {
    const day = random.between(START, AS_OF);
    const seller = sellerAt(random, sellers, day);
    const account = random.chance(0.5) ? seller.index * 15 + random.between(0, 14) : -1;
    touches.add({day, seller: seller.index, action: random.weighted(USUAL), deal: -1, lead: -1, account});
  }
}

/** Writes all touches, one file a month, with planted faults. */
export function writeEngagement(
  folder: ExportFolder,
  random: Random,
  {
    sellers,
    deals,
    touches,
    scale
  }: {sellers: readonly Seller[]; deals: readonly Deal[]; touches: Touches; scale: number}
): void {
  const order = touches.byDay();
  const faults = plan(random, touches, order, scale);
  let file: ExportFile | undefined;
  for (const [row, index] of order.entries()) {
    file = fileOfDay(folder, touches.day(index), file);
    const cells = touchCells(random, row, touches.get(index), {sellers, deals});
    writeRow(file, random, cells, faults.get(row));
  }
  if (file) folder.close(file);
}

type Fault = keyof typeof FAULTS.engagement | keyof typeof FAULTS.engagementCounts;

const HEADER = "event_id,happened_on,seller_id,channel,kind,deal_id,lead_id,account".split(",");
const [DATE, SELLER, DEAL, LEAD, COUNT] = [1, 2, 5, 6, HEADER.length];

const USUAL = {
  profile_view: 24,
  like: 22,
  comment: 8,
  share: 5,
  message: 10,
  inmail: 3,
  post_on_x: 2,
  reply_on_x: 2,
  email: 14,
  call: 8,
  meeting: 2
} as const;

/**
 * Rows that get lost belong to no deal and no lead, so that the figures of those are what was planted; a wrong
 * count fits only where there is a `count` column.
 */
function plan(random: Random, touches: Touches, order: Uint32Array, scale: number): Map<number, Fault> {
  const counts = scaledCounts<Fault>({...FAULTS.engagement, ...FAULTS.engagementCounts}, scale);
  return scatter(random, order.length, counts, (row, fault) => {
    const {day, deal, lead} = touches.get(order[row] ?? 0);
    const counted = monthOf(day) === COUNTED_MONTH;
    return counted === (fault === "not_a_number") && (fault === "duplicate_key" || (deal < 0 && lead < 0));
  });
}

function fileOfDay(folder: ExportFolder, day: number, open: ExportFile | undefined): ExportFile {
  const name = `engagement/${monthOf(day)}.csv`;
  if (open?.file === name) return open;
  if (open) folder.close(open);
  return folder.open(name, monthOf(day) === COUNTED_MONTH ? [...HEADER, "count"] : HEADER);
}

type Named = {sellers: readonly Seller[]; deals: readonly Deal[]};

function touchCells(
  random: Random,
  row: number,
  touch: ReturnType<Touches["get"]>,
  {sellers, deals}: Named
): Cell[] {
  const {day, seller, action, deal, lead, account} = touch;
  const [channel, kind] = ACTIONS[action];
  const cells: Cell[] = [
    `E${String(row + 1).padStart(6, "0")}`,
    iso(day),
    sellers[seller]?.id ?? "",
    channel,
    kind,
    deals[deal]?.id ?? "",
    lead < 0 ? "" : leadId(lead),
    account < 0 ? "" : companyName(account)
  ];
  return monthOf(day) === COUNTED_MONTH ? counted(random, cells) : cells;
}

/** Some rows without deal or lead stand for several actions and have no identifier; a blank count means one. */
function counted(random: Random, cells: Cell[]): Cell[] {
  const [, ...rest] = cells;
  const several = cells[DEAL] === "" && cells[LEAD] === "" && random.chance(0.15);
  return several ? ["", ...rest, random.between(2, 14)] : [...cells, random.chance(0.7) ? 1 : ""];
}

function writeRow(file: ExportFile, random: Random, cells: Cell[], fault: Fault | undefined): void {
  if (fault === undefined) return file.row(cells);
  const bad = [...cells];
  if (fault === "unknown_seller") bad[SELLER] = `X${random.between(10, 99)}`;
  if (fault === "not_a_date") bad[DATE] = random.pick(["2025-02-30", "2024-13-05", "yesterday"]);
  if (fault === "missing") bad[random.chance(0.5) ? SELLER : DATE] = "";
  if (fault === "not_a_number") bad[COUNT] = random.pick(["several", "10x"]);
  file.rejected(fault, bad);
  if (fault === "duplicate_key") file.row(cells);
}
