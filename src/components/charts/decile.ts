import * as Plot from "@observablehq/plot";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, tally, type Row} from "../rows.js";
import {draw, narrow, rateAxisY} from "./base.js";

interface Decile {
  readonly decile: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Conversion by decile of the score, 1 = highest scores, with intervals and the rate of all leads. */
export function decileChart(rows: readonly Row[], {width, format, manifest}: ChartContext): SVGSVGElement {
  const deciles = rows.map((row) => toDecile(row, manifest.min_n));
  const base = baseRate(rows);
  const highest = Math.max(base ?? 0, ...deciles.map((d) => d.high ?? 0));
  const wide = width >= narrow;

  return draw({
    width,
    height: wide ? 300 : 270,
    marginLeft: 44,
    marginRight: wide ? 96 : 8,
    marginBottom: 46,
    x: {type: "band", domain: deciles.map((d) => d.decile), padding: 0.1},
    y: {domain: [0, highest * 1.08 || 1]},
    marks: [
      ...rateAxisY((value) => format.percent(value, 0)),
      Plot.axisX({tickSize: 0, label: null, fill: palette.muted, tickFormat: (d: number) => String(d)}),
      Plot.text(["← highest scores"], {frameAnchor: "bottom-left", dy: 40, fill: palette.muted}),
      Plot.text(["lowest scores →"], {frameAnchor: "bottom-right", dy: 40, fill: palette.muted}),
      Plot.ruleX(deciles, {x: "decile", y1: "low", y2: "high", stroke: palette.restLight, strokeWidth: 12}),
      ...(base === null ? [] : baseMarks(base, wide, format)),
      Plot.dot(deciles, {x: "decile", y: "value", r: 5, fill: palette.ink}),
      ...(wide ? [valueLabels(deciles, format)] : [])
    ]
  });
}

/** Wins over leads of all deciles. */
export function baseRate(rows: readonly Row[]): number | null {
  const leads = rows.reduce((sum, row) => sum + tally(row, "leads"), 0);
  const won = rows.reduce((sum, row) => sum + tally(row, "won"), 0);
  return leads === 0 ? null : won / leads;
}

function valueLabels(deciles: readonly Decile[], format: ChartContext["format"]): Plot.Markish {
  return Plot.text(deciles, {
    x: "decile",
    y: "high",
    text: (d: Decile) => (d.value === null ? "" : format.percent(d.value)),
    dy: -8,
    stroke: palette.paper,
    strokeWidth: 4,
    fill: palette.ink
  });
}

function baseMarks(base: number, wide: boolean, format: ChartContext["format"]): Plot.Markish[] {
  const words = `all leads ${format.percent(base)}`;
  const place = wide
    ? ({frameAnchor: "right", textAnchor: "start", dx: 6} as const)
    : ({frameAnchor: "right", textAnchor: "end", dy: -8} as const);
  return [
    Plot.ruleY([base], {stroke: palette.ink, strokeDasharray: "3,3"}),
    Plot.text([words], {y: () => base, ...place, fill: palette.muted})
  ];
}

function toDecile(row: Row, minN: number): Decile {
  const few = tally(row, "leads") < minN;
  const rate = (column: string): number | null => (few ? null : number(row, column));
  return {
    decile: tally(row, "decile"),
    value: rate("conversion"),
    low: rate("conversion_low"),
    high: rate("conversion_high")
  };
}
