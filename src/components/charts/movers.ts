import * as Plot from "@observablehq/plot";
import {sellerName} from "../columns.js";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {number, tally, text, type Row} from "../rows.js";
import {draw, narrow, shorten, textWidth} from "./base.js";

interface Mover {
  readonly place: number;
  readonly label: string;
  readonly first: number;
  readonly last: number;
  readonly words: string;
}

/** First (ring) and last score (dot) of those who moved most, the most risen on top. */
export function moversChart(rows: readonly Row[], {width, format, manifest}: ChartContext): SVGSVGElement {
  const items = rows.map((row, place): Mover => ({
    place,
    label: [sellerName(row) ?? "–", text(row, "team")].filter(Boolean).join(", "),
    first: tally(row, "first_ssi"),
    last: tally(row, "last_ssi"),
    words: format.signed(number(row, "change"))
  }));
  const small = width < narrow;
  const labels = Math.max(...items.map((d) => textWidth(d.label)));
  const marginLeft = small ? 8 : Math.min(260, 16 + labels);
  const marginRight = small ? 8 : 56;
  const {foundation, active} = manifest.ssi;
  const ends = items.flatMap((d) => [d.first, d.last]);
  const domain = [Math.min(foundation - 5, ...ends) - 2, Math.max(active + 5, ...ends) + 2];
  const down = small ? 9 : 0;
  const at = {y: "place", dy: down} as const;

  return draw({
    width,
    height: 60 + (small ? 40 : 25) * items.length,
    marginLeft,
    marginRight,
    marginTop: 28,
    x: {domain},
    y: {type: "band", domain: items.map((d) => d.place), padding: 0, axis: null},
    marks: [
      Plot.gridX({ticks: 5, stroke: palette.rule, strokeOpacity: 1}),
      Plot.axisX({
        ticks: 5,
        tickSize: 0,
        tickFormat: (x: number) => format.count(x),
        label: null,
        fill: palette.muted
      }),
      Plot.ruleX([foundation, active], {stroke: palette.ruleStrong, strokeDasharray: "2,3"}),
      Plot.text(["○ first week   ● last week"], {frameAnchor: "top-left", dy: -24, fill: palette.muted}),
      Plot.link(items, {x1: "first", x2: "last", y1: "place", y2: "place", stroke: palette.ink, dy: down}),
      Plot.dot(items, {...at, x: "first", r: 4.5, fill: palette.paper, stroke: palette.ink, strokeWidth: 2}),
      Plot.dot(items, {...at, x: "last", r: 4.5, fill: palette.ink, stroke: palette.ink, strokeWidth: 2}),
      Plot.text(items, {
        y: "place",
        frameAnchor: "left",
        textAnchor: "start",
        dx: small ? 0 : -marginLeft,
        dy: small ? -10 : 0,
        text: (d: Mover) => shorten(d.label, small ? width - 70 : marginLeft - 10)
      }),
      Plot.text(items, {
        y: "place",
        frameAnchor: "right",
        textAnchor: small ? "end" : "start",
        dx: small ? 0 : 12,
        dy: small ? -10 : 0,
        text: "words",
        fontWeight: 600
      })
    ]
  });
}
