import * as Plot from "@observablehq/plot";
import type {ChartContext} from "../frame.js";
import {capital} from "../format.js";
import {palette} from "../palette.js";
import {number, tally, text, type Row} from "../rows.js";
import {draw, narrow, textWidth} from "./base.js";

interface Change {
  readonly place: number;
  readonly label: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly words: string;
}

/** Shares before (ring) and after (dot) by criterion, with the difference and its interval in words. */
export function beforeAfterChart(
  rows: readonly Row[],
  {width, format, manifest}: ChartContext
): SVGSVGElement {
  const items = rows.map((row, place) => toChange(row, place, {format, manifest}));
  const small = width < narrow;
  const rowHeight = small ? 52 : 36;
  const marginLeft = small ? 8 : Math.min(170, 16 + Math.max(...items.map((d) => textWidth(d.label))));
  const marginRight = small ? 8 : 20 + Math.max(...items.map((d) => textWidth(d.words)));
  const down = small ? 12 : 0;
  const shown = items.filter((d) => d.before !== null && d.after !== null);
  const percent = (value: number): string => format.percent(value, 0);
  const at = {y: "place", dy: down} as const;

  return draw({
    width,
    height: 60 + rowHeight * items.length,
    marginLeft,
    marginRight,
    marginTop: 28,
    insetLeft: 8,
    insetRight: 8,
    x: {domain: [0, 1]},
    y: {type: "band", domain: items.map((d) => d.place), padding: 0, axis: null},
    marks: [
      Plot.gridX({ticks: 5, stroke: palette.rule, strokeOpacity: 1}),
      Plot.axisX({ticks: 5, tickSize: 0, tickFormat: percent, label: null, fill: palette.muted}),
      Plot.text(["○ before   ● after"], {frameAnchor: "top-left", dy: -24, fill: palette.muted}),
      Plot.link(shown, {x1: "before", x2: "after", y1: "place", y2: "place", stroke: palette.ink, dy: down}),
      Plot.dot(shown, {...at, x: "before", r: 5.5, fill: palette.paper, stroke: palette.ink, strokeWidth: 2}),
      Plot.dot(shown, {...at, x: "after", r: 5.5, fill: palette.ink, stroke: palette.ink, strokeWidth: 2}),
      Plot.text(items, {
        y: "place",
        frameAnchor: "left",
        textAnchor: "start",
        dx: small ? 0 : -marginLeft,
        dy: small ? -12 : 0,
        text: "label"
      }),
      Plot.text(items, {
        y: "place",
        frameAnchor: "right",
        textAnchor: small ? "end" : "start",
        dx: small ? 0 : 12,
        dy: small ? -12 : 0,
        text: "words",
        fill: palette.muted
      })
    ]
  });
}

function toChange(
  row: Row,
  place: number,
  {format, manifest}: Pick<ChartContext, "format" | "manifest">
): Change {
  const sellers = tally(row, "sellers");
  const few = sellers < manifest.min_n;
  const points = (column: string): string => format.signed((number(row, column) ?? 0) * 100, 0);
  return {
    place,
    label: capital(text(row, "criterion") ?? ""),
    before: few ? null : number(row, "before_share"),
    after: few ? null : number(row, "after_share"),
    words: few
      ? `${format.outOf(tally(row, "before"), sellers)}, then ${format.count(tally(row, "after"))}`
      : `${points("difference")} points (${points("difference_low")} to ${points("difference_high")})`
  };
}
