import * as Plot from "@observablehq/plot";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, text, type Row} from "../rows.js";
import {draw, quarterAxisX, rateAxisY} from "./base.js";

/** Won revenue by quarter: bars as known now, and a short line across where it was reported. */
export function thenAndNowChart(
  rows: readonly Row[],
  {width, format, manifest}: ChartContext
): SVGSVGElement {
  const quarters = rows
    .filter((row) => text(row, "figure") === "won_amount")
    .map((row) => ({
      quarter: text(row, "quarter") ?? "",
      now: number(row, "now") ?? 0,
      reported: number(row, "reported")
    }))
    .sort((a, b) => (a.quarter < b.quarter ? -1 : 1));
  const frozen = quarters.filter(({reported}) => reported !== null);
  const money = (value: number): string => format.moneyShort(value, manifest.currency);
  return draw({
    width,
    height: 300,
    marginLeft: 58,
    marginTop: 24,
    x: {domain: quarters.map(({quarter}) => quarter), type: "band", padding: 0.35},
    y: {domain: [0, Math.max(1, ...quarters.flatMap(({now, reported}) => [now, reported ?? 0]))], nice: true},
    marks: [
      ...rateAxisY(money),
      quarterAxisX(
        quarters.map(({quarter}) => quarter),
        width,
        format
      ),
      Plot.barY(quarters, {x: "quarter", y: "now", fill: palette.restLight}),
      Plot.tickY(frozen, {
        x: "quarter",
        y: "reported",
        stroke: palette.ink,
        strokeWidth: 2.5,
        insetLeft: -6,
        insetRight: -6
      }),
      Plot.text(frozen, {
        x: "quarter",
        y: (d: {now: number; reported: number}) => Math.max(d.now, d.reported),
        text: (d: {reported: number}) => money(d.reported),
        dy: -12,
        fontWeight: 600
      }),
      Plot.ruleY([0], {stroke: palette.ruleStrong})
    ]
  });
}
