import {differenceWithinChart} from "../charts/difference-within.js";
import {categoryName, dotIntervalChart, type RateColumns} from "../charts/dot-interval.js";
import {intervalRows, type IntervalItem} from "../charts/interval-rows.js";
import {nestedSets} from "../charts/nested-sets.js";
import {trendChart} from "../charts/trend.js";
import {winningCurve} from "../charts/winning-curve.js";
import {countColumn, decimalColumn, intervalColumn, moneyColumn, rateColumn} from "../columns.js";
import {chosen, clearlyAbove, isKnown} from "../findings/common.js";
import {contributionFinding, contributionParts} from "../findings/contribution.js";
import {describeRates, differenceEnds} from "../findings/deals.js";
import {declaredWeeklyFinding, momentName, momentsFinding} from "../findings/ledger.js";
import {isHeldEqual, withinFinding, withinName} from "../findings/like-with-like.js";
import {ratesFinding} from "../findings/rates.js";
import {describeSeries} from "../findings/ssi.js";
import {atRisk, stepAt, tellingDay, winningFinding} from "../findings/winning.js";
import type {Format} from "../format.js";
import type {ChartContext, Finding, FrameOptions} from "../frame.js";
import {palette, sourceColours} from "../palette.js";
import type {Context} from "../piece.js";
import {number, tally, text, type Row} from "../rows.js";
import type {TableColumn, TableOptions} from "../table.js";

type RowList = readonly Row[];

/** Sourced, influenced and declared as nested sets. */
export const contribution: FrameOptions = {
  needs: "deals",
  finding: contributionFinding,
  subtitle: (_, context) => `Won amount of deals closed in the period; ${chosen(context)}`,
  chart: nestedSets,
  note: "Bars that stand one above the other are the same money, true in length. Sourced: where the CRM says the deal came from. Influenced: a social touch before it closed. Declared: the part that sellers claim in interviews. Being touched is associated with winning, not shown to cause it.",
  describe: (rows, {format, manifest}) =>
    contributionParts(rows)
      .map((row) => `${text(row, "part")}: ${format.money(number(row, "amount"), manifest.currency)}`)
      .join("; ")
};

/** The parts of the nested sets, which do add up. */
export const contributionTable: TableOptions = {
  needs: "deals",
  caption: "Won revenue by what it counts as",
  prepare: contributionParts,
  columns: [
    {column: "part", heading: "Counts as"},
    {...moneyColumn("amount", "Amount"), when: () => true},
    {
      column: "share",
      heading: "Share of won revenue",
      align: "right",
      write: (row, {format}) => format.percent(number(row, "share"))
    }
  ]
};

const closeRate: RateColumns = {
  key: "key",
  value: "close_rate",
  low: "close_rate_low",
  high: "close_rate_high",
  part: "won",
  whole: "closed"
};

/** Won and lost deals as one count, so that a close rate can be drawn; rows without a closed deal are left out. */
function withClosed(rows: RowList): Row[] {
  return rows
    .map((row) => ({...row, closed: tally(row, "won") + tally(row, "lost")}))
    .filter(({closed}) => closed > 0);
}

/** Close rates by source: won of closed in the period. */
export const closeRateBySource: FrameOptions = {
  needs: "deals",
  finding: (rows, context) => closeFinding(withClosed(rows), context),
  subtitle: (_, context) =>
    `Deals won of deals closed in the period, by source, with 95\u202f% intervals; ${chosen(context)}`,
  chart: (rows, context) =>
    dotIntervalChart(withClosed(rows), {...context, columns: closeRate, sources: true}),
  note: "Closed deals only: those still open are in neither number. The hit rate above counts deals created in the period, won or not; the two answer different questions.",
  describe: (rows, context) => describeRates(withClosed(rows), closeRate, context)
};

function closeFinding(rows: RowList, context: Context): Finding {
  if (rows.length > 0 && rows.every((row) => tally(row, "lost") === 0))
    return {
      empty: "No lost deal is on file, so a close rate would be 100\u202f% for everyone and says nothing."
    };
  return ratesFinding(
    rows,
    closeRate,
    {
      things: "closed deals",
      all: (rate) => `${rate} of closed deals are won`,
      groups: "sources",
      none: "No deal was closed in this selection.",
      name: categoryName
    },
    context
  );
}

/** Which columns hold a measure with its interval. */
interface Measure {
  readonly column: "value_win_rate" | "median_won_amount" | "median_cycle_days_won";
  readonly n: (row: Row) => number;
  readonly count: (n: number, format: Format) => string;
  readonly write: (value: number | null, context: Context) => string;
  readonly tick: (value: number, context: Context) => string;
}

/** One measure by source, highest first, as points with their intervals; too few cases leave words. */
function measureChart(rows: RowList, measure: Measure, context: ChartContext): SVGSVGElement {
  const items = inOrder(rows, measure, context.manifest.min_n).map((row) =>
    measureItem(row, measure, context)
  );
  const highest = Math.max(...items.map((d) => d.high ?? d.value ?? 0));
  return intervalRows(items, {
    width: context.width,
    domain: [0, highest * 1.04 || 1],
    each: (value) => measure.tick(value, context)
  });
}

function inOrder(rows: RowList, {column, n}: Measure, minN: number): Row[] {
  const rank = (row: Row): number => (n(row) < minN ? -1 : (number(row, column) ?? -1));
  return [...rows].sort((a, b) => rank(b) - rank(a));
}

function measureItem(row: Row, measure: Measure, context: ChartContext): IntervalItem {
  const {column, n, count, write} = measure;
  const few = n(row) < context.manifest.min_n;
  const value = few ? null : number(row, column);
  return {
    label: categoryName(text(row, "key")),
    value,
    low: few ? null : number(row, `${column}_low`),
    high: few ? null : number(row, `${column}_high`),
    figure: value === null ? "" : write(value, context),
    n: count(n(row), context.format),
    ...(value === null ? {instead: few ? "too few" : "not known"} : {}),
    ...sourceColours(text(row, "key")),
    strong: text(row, "key") === "social"
  };
}

/** How social stands among the sources that are known: clearly above or below, or neither. */
function measureFinding(
  rows: RowList,
  measure: Measure,
  {what, none, higher, lower}: {what: string; none: string; higher: string; lower: string},
  context: Context
): Finding {
  const {column, n, write} = measure;
  const rated = rows.filter(
    (row) => number(row, column) !== null && n(row) >= context.manifest.min_n && isKnown(row)
  );
  if (rows.every((row) => number(row, column) === null)) return {empty: none};
  const social = rated.find((row) => text(row, "key") === "social");
  if (!social) return `Too few social deals to place social by ${what}`;
  const ends = {low: `${column}_low`, high: `${column}_high`};
  const above = rated.filter((row) => clearlyAbove(social, row, ends)).map((row) => text(row, "key"));
  const below = rated.filter((row) => clearlyAbove(row, social, ends)).map((row) => text(row, "key"));
  const head = `The ${what} of social deals is ${write(number(social, column), context)}`;
  if (above.length + below.length === 0) return `${head}; no other source is clearly different`;
  return [
    head,
    ...(above.length > 0 ? [`clearly ${higher} than ${above.join(", ")}`] : []),
    ...(below.length > 0 ? [`clearly ${lower} than ${below.join(", ")}`] : [])
  ].join("; ");
}

const closedDeals = (row: Row): number => tally(row, "won") + tally(row, "lost");
const wonDeals = (row: Row): number => tally(row, "won");
const wonWords = (n: number, format: Format): string => `${format.count(n)} won`;

const valueWinRate: Measure = {
  column: "value_win_rate",
  n: closedDeals,
  count: (n, format) => `${format.count(n)} closed`,
  write: (value, {format}) => format.percent(value),
  tick: (value, {format}) => format.percent(value, 0)
};
const dealSize: Measure = {
  column: "median_won_amount",
  n: wonDeals,
  count: wonWords,
  write: (value, {format, manifest}) => format.moneyShort(value, manifest.currency),
  tick: (value, {format, manifest}) => format.moneyShort(value, manifest.currency)
};
const cycle: Measure = {
  column: "median_cycle_days_won",
  n: wonDeals,
  count: wonWords,
  write: (value, {format}) => format.days(value),
  tick: (value, {format}) => format.count(value)
};

/** Value win rates by source. */
export const valueWinRateBySource: FrameOptions = {
  needs: "deals",
  finding: (rows, context) =>
    rows.every((row) => tally(row, "lost") === 0)
      ? {empty: "No lost deal is on file, so a value win rate says nothing."}
      : measureFinding(
          rows,
          valueWinRate,
          {what: "value win rate", none: "Closed deals carry no amounts.", higher: "higher", lower: "lower"},
          context
        ),
  subtitle: (_, context) =>
    `Won amount of won and lost amount, by source, with 95\u202f% intervals; deals closed in the period; ${chosen(context)}`,
  chart: (rows, context) => measureChart(rows, valueWinRate, context),
  note: "Lower than the close rate where large deals are lost more often than small ones. A few large deals move it, which its wider interval shows."
};

/** Median won amounts by source. */
export const dealSizeBySource: FrameOptions = {
  needs: "deals",
  finding: (rows, context) =>
    measureFinding(
      rows,
      dealSize,
      {
        what: "median size",
        none: "Won deals carry no amounts, so sizes cannot be compared.",
        higher: "larger",
        lower: "smaller"
      },
      context
    ),
  subtitle: (_, context) =>
    `Median amount of won deals, by source, with 95\u202f% intervals; deals closed in the period; ${chosen(context)}`,
  chart: (rows, context) => measureChart(rows, dealSize, context),
  note: "The median: half of the deals are larger, half smaller. A mean would be moved by one large deal."
};

/** Median days to win by source. */
export const cycleBySource: FrameOptions = {
  needs: "deals",
  finding: (rows, context) =>
    measureFinding(
      rows,
      cycle,
      {what: "median sales cycle", none: "No won deal has a close date.", higher: "longer", lower: "shorter"},
      context
    ),
  subtitle: (_, context) =>
    `Median days from creation to winning, by source, with 95\u202f% intervals; deals won in the period; ${chosen(context)}`,
  chart: (rows, context) => measureChart(rows, cycle, context),
  note: "Won deals only: slow deals that are still open are missing, so the cycle looks shorter than it is. The curves below count them."
};

/** The plain difference beside those held equal. */
export const differenceWithin: FrameOptions = {
  needs: "deals",
  finding: withinFinding,
  subtitle: (_, context) =>
    `Hit rate of social deals minus that of the rest, in percentage points, with 95\u202f% intervals; ${chosen(context)}`,
  chart: differenceWithinChart,
  note: "The first line mixes all deals. In the others social deals are compared only with the rest of the same group, and the differences are averaged (Mantel–Haenszel). Where the lines disagree, believe those within groups. A ring means that the interval includes zero.",
  describe: (rows, {format}) =>
    rows
      .map(
        (row) =>
          `${withinName(row)}: ${format.points(number(row, "difference"))}, interval ${differenceEnds(row, format)}`
      )
      .join("; ")
};

/** The table of differences held equal. */
export const withinTable: TableOptions = {
  needs: "deals",
  caption: "Difference of hit rates, social minus the rest, within groups",
  columns: [
    {column: "within", heading: "Compared", write: withinName},
    countColumn("groups", "Groups"),
    countColumn("social_deals", "Social deals"),
    countColumn("rest_deals", "Other deals"),
    countColumn("left_out", "Left out"),
    ...differenceColumns(isHeldEqual)
  ]
};

/** A difference of rates with its interval. */
function differenceColumns(holds: (row: Row, minN: number) => boolean): TableColumn[] {
  return [
    {
      column: "difference",
      heading: "Difference",
      align: "right",
      write: (row, {format, minN}) =>
        holds(row, minN) ? format.points(number(row, "difference")) : "too few"
    },
    {
      column: "difference_low",
      heading: "95\u202f% interval",
      align: "right",
      write: (row, {format, minN}) => (holds(row, minN) ? differenceEnds(row, format) : "–")
    }
  ];
}

/** Winning over time, social against the rest. */
export const winning: FrameOptions = {
  needs: "deals",
  finding: winningFinding,
  subtitle: (_, context) =>
    `Share of deals won by the days since they were created, losses competing, with 95\u202f% bands; deals created in the period; ${chosen(context)}`,
  chart: winningCurve,
  note: "Open deals count for as long as they have been open, so young ones do not make the cycle look short. Below the chart: deals still open and followed; where they are few, the curve is uncertain.",
  describe: (rows, {format, manifest}) =>
    (["social", "rest"] as const)
      .map((key) => {
        const day = tellingDay(rows, manifest.min_n);
        const step = stepAt(rows, key, day);
        return `${categoryName(key)}: ${format.percent(step ? number(step, "won") : 0)} won and ${format.percent(step ? number(step, "lost") : 0)} lost after ${format.days(day)}, ${format.count(atRisk(rows, key, day))} still open`;
      })
      .join("; ")
};

/** The curves read at five days. */
export const winningTable: TableOptions = {
  needs: "deals",
  caption: "Deals won and lost by the days since they were created",
  empty: "No deal was created in this selection.",
  columns: [
    {
      column: "key",
      heading: "Deals",
      write: (row) => (text(row, "key") === "social" ? "Social" : "The rest")
    },
    countColumn("day", "Days"),
    rateColumn("won", "Won", ["deals"]),
    intervalColumn("won", ["deals"]),
    rateColumn("lost", "Lost", ["deals"]),
    countColumn("at_risk", "Still open"),
    {
      column: "median_day",
      heading: "Half are won after",
      align: "right",
      write: (row, {format}) =>
        number(row, "median_day") === null ? "not reached" : format.days(number(row, "median_day"))
    }
  ]
};

/** Declared amounts by decisive moment. */
export const momentsTable: TableOptions = {
  needs: "contributions",
  caption: "Interviews by decisive moment",
  empty: "No interview in this selection.",
  columns: [
    {column: "key", heading: "Decisive moment", write: (row) => momentName(text(row, "key"))},
    countColumn("entries", "Entries"),
    moneyColumn("declared", "Declared"),
    moneyColumn("declared_halved", "At half"),
    decimalColumn("median_percent", "Median %"),
    countColumn("ceiling", "Most allowed, %"),
    countColumn("at_ceiling", "Entries at the most")
  ]
};

/** Declared amounts by decisive moment, from half to full. */
export const declaredByMoment: FrameOptions = {
  needs: "contributions",
  finding: momentsFinding,
  subtitle: (_, context) =>
    `Declared amount by decisive moment, in full and with every percentage at half; ${chosen(context)}`,
  chart: (rows, context) => {
    const items = rows.map((row): IntervalItem => ({
      label: momentName(text(row, "key")),
      value: number(row, "declared"),
      low: number(row, "declared_halved"),
      high: number(row, "declared"),
      figure: context.format.moneyShort(number(row, "declared"), context.manifest.currency),
      n: context.format.plural(tally(row, "entries"), "entry", "entries"),
      ...(number(row, "declared") === null ? {instead: "no amounts"} : {}),
      point: palette.social,
      bar: palette.socialLight
    }));
    const highest = Math.max(...items.map((d) => d.high ?? 0));
    const each = (value: number): string => context.format.moneyShort(value, context.manifest.currency);
    return intervalRows(items, {width: context.width, domain: [0, highest * 1.04 || 1], each});
  },
  note: "The light bar reaches from the amount with every percentage at half to the amount as declared: people tend to credit what they are asked about."
};

/** The ledger quarter by quarter. */
export const ledgerQuarters: TableOptions = {
  needs: "contributions",
  caption: "Interviews by quarter of closing",
  empty: "No interview in this selection.",
  columns: [
    {column: "key", heading: "Quarter", write: (row, {format}) => format.quarter(text(row, "key"))},
    countColumn("entries", "Entries"),
    countColumn("deals", "Deals asked about"),
    countColumn("eligible_deals", "Won deals"),
    rateColumn("coverage", "Coverage", ["eligible_deals"]),
    moneyColumn("declared", "Declared"),
    moneyColumn("declared_halved", "At half"),
    decimalColumn("median_percent", "Median %")
  ]
};

const shown = (row: Row, column: string): string => text(row, column) ?? "–";

/** What sellers said, entry by entry. */
export const ledgerEntries: TableOptions = {
  needs: "contributions",
  caption: "What sellers said",
  empty: "No interview in this selection.",
  search: "Search the interviews",
  limit: 12,
  columns: [
    {
      column: "interviewed_on",
      heading: "Date",
      write: (row, {format}) => format.date(text(row, "interviewed_on"))
    },
    {column: "seller_id", heading: "Seller", write: (row) => shown(row, "seller_id")},
    {column: "moment", heading: "Decisive moment", write: (row) => momentName(text(row, "moment"))},
    countColumn("percent", "%"),
    moneyColumn("declared", "Declared"),
    {
      column: "argument",
      heading: "Why",
      write: (row) => shown(row, "argument"),
      when: (rows) => rows.some((row) => text(row, "argument") !== null)
    },
    {
      column: "verbatim",
      heading: "In the seller’s words",
      write: (row) => shown(row, "verbatim"),
      when: (rows) => rows.some((row) => text(row, "verbatim") !== null)
    }
  ]
};

/** Entries that the ledger refused. */
export const ledgerRejects: TableOptions = {
  needs: "contributions",
  caption: "Interviews that were refused",
  empty: "No interview was refused.",
  limit: 12,
  columns: [
    {column: "line", heading: "Line", align: "right", write: (row) => shown(row, "line")},
    {column: "value", heading: "Value", write: (row) => shown(row, "value")},
    {column: "message", heading: "Why it is refused"},
    {column: "file", heading: "File"}
  ]
};

/** The survey against the CRM, quarter by quarter. */
export const surveyTable: TableOptions = {
  needs: "surveys",
  caption: "What sellers declare each week, and what the CRM holds",
  empty: "Nobody answered in this selection.",
  columns: [
    {
      column: "quarter",
      heading: "Quarter",
      write: (row, {format}) => (text(row, "quarter") === null ? "All" : format.quarter(text(row, "quarter")))
    },
    countColumn("answers", "Answers"),
    countColumn("meetings", "New meetings"),
    countColumn("opportunities", "New opportunities"),
    countColumn("influenced", "Moved on"),
    countColumn("deals_created", "Deals created"),
    countColumn("social_created", "Of these social"),
    rateColumn("found_share", "Found where declared", ["declaring"]),
    rateColumn("silent_share", "Found where not", ["silent"])
  ]
};

/** What sellers declare week by week. */
export const declaredWeekly: FrameOptions = {
  needs: "surveys",
  finding: declaredWeeklyFinding,
  subtitle: (_, context) =>
    `New meetings, new opportunities and running opportunities moved on, as sellers declare them, by week; ${chosen(context)}`,
  chart: (rows, context) =>
    trendChart(rows, {
      ...context,
      each: (value) => context.format.count(value),
      series: [
        {column: "meetings", label: "Meetings"},
        {column: "opportunities", label: "Opportunities", tone: "social"},
        {column: "influenced", label: "Moved on", tone: "rest"}
      ]
    }),
  note: "Sums over the answers of a week: where fewer sellers answer, less is declared. The table has the answers of each week.",
  describe: (rows, context) => describeSeries(rows, "opportunities", (x) => context.format.count(x), context)
};

/** The survey week by week, the latest week first. */
export const weeklyTable: TableOptions = {
  needs: "surveys",
  caption: "What sellers declare, week by week",
  empty: "Nobody answered in this selection.",
  limit: 13,
  sort: {column: "week", descending: true},
  csv: "survey-by-week",
  columns: [
    {column: "week", heading: "Week of"},
    countColumn("answers", "Answers"),
    rateColumn("response_rate", "Answered, of the roster", ["roster"]),
    countColumn("meetings", "New meetings"),
    countColumn("opportunities", "New opportunities"),
    countColumn("influenced", "Moved on")
  ]
};

/** The return by figure, as intervals around nothing gained. */
export const programmeReturn: FrameOptions = {
  needs: "deals",
  finding: (rows, {format}) => {
    const known = rows.filter((row) => number(row, "return") !== null);
    if (known.length === 0) return {empty: "No return can be worked out yet."};
    const said = known.map((row) => `${text(row, "figure")} ${format.signed(number(row, "return"), 1)}`);
    return `Return per unit of cost: ${said.join(", ")}`;
  },
  subtitle: (_, context) =>
    `(Revenue × margin − cost) ÷ cost, between each figure’s bounds; 0 pays for itself; ${chosen(context)}`,
  chart: (rows, {width, format}) => {
    const items = rows.map((row): IntervalItem => ({
      label: categoryName(text(row, "figure")),
      value: number(row, "return"),
      low: number(row, "return_low"),
      high: number(row, "return_high"),
      figure: format.signed(number(row, "return"), 1),
      n: "times cost",
      ...(number(row, "return") === null ? {instead: "not known"} : {}),
      point: palette.social,
      bar: palette.socialLight
    }));
    const ends = items.flatMap((d) => [d.low ?? 0, d.high ?? 0, d.value ?? 0]);
    const [low, high] = [Math.min(-1, ...ends), Math.max(1, ...ends)];
    return intervalRows(items, {
      width,
      domain: [low * 1.05, high * 1.05],
      each: (value) => format.signed(value, 0),
      reference: {value: 0, label: "pays for itself"}
    });
  },
  note: "Sourced reaches up to what it would be if all of unknown source were social; influenced starts at deals touched before they existed; declared starts at every percentage at half. The three count the same money and do not add."
};

/** The return by figure, in figures. */
export const returnTable: TableOptions = {
  needs: "deals",
  caption: "Return on the programme’s cost",
  columns: [
    {column: "figure", heading: "Figure", write: (row) => categoryName(text(row, "figure"))},
    moneyColumn("revenue_low", "Revenue, at least"),
    moneyColumn("revenue", "Revenue"),
    moneyColumn("revenue_high", "Revenue, at most"),
    moneyColumn("cost", "Cost of the period"),
    {
      column: "break_even_margin",
      heading: "Pays for itself at a margin of",
      align: "right",
      write: (row, {format}) => {
        const margin = number(row, "break_even_margin");
        return format.percent(margin === null ? null : margin / 100);
      }
    },
    {
      column: "return",
      heading: "Return",
      align: "right",
      write: (row, {format}) => format.signed(number(row, "return"), 1)
    }
  ]
};
