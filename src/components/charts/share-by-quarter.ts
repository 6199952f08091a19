import * as Plot from "@observablehq/plot";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, text, type Row} from "../rows.js";
import {draw, hover, narrow, quarterAxisX, rateAxisY} from "./base.js";

interface Quarter {
  readonly quarter: string;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The social share of won revenue by quarter; the lighter bar behind a point spans from "no deal of
 * unknown source was social" to "all were". Quarters outside the chosen period are drawn as rings.
 */
export function shareByQuarterChart(
  rows: readonly Row[],
  {width, format, filters}: ChartContext
): SVGSVGElement {
  const quarters = rows.map(toQuarter);
  const keys = quarters.map((d) => d.quarter);
  const chosen = new Set(rows.filter((row) => inPeriod(row, filters)).map((row) => text(row, "quarter")));
  const highest = Math.max(...quarters.map((d) => d.high ?? d.share ?? 0), 0);
  const last = quarters.findLast((d) => d.share !== null && chosen.has(d.quarter));

  return draw({
    width,
    height: width < narrow ? 260 : 300,
    marginLeft: 44,
    marginRight: 20,
    x: {type: "point", domain: keys, padding: 0.6},
    y: {domain: [0, highest * 1.12 || 1]},
    marks: [
      ...rateAxisY((value) => format.percent(value, 0)),
      quarterAxisX(keys, width - 64, format),
      Plot.ruleX(quarters, {
        x: "quarter",
        y1: "low",
        y2: "high",
        stroke: palette.socialLight,
        strokeWidth: 12
      }),
      Plot.lineY(quarters, {x: "quarter", y: "share", stroke: palette.social, strokeWidth: 1.25}),
      Plot.dot(quarters, {
        x: "quarter",
        y: "share",
        r: 5,
        stroke: palette.social,
        strokeWidth: 2,
        fill: (d: Quarter) => (chosen.has(d.quarter) ? palette.social : palette.paper)
      }),
      Plot.text(last ? [last] : [], {
        x: "quarter",
        y: (d: Quarter) => d.high ?? d.share,
        text: (d: Quarter) => format.percent(d.share),
        dy: -10,
        fontWeight: 600
      }),
      hover(quarters, {
        x: "quarter",
        y: "share",
        text: (d) =>
          `${format.quarter(d.quarter)}: ${format.percent(d.share)}\n${format.interval(d.low, d.high, (x) => format.percent(x))} with unknown`
      })
    ]
  });
}

/** Whether a quarter's first day lies in the chosen period. */
export function inPeriod(row: Row, {since, until}: {since: string | null; until: string | null}): boolean {
  const start = text(row, "quarter_start") ?? "";
  return (since === null || start >= since) && (until === null || start <= until);
}

function toQuarter(row: Row): Quarter {
  return {
    quarter: text(row, "quarter") ?? "",
    share: number(row, "share"),
    low: number(row, "share_if_no_unknown_social"),
    high: number(row, "share_if_all_unknown_social")
  };
}
