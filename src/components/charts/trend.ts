import * as Plot from "@observablehq/plot";
import type {ChartContext} from "../frame.js";
import {palette} from "../palette.js";
import {date, number, tally, type Row} from "../rows.js";
import {draw, hover, narrow, rateAxisY, spread, textWidth, weekAxisX} from "./base.js";

/** A line of a trend chart: its column, its name, and where there is one its interval. */
export interface Series {
  readonly column: string;
  readonly label: string;
  readonly low?: string;
  readonly high?: string;
  /** The column of what a point rests on; below min_n it is not drawn. */
  readonly n?: string;
  readonly tone?: "ink" | "rest" | "social";
}

interface Options extends ChartContext {
  readonly series: readonly Series[];
  /** Writes a value. */
  readonly each: (value: number) => string;
  /** The ends of the scale; from zero to the highest value where they are not given. */
  readonly domain?: readonly [number, number];
  /** A value to compare with, as a dashed line. */
  readonly goal?: {readonly value: number; readonly label: string} | null;
  /** The column of weeks counted from an event instead of the calendar's weeks. */
  readonly since?: {readonly column: string; readonly label: string};
  /** Whether low stands at the top, as for ranks, where low is good. */
  readonly lowOnTop?: boolean;
  /** Whether a value holds until the next, as a share that was reached does. */
  readonly step?: boolean;
}

interface Point {
  readonly at: Date | number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly label: string;
  readonly colour: string;
}

const colours = {ink: palette.ink, rest: palette.rest, social: palette.social};
const week = 7 * 864e5;

/** One or two lines by week, named at their ends; weeks without a value leave a gap. */
export function trendChart(rows: readonly Row[], options: Options): SVGSVGElement {
  const {width, format, series, each, goal, since} = options;
  const lines = series.map((line) => trendPoints(rows, line, options));
  const values = lines.flat().flatMap((d) => [d.low, d.high, d.value]);
  const top = Math.max(goal?.value ?? 0, ...values.filter((x): x is number => x !== null));
  const domain = options.domain ?? ([0, top * 1.08 || 1] as const);
  const ends = lines.map((points) => points.findLast((d) => d.value !== null));
  const height = width < narrow ? 240 : 280;
  const marginRight = endWidth(ends, each, width);

  return draw({
    width,
    height,
    marginLeft: 44,
    marginRight,
    marginBottom: since ? 46 : 32,
    y: {domain: [...domain], reverse: options.lowOnTop === true},
    marks: [
      ...rateAxisY(each),
      since ? sinceAxis(since.label) : weekAxisX(width - 44 - marginRight, format),
      ...(since ? [Plot.ruleX([0], {stroke: palette.ink, strokeDasharray: "3,3"})] : []),
      ...goalMarks(goal),
      ...lines.flatMap((points) => lineMarks(points, options.step ? "step-after" : "linear")),
      ...endMarks(ends, {domain, gap: 34 / (height - 44), each}),
      hover(
        lines.flat().filter((d) => d.value !== null),
        {x: "at", y: "value", text: (d) => pointText(d, options)}
      )
    ].flat()
  });
}

/** The points of a line, one for each week between the first and the last; null where there is no value. */
export function trendPoints(
  rows: readonly Row[],
  line: Series,
  {manifest, since}: Pick<Options, "manifest" | "since">
): Point[] {
  const points = rows.map((row): Point => {
    const few = line.n !== undefined && tally(row, line.n) < manifest.min_n;
    const read = (column: string | undefined): number | null =>
      few || column === undefined ? null : number(row, column);
    return {
      at: since ? tally(row, since.column) : date(row, "week"),
      value: read(line.column),
      low: read(line.low),
      high: read(line.high),
      label: line.label,
      colour: colours[line.tone ?? "ink"]
    };
  });
  return since ? points : points.flatMap((point, i) => [...gapBetween(points[i - 1], point), point]);
}

/** A point without a value where weeks are missing, so that no line is drawn across them. */
function gapBetween(before: Point | undefined, point: Point): Point[] {
  if (!before || Number(point.at) - Number(before.at) <= week) return [];
  return [{...point, at: new Date(Number(before.at) + week), value: null, low: null, high: null}];
}

function lineMarks(points: readonly Point[], curve: "linear" | "step-after"): Plot.Markish[] {
  const colour = points[0]?.colour ?? palette.ink;
  const alone = points.filter(
    (d, i) =>
      d.value !== null && (points[i - 1]?.value ?? null) === null && (points[i + 1]?.value ?? null) === null
  );
  return [
    Plot.areaY(points, {x: "at", y1: "low", y2: "high", fill: palette.restLight, fillOpacity: 0.7, curve}),
    Plot.lineY(points, {x: "at", y: "value", stroke: colour, strokeWidth: 2, curve}),
    Plot.dot(alone, {x: "at", y: "value", fill: colour, r: 3.5})
  ];
}

function goalMarks(goal: Options["goal"]): Plot.Markish[] {
  if (!goal) return [];
  return [
    Plot.ruleY([goal.value], {stroke: palette.ink, strokeDasharray: "3,3"}),
    Plot.text([goal.label], {
      y: () => goal.value,
      frameAnchor: "left",
      textAnchor: "start",
      dx: 4,
      dy: -8,
      fill: palette.muted
    })
  ];
}

function endMarks(
  ends: readonly (Point | undefined)[],
  {domain, gap, each}: {domain: readonly [number, number]; gap: number; each: (value: number) => string}
): Plot.Markish[] {
  const shown = ends.filter((d): d is Point => d !== undefined);
  const at = spread(
    shown.map((d) => d.value ?? 0),
    gap * (domain[1] - domain[0]),
    domain
  );
  return shown.map((d, i) =>
    Plot.text([endText(d, each)], {
      x: () => d.at,
      y: () => at[i],
      textAnchor: "start",
      dx: 8,
      lineHeight: 1.15,
      fontWeight: i === 0 ? 600 : 400
    })
  );
}

function endText(d: Point, each: (value: number) => string): string {
  return `${d.label}\n${each(d.value ?? 0)}`;
}

function endWidth(
  ends: readonly (Point | undefined)[],
  each: (value: number) => string,
  width: number
): number {
  const texts = ends.flatMap((d) => (d ? endText(d, each).split("\n") : []));
  return Math.min(width / 3, 16 + Math.max(40, ...texts.map((text) => textWidth(text, 13.5))));
}

function sinceAxis(label: string): Plot.Markish[] {
  return [
    Plot.axisX({ticks: 6, tickSize: 4, label: null, fill: palette.muted, stroke: palette.ruleStrong}),
    Plot.text([label], {frameAnchor: "bottom", dy: 42, fill: palette.muted})
  ];
}

function pointText(d: Point, {each, format, since}: Options): string {
  const when = since ? `${Number(d.at)} weeks` : `week of ${format.date(d.at as Date)}`;
  const range = d.low === null || d.high === null ? "" : ` (${format.interval(d.low, d.high, each)})`;
  return `${d.label}: ${each(d.value ?? 0)}${range}\n${when}`;
}
