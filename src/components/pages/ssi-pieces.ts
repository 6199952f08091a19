import {bandShareChart} from "../charts/band-share.js";
import {medianRibbonChart} from "../charts/median-ribbon.js";
import {pillarChart, pillars as pillarNames, pillarValues} from "../charts/pillars.js";
import {ssiHistogram} from "../charts/ssi-histogram.js";
import {chosen} from "../findings/common.js";
import {
  bandsFinding,
  describeSeries,
  distributionFinding,
  medianTrend,
  pillarsFinding,
  shareOfBand,
  ssiCaveat
} from "../findings/ssi.js";
import type {FrameOptions} from "../frame.js";
import type {Context} from "../piece.js";
import {number, tally, text, type Row} from "../rows.js";
import {decimalColumn} from "../columns.js";
import type {TableOptions} from "../table.js";

/** The median SSI with its quartiles, by week. */
export const medianSsi: FrameOptions = {
  needs: "ssi",
  finding: medianTrend,
  subtitle: (rows, context) =>
    `Social Selling Index, 0 to 100, median and middle half of sellers by week${sellersIn(rows, context)}; ${chosen(context)}`,
  chart: medianRibbonChart,
  note: `${ssiCaveat} A seller just over 50 may sell more than one over 80. Sellers who joined or left in between are counted in the weeks they were measured.`,
  describe: (rows, context) => describeSeries(rows, "median", (x) => context.format.decimal(x), context)
};

/** The share of sellers per band, by week. */
export const bands: FrameOptions = {
  needs: "ssi",
  finding: bandsFinding,
  subtitle: (_, context) =>
    `Share of measured sellers in each band of the index, by week; ${chosen(context)}`,
  chart: bandShareChart,
  note: "Under the first bound the foundations are not in place; at the second a seller is really active. The bounds are settings of this report.",
  describe: (rows, context) =>
    describeSeries(shareOfBand(rows, "active"), "share", (x) => context.format.percent(x, 0), context)
};

/** The mean of each pillar, by week. */
export const pillars: FrameOptions = {
  needs: "ssi",
  finding: pillarsFinding,
  subtitle: (_, context) => `Mean of each pillar, 0 to 25, by week; ${chosen(context)}`,
  chart: pillarChart,
  note: "The scale is cut to the range of the pillars. Without a Sales Navigator seat the insights pillar has a ceiling, so compare sellers with and without a seat apart.",
  describe: (rows, {format}) => {
    const last = rows.at(-1);
    return last
      ? pillarValues(last)
          .map((d) => `${pillarNames[d.pillar]} ${format.decimal(d.value)}`)
          .join(", ")
      : "";
  }
};

/** The distribution of the latest SSI. */
export const distribution: FrameOptions = {
  needs: "ssi",
  finding: distributionFinding,
  subtitle: (rows, context) =>
    `Sellers by their latest index, in steps of five, n = ${context.format.count(rows.length)}; ${chosen(context)}`,
  chart: ssiHistogram,
  note: `${ssiCaveat} Each seller counts once, with the last week measured in the period; some were no longer measured in its last week.`,
  describe: (rows, {format}) =>
    ["foundation", "practising", "active"]
      .map(
        (band) =>
          `${band}: ${format.plural(rows.filter((row) => text(row, "band") === band).length, "seller")}`
      )
      .join(", ")
};

/** The table of sellers. */
export const sellers: TableOptions = {
  needs: "ssi",
  caption: "Sellers with their latest index",
  sort: {column: "ssi", descending: true},
  limit: 20,
  empty: "No seller was measured in this selection.",
  columns: [
    {
      column: "seller_id",
      heading: "Seller",
      write: (row) => text({name: null, ...row}, "name") ?? text(row, "seller_id") ?? "–"
    },
    {column: "team", heading: "Team"},
    {column: "region", heading: "Region"},
    {column: "seat", heading: "Seat"},
    decimalColumn("ssi", "SSI"),
    {
      column: "change",
      heading: "Since start",
      align: "right",
      write: (row, {format}) => format.signed(number(row, "change"))
    },
    decimalColumn("brand", "Brand"),
    decimalColumn("people", "People"),
    decimalColumn("insights", "Insights"),
    decimalColumn("relationships", "Relations"),
    {
      column: "industry_rank",
      heading: "Rank in industry",
      align: "right",
      write: topPercent("industry_rank")
    },
    {column: "weeks_measured", heading: "Weeks", align: "right"}
  ]
};

type Write = NonNullable<TableOptions["columns"][number]["write"]>;

/** A rank is the top share one belongs to, so low is good; the word makes that plain. */
function topPercent(column: string): Write {
  return (row, {format}) => {
    const rank = number(row, column);
    return rank === null ? "–" : `top ${format.decimal(rank, 0)}\u202f%`;
  };
}

function sellersIn(rows: readonly Row[], {format}: Context): string {
  const last = rows.at(-1);
  return last ? `, n = ${format.count(tally(last, "sellers"))} in the last week` : "";
}
