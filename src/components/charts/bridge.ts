import * as Plot from "@observablehq/plot";
import {newestBridge, stepNames} from "../findings/compare.js";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, text, type Row} from "../rows.js";
import {draw, narrow, shorten, textWidth} from "./base.js";

interface Bar {
  readonly place: number;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly figure: string;
  /** True for the two ends, which stand on zero. */
  readonly end: boolean;
}

/** A bridge: the two quarters as bars from zero, and between them each step from where the last one ended. */
export function bridgeChart(rows: readonly Row[], context: ChartContext): SVGSVGElement {
  const bars = bridgeBars(rows, context);
  const {width, format, manifest} = context;
  const small = width < narrow;
  const left = small ? 14 : Math.min(220, 16 + Math.max(...bars.map(({label}) => textWidth(label))));
  const right = 16 + Math.max(...bars.map(({figure}) => textWidth(figure)));
  const rowHeight = small ? 52 : 36;
  const down = small ? 10 : 0;
  const extent = [
    Math.min(0, ...bars.map(({from, to}) => Math.min(from, to))),
    Math.max(0, ...bars.map(({from, to}) => Math.max(from, to)))
  ];
  const joints = bars.slice(0, -1).map(({place, to}) => ({place, to, next: place + 1}));
  return draw({
    width,
    height: 34 + rowHeight * bars.length,
    marginLeft: left,
    marginRight: small ? 12 : right,
    marginTop: 4,
    marginBottom: 30,
    x: {domain: extent},
    y: {domain: bars.map(({place}) => place), type: "band", padding: small ? 0.62 : 0.35, axis: null},
    marks: [
      Plot.gridX({ticks: small ? 3 : 6, stroke: palette.rule, strokeOpacity: 1}),
      Plot.axisX({
        ticks: small ? 3 : 6,
        tickSize: 0,
        tickFormat: (value: number) => format.moneyShort(value, manifest.currency),
        label: null,
        fill: palette.muted
      }),
      Plot.barX(bars, {
        x1: (d: Bar) => Math.min(d.from, d.to),
        x2: (d: Bar) => Math.max(d.from, d.to),
        y: "place",
        fill: (d: Bar) => (d.end ? palette.rest : d.to >= d.from ? palette.restLight : palette.paper),
        stroke: palette.rest,
        strokeWidth: 1.5,
        strokeDasharray: undefined,
        dy: down
      }),
      Plot.link(joints, {
        x1: "to",
        x2: "to",
        y1: "place",
        y2: "next",
        stroke: palette.ruleStrong,
        strokeDasharray: "2,3",
        dy: down
      }),
      Plot.ruleX([0], {stroke: palette.ruleStrong}),
      ...labels(bars, {left, small})
    ]
  });
}

function labels(bars: readonly Bar[], {left, small}: {left: number; small: boolean}): Plot.Markish[] {
  const weight = (rows: readonly Bar[], fontWeight: number): Plot.Markish[] => [
    Plot.text(rows, {
      y: "place",
      frameAnchor: "left",
      textAnchor: "start",
      dx: small ? 0 : -left,
      dy: small ? -14 : 0,
      text: (d: Bar) => shorten(d.label, small ? 230 : left - 10),
      fontWeight
    }),
    Plot.text(rows, {
      y: "place",
      frameAnchor: "right",
      textAnchor: small ? "end" : "start",
      dx: small ? 0 : 10,
      dy: small ? -14 : 0,
      text: "figure",
      fontWeight
    })
  ];
  return [
    ...weight(
      bars.filter(({end}) => end),
      700
    ),
    ...weight(
      bars.filter(({end}) => !end),
      400
    )
  ];
}

/** Where each bar begins and ends; the steps start where the one before ended. */
export function bridgeBars(
  rows: readonly Row[],
  {format, manifest}: Pick<ChartContext, "format" | "manifest">
): Bar[] {
  const steps = newestBridge(rows);
  const quarter = text(steps[0] ?? {quarter: null}, "quarter") ?? "";
  let at = 0;
  return steps.map((row, place) => {
    const step = text(row, "step") ?? "";
    const effect = number(row, "effect") ?? 0;
    const end = step === "reported" || step === "now";
    const from = end ? 0 : at;
    at = end ? effect : at + effect;
    const amount = format.moneyShort(effect, manifest.currency);
    return {
      place,
      label: end ? endLabel(step, quarter, steps, format) : (stepNames[step] ?? step),
      from,
      to: at,
      figure: end || effect < 0 ? amount : `+${amount}`,
      end
    };
  });
}

function endLabel(
  step: string,
  quarter: string,
  steps: readonly Row[],
  format: ChartContext["format"]
): string {
  if (step === "now") return format.quarter(quarter);
  const reported = steps.some((row) => text(row, "step") === "restated");
  return `${format.quarter(quarterBefore(quarter))}${reported ? ", as reported" : ""}`;
}

/** 2026-Q1 → 2025-Q4 */
export function quarterBefore(quarter: string): string {
  const [year = 0, number = 1] = quarter.split("-Q").map(Number);
  return number > 1 ? `${year}-Q${number - 1}` : `${year - 1}-Q4`;
}
