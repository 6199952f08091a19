import type {ChartContext} from "../frame.js";
import {isHeldEqual, withinName} from "../findings/like-with-like.js";
import {tally, type Row} from "../rows.js";
import {intervalRows, type IntervalItem} from "./interval-rows.js";
import {differenceItem, differenceScale} from "./region-difference.js";

/** Social minus the rest, all together and within groups, in the order given; a ring where the interval includes zero. */
export function differenceWithinChart(
  rows: readonly Row[],
  {width, format, manifest}: ChartContext
): SVGSVGElement {
  const items = rows.map((row) => ({
    ...differenceItem(row, manifest.min_n, format, withinName),
    ...(isHeldEqual(row, manifest.min_n) ? {} : notHeld(row, format)),
    n: tally(row, "groups") === 1 ? "" : format.plural(tally(row, "groups"), "group"),
    strong: tally(row, "groups") === 1
  }));
  return intervalRows(items, differenceScale(items, {width, format}));
}

/** Words in place of a difference that would rest on too few of the deals. */
function notHeld(row: Row, format: ChartContext["format"]): Partial<IntervalItem> {
  const left = format.plural(tally(row, "left_out"), "deal");
  return {value: null, low: null, high: null, figure: "", instead: `not compared: ${left} left out`};
}
