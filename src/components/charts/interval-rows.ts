import * as Plot from "@observablehq/plot";
import {palette} from "../palette.js";
import {draw, narrow, shorten, textWidth} from "./base.js";

/** One row of an interval chart. Without a value the words in `instead` are shown. */
export interface IntervalItem {
  readonly label: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The value in words, and what it rests on. */
  readonly figure: string;
  readonly n: string;
  readonly instead?: string;
  readonly point: string;
  readonly bar: string;
  readonly strong?: boolean;
  /** Drawn as a ring: the interval includes the reference. */
  readonly hollow?: boolean;
}

type Placed = IntervalItem & {readonly place: number};

interface Options {
  readonly width: number;
  readonly domain: readonly [number, number];
  /** Writes a tick. */
  readonly each: (value: number) => string;
  readonly reference?: {readonly value: number; readonly label: string} | null;
  /** Words at the two ends of the scale. */
  readonly ends?: readonly [string, string];
}

/** Points with their intervals as lighter bars behind them, a row an item, in the order given. */
export function intervalRows(rows: readonly IntervalItem[], options: Options): SVGSVGElement {
  const items = rows.map((row, place) => ({...row, place}));
  const {width, domain, each, reference, ends} = options;
  const small = width < narrow;
  const rowHeight = small ? 50 : 34;
  const top = (reference ? 22 : 6) + (ends ? 20 : 0);
  const labelWidth = small ? 4 : Math.min(190, 16 + Math.max(...items.map((d) => textWidth(d.label))));
  const noteWidth = small
    ? 8
    : Math.min(230, 20 + Math.max(...items.map((d) => textWidth(`${d.figure}  ${d.n}`))));
  const height = top + 30 + rowHeight * items.length;
  const shown = items.filter((d) => d.value !== null);
  const down = small ? 11 : 0;

  return draw({
    width,
    height,
    marginLeft: labelWidth,
    marginRight: noteWidth,
    marginTop: top,
    marginBottom: 30,
    insetLeft: 7,
    insetRight: 7,
    x: {domain: [...domain], type: "linear"},
    y: {domain: items.map((d) => d.place), type: "band", padding: 0, axis: null},
    marks: [
      Plot.gridX({ticks: tickCount(width - labelWidth - noteWidth), stroke: palette.rule, strokeOpacity: 1}),
      Plot.axisX({
        ticks: tickCount(width - labelWidth - noteWidth),
        tickSize: 0,
        tickFormat: each,
        label: null,
        fill: palette.muted
      }),
      ...referenceMarks(reference, domain, ends !== undefined),
      ...endMarks(ends, top),
      Plot.link(
        shown.filter((d) => d.low !== null && d.high !== null),
        {
          x1: "low",
          x2: "high",
          y1: "place",
          y2: "place",
          stroke: "bar",
          strokeWidth: 8,
          strokeLinecap: "butt",
          dy: down
        }
      ),
      Plot.dot(shown, {
        x: "value",
        y: "place",
        r: 5.5,
        fill: (d: IntervalItem) => (d.hollow ? palette.paper : d.point),
        stroke: "point",
        strokeWidth: 2,
        dy: down
      }),
      Plot.text(
        items.filter((d) => d.value === null),
        {y: "place", frameAnchor: "left", dx: 8, dy: down, text: "instead", fill: palette.muted}
      ),
      ...(small ? stackedLabels(items) : sideLabels(items, labelWidth))
    ]
  });
}

function tickCount(width: number): number {
  return Math.max(2, Math.min(7, Math.floor(width / 80)));
}

function referenceMarks(
  reference: Options["reference"],
  [from, to]: readonly [number, number],
  below: boolean
): Plot.Markish[] {
  if (!reference) return [];
  const {value, label} = reference;
  const place = (value - from) / (to - from || 1);
  const textAnchor = place < 0.25 ? "start" : place > 0.75 ? "end" : "middle";
  return [
    Plot.ruleX([value], {stroke: palette.ink, strokeWidth: 1, strokeDasharray: "3,3"}),
    Plot.text([label], {
      x: () => value,
      frameAnchor: "top",
      lineAnchor: "bottom",
      dy: below ? -4 : -6,
      textAnchor,
      fill: palette.muted
    })
  ];
}

function endMarks(ends: Options["ends"], top: number): Plot.Markish[] {
  if (!ends) return [];
  const common = {lineAnchor: "top", fill: palette.muted, dy: -top} as const;
  return [
    Plot.text([`← ${ends[0]}`], {...common, frameAnchor: "top-left"}),
    Plot.text([`${ends[1]} →`], {...common, frameAnchor: "top-right"})
  ];
}

function sideLabels(items: readonly Placed[], labelWidth: number): Plot.Markish[] {
  const left = {y: "place", frameAnchor: "left", textAnchor: "start", dx: -labelWidth} as const;
  return [
    ...byWeight(items).map(([rows, fontWeight]) =>
      Plot.text(rows, {...left, text: (d: IntervalItem) => shorten(d.label, labelWidth - 10), fontWeight})
    ),
    Plot.text(items, {
      y: "place",
      frameAnchor: "right",
      textAnchor: "start",
      dx: 12,
      text: "figure",
      fontWeight: 600
    }),
    Plot.text(items, {
      y: "place",
      frameAnchor: "right",
      textAnchor: "start",
      dx: 12 + 8 + Math.max(...items.map((d) => textWidth(d.figure))),
      text: "n",
      fill: palette.muted
    })
  ];
}

function stackedLabels(items: readonly Placed[]): Plot.Markish[] {
  return [
    ...byWeight(items).map(([rows, fontWeight]) =>
      Plot.text(rows, {
        y: "place",
        frameAnchor: "left",
        textAnchor: "start",
        dy: -10,
        text: "label",
        fontWeight
      })
    ),
    Plot.text(items, {
      y: "place",
      frameAnchor: "right",
      textAnchor: "end",
      dy: -10,
      text: (d: IntervalItem) => `${d.figure}  ${d.n}`.trim(),
      fill: palette.muted
    })
  ];
}

function byWeight(items: readonly Placed[]): [Placed[], number][] {
  return [
    [items.filter((d) => d.strong), 700],
    [items.filter((d) => !d.strong), 400]
  ];
}
