import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, tally, text, type Row} from "../rows.js";
import {intervalRows, type IntervalItem} from "./interval-rows.js";

/** Medians by group with the middle half of their sellers as the bar; below min_n the count stands alone. */
export function scoreRows(rows: readonly Row[], {width, format, manifest}: ChartContext): SVGSVGElement {
  const items = rows.map((row): IntervalItem => {
    const sellers = tally(row, "sellers");
    const few = sellers < manifest.min_n;
    const read = (column: string): number | null => (few ? null : number(row, column));
    return {
      label: text(row, "key") ?? "not given",
      value: read("median"),
      low: read("p25"),
      high: read("p75"),
      figure: few ? "" : format.decimal(number(row, "median")),
      n: format.plural(sellers, "seller"),
      ...(few ? {instead: "too few for a median"} : {}),
      point: palette.rest,
      bar: palette.restLight
    };
  });
  const ends = items.flatMap((d) => [d.low, d.high]).filter((x): x is number => x !== null);
  const {foundation, active} = manifest.ssi;
  const domain: [number, number] = [
    Math.floor(Math.min(foundation - 5, ...ends) / 10) * 10,
    Math.ceil(Math.max(active + 5, ...ends) / 10) * 10
  ];
  return intervalRows(items, {
    width,
    domain,
    each: (value) => format.count(value),
    reference: {value: active, label: `active from ${active}`}
  });
}
