import {estimateOf} from "../findings/adoption.js";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import type {Row} from "../rows.js";
import {intervalRows, type IntervalItem} from "./interval-rows.js";

/** The difference in differences with its interval, and the same before the training, on a scale around zero. */
export function effectRows(rows: readonly Row[], context: ChartContext): SVGSVGElement {
  const {format, width} = context;
  const labels = {effect: "After the training", parallel: "Before it (should be 0)"};
  const items = (["effect", "parallel"] as const).flatMap((kind): IntervalItem[] => {
    const found = estimateOf(rows, kind, context);
    if (!found) return [];
    const {value, low, high, trained, waiting} = found;
    return [
      {
        label: labels[kind],
        value,
        low,
        high,
        figure: format.signed(value),
        n: `${format.count(trained)} against ${format.count(waiting)}`,
        point: palette.ink,
        bar: palette.restLight,
        strong: kind === "effect",
        hollow: low !== null && high !== null && low <= 0 && high >= 0
      }
    ];
  });
  const reach = Math.ceil(
    Math.max(2, ...items.flatMap((d) => [d.low, d.high, d.value].map((x) => Math.abs(x ?? 0))))
  );
  return intervalRows(items, {
    width,
    domain: [-reach, reach],
    each: (value) => format.signed(value, 0),
    reference: {value: 0, label: "no difference"},
    ends: ["trained fell behind", "trained rose more"]
  });
}
