import type {CardContent} from "../card.js";
import {inPeriod} from "../charts/share-by-quarter.js";
import {list, type Format} from "../format.js";
import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {number, tally, text, total, type Row} from "../rows.js";
import {only} from "./common.js";

type RowList = readonly Row[];
type FigureName = "won" | "sourced" | "influenced" | "secured" | "declared" | "any";

const z = 1.959964;

/** The row of one of the figures in contribution_figures. */
export function figure(rows: RowList, name: FigureName): Row {
  const row = rows.find((each) => text(each, "figure") === name);
  if (!row) throw new Error(`There is no figure ${name}.`);
  return row;
}

/** The title of the chart of nested sets: what the three figures cover together, and that they do not add up. */
export function contributionFinding(rows: RowList, {format, manifest}: Context): Finding {
  const row = only(rows);
  const won = number(row, "won_amount");
  if (won === null)
    return {empty: "No won deal of this selection carries an amount, so there is nothing to split."};
  const money = (value: number): string => format.moneyShort(value, manifest.currency);
  const measured = (["sourced", "influenced", "declared"] as const).filter(
    (name) => number(row, name) !== null
  );
  const union = parts.reduce((sum, {column}) => sum + tally(row, column), 0);
  const added = measured.reduce((sum, name) => sum + tally(row, name), 0);
  if (measured.length === 1)
    return `${money(union)} of ${money(won)} won revenue is sourced by social selling`;
  const cover = `${list(measured)} revenue together cover ${money(union)} of ${money(won)} won`;
  const head = cover.slice(0, 1).toUpperCase() + cover.slice(1);
  return added - union < 0.005 * won ? head : `${head}, not the ${money(added)} they would add up to`;
}

/** The seven parts of contribution from left to right, each with the figures that hold it, and in words. */
export const parts = [
  {column: "declared_only", of: ["declared"], words: "Declared only"},
  {column: "sourced_declared", of: ["sourced", "declared"], words: "Sourced and declared, not influenced"},
  {column: "sourced_only", of: ["sourced"], words: "Sourced only"},
  {
    column: "sourced_influenced",
    of: ["sourced", "influenced"],
    words: "Sourced and influenced, not declared"
  },
  {column: "all_three", of: ["sourced", "influenced", "declared"], words: "All three"},
  {
    column: "influenced_declared",
    of: ["influenced", "declared"],
    words: "Influenced and declared, not sourced"
  },
  {column: "influenced_only", of: ["influenced"], words: "Influenced only"}
] as const;

/** The row of contribution as one row for each part, and one for what is in none, with its share of won revenue. */
export function contributionParts(rows: RowList): Row[] {
  const row = only(rows);
  const won = number(row, "won_amount");
  const share = (amount: number | null): number | null => (won && amount !== null ? amount / won : null);
  const inside = parts.map(({column, words}) => ({part: words, amount: number(row, column)}));
  const rest = won === null ? null : won - inside.reduce((sum, {amount}) => sum + (amount ?? 0), 0);
  return [...inside, {part: "None of them", amount: rest}, {part: "All won revenue", amount: won}].map(
    (each) => ({
      ...each,
      share: share(each.amount)
    })
  );
}

/** How the figures nest, how much of influence came after the deal began, and why they must not be added. */
export function contributionWords(
  {figures: rows, touches}: {figures: RowList; touches: RowList},
  context: Context
): string[] {
  const {format, manifest} = context;
  const money = (row: Row): string => format.moneyShort(number(row, "amount"), manifest.currency);
  const [sourced, influenced, secured, declared, won] = (
    ["sourced", "influenced", "secured", "declared", "won"] as const
  ).map((name) => figure(rows, name)) as [Row, Row, Row, Row, Row];
  if (tally(won, "deals") === 0) return [];
  const deals = (row: Row): string => format.plural(tally(row, "deals"), "deal");
  const nested = [
    `Sourced counts ${deals(sourced)} whose source is social (${money(sourced)}).`,
    number(influenced, "deals") === null
      ? "Influenced cannot be told: there is no file of touches."
      : `Influenced counts ${deals(influenced)} with a social touch before they closed (${money(influenced)}); in ${deals(secured)} of them (${money(secured)}) the first touch came once the deal existed, so it can have helped to secure it, not to find it.`,
    number(declared, "deals") === null
      ? "Declared cannot be told: there are no interviews."
      : `Declared counts the percentages that sellers claimed in interviews on ${deals(declared)} (${money(declared)}).`
  ];
  return [
    nested.join(" "),
    ...withoutDeal(touches, context),
    "Do not add the three: they look at the same deals in three ways, and a sum would count the same money up to three times."
  ];
}

/** How many social touches belong to no deal, and what that does to what is influenced; nothing without such touches. */
export function withoutDeal(touches: RowList, {format}: Context): string[] {
  const social = (rows: RowList): number => total(rows, "social");
  const [all, none] = [social(touches), social(touches.filter((row) => text(row, "use") === "no_deal"))];
  if (none === 0) return [];
  return [
    `${format.outOf(none, all)} social touches (${format.percent(none / all, 0)}) name no deal and influence none: what is influenced is a lower bound.`
  ];
}

/** The largest deal where it makes up more than a third of a sum; else nothing. */
export function giantDeal(
  {largest, sum, what}: {largest: number | null; sum: number | null; what: string},
  {format, manifest}: Context
): string {
  if (largest === null || sum === null || sum <= 0 || largest <= sum / 3) return "";
  return `One deal of ${format.moneyShort(largest, manifest.currency)} makes up ${format.percent(largest / sum, 0)} of ${what}: without it the picture is another.`;
}

/** The quarters that a quarter is set against: the one before it and the same one a year ago. */
export function quartersCompared(
  byQuarter: RowList,
  {filters}: Pick<Context, "filters">
): {now?: Row; before?: Row; yearAgo?: Row} {
  const now = byQuarter.findLast((row) => inPeriod(row, filters));
  if (!now) return {};
  const [year, quarter] = quarterOf(now);
  const at = (y: number, q: number): Row | undefined =>
    byQuarter.find((row) => text(row, "quarter") === `${y}-Q${q}`);
  const before = quarter === 1 ? at(year - 1, 4) : at(year, quarter - 1);
  const yearAgo = at(year - 1, quarter);
  return {now, ...(before ? {before} : {}), ...(yearAgo ? {yearAgo} : {})};
}

function quarterOf(row: Row): [year: number, quarter: number] {
  const [, year = "", quarter = ""] = /^(\d+)-Q(\d)$/.exec(text(row, "quarter") ?? "") ?? [];
  return [Number(year), Number(quarter)];
}

/** Social revenue of the latest quarter against the one before and a year ago, and what that allows to conclude. */
export function quarterSentence(byQuarter: RowList, context: Context): string {
  const {format, manifest} = context;
  const {now, before, yearAgo} = quartersCompared(byQuarter, context);
  if (!now || (number(now, "won_amount") ?? 0) <= 0) return "";
  const at = format.quarter(text(now, "quarter"));
  const unfinished = isUnfinished(now, context) ? `${at}, which is not over,` : at;
  const amount = format.moneyShort(number(now, "social_amount"), manifest.currency);
  const head = `In ${unfinished} social brought ${amount}`;
  const few = `${head} from ${format.plural(tally(now, "social_deals"), "won deal")}, too few to compare quarters.`;
  if (tally(now, "social_deals") < manifest.min_n) return few;
  const told = [before, yearAgo]
    .filter((row): row is Row => row !== undefined)
    .map((row) => against(now, row, context));
  if (told.length === 0) return `${head}; there is no earlier quarter to compare it with.`;
  const clear = told.filter(({clear}) => clear);
  const conclusion =
    clear.length === told.length
      ? "more than chance moves such sums"
      : clear.length === 0
        ? "within what chance alone moves such sums, so no trend may be concluded"
        : `only the difference to ${clear[0]?.quarter} is more than chance moves such sums`;
  return `${head}, ${list(told.map(({words}) => words))}: ${conclusion}.`;
}

/** Whether a quarter goes on after the report's day. */
function isUnfinished(row: Row, {manifest}: Context): boolean {
  const start = text(row, "quarter_start") ?? "";
  const end = new Date(`${start.slice(0, 10)}T00:00:00Z`);
  end.setUTCMonth(end.getUTCMonth() + 3);
  return end.toISOString().slice(0, 10) > nextDay(manifest.as_of);
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 864e5).toISOString().slice(0, 10);
}

/** The difference of two quarters' social sums, with the interval of independent wins. */
function against(
  now: Row,
  then: Row,
  {format, manifest}: Context
): {words: string; clear: boolean; quarter: string} {
  const difference = tally(now, "social_amount") - tally(then, "social_amount");
  const reach = z * Math.hypot(tally(now, "social_error"), tally(then, "social_error"));
  const quarter = format.quarter(text(then, "quarter"));
  const money = (value: number): string => format.moneyShort(value, manifest.currency);
  const range = `95\u202f% interval ${signedMoney(difference - reach, format, manifest.currency)} to ${signedMoney(difference + reach, format, manifest.currency)}`;
  const way = difference < 0 ? "less" : "more";
  return {
    words: `${money(Math.abs(difference))} ${way} than in ${quarter} (${range})`,
    clear: Math.abs(difference) > reach && tally(then, "social_deals") >= manifest.min_n,
    quarter
  };
}

function signedMoney(value: number, format: Format, currency: string): string {
  const amount = format.moneyShort(Math.abs(value), currency);
  return value < 0 ? `\u2212${amount}` : `+${amount}`;
}

/** The card of social-sourced won revenue, against the quarter before and a year ago. */
export function socialRevenueCard(
  {share, byQuarter}: {share: RowList; byQuarter: RowList},
  context: Context
): CardContent {
  const row = only(share);
  const {format, manifest} = context;
  const label = "Won revenue from social";
  const won = tally(row, "won_deals");
  const amount = number(row, "won_amount");
  const n = `${format.outOf(tally(row, "social_deals"), won)} won deals`;
  if (won === 0) return {label, value: "–", n: "No deal was won in this selection"};
  if (amount === null) return {label, value: "–", n: `${n}; deals carry no amounts`, tone: "social"};
  const money = (value: number | null): string => format.moneyShort(value, manifest.currency);
  const social = tally(row, "social_amount");
  const unknown = tally(row, "unknown_amount");
  const giant = giantDeal({largest: number(row, "largest_social_amount"), sum: social, what: "it"}, context);
  const bounds =
    unknown === 0
      ? "no amount of unknown source"
      : `up to ${money(social + unknown)} if all of unknown source were social`;
  return {
    label,
    value: money(social),
    tone: "social",
    n: `${n}; ${bounds}`,
    delta: revenueDelta(byQuarter, context),
    ...(giant ? {caveat: giant} : {})
  };
}

function revenueDelta(byQuarter: RowList, context: Context): CardContent["delta"] {
  const {format, manifest} = context;
  const {now, before, yearAgo} = quartersCompared(byQuarter, context);
  if (!now || (!before && !yearAgo)) return null;
  const money = (row: Row): string => format.moneyShort(number(row, "social_amount"), manifest.currency);
  const first = before ?? yearAgo;
  const difference = tally(now, "social_amount") - tally(first as Row, "social_amount");
  const then = [before, yearAgo]
    .filter((row): row is Row => row !== undefined)
    .map((row) => `${money(row)} in ${format.quarter(text(row, "quarter"))}`);
  return {
    direction: difference > 0 ? "up" : difference < 0 ? "down" : "flat",
    text: `${format.quarter(text(now, "quarter"))}: ${money(now)}, after ${list(then)}`
  };
}
