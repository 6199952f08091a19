import type {ChartContext} from "../frame.js";
import {withinName} from "../findings/like-with-like.js";
import {tally, type Row} from "../rows.js";
import {intervalRows} from "./interval-rows.js";
import {differenceItem, differenceScale} from "./region-difference.js";

/** Social minus the rest, all together and within groups, in the order given; a ring where the interval includes zero. */
export function differenceWithinChart(
  rows: readonly Row[],
  {width, format, manifest}: ChartContext
): SVGSVGElement {
  const items = rows.map((row) => ({
    ...differenceItem(row, manifest.min_n, format, withinName),
    n: tally(row, "groups") === 1 ? "" : format.plural(tally(row, "groups"), "group"),
    strong: tally(row, "groups") === 1
  }));
  return intervalRows(items, differenceScale(items, {width, format}));
}
