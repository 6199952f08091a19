import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, tally, text, type Row} from "../rows.js";
import {categoryName} from "./dot-interval.js";
import {intervalRows, type IntervalItem} from "./interval-rows.js";

/**
 * The difference of hit rates, social minus the rest, by region, with intervals and a line at zero.
 * A ring instead of a dot: the interval includes zero.
 */
export function regionDifferenceChart(
  rows: readonly Row[],
  {width, format, manifest}: ChartContext
): SVGSVGElement {
  const items = [...rows]
    .sort((a, b) => (number(b, "difference") ?? -Infinity) - (number(a, "difference") ?? -Infinity))
    .map((row) => differenceItem(row, manifest.min_n, format));
  return intervalRows(items, differenceScale(items, {width, format}));
}

/** The scale of a chart of differences: as far to either side as any interval reaches, with a line at zero. */
export function differenceScale(
  items: readonly IntervalItem[],
  {width, format}: Pick<ChartContext, "width" | "format">
): Parameters<typeof intervalRows>[1] {
  const reach = Math.max(0.02, ...items.flatMap((d) => [Math.abs(d.low ?? 0), Math.abs(d.high ?? 0)])) * 1.05;
  return {
    width,
    domain: [-reach, reach],
    each: (value) => format.signed(value * 100, 0),
    reference: {value: 0, label: "no difference"},
    ends: width < 420 ? ["less often", "more often"] : ["social won less often", "social won more often"]
  };
}

/** A difference as an item of the chart. */
export function differenceItem(
  row: Row,
  minN: number,
  format: ChartContext["format"],
  name: (row: Row) => string = (each) => categoryName(text(each, "key"))
): IntervalItem {
  const social = tally(row, "social_deals");
  const few = Math.min(social, tally(row, "rest_deals")) < minN;
  const low = number(row, "difference_low");
  const high = number(row, "difference_high");
  const n = `${format.count(social)} social deals`;
  return {
    label: name(row),
    value: few ? null : number(row, "difference"),
    low: few ? null : low,
    high: few ? null : high,
    figure: few ? "" : format.points(number(row, "difference")),
    n,
    ...(few ? {instead: "too few to compare"} : {}),
    point: palette.social,
    bar: palette.socialLight,
    hollow: low !== null && high !== null && low <= 0 && high >= 0
  };
}
