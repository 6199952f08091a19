import * as Plot from "@observablehq/plot";
import {group} from "d3-array";
import type {ChartContext} from "../frame.js";
import {bandColours, palette} from "../palette.js";
import {tally, text, total, type Row} from "../rows.js";
import {bandNames} from "./band-share.js";
import {draw, narrow} from "./base.js";

const step = 5;

/** How many sellers stand where on the SSI, in steps of five points, by band. */
export function ssiHistogram(rows: readonly Row[], {width, format, manifest}: ChartContext): SVGSVGElement {
  const bins = stacked(rows);
  const highest = Math.max(...bins.map((d) => d.top), 1);
  const {foundation, active} = manifest.ssi;
  const axis = {tickSize: 0, tickFormat: (d: number) => format.count(d), label: null, fill: palette.muted};

  return draw({
    width,
    height: width < narrow ? 260 : 280,
    marginLeft: 30,
    marginRight: 8,
    marginTop: 44,
    x: {domain: [0, 100]},
    y: {domain: [0, highest * 1.04]},
    marks: [
      Plot.gridY({stroke: palette.rule, strokeOpacity: 1, ticks: Math.min(5, highest)}),
      Plot.axisY({...axis, ticks: Math.min(5, highest)}),
      Plot.axisX({...axis, ticks: 10}),
      Plot.rect(bins, {
        x1: "x",
        x2: (d: Bin) => d.x + step,
        y1: "base",
        y2: "top",
        insetLeft: 1,
        insetRight: 1,
        fill: (d: Bin) => bandColours[d.band]
      }),
      Plot.ruleX([foundation, active], {stroke: palette.ink, strokeDasharray: "2,3"}),
      ...bandLabels(rows, {foundation, active}, width, format)
    ]
  });
}

interface Bin {
  readonly x: number;
  readonly band: string;
  readonly base: number;
  readonly top: number;
}

/** Sellers by step and band; where a bound cuts a step, its bands are stacked. */
function stacked(rows: readonly Row[]): Bin[] {
  return [...group(rows, (row) => tally(row, "step"))].flatMap(([x, ofStep]) => {
    let top = 0;
    return Object.keys(bandColours).map((band): Bin => {
      const base = top;
      top += total(
        ofStep.filter((row) => text(row, "band") === band),
        "sellers"
      );
      return {x, band, base, top};
    });
  });
}

function bandLabels(
  rows: readonly Row[],
  ssi: {foundation: number; active: number},
  width: number,
  format: ChartContext["format"]
): Plot.Markish[] {
  const names = bandNames(ssi, true);
  const middles = {
    foundation: ssi.foundation / 2,
    practising: (ssi.foundation + ssi.active) / 2,
    active: (ssi.active + 100) / 2
  };
  return Object.entries(middles).map(([band, middle]) => {
    const n = total(
      rows.filter((row) => text(row, "band") === band),
      "sellers"
    );
    return Plot.text([`${names[band]}\n${format.plural(n, "seller")}`], {
      x: () => middle,
      frameAnchor: "top",
      lineAnchor: "bottom",
      dy: -8,
      lineHeight: 1.2,
      fontSize: width < 420 ? 12 : 13
    });
  });
}
