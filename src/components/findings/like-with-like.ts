import {list} from "../format.js";
import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {number, tally, text, type Row} from "../rows.js";
import {isCompared, verdict} from "./deals.js";

type RowList = readonly Row[];

const names: Readonly<Record<string, string>> = {
  nothing: "All deals together",
  region: "Within the same region",
  team: "Within the same team",
  seller: "Within the same seller",
  segment: "Within the same segment",
  deal_size: "Within the same deal size",
  created_quarter: "Within the same quarter"
};

const groups: Readonly<Record<string, string>> = {
  region: "region",
  team: "team",
  seller: "seller",
  segment: "segment",
  deal_size: "deal size",
  created_quarter: "quarter of creation"
};

/** What deals are compared within, for reading. */
export function withinName(row: Row): string {
  const within = text(row, "within") ?? "";
  return names[within] ?? within;
}

/** Most deals that may be left out before a comparison no longer speaks of them, as a share of all. */
const mostLeftOut = 0.2;

/**
 * Whether a comparison within groups speaks of the deals: both kinds are enough, and few are left out. A group that
 * is filled in only once a deal is won leaves out all others, and would compare won deals with won ones.
 */
export function isHeldEqual(row: Row, minN: number): boolean {
  const left = tally(row, "left_out");
  const all = left + tally(row, "social_deals") + tally(row, "rest_deals");
  return isCompared(row, minN) && left <= mostLeftOut * all;
}

/** The title of the chart of differences held equal: whether they agree with the plain one. */
export function withinFinding(rows: RowList, {manifest}: Context): Finding {
  const enough = rows.filter((row) => isHeldEqual(row, manifest.min_n));
  const plain = enough.find((row) => text(row, "within") === "nothing");
  if (!plain) return {empty: "There are too few social and other deals to compare them."};
  const alike = enough.filter((row) => row !== plain);
  if (alike.length === 0) return "Social deals and the rest can only be compared all together here";
  const all = verdict(plain);
  const turned = alike.filter((row) => verdict(row) !== "unclear" && verdict(row) !== all);
  const lost = all === "unclear" ? [] : alike.filter((row) => verdict(row) === "unclear");
  const say = {more: "won more often", less: "won less often", unclear: "won about as often"} as const;
  if (turned.length > 0) {
    const way = say[verdict(turned[0] as Row)];
    const where = list(turned.map(groupName));
    return all === "unclear"
      ? `Overall there is no clear difference, but within the same ${where} social deals are ${way}`
      : `Overall social deals are ${say[all]}, but within the same ${where} they are ${way}`;
  }
  if (lost.length > 0)
    return `Overall social deals are ${say[all]}, but within the same ${list(lost.map(groupName))} there is no clear difference`;
  return all === "unclear"
    ? "There is no clear difference between social deals and the rest, however they are compared"
    : `Social deals are ${say[all]}, however they are compared`;
}

/** The sentence for an answer where like compared with like tells another story than all deals together; else nothing. */
export function withinSentence(rows: RowList, context: Context): string {
  const {manifest, format} = context;
  const finding = withinFinding(rows, context);
  const plain = rows.find((row) => text(row, "within") === "nothing");
  if (typeof finding !== "string" || !plain) return "";
  const other = rows.find(
    (row) => row !== plain && isHeldEqual(row, manifest.min_n) && verdict(row) !== verdict(plain)
  );
  if (!other) return "";
  const ends = format.interval(number(other, "difference_low"), number(other, "difference_high"), (x) =>
    format.signed(x * 100)
  );
  const lower = (number(plain, "difference") ?? 0) < (number(other, "difference") ?? 0);
  return `${finding} (${format.points(number(other, "difference"))} within the same ${groupName(other)}, 95\u202f% interval ${ends}): social deals are more common where ${lower ? "little" : "much"} is won, which all deals together hide.`;
}

function groupName(row: Row): string {
  return groups[text(row, "within") ?? ""] ?? "";
}
