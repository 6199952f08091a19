import * as Plot from "@observablehq/plot";
import {group} from "d3-array";
import type {ChartContext} from "../frame.js";
import {bandColours, palette} from "../palette.js";
import {date, number, text, type Row} from "../rows.js";
import {draw, narrow, rateAxisY, spread, weekAxisX} from "./base.js";

/** The SSI bands from the baseline up: the one to watch stands on the axis. */
export const bandOrder = ["active", "practising", "foundation"] as const;

interface Point {
  readonly week: Date;
  readonly band: string;
  readonly share: number;
}

/** The share of measured sellers in each SSI band, week by week, stacked, with labels at the end. */
export function bandShareChart(rows: readonly Row[], {width, format, manifest}: ChartContext): SVGSVGElement {
  const points = completeWeeks(rows);
  const height = width < narrow ? 280 : 320;
  const marginRight = width < narrow ? 84 : 128;
  const last = points.filter((d) => d.week.getTime() === points.at(-1)?.week.getTime());
  const labels = endLabels(last, 34 / (height - 44));
  const name = bandNames(manifest.ssi, width < narrow);

  return draw({
    width,
    height,
    marginLeft: 44,
    marginRight,
    y: {domain: [0, 1]},
    marks: [
      Plot.areaY(points, {
        x: "week",
        y: "share",
        fill: (d: Point) => bandColours[d.band],
        z: "band",
        order: (d: Point) => bandOrder.indexOf(d.band as (typeof bandOrder)[number]),
        stroke: palette.paper,
        strokeWidth: 1
      }),
      ...rateAxisY((value) => format.percent(value, 0)),
      weekAxisX(width - 44 - marginRight, format),
      Plot.text(labels, {
        x: "week",
        y: "at",
        text: (d: Point) => `${name[d.band] ?? d.band}\n${format.percent(d.share, 0)}`,
        textAnchor: "start",
        dx: 8,
        lineHeight: 1.15
      })
    ]
  });
}

/** The names of the bands with their bounds: "Active, 70 and over". */
export function bandNames(ssi: {foundation: number; active: number}, short = false): Record<string, string> {
  if (short) return {active: "Active", practising: "Practising", foundation: "Foundation"};
  return {
    active: `Active, ${ssi.active} and over`,
    practising: `Practising, from ${ssi.foundation}`,
    foundation: `Foundation, under ${ssi.foundation}`
  };
}

/** Every band in every week; a band without sellers that week has the share 0. A single week gets breadth. */
function completeWeeks(rows: readonly Row[]): Point[] {
  const weeks = group(rows, (row) => date(row, "week").getTime());
  const points = [...weeks]
    .sort(([a], [b]) => a - b)
    .flatMap(([time, ofWeek]) =>
      bandOrder.map((band): Point => {
        const row = ofWeek.find((r) => text(r, "band") === band);
        return {week: new Date(time), band, share: row ? (number(row, "share") ?? 0) : 0};
      })
    );
  if (weeks.size !== 1) return points;
  return [...points, ...points.map((d) => ({...d, week: new Date(d.week.getTime() + 6 * 864e5)}))];
}

function endLabels(last: readonly Point[], gap: number): (Point & {at: number})[] {
  let base = 0;
  const middles = last.map((d) => {
    const middle = base + d.share / 2;
    base += d.share;
    return middle;
  });
  const placed = spread(middles, gap, [gap / 2, 1 - gap / 2]);
  return last.map((d, i) => ({...d, at: placed[i] ?? 0})).filter((d) => d.share > 0);
}
