import {bandShareChart} from "../charts/band-share.js";
import {medianRibbonChart} from "../charts/median-ribbon.js";
import {pillarChart, pillars as pillarNames, pillarValues} from "../charts/pillars.js";
import {ssiHistogram} from "../charts/ssi-histogram.js";
import {chosen} from "../findings/common.js";
import {
  bandCounts,
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
import {date, number, tally, total, type Row} from "../rows.js";

/** The median SSI with its quartiles, by week. */
export const medianSsi: FrameOptions = {
  needs: "ssi",
  finding: medianTrend,
  subtitle: (rows, context) =>
    `Social Selling Index, 0 to 100, median and middle half of sellers by week${sellersIn(rows, context)}; ${chosen(context)}`,
  chart: medianRibbonChart,
  note: (rows, {format}) => {
    const last = rows.at(-1);
    const mean = last ? `The mean of the last week is ${format.decimal(number(last, "mean"))}. ` : "";
    return `${ssiCaveat} A seller just over 50 may sell more than one over 80. ${mean}Sellers who joined or left in between are counted in the weeks they were measured.`;
  },
  describe: (rows, context) => describeSeries(rows, "median", (x) => context.format.decimal(x), context)
};

/** The share of sellers per band, by week. */
export const bands: FrameOptions = {
  needs: "ssi",
  finding: bandsFinding,
  subtitle: (_, context) =>
    `Share of measured sellers in each band of the index, by week; ${chosen(context)}`,
  chart: bandShareChart,
  note: `${ssiCaveat} Under the first bound the foundations are not in place; at the second a seller is really active. The bounds are settings of this report.`,
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

/** The distribution of the last measured week. */
export const distribution: FrameOptions = {
  needs: "ssi",
  finding: distributionFinding,
  subtitle: (rows, context) =>
    `Sellers by their index in the ${weekOf(rows, context)}, in steps of five, n = ${context.format.count(total(rows, "sellers"))}; ${chosen(context)}`,
  chart: ssiHistogram,
  note: `${ssiCaveat} Sellers without a score that week are not counted. The bounds are settings of this report.`,
  describe: (rows, {format}) =>
    Object.entries(bandCounts(rows))
      .map(([band, sellers]) => `${band}: ${format.plural(sellers, "seller")}`)
      .join(", ")
};

function sellersIn(rows: readonly Row[], {format}: Context): string {
  const last = rows.at(-1);
  return last ? `, n = ${format.count(tally(last, "sellers"))} in the last week` : "";
}

/** "week of 21 Sept 2026", of rows that speak of one week. */
export function weekOf(rows: readonly Row[], {format}: Context): string {
  const [row] = rows;
  return row ? `week of ${format.date(date(row, "week"))}` : "last week";
}
