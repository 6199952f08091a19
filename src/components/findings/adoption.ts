import type {CardContent} from "../card.js";
import {pillars, pillarValues, type Pillar} from "../charts/pillars.js";
import {sellerName} from "../columns.js";
import {capital, list, type Format} from "../format.js";
import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {date, number, tally, text, total, type Row} from "../rows.js";

type RowList = readonly Row[];

const noScores = "No SSI was measured in this selection.";

/** Rows of a comparison that rest on enough sellers to speak of, best median first. */
export function comparable(rows: RowList, {manifest}: Context): Row[] {
  return [...rows]
    .filter((row) => text(row, "key") !== null && tally(row, "sellers") >= manifest.min_n)
    .sort((a, b) => (number(b, "median") ?? 0) - (number(a, "median") ?? 0));
}

/** The title of a comparison of medians: highest and lowest, where the middle halves lie apart or not. */
export function comparisonFinding(rows: RowList, groups: string, context: Context): Finding {
  const {format, manifest} = context;
  if (total(rows, "sellers") === 0) return {empty: noScores};
  const rated = comparable(rows, context);
  const [best, worst] = [rated[0], rated.at(-1)];
  if (!best || !worst)
    return `Fewer than ${manifest.min_n} sellers are measured in each of the ${groups}: too few for a median`;
  const say = (row: Row): string => `${text(row, "key") ?? ""} (${format.decimal(number(row, "median"))})`;
  if (best === worst) return `Only ${say(best)} has enough sellers for a median`;
  const apart = (number(best, "median") ?? 0) - (number(worst, "median") ?? 0);
  if (apart < 2)
    return `The medians of the ${groups} lie within ${format.decimal(Math.max(apart, 0.1))} points`;
  return `The median is highest for ${say(best)} and lowest for ${say(worst)}; within each, sellers differ more`;
}

/** "Asia 57.2 (n = 20), …", the last row of each group. */
export function describeComparison(rows: RowList, {format}: Context): string {
  const last = new Map(rows.map((row) => [text(row, "key"), row]));
  return [...last]
    .map(
      ([key, row]) =>
        `${key ?? "not given"} ${format.decimal(number(row, "median"))} (n = ${format.count(tally(row, "sellers"))})`
    )
    .join(", ");
}

/**
 * Why a comparison of two kinds of sellers has no rows in a report for leadership, where either could be too few; null
 * where everything is told.
 */
function untold({manifest, format}: Context, kinds: string): string | null {
  return manifest.audience === "leadership"
    ? `Sellers ${kinds} are not compared here: some teams or regions have fewer than ${format.count(manifest.min_cell)} of either, or nobody has a score in this period.`
    : null;
}

/** Sellers with and without a seat, compared. */
export function seatsApartFinding(rows: RowList, context: Context): Finding {
  const {format} = context;
  if (total(rows, "sellers") === 0) return {empty: untold(context, "with and without a seat") ?? noScores};
  const rated = comparable(rows, context);
  const of = (key: string): Row | undefined => rated.find((row) => text(row, "key") === key);
  const [held, without] = [of("with a seat"), of("without a seat")];
  if (!held || !without) return "Too few sellers with or without a seat to compare them";
  const [a, b] = [number(held, "median") ?? 0, number(without, "median") ?? 0];
  const gap = Math.abs(a - b);
  if (gap < 1) return `Sellers with and without a seat have the same median, about ${format.decimal(a)}`;
  return `Sellers with a seat have a median of ${format.decimal(a)}, ${format.decimal(gap)} points ${a > b ? "above" : "below"} those without`;
}

/** The change of each team's median over the weeks, of teams that still have enough sellers in the last one. */
export function teamsTrendFinding(rows: RowList, context: Context): Finding {
  const {format, manifest} = context;
  const teams = teamsOf(rows);
  if (teams.length === 0) return {empty: noScores};
  const changes = teams.flatMap(({key, weeks}) => {
    const enough = weeks.filter((row) => tally(row, "sellers") >= manifest.min_n);
    const [first, last] = [enough[0], enough.at(-1)];
    if (!first || !last || first === last || last !== weeks.at(-1)) return [];
    return [{key, change: (number(last, "median") ?? 0) - (number(first, "median") ?? 0)}];
  });
  if (changes.length === 0)
    return "No team was measured with enough sellers in more than one week: their courses cannot be told";
  const up = changes.filter(({change}) => change >= 1);
  const down = changes.filter(({change}) => change <= -1);
  const still = changes.filter(({change}) => Math.abs(change) < 1);
  const few = teams.length - changes.length;
  const rest = few > 0 ? `; ${format.plural(few, "team has", "teams have")} too few sellers to tell` : "";
  const most = [...changes].sort((a, b) => b.change - a.change)[0];
  if (up.length === changes.length && most && up.length > 1)
    return `The median rose in all ${format.count(up.length)} teams${few > 0 ? " with enough sellers" : ""}, most for ${most.key} (${format.signed(most.change)})${rest}`;
  if (up.length + down.length === 0) return `No team's median moved by a point or more${rest}`;
  const parts = [
    up.length > 0 ? `rose for ${list(up.map(({key}) => key))}` : "",
    down.length > 0 ? `fell for ${list(down.map(({key}) => key))}` : "",
    still.length > 0 ? `hardly moved for ${list(still.map(({key}) => key))}` : ""
  ].filter(Boolean);
  return `The median ${list(parts)}${rest}`;
}

/** The weeks of each team. */
export function teamsOf(rows: RowList): {key: string; weeks: Row[]}[] {
  const teams = new Map<string, Row[]>();
  for (const row of rows) {
    const key = text(row, "key");
    if (key !== null) teams.set(key, [...(teams.get(key) ?? []), row]);
  }
  return [...teams].map(([key, weeks]) => ({key, weeks}));
}

const noPillars =
  "Only SSI totals were exported; without the four pillars it cannot be seen which one holds teams back.";

/** Which pillar holds teams back: for how many it is the weakest. */
export function profileFinding(rows: RowList, {format, manifest}: Context): Finding {
  if (total(rows, "sellers") === 0) return {empty: noScores};
  if (total(rows, "with_pillars") === 0) return {empty: noPillars};
  const teams = rows.filter(
    (row) => text(row, "key") !== null && tally(row, "with_pillars") >= manifest.min_n
  );
  if (teams.length === 0)
    return `Fewer than ${manifest.min_n} sellers are measured in each team: too few to name a weakest pillar`;
  const weakest = new Map<Pillar, string[]>();
  for (const row of teams) {
    const pillar = text(row, "weakest") as Pillar | null;
    if (pillar !== null) weakest.set(pillar, [...(weakest.get(pillar) ?? []), text(row, "key") ?? ""]);
  }
  const parts = [...weakest].sort((a, b) => b[1].length - a[1].length);
  const [first] = parts;
  if (!first) return {empty: noPillars};
  if (parts.length === 1)
    return `${pillars[first[0]]} is the weakest pillar of ${teams.length === 1 ? first[1][0] : `all ${format.count(teams.length)} teams`}`;
  return `What holds teams back: ${parts.map(([pillar, names]) => `${pillars[pillar].toLowerCase()} for ${list(names)}`).join("; ")}`;
}

/** "Asia: engaging with insights 13.8 of 25, …" */
export function describeProfile(rows: RowList, {format}: Context): string {
  return rows
    .map((row) => {
      const values = pillarValues(row).map(
        ({pillar, value}) => `${pillars[pillar]} ${format.decimal(value)}`
      );
      return `${text(row, "key") ?? "not given"}: ${values.join(", ")}`;
    })
    .join("; ");
}

/** The title of the chart of movers. */
export function moversFinding(rows: RowList, {format, manifest}: Context): Finding {
  const [row] = rows;
  if (!row)
    return {
      empty: "No seller was measured in both the first and the last week of this selection, or none moved."
    };
  const compared = tally(row, "compared");
  const [rose, fell] = [tally(row, "rose"), tally(row, "fell")];
  if (compared < manifest.min_n)
    return `Only ${format.plural(compared, "seller")} measured in both weeks: ${format.count(rose)} rose and ${format.count(fell)} fell by 5 points or more`;
  if (rose + fell === 0) return `Of ${format.plural(compared, "seller")}, none moved by 5 points or more`;
  return `Of ${format.plural(compared, "seller")}, ${format.count(rose)} rose by 5 points or more and ${format.count(fell)} fell as much`;
}

/** Who is left out of the comparison of first and last week. */
export function moversNote(rows: RowList, {format}: Context): string {
  const others = rows[0] ? tally(rows[0], "not_compared") : 0;
  const left =
    others === 0
      ? ""
      : `${capital(format.plural(others, "seller"))} measured in one of the two weeks only are not compared. `;
  return `${left}Single weeks are noisy, and who started low is more likely to rise: a rise is not merit, nor a fall failure.`;
}

/** How long it takes to reach a band: the share after half a year, the median, and who has not. */
export function reachFinding(rows: RowList, bound: number, {format, manifest}: Context): Finding {
  const [row] = rows;
  if (!row) return {empty: `No seller of this selection was first measured under ${bound}.`};
  if (rows.every((each) => tally(each, "weeks") === 0))
    return {
      empty: `Sellers first measured under ${bound} were measured once only: how long it takes cannot be told.`
    };
  const sellers = tally(row, "sellers");
  const reached = tally(row, "reached_in_all");
  if (sellers < manifest.min_n)
    return `${format.outOf(reached, sellers)} sellers who started under ${bound} have reached it: too few for a share by week`;
  const median = number(row, "median_weeks");
  const tail = `${format.count(sellers - reached)} of ${format.count(sellers)} have not`;
  if (reached === 0)
    return `None of the ${format.plural(sellers, "seller")} who started under ${bound} has reached it yet`;
  if (median !== null)
    return `Half of those who started under ${bound} reached it within ${format.plural(median, "week")}; ${tail}`;
  const last = rows.at(-1);
  const share = last ? number(last, "share") : null;
  return `Fewer than half of those who started under ${bound} have reached it (${format.percent(share, 0)} by the last week); ${tail}`;
}

/** What goes with the curve: who was there already, and what it takes for granted. */
export function reachNote(rows: RowList, bound: number, {format}: Context): string {
  const already = rows[0] ? tally(rows[0], "already") : 0;
  const apart =
    already > 0
      ? `${capital(format.plural(already, "seller was", "sellers were"))} at ${bound} when first measured and ${already === 1 ? "is" : "are"} not in it. `
      : "";
  return `${apart}Kaplan–Meier: who left, or has not reached it yet, counts for the weeks they were measured. Reaching it once is not staying there.`;
}

/** "after 12 weeks 18 %, after 26 weeks 31 %" */
export function describeReach(rows: RowList, {format}: Context): string {
  return [4, 12, 26, 52, 104]
    .flatMap((weeks) => {
      const row = rows.filter((each) => tally(each, "weeks") <= weeks).at(-1);
      const beyond = (rows.at(-1) ? tally(rows.at(-1) as Row, "weeks") : 0) < weeks;
      return row && !beyond
        ? [`after ${format.plural(weeks, "week")} ${format.percent(number(row, "share"), 0)}`]
        : [];
    })
    .join(", ");
}

/** The weeks of one of LinkedIn's two ranks. */
export function ranksOf(rows: RowList, rank: "industry" | "network"): Row[] {
  return rows.filter((row) => text(row, "rank") === rank);
}

const noRanks =
  "The SSI export holds no ranks, so sellers cannot be compared with their industry or network.";

/** "top 23 %" */
export function topShare(format: Format, rank: number | null): string {
  return rank === null ? "–" : `top ${format.percent(rank / 100, 0)}`;
}

/** The title of the chart of ranks, in which low is good and says so. */
export function ranksFinding(rows: RowList, {format, manifest}: Context): Finding {
  if (rows.length === 0) return {empty: noRanks};
  const parts = (["industry", "network"] as const).flatMap((rank) => {
    const weeks = ranksOf(rows, rank);
    const [first, last] = [weeks[0], weeks.at(-1)];
    if (!first || !last || tally(last, "sellers") < manifest.min_n) return [];
    const [from, to] = [number(first, "median") ?? 0, number(last, "median") ?? 0];
    const moved =
      first === last || Math.abs(from - to) < 1
        ? ""
        : `, ${to < from ? "better" : "worse"} than ${topShare(format, from)} in ${format.month(date(first, "week"))}`;
    return [
      `the ${topShare(format, to)} of ${rank === "industry" ? "their industry" : "their network"}${moved}`
    ];
  });
  if (parts.length === 0)
    return `Fewer than ${manifest.min_n} sellers have a rank: too few for a typical one`;
  return `The middle seller is in ${list(parts)}`;
}

/** What "top 23 %" means, in people. */
export function ranksNote(rows: RowList, {format}: Context): string {
  const last = ranksOf(rows, "industry").at(-1) ?? rows.at(-1);
  const median = last ? Math.round(number(last, "median") ?? 0) : 0;
  const people =
    median > 0 && median < 100
      ? `Top ${format.count(median)}\u202f% means: of 100 people, ${format.count(100 - median)} score lower. `
      : "";
  return `Low is good. ${people}LinkedIn does not say whom it counts as the industry, and a rank moves when others move. “Over 70 is above 98\u202f% of users” is often quoted; these data cannot confirm it.`;
}

/** The rows of an effect by kind. */
function effectRow(rows: RowList, kind: "effect" | "parallel"): Row | undefined {
  return rows.find((row) => text(row, "kind") === kind);
}

interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly trained: number;
  readonly waiting: number;
}

/** The estimate of a kind; null where there is nothing to compare or fewer than min_n on a side. */
export function estimateOf(rows: RowList, kind: "effect" | "parallel", {manifest}: Context): Estimate | null {
  const row = effectRow(rows, kind);
  const value = row ? number(row, "estimate") : null;
  if (!row || value === null) return null;
  const [trained, waiting] = [tally(row, "trained"), tally(row, "waiting")];
  if (trained < manifest.min_n || waiting < manifest.min_n) return null;
  return {value, low: number(row, "low"), high: number(row, "high"), trained, waiting};
}

/** Why the training cannot be judged. */
function noEffect(rows: RowList, {format, manifest}: Context): string {
  const row = effectRow(rows, "effect");
  if (!row || tally(row, "trained_in_all") === 0)
    return "Nobody of this selection has a day of training on the roster with weeks measured around it, so before and after cannot be compared.";
  const [trained, waiting] = [tally(row, "trained"), tally(row, "waiting")];
  return `Too few to conclude: ${format.plural(trained, "trained seller")} and ${format.count(waiting)} not yet trained could be compared over the same weeks, where at least ${manifest.min_n} of each are needed.`;
}

/** What training is associated with, in one sentence. */
export function effectFinding(rows: RowList, context: Context): Finding {
  const {format} = context;
  const effect = estimateOf(rows, "effect", context);
  if (!effect) return {empty: noEffect(rows, context)};
  const {value, low, high} = effect;
  const size = `${format.decimal(Math.abs(value))} points`;
  if (low === null || high === null)
    return `Trained sellers moved ${format.signed(value)} points beyond the others`;
  if (low > 0)
    return `After training, sellers rose ${size} more than those not yet trained over the same weeks`;
  if (high < 0)
    return `After training, sellers fell ${size} behind those not yet trained over the same weeks`;
  return `No clear difference after training: ${format.signed(value)} points, anything from ${format.signed(low)} to ${format.signed(high)}`;
}

/** Whether the two groups moved alike before the training. */
export function parallelNote(rows: RowList, context: Context): string {
  const {format} = context;
  const alike = estimateOf(rows, "parallel", context);
  const trust =
    "Sellers were not chosen for training by chance, so the difference is associated with it, not proven to come from it.";
  if (!alike || alike.low === null || alike.high === null) return trust;
  const ends = `${format.signed(alike.value)} points, ${format.signed(alike.low)} to ${format.signed(alike.high)}`;
  return alike.low <= 0 && alike.high >= 0
    ? `Before the training both groups moved alike (${ends}). ${trust}`
    : `Before the training the groups already moved apart (${ends}), so what follows says little of the training. ${trust}`;
}

/** The card of what training is associated with. */
export function effectCard(rows: RowList, context: Context): CardContent {
  const {format} = context;
  const label = "SSI after training, against waiting";
  const effect = estimateOf(rows, "effect", context);
  if (!effect) return {label, value: "–", n: noEffect(rows, context)};
  const {value, low, high, trained, waiting} = effect;
  const n = `${format.count(trained)} trained, ${format.count(waiting)} to compare with`;
  const caveat = "Associated with training, not proven to come from it.";
  const shown = {label, value: format.signed(value), unit: "points", n, caveat};
  if (low === null || high === null) return shown;
  const reach = Math.ceil(Math.max(Math.abs(low), Math.abs(high), 1));
  const text = `95\u202f% interval ${format.interval(low, high, (x) => format.signed(x))}`;
  const ends: [string, string] = [format.signed(-reach, 0), format.signed(reach, 0)];
  return {...shown, range: {low, value, high, from: -reach, to: reach, text, ends}};
}

/** The sentence of the answer that speaks of the training. */
export function effectSentence(rows: RowList, context: Context): string {
  const {format} = context;
  const effect = estimateOf(rows, "effect", context);
  const finding = effectFinding(rows, context);
  if (!effect || typeof finding !== "string") return "";
  const {low, high, trained} = effect;
  const range =
    low === null || low > 0 || (high ?? 0) < 0
      ? ` (95\u202f% interval ${format.interval(low, high, (x) => format.signed(x))}, n = ${format.count(trained)})`
      : "";
  return `${finding}${range}; this is an association.`;
}

/** Sums of the seat rule by seat and standing. */
export function seatCounts(rows: RowList) {
  const pick = (seat: boolean | null, standing?: string): Row[] =>
    rows.filter(
      (row) => row["seat"] === seat && (standing === undefined || text(row, "standing") === standing)
    );
  const held = pick(true);
  const sum = (some: RowList, column: string): number | null =>
    some.some((row) => number(row, column) !== null) ? total(some, column) : null;
  return {
    seats: total(held, "sellers"),
    reachedWithout: total(pick(false, "reached"), "sellers"),
    underWith: total(pick(true, "under"), "sellers"),
    underCost: sum(pick(true, "under"), "cost"),
    idle: sum(held, "idle"),
    idleCost: sum(held, "idle_cost"),
    unknown: total(pick(null), "sellers"),
    /** True where leadership may not see sellers with and without a seat apart. */
    untold: rows.some((row) => text(row, "standing") === "not told")
  };
}

/** The title of the chart of seats against the threshold. */
export function seatRuleFinding(rows: RowList, {format, manifest}: Context): Finding {
  if (rows.length === 0) return {empty: "Nobody of this selection is on the roster."};
  const {seats, reachedWithout, underWith, unknown, untold: few} = seatCounts(rows);
  const threshold = manifest.ssi.seat_threshold;
  if (unknown === total(rows, "sellers"))
    return {
      empty: "The roster does not say who holds a Sales Navigator seat; a column seat would fill this part."
    };
  if (few)
    return `${capital(format.plural(seats, "seat"))}; how many reach ${threshold} with or without one is not shown here, because some teams or regions have fewer than ${format.count(manifest.min_cell)} of either`;
  return `${capital(format.plural(reachedWithout, "seller reaches", "sellers reach"))} ${threshold} without a seat; ${format.outOf(underWith, seats)} seats are held under ${threshold}`;
}

/** What idle seats cost, as far as it is known. */
export function seatRuleNote(rows: RowList, {format, manifest}: Context): string {
  const {idle, idleCost, underCost, unknown, untold: few} = seatCounts(rows);
  const money = (cost: number): string => `${format.money(cost, manifest.currency)} a year`;
  const parts = [
    idle === null
      ? "No use of Sales Navigator is reported, so idle seats are not known."
      : `${capital(format.plural(idle, "seat"))} had no use in the last four weeks${idleCost === null ? "" : `: ${money(idleCost)}`}.`,
    few
      ? ""
      : underCost === null
        ? "Set licence.seat_cost in report.yaml to see what seats cost."
        : `The seats held under the threshold cost ${money(underCost)}.`,
    unknown > 0 ? `Of ${format.plural(unknown, "seller")} it is not known whether they hold one.` : "",
    "A seat lifts the score, so sellers with and without one are not alike; a seller under the threshold may still sell more."
  ];
  return parts.filter(Boolean).join(" ");
}

/** The title of one seller's chart: from where to where, against their own start and their team. */
export function oneSellerFinding(rows: RowList, {format}: Context): Finding {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return {empty: "This seller has no SSI in this period."};
  const who = sellerName(last) ?? "This seller";
  const [now, start] = [number(last, "ssi") ?? 0, number(last, "start_ssi") ?? 0];
  const [team, then] = [number(last, "team_median"), number(last, "team_start_median")];
  const weeks = Math.round((date(last, "week").getTime() - date(last, "start_week").getTime()) / (7 * 864e5));
  if (weeks === 0) return `${who} was measured in one week: ${format.decimal(now)}`;
  const own = moved(format, now - start);
  const base = `${who} stands at ${format.decimal(now)}, ${own} since the start ${format.plural(weeks, "week")} before`;
  if (team === null || then === null) return base;
  return `${base}; the team’s median ${moved(format, team - then).replace("unchanged", "is unchanged")} over the same weeks`;
}

function moved(format: Format, by: number): string {
  if (Math.abs(by) < 0.05) return "unchanged";
  return `${by > 0 ? "up" : "down"} ${format.decimal(Math.abs(by))}`;
}

/** Sellers under 500 connections: how many, and the pillar that suffers. */
export function networkSplitFinding(rows: RowList, context: Context): Finding {
  const {format, manifest} = context;
  if (rows.length === 0) return {empty: untold(context, "with small and large networks") ?? noScores};
  const of = (key: string): Row | undefined => rows.find((row) => text(row, "key") === key);
  const [small, large] = [of("under 500"), of("500 and over")];
  const known = [small, large].reduce((sum, row) => sum + (row ? tally(row, "sellers") : 0), 0);
  if (known === 0)
    return {
      empty: "The number of connections is not in the SSI export, so small networks cannot be flagged."
    };
  const few = small ? tally(small, "sellers") : 0;
  const head = `${format.outOf(few, known)} sellers have fewer than 500 connections`;
  if (!small || !large || few < manifest.min_n || tally(large, "sellers") < manifest.min_n) return head;
  const [a, b] = [number(small, "people"), number(large, "people")];
  if (a === null || b === null) return head;
  return `${head}; their finding people stands at ${format.decimal(a)} of 25, that of the others at ${format.decimal(b)}`;
}
