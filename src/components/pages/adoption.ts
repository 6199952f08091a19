import {html} from "htl";
import {effectRows} from "../charts/effect-rows.js";
import {moversChart} from "../charts/movers.js";
import {pillarProfile} from "../charts/pillar-profile.js";
import {scoreRows} from "../charts/score-rows.js";
import {seatBars} from "../charts/seat-bars.js";
import {smallMultiples} from "../charts/small-multiples.js";
import {trendChart} from "../charts/trend.js";
import {countColumn, decimalColumn, sellerColumn} from "../columns.js";
import {
  comparable,
  comparisonFinding,
  describeProfile,
  describeReach,
  effectFinding,
  effectSentence,
  estimateOf,
  moversFinding,
  moversNote,
  networkSplitFinding,
  oneSellerFinding,
  parallelNote,
  profileFinding,
  ranksFinding,
  ranksNote,
  ranksOf,
  reachFinding,
  reachNote,
  describeComparison,
  seatRuleFinding,
  seatRuleNote,
  seatsApartFinding,
  teamsTrendFinding,
  topShare
} from "../findings/adoption.js";
import {chosen} from "../findings/common.js";
import {describeSeries, ssiAnswer, ssiCaveat} from "../findings/ssi.js";
import {emptyState} from "../empty.js";
import type {FrameOptions} from "../frame.js";
import type {Manifest} from "../manifest.js";
import type {Context} from "../piece.js";
import {date, number, tally, text, total, type Row, type Rows} from "../rows.js";
import type {TableOptions} from "../table.js";
import {weekOf} from "./ssi-pieces.js";

export {effectCard} from "../findings/adoption.js";
export {activeShareCard, coverageCard, medianSsiCard} from "../findings/ssi.js";
export {needsSsi} from "./needs.js";
export {bands, distribution, medianSsi, pillars} from "./ssi-pieces.js";

/** Whether the SSI moved, and what the training is associated with. */
export function answer(
  rows: {weekly: Rows; bands: Rows; coverage: Rows; effect: Rows},
  context: Context
): string[] {
  const [first = "", ...rest] = ssiAnswer(rows, context);
  return [first, effectSentence(rows.effect, context), ...rest];
}

/** What the answer says where its source is absent. */
export const needed = {needs: "ssi", without: "There is no Social Selling Index to show."};

const ceiling =
  "Without Sales Navigator the score has a ceiling, and the insights pillar rests mostly on paid features: compare sellers with and without a seat apart.";

function comparison(
  groups: string,
  {note, finding}: Partial<Pick<FrameOptions, "note" | "finding">> = {}
): FrameOptions {
  return {
    needs: "ssi",
    finding: finding ?? ((rows, context) => comparisonFinding(rows, groups, context)),
    subtitle: (rows, context) =>
      `Median (dot) and middle half of sellers (bar) in the ${weekOf(rows, context)}; ${chosen(context)}`,
    chart: (rows, context) => scoreRows(byMedian(rows, context), context),
    note: note ?? ssiCaveat,
    describe: describeComparison
  };
}

/** Groups with enough sellers from high to low, then the others. */
function byMedian(rows: readonly Row[], context: Context): Row[] {
  const rated = comparable(rows, context);
  return [...rated, ...rows.filter((row) => !rated.includes(row))];
}

/** Medians by region. */
export const byRegion = comparison("regions");

/** Medians by team. */
export const byTeam = comparison("teams");

/** Medians with and without a seat. */
export const bySeat = comparison("seats", {
  finding: seatsApartFinding,
  note: `${ceiling} The roster says who holds a seat today.`
});

/** Medians of small and large networks. */
export const byNetwork = comparison("networks", {
  finding: networkSplitFinding,
  note: "Under 500 connections it is hard to raise the pillar of finding people."
});

/** Each team's median by week. */
export const teams: FrameOptions = {
  needs: "ssi",
  finding: teamsTrendFinding,
  subtitle: (_, context) =>
    `Median and middle half of each team’s sellers by week, all on one scale; the figure is the last week’s median; ${chosen(context)}`,
  chart: smallMultiples,
  note: (_, {manifest}) =>
    `${ssiCaveat} Weeks with fewer than ${manifest.min_n} measured sellers of a team are left out. Who joins or leaves moves a median.`,
  describe: describeComparison
};

/** The pillars of each team. */
export const profile: FrameOptions = {
  needs: "ssi",
  finding: profileFinding,
  subtitle: (rows, context) =>
    `Mean of each pillar, of 25, by team in the ${weekOf(rows, context)}; the weakest of each team in bold; ${chosen(context)}`,
  chart: pillarProfile,
  note: `A small distance between two pillars may be chance. ${ceiling}`,
  describe: describeProfile
};

/** Who moved most. */
export const movers: FrameOptions = {
  needs: "ssi",
  finding: moversFinding,
  subtitle: (rows, context) =>
    `Most risen and most fallen sellers, ${endsOf(rows, context)}; ${chosen(context)}`,
  chart: moversChart,
  note: moversNote,
  describe: (rows, {format}) =>
    rows.map((row) => `${text(row, "seller_id") ?? ""}: ${format.signed(number(row, "change"))}`).join("; ")
};

function endsOf([row]: readonly Row[], {format}: Context): string {
  if (!row) return "first to last week";
  return `week of ${format.date(date(row, "first_week"))} to week of ${format.date(date(row, "last_week"))}`;
}

function reach(band: "foundation" | "active"): FrameOptions {
  return {
    needs: "ssi",
    finding: (rows, context) => reachFinding(rows, context.manifest.ssi[band], context),
    subtitle: (rows, context) =>
      `Share of sellers who have reached ${context.manifest.ssi[band]}, of ${context.format.count(rows[0] ? tally(rows[0], "sellers") : 0)} first measured under it, by weeks since then, with 95\u202f% interval; from the start, ${context.filters.placeLabel}`,
    chart: (rows, context) =>
      trendChart(rows, {
        ...context,
        domain: [0, 1],
        step: true,
        each: (value) => context.format.percent(value, 0),
        since: {column: "weeks", label: "weeks since first measured"},
        series: [{column: "share", low: "share_low", high: "share_high", n: "at_risk", label: "Reached"}]
      }),
    note: (rows, context) =>
      `${reachNote(rows, context.manifest.ssi[band], context)} Drawn while at least ${context.manifest.min_n} sellers are still followed.`,
    describe: describeReach
  };
}

/** Weeks to leave the lowest band. */
export const reachPractising = reach("foundation");

/** Weeks to reach the highest band. */
export const reachActive = reach("active");

/** The two ranks that LinkedIn gives, low on top. */
export const ranks: FrameOptions = {
  needs: "ssi",
  finding: ranksFinding,
  subtitle: (_, context) =>
    `Rank of the middle seller by week, “top N\u202f%”: higher on the chart is better; ${chosen(context)}`,
  chart: (rows, context) => {
    const {format} = context;
    const weeks = ranksOf(rows, "industry").map((row) => joined(row, ranksOf(rows, "network")));
    const highest = Math.max(...weeks.flatMap((row) => [tally(row, "industry"), tally(row, "network")]), 10);
    return trendChart(weeks, {
      ...context,
      lowOnTop: true,
      domain: [1, Math.min(100, Math.ceil(highest / 10) * 10 + 5)],
      each: (value) => topShare(format, value),
      series: [
        {column: "industry", n: "industry_sellers", label: "Industry"},
        {column: "network", n: "network_sellers", label: "Own network", tone: "rest"}
      ]
    });
  },
  note: ranksNote,
  describe: (rows, context) =>
    (["industry", "network"] as const)
      .map(
        (rank) =>
          `${rank}: ${describeSeries(ranksOf(rows, rank), "median", (x) => topShare(context.format, x), context)}`
      )
      .join(" ")
};

/** A week with both ranks. */
function joined(row: Row, network: readonly Row[]): Row {
  const time = date(row, "week").getTime();
  const other = network.find((each) => date(each, "week").getTime() === time);
  return {
    week: date(row, "week"),
    industry: number(row, "median"),
    industry_sellers: tally(row, "sellers"),
    network: other ? number(other, "median") : null,
    network_sellers: other ? tally(other, "sellers") : 0
  };
}

/** Difference in differences. */
export const effect: FrameOptions = {
  needs: "ssi",
  finding: effectFinding,
  subtitle: (rows, context) => {
    const found = estimateOf(rows, "effect", context);
    const n = found
      ? `${context.format.count(found.trained)} trained, ${context.format.count(found.waiting)} not yet trained`
      : "";
    return `Change of the SSI from the 12 weeks before to the 12 weeks after a training, beyond that of sellers not yet trained over the same weeks, with 95\u202f% interval; ${n}; all trainings, ${context.filters.placeLabel}`;
  },
  chart: effectRows,
  note: parallelNote,
  describe: (rows, context) => {
    const found = estimateOf(rows, "effect", context);
    if (!found) return "";
    const {format} = context;
    return `${format.signed(found.value)} points, ${format.interval(found.low, found.high, (x) => format.signed(x))}.`;
  }
};

/** The weeks around the training, for both groups. */
export const around: FrameOptions = {
  needs: "ssi",
  finding: (rows, {manifest, format}) => {
    const before = rows.filter((row) => tally(row, "weeks_since") < 0);
    const last = rows.at(-1);
    if (!last || Math.max(...rows.map((row) => tally(row, "trained"))) < manifest.min_n)
      return {empty: "There are too few trained sellers with weeks before and after to draw their course."};
    const apart = (number(last, "trained_gain") ?? 0) - (number(last, "waiting_gain") ?? 0);
    const widest = Math.max(
      ...before.map((row) =>
        Math.abs((number(row, "trained_gain") ?? 0) - (number(row, "waiting_gain") ?? 0))
      )
    );
    return `Before the training the two lines lie within ${format.decimal(widest)} points of each other; ${format.count(tally(last, "weeks_since"))} weeks after it they are ${format.decimal(Math.abs(apart))} apart`;
  },
  subtitle: (_, context) =>
    `Mean distance from the seller’s own mean of the 12 weeks before, in points, by weeks since the training; all trainings, ${context.filters.placeLabel}`,
  chart: (rows, context) => {
    const values = rows.flatMap((row) => [
      number(row, "trained_gain") ?? 0,
      number(row, "waiting_gain") ?? 0
    ]);
    return trendChart(rows, {
      ...context,
      domain: [Math.min(-1, ...values) * 1.1, Math.max(1, ...values) * 1.1],
      each: (value) => context.format.signed(value),
      since: {column: "weeks_since", label: "weeks since the training"},
      series: [
        {column: "trained_gain", n: "trained", label: "Trained"},
        {column: "waiting_gain", n: "waiting", label: "Not yet trained", tone: "rest"}
      ]
    });
  },
  note: "Where the lines run side by side before week 0 the groups were alike, and what follows may be compared. The others are measured over the very same weeks.",
  describe: (rows, {format}) =>
    rows
      .filter((row) => tally(row, "weeks_since") % 4 === 0)
      .map(
        (row) =>
          `week ${format.count(number(row, "weeks_since"))}: ${format.signed(number(row, "trained_gain"))} and ${format.signed(number(row, "waiting_gain"))}`
      )
      .join("; ")
};

/** Seats against the threshold for one. */
export const seatRule: FrameOptions = {
  needs: "sellers",
  finding: seatRuleFinding,
  subtitle: (rows, context) =>
    `Sellers on the roster at the end of the period, n = ${context.format.count(total(rows, "sellers"))}, by Sales Navigator seat and SSI against the threshold of ${context.manifest.ssi.seat_threshold}; ${chosen(context)}`,
  chart: seatBars,
  note: seatRuleNote,
  describe: (rows, {format}) =>
    rows
      .map(
        (row) =>
          `${row["seat"] === null ? "not known" : row["seat"] === true ? "with a seat" : "without a seat"}, ${text(row, "standing")}: ${format.count(tally(row, "sellers"))}`
      )
      .join("; ")
};

/** Whose seat to talk about. */
export const seatList: TableOptions = {
  needs: "sellers",
  caption: "Whose seat to talk about",
  limit: 12,
  empty: "No seat stands out in this selection.",
  columns: [
    {column: "case", heading: "Case", write: (row) => caseName(row)},
    sellerColumn(),
    {column: "team", heading: "Team"},
    decimalColumn("ssi", "SSI"),
    countColumn("in_all", "In this case")
  ]
};

function caseName(row: Row): string {
  const names: Record<string, string> = {
    "reached without a seat": "Reaches the threshold, no seat",
    "under with a seat": "Seat, under the threshold",
    "idle seat": "Idle seat: no use in four weeks"
  };
  return names[text(row, "case") ?? ""] ?? "";
}

/** Sellers under 500 connections. */
export const smallNetworks: TableOptions = {
  needs: "ssi",
  caption: "Sellers under 500 connections",
  limit: 8,
  empty: "No seller of this selection is known to have fewer than 500 connections.",
  columns: [
    sellerColumn(),
    {column: "team", heading: "Team"},
    countColumn("connections", "Connections"),
    decimalColumn("people", "Finding people, of 25"),
    decimalColumn("ssi", "SSI")
  ]
};

/** One seller beside their own start and their team. */
export const oneSeller: FrameOptions = {
  needs: "ssi",
  finding: oneSellerFinding,
  subtitle: (rows, context) => {
    const last = rows.at(-1);
    const n = last ? tally(last, "team_sellers") : 0;
    return `Weekly SSI, beside the median of the team (n = ${context.format.count(n)}); ${context.filters.periodLabel}`;
  },
  chart: (rows, context) => {
    const [row] = rows;
    const start = row ? number(row, "start_ssi") : null;
    const values = rows.flatMap((each) => [number(each, "ssi"), number(each, "team_median")]);
    const known = [...values, start].filter((x): x is number => x !== null);
    return trendChart(rows, {
      ...context,
      domain: [
        Math.floor(Math.min(...known) / 10) * 10,
        Math.min(100, Math.ceil(Math.max(...known) / 10) * 10)
      ],
      each: (value) => context.format.decimal(value),
      goal: start === null ? null : {value: start, label: `own start ${context.format.decimal(start)}`},
      series: [
        {column: "ssi", label: "This seller"},
        {column: "team_median", n: "team_sellers", label: "Team’s median", tone: "rest"}
      ]
    });
  },
  note: `${ssiCaveat} Compare a seller with their own start first: seats, networks and markets differ.`,
  describe: (rows, context) => describeSeries(rows, "ssi", (x) => context.format.decimal(x), context)
};

/** What stands in place of one seller's course while none is chosen. */
export function chooseSeller(): HTMLElement {
  return emptyState("Choose a seller to see their course beside their own start and their team.");
}

/** The way to a seller's own page, which only a report that names sellers has. */
export function sellerLink(seller: string, {audience}: Pick<Manifest, "audience">): HTMLElement {
  const link = html`<p class="seller-link"></p>`;
  if (audience === "enablement")
    link.append(html`<a href=${`./seller?seller=${encodeURIComponent(seller)}`}>All about this seller</a>`);
  return link;
}
