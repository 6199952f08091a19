import type {CardContent, Delta} from "../card.js";
import {categoryName, sortedByRate, type RateColumns} from "../charts/dot-interval.js";
import {inPeriod} from "../charts/share-by-quarter.js";
import {list, type Format} from "../format.js";
import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {number, tally, text, type Row} from "../rows.js";
import {change, intervalText, isKnown, only, pointsAbs, rateRange, tooFew} from "./common.js";

type RowList = readonly Row[];

/** Hit rates in the rows of deals_by. */
export const hitRate: RateColumns = {
  key: "key",
  value: "hit_rate",
  low: "hit_rate_low",
  high: "hit_rate_high",
  part: "won",
  whole: "deals"
};

const noDeals = "No deal was created in this selection.";

/** Whether social deals are won more or less often than the rest, with both rates, n and the difference. */
export function socialAgainstRest(rows: RowList, context: Context): string {
  const row = only(rows);
  const few = tooFewToCompare(row, context);
  if (few !== null) return few;
  const {format} = context;
  const social = rateOf(row, "social", format);
  const rest = rateOf(row, "rest", format);
  const gap = `a difference of ${differenceText(row, format)}`;
  switch (verdict(row)) {
    case "more":
      return `Social deals are won more often: ${social} against ${rest.replace(" (", " for the rest (")}, ${gap}.`;
    case "less":
      return `Social deals are won less often: ${social} against ${rest.replace(" (", " for the rest (")}, ${gap}.`;
    default:
      return `There is no clear difference: social deals are won in ${social} of cases and the rest in ${rest}, ${gap}, which includes zero.`;
  }
}

/** What the interval of the difference says: zero inside means "unclear". */
export function verdict(row: Row): "more" | "less" | "unclear" {
  const low = number(row, "difference_low");
  const high = number(row, "difference_high");
  if (low === null || high === null) return "unclear";
  return low > 0 ? "more" : high < 0 ? "less" : "unclear";
}

function tooFewToCompare(row: Row, context: Context): string | null {
  const social = tally(row, "social_deals");
  const rest = tally(row, "rest_deals");
  if (social + rest === 0) return noDeals;
  if (social === 0)
    return "No deal of this selection came from social selling, so there is nothing to compare.";
  if (rest === 0)
    return "All deals of this selection came from social selling, so there is nothing to compare them with.";
  if (social < context.manifest.min_n) return tooFew(context, social, "social deal");
  return rest < context.manifest.min_n ? tooFew(context, rest, "other deal") : null;
}

function rateOf(row: Row, group: "social" | "rest", format: Format): string {
  const counts = format.outOf(tally(row, `${group}_won`), tally(row, `${group}_deals`));
  return `${format.percent(number(row, `${group}_rate`))} (${counts})`;
}

function differenceText(row: Row, format: Format): string {
  const ends = differenceEnds(row, format);
  return `${format.points(number(row, "difference"))} (95\u202f% interval ${ends})`;
}

/** The social share of won revenue with its bounds; in counts where deals carry no amounts. */
export function socialShare(rows: RowList, context: Context): string {
  const row = only(rows);
  const {format, manifest} = context;
  const won = tally(row, "won_deals");
  if (won === 0) return "No deal was won in this selection.";
  const amount = number(row, "won_amount") ?? 0;
  if (amount <= 0) {
    const counts = `${format.outOf(tally(row, "social_deals"), won)} won deals`;
    return `Won deals carry no amounts, so revenue cannot be shared out; by count, social brought ${counts}.`;
  }
  const money = (column: string): string => format.moneyShort(number(row, column), manifest.currency);
  const head = `Social brought ${money("social_amount")} of ${money("won_amount")} won revenue (${format.percent(number(row, "share"))})`;
  return `${head}${boundsText(row, format)}.`;
}

function boundsText(row: Row, format: Format): string {
  if ((number(row, "unknown_amount") ?? 0) === 0) return "; every won deal has a known source";
  const ends = format.interval(
    number(row, "share_if_no_unknown_social"),
    number(row, "share_if_all_unknown_social"),
    (x) => format.percent(x)
  );
  return `; ${ends} depending on deals of unknown source`;
}

/** The card of the social share of won revenue, with the change from quarter to quarter. */
export function socialShareCard(
  {share, byQuarter}: {share: RowList; byQuarter: RowList},
  context: Context
): CardContent {
  const row = only(share);
  const {format, manifest} = context;
  const label = "Social share of won revenue";
  const won = tally(row, "won_deals");
  const amount = number(row, "won_amount") ?? 0;
  const n = `${format.outOf(tally(row, "social_deals"), won)} won deals`;
  if (won === 0) return {label, value: "–", n: "No deal was won in this selection"};
  if (amount <= 0)
    return {
      label: "Won deals from social",
      value: format.count(tally(row, "social_deals")),
      n,
      tone: "social",
      caveat: "Deals carry no amounts"
    };
  if (won < manifest.min_n)
    return {
      label: "Won deals from social",
      value: format.count(tally(row, "social_deals")),
      n: `${n}, too few for a share`,
      tone: "social"
    };
  const [low, value, high] = ["share_if_no_unknown_social", "share", "share_if_all_unknown_social"].map((c) =>
    number(row, c)
  ) as [number, number, number];
  const money = (column: string): string => format.moneyShort(number(row, column), manifest.currency);
  return {
    label,
    value: format.percent(value),
    tone: "social",
    range: rateRange(
      format,
      {low, value, high},
      `${format.interval(low, high, (x) => format.percent(x))} with deals of unknown source`
    ),
    n: `${money("social_amount")} of ${money("won_amount")}; ${n}`,
    delta: shareDelta(byQuarter, context)
  };
}

/** The change of the share from the last but one to the last quarter of the chosen period. */
export function shareDelta(byQuarter: RowList, {format, filters, manifest}: Context): Delta | null {
  const [before, now] = lastTwo(byQuarter, filters);
  if (!now || !before) return null;
  const enough = [before, now].every((row) => tally(row, "won_deals") >= manifest.min_n);
  const [on, at] = [format.quarter(text(before, "quarter")), format.quarter(text(now, "quarter"))];
  if (!enough) return {direction: "flat", text: `${at}: too few won deals to compare with ${on}`};
  return change(number(now, "share"), number(before, "share"), {each: pointsAbs(format), on, at});
}

/** The last quarter of the chosen period and the one before it, which may lie before the period. */
function lastTwo(byQuarter: RowList, filters: Context["filters"]): [Row?, Row?] {
  const last = byQuarter.findLastIndex((row) => inPeriod(row, filters));
  return last < 0 ? [] : [byQuarter[last - 1], byQuarter[last]];
}

/** The card of the social hit rate against the rest. */
export function socialHitRateCard(rows: RowList, context: Context): CardContent {
  const row = only(rows);
  const {format, manifest} = context;
  const label = "Hit rate of social deals";
  const deals = tally(row, "social_deals");
  const n = `${format.outOf(tally(row, "social_won"), deals)} social deals`;
  if (deals < manifest.min_n)
    return {
      label: "Social deals won",
      value: format.count(tally(row, "social_won")),
      n: `${n}, too few for a rate`,
      tone: "social"
    };
  const [low, value, high] = ["social_low", "social_rate", "social_high"].map((c) => number(row, c)) as [
    number,
    number,
    number
  ];
  return {
    label,
    value: format.percent(value),
    tone: "social",
    range: rateRange(format, {low, value, high}),
    n,
    caveat: `The rest: ${rateOf(row, "rest", format)}. Difference ${differenceText(row, format)}.`
  };
}

/** The card of the hit rate of all other deals. */
export function restHitRateCard(rows: RowList, {format, manifest}: Context): CardContent {
  const row = only(rows);
  const deals = tally(row, "rest_deals");
  const n = `${format.outOf(tally(row, "rest_won"), deals)} other deals`;
  if (deals < manifest.min_n)
    return {
      label: "Other deals won",
      value: format.count(tally(row, "rest_won")),
      n: `${n}, too few for a rate`
    };
  const [low, value, high] = ["rest_low", "rest_rate", "rest_high"].map((c) => number(row, c)) as [
    number,
    number,
    number
  ];
  const unknown = tally(row, "unknown_deals");
  return {
    label: "Hit rate of all other deals",
    value: format.percent(value),
    range: rateRange(format, {low, value, high}),
    n,
    ...(unknown > 0 ? {caveat: `Includes ${format.plural(unknown, "deal")} of unknown source.`} : {})
  };
}

/** The title of the chart of shares by quarter. */
export function shareByQuarterFinding(rows: RowList, context: Context): Finding {
  const {format, filters, manifest} = context;
  const withShare = rows.filter((row) => number(row, "share") !== null);
  if (withShare.length === 0)
    return {
      empty: "No won deal of this selection carries an amount, so there is no share of revenue to show."
    };
  const [before, now] = lastTwo(rows, filters);
  if (!now || number(now, "share") === null) return "Social’s share of won revenue by quarter";
  const at = format.quarter(text(now, "quarter"));
  const share = format.percent(number(now, "share"));
  if (tally(now, "won_deals") < manifest.min_n)
    return `Only ${format.plural(tally(now, "won_deals"), "deal")} won in ${at}: too few to speak of a share`;
  const delta = before
    ? change(number(now, "share"), number(before, "share"), {
        each: pointsAbs(format),
        on: format.quarter(text(before, "quarter"))
      })
    : null;
  return `Social brought ${share} of won revenue in ${at}${delta ? `, ${delta.text}` : ""}`;
}

/** The title of the chart of hit rates by source: which sources are clearly above or below social. */
export function hitRateBySourceFinding(rows: RowList, context: Context): Finding {
  const {format, manifest} = context;
  const deals = rows.reduce((sum, row) => sum + tally(row, "deals"), 0);
  if (deals === 0) return {empty: noDeals};
  const rated = sortedByRate(rows, hitRate, manifest.min_n).filter(
    (row) => tally(row, "deals") >= manifest.min_n && isKnown(row)
  );
  const social = rated.find((row) => text(row, "key") === "social");
  if (!social) return "Too few social deals to place social among the sources";
  const rate = format.percent(number(social, "hit_rate"));
  if (rated.length === 1) {
    return `Social deals are won in ${rate} of cases; no other source has enough deals to compare`;
  }
  const above = rated.filter((row) => clearlyAbove(row, social)).map(sourceName);
  const below = rated.filter((row) => clearlyAbove(social, row)).map(sourceName);
  const head = `Social deals are won in ${rate} of cases`;
  if (above.length === 0 && below.length === 0) return `${head}; no other source is clearly better or worse`;
  if (below.length === 0) return `${head}, clearly less often than ${list(above)}`;
  if (above.length === 0) return `${head}, clearly more often than ${list(below)}`;
  return `${head}, clearly less often than ${list(above)} and more often than ${list(below)}`;
}

/** Whether two intervals lie apart. */
function clearlyAbove(one: Row, other: Row): boolean {
  const low = number(one, "hit_rate_low");
  const high = number(other, "hit_rate_high");
  return low !== null && high !== null && low > high;
}

function sourceName(row: Row): string {
  const key = text(row, "key") ?? "unknown";
  return key === "other" ? "other sources" : key;
}

/** The hit rate of all rows together, for the line in the chart. */
export function allDeals(rows: RowList, {format}: Context): {value: number; label: string} | null {
  const deals = rows.reduce((sum, row) => sum + tally(row, "deals"), 0);
  const won = rows.reduce((sum, row) => sum + tally(row, "won"), 0);
  return deals === 0 ? null : {value: won / deals, label: `all deals ${format.percent(won / deals)}`};
}

/** The title of the chart of differences by region; says so when the regions disagree. */
export function regionsFinding(rows: RowList, context: Context): Finding {
  const placed = rows.filter((row) => text(row, "key") !== null);
  if (rows.length > 0 && placed.length === 0) return {empty: "The deals of this selection have no region."};
  const enough = placed.filter((row) => isCompared(row, context.manifest.min_n));
  if (enough.length === 0) return {empty: "No region has enough social and other deals to compare them."};
  const named = (wanted: ReturnType<typeof verdict>): string[] =>
    enough.filter((row) => verdict(row) === wanted).map((row) => categoryName(text(row, "key")));
  const [more, less] = [named("more"), named("less")];
  if (more.length > 0 && less.length > 0)
    return `The regions disagree: social deals are won more often in ${list(more)}, less often in ${list(less)}`;
  if (more.length > 0) return `Social deals are won more often in ${scope(more, enough.length)}`;
  if (less.length > 0) return `Social deals are won less often in ${scope(less, enough.length)}`;
  return enough.length === 1
    ? "No clear difference between social deals and the rest"
    : "In no region is there a clear difference between social deals and the rest";
}

/** What holds within regions, where that differs from the whole: the sign may turn when regions are mixed. */
export function regionsSentence(whole: RowList, byRegion: RowList, context: Context): string {
  const finding = regionsFinding(byRegion, context);
  const all = verdict(only(whole));
  const differs = byRegion.some(
    (row) =>
      text(row, "key") !== null &&
      isCompared(row, context.manifest.min_n) &&
      verdict(row) !== all &&
      verdict(row) !== "unclear"
  );
  if (typeof finding !== "string" || !differs || tooFewToCompare(only(whole), context) !== null) return "";
  return `Within regions the picture is another: ${finding.slice(0, 1).toLowerCase()}${finding.slice(1)}.`;
}

/** Whether both groups of a row have enough deals for a rate. */
export function isCompared(row: Row, minN: number): boolean {
  return Math.min(tally(row, "social_deals"), tally(row, "rest_deals")) >= minN;
}

/** The ends of the interval of a difference, in points. */
export function differenceEnds(row: Row, format: Format): string {
  return format.interval(number(row, "difference_low"), number(row, "difference_high"), (x) =>
    format.signed(x * 100)
  );
}

function scope(names: readonly string[], all: number): string {
  if (all > 1 && names.length === all) return "every region compared";
  return all > names.length ? `${list(names)}; elsewhere there is no clear difference` : list(names);
}

/** The card of the sales cycle: median days from creation to win, social against the other known sources. */
export function cycleCard(rows: RowList, {format, manifest}: Context): CardContent {
  const social = rows.find((row) => text(row, "key") === "social");
  const label = "Sales cycle of won social deals";
  const won = social ? tally(social, "won") : 0;
  if (!social || won < manifest.min_n)
    return {label, value: "–", n: `${format.plural(won, "won social deal")}, too few`, tone: "social"};
  const others = rows.filter((row) => isKnown(row) && row !== social && tally(row, "won") >= manifest.min_n);
  const days = others.map((row) => number(row, "median_cycle_days_won")).filter((d) => d !== null);
  return {
    label,
    value: format.decimal(number(social, "median_cycle_days_won"), 0),
    unit: "days, median",
    tone: "social",
    n: format.plural(won, "won social deal"),
    ...(days.length > 0
      ? {
          caveat: `Other sources: ${format.count(Math.min(...days))} to ${format.days(Math.round(Math.max(...days)))}. Open deals are not counted, which makes young cohorts look quick.`
        }
      : {})
  };
}

/** The card of the pipeline: the open amount of social deals. */
export function pipelineCard(rows: RowList, {format, manifest}: Context): CardContent {
  const social = rows.find((row) => text(row, "key") === "social");
  const open = social ? tally(social, "open") : 0;
  const all = rows.reduce((sum, row) => sum + tally(row, "open"), 0);
  const amount = social ? number(social, "open_amount") : null;
  const n = `${format.outOf(open, all)} open deals`;
  if (!amount) return {label: "Open social deals", value: format.count(open), n, tone: "social"};
  const total = rows.reduce((sum, row) => sum + (number(row, "open_amount") ?? 0), 0);
  return {
    label: "Open pipeline from social",
    value: format.moneyShort(amount, manifest.currency),
    tone: "social",
    n: `${n}; ${format.percent(amount / total, 0)} of the open amount`,
    caveat: "Amounts as entered; not weighted by their chance."
  };
}

/** How much of the deals has an unknown source; a note where it could turn the picture. */
export function unknownSourceNote(rows: RowList, {format}: Context): string | null {
  const deals = rows.reduce((sum, row) => sum + tally(row, "deals"), 0);
  const unknown = rows.filter((row) => !isKnown(row)).reduce((sum, row) => sum + tally(row, "deals"), 0);
  if (deals === 0) return null;
  const share = `${format.outOf(unknown, deals)} deals (${format.percent(unknown / deals)}) have no known source`;
  return unknown === 0
    ? "Every deal has a known source."
    : `${share}; they form a group of their own and are in no other.`;
}

/** How many deals are still open, where that is enough to hold hit rates down; else nothing. */
export function openSentence(rows: RowList, {format}: Context): string {
  const sum = (column: string): number => rows.reduce((total, row) => total + tally(row, column), 0);
  const [open, deals] = [sum("open"), sum("deals")];
  if (deals === 0 || open / deals < 0.1) return "";
  return `${format.outOf(open, deals)} deals are still open, so hit rates can still rise.`;
}

/** Rates with their interval and n, row by row, in words. */
export function describeRates(rows: RowList, columns: RateColumns, {format, manifest}: Context): string {
  return sortedByRate(rows, columns, manifest.min_n)
    .map((row) => {
      const name = categoryName(text(row, columns.key));
      const counts = format.outOf(tally(row, columns.part), tally(row, columns.whole));
      if (tally(row, columns.whole) < manifest.min_n) return `${name}: ${counts}, too few for a rate.`;
      const ends = intervalText(format, number(row, columns.low), number(row, columns.high));
      return `${name}: ${format.percent(number(row, columns.value))} (${counts}), ${ends}.`;
    })
    .join(" ");
}
