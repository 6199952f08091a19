import {categoryName, dotIntervalChart} from "../charts/dot-interval.js";
import {regionDifferenceChart} from "../charts/region-difference.js";
import {shareByQuarterChart} from "../charts/share-by-quarter.js";
import {chosen} from "../findings/common.js";
import {
  allDeals,
  differenceEnds,
  isCompared,
  describeRates,
  hitRate,
  hitRateBySourceFinding,
  regionsFinding,
  shareByQuarterFinding,
  unknownSourceNote
} from "../findings/deals.js";
import type {FrameOptions} from "../frame.js";
import {number, tally, text, type Row} from "../rows.js";
import {countColumn, intervalColumn, moneyColumn, rateColumn} from "../columns.js";
import type {TableColumn, TableOptions} from "../table.js";

/** Hit rates by source, each with its interval, around the rate of all deals. */
export const hitRateBySource: FrameOptions = {
  needs: "deals",
  finding: hitRateBySourceFinding,
  subtitle: (_, context) =>
    `Deals won of deals created, by source, with 95\u202f% intervals; ${chosen(context)}`,
  chart: (rows, context) =>
    dotIntervalChart(rows, {...context, columns: hitRate, sources: true, reference: allDeals(rows, context)}),
  note: (rows, context) =>
    [
      "Where two bars overlap widely, the order of their points may be chance. A source is what the CRM says; it is associated with winning, not shown to cause it.",
      unknownSourceNote(rows, context)
    ]
      .filter(Boolean)
      .join(" "),
  describe: (rows, context) => describeRates(rows, hitRate, context)
};

/** The social share of won revenue by quarter, with its bounds. */
export const shareByQuarter: FrameOptions = {
  needs: "deals",
  finding: shareByQuarterFinding,
  subtitle: (_, {filters}) =>
    `Social’s share of won revenue, by quarter of closing; all quarters, ${filters.region ?? "all regions"}, ${filters.team ?? "all teams"}`,
  chart: shareByQuarterChart,
  note: "The light bar spans what the share would be if none, or all, of the deals of unknown source were social. Filled points lie in the chosen period. One large deal can move a quarter.",
  describe: (rows, {format}) =>
    rows
      .map((row) => `${format.quarter(text(row, "quarter"))}: ${format.percent(number(row, "share"))}`)
      .join(", ")
};

/** Social against the rest, region by region. */
export const socialByRegion: FrameOptions = {
  needs: "deals",
  finding: regionsFinding,
  subtitle: (_, context) =>
    `Hit rate of social deals minus that of the rest, in percentage points, with 95\u202f% intervals; ${chosen(context)}`,
  chart: regionDifferenceChart,
  note: "A ring means that the interval includes zero: the data do not say which way the difference goes. Comparing within a region keeps a strong region from passing for a strong source.",
  describe: (rows, {format}) =>
    rows
      .map(
        (row) =>
          `${categoryName(text(row, "key"))}: ${format.points(number(row, "difference"))}, interval ${differenceEnds(row, format)}`
      )
      .join("; ")
};

const source: TableColumn = {
  column: "key",
  heading: "Source",
  write: (row) => categoryName(text(row, "key"))
};
const closed = ["won", "lost"];

/** Where no deal was ever marked as lost, every closed deal is a won one, and a close rate says nothing. */
const anyLost = (rows: readonly Row[]): boolean => rows.some((row) => tally(row, "lost") > 0);

/** The table of sources: deals created in the period. */
export const dealsBySource: TableOptions = {
  needs: "deals",
  caption: "Deals created in the period, by source",
  sort: {column: "deals", descending: true},
  empty: "No deal was created in this selection.",
  columns: [
    source,
    countColumn("deals", "Created"),
    countColumn("won", "Won"),
    countColumn("lost", "Lost"),
    countColumn("open", "Open"),
    rateColumn("hit_rate", "Hit rate", ["deals"]),
    intervalColumn("hit_rate", ["deals"]),
    {...rateColumn("close_rate", "Close rate", closed), when: anyLost},
    countColumn("median_cycle_days_won", "Median days to win")
  ]
};

/** The table of sources: deals closed in the period, whose amounts add up to the won revenue. */
export const closedBySource: TableOptions = {
  needs: "deals",
  caption: "Deals closed in the period, by source",
  sort: {column: "won_amount", descending: true},
  empty: "No deal was closed in this selection.",
  columns: [
    source,
    countColumn("deals", "Closed"),
    countColumn("won", "Won"),
    countColumn("lost", "Lost"),
    {...rateColumn("close_rate", "Close rate", closed), when: anyLost},
    {...intervalColumn("close_rate", closed), when: anyLost},
    {...rateColumn("value_win_rate", "Value win rate", closed), when: anyLost},
    moneyColumn("won_amount", "Won amount"),
    moneyColumn("median_won_amount", "Median won")
  ]
};

/** The table of social against the rest by region. */
export const regions: TableOptions = {
  needs: "deals",
  caption: "Social deals and the rest by region",
  empty: "No deal was created in this selection.",
  columns: [
    {column: "key", heading: "Region", write: (row) => categoryName(text(row, "key"))},
    countColumn("social_deals", "Social deals"),
    countColumn("social_won", "Won"),
    rateColumn("social_rate", "Hit rate", ["social_deals"]),
    countColumn("rest_deals", "Other deals"),
    countColumn("rest_won", "Won"),
    rateColumn("rest_rate", "Hit rate", ["rest_deals"]),
    {
      column: "difference",
      heading: "Difference",
      align: "right",
      write: (row, context) =>
        isCompared(row, context.minN) ? context.format.points(number(row, "difference")) : "too few"
    },
    {
      column: "difference_low",
      heading: "95\u202f% interval",
      align: "right",
      write: (row, {format, minN}) => (isCompared(row, minN) ? differenceEnds(row, format) : "–")
    }
  ]
};
