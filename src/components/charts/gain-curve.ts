import * as Plot from "@observablehq/plot";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, tally, type Row} from "../rows.js";
import {draw, hover, narrow, rateAxisY} from "./base.js";

/** A point of the curve: the share of leads called, best scores first, and of wins among them. */
export interface GainPoint {
  readonly called: number;
  readonly won: number;
}

/** The curve from nothing to all leads. */
export function gainPoints(rows: readonly Row[]): GainPoint[] {
  const all = rows.reduce((sum, row) => sum + tally(row, "leads"), 0);
  let called = 0;
  const points = rows.map((row) => {
    called += tally(row, "leads");
    return {called: all === 0 ? 0 : called / all, won: number(row, "cumulative_gain") ?? 0};
  });
  return [{called: 0, won: 0}, ...points];
}

/** The share of wins reached when leads are called from the highest score down, against calling in any order. */
export function gainCurve(rows: readonly Row[], {width, format}: ChartContext): SVGSVGElement {
  const points = gainPoints(rows);
  const fifth = points[2];
  const percent = (value: number): string => format.percent(value, 0);
  return draw({
    width,
    height: Math.min(360, Math.max(260, width * 0.6)),
    marginLeft: 48,
    marginRight: width < narrow ? 16 : 40,
    marginBottom: 48,
    x: {domain: [0, 1]},
    y: {domain: [0, 1]},
    marks: [
      ...rateAxisY(percent),
      Plot.axisX({ticks: 5, tickSize: 0, tickFormat: percent, label: null, fill: palette.muted}),
      Plot.text(["share of leads called, best scores first"], {
        frameAnchor: "bottom",
        dy: 42,
        fill: palette.muted
      }),
      Plot.link([0], {x1: 0, y1: 0, x2: 1, y2: 1, stroke: palette.muted, strokeDasharray: "3,3"}),
      anyOrderLabel(width),
      Plot.lineY(points, {x: "called", y: "won", stroke: palette.ink, strokeWidth: 2}),
      Plot.dot(points, {x: "called", y: "won", r: 3, fill: palette.ink}),
      Plot.dot(fifth ? [fifth] : [], {x: "called", y: "won", r: 6, fill: palette.ink}),
      Plot.text(fifth && width >= narrow ? [fifth] : [], {
        x: "called",
        y: "won",
        text: (d: GainPoint) => `${percent(d.called)} of leads,\n${percent(d.won)} of wins`,
        textAnchor: "end",
        dx: -12,
        dy: -10,
        lineHeight: 1.15,
        fontWeight: 600
      }),
      hover(points, {
        x: "called",
        y: "won",
        text: (d) => `${percent(d.called)} of leads, ${percent(d.won)} of wins`
      })
    ]
  });
}

/** Names the dashed line: above its middle where there is room, else in the corner below it. */
function anyOrderLabel(width: number): Plot.Markish {
  const place =
    width < narrow
      ? ({x: () => 1, y: () => 0.45, textAnchor: "end"} as const)
      : ({x: () => 0.72, y: () => 0.72, textAnchor: "start", dx: 8, dy: 12} as const);
  return Plot.text(["calling in any order"], {...place, fill: palette.muted});
}
