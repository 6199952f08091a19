import * as Plot from "@observablehq/plot";
import type {Format} from "../format.js";
import {palette} from "../palette.js";

/** Below this width labels stand above what they name instead of beside it. */
export const narrow = 560;

const style = {
  fontFamily: "inherit",
  fontSize: "13px",
  background: "none",
  color: palette.ink,
  overflow: "visible"
};

/** A plot in the style of the site; the caller gives size, scales and marks. */
export function draw(options: Plot.PlotOptions & {width: number; height: number}): SVGSVGElement {
  const plot = Plot.plot({marginTop: 12, marginBottom: 32, ...options, style}) as unknown as SVGSVGElement;
  // Plot names its groups, which may not bear names; the frame says what the whole chart shows.
  for (const group of plot.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  return plot;
}

/** The axis of a rate, with a light grid; `each` writes a tick. */
export function rateAxisY(each: (value: number) => string, ticks = 5): Plot.Markish[] {
  return [
    Plot.gridY({stroke: palette.rule, strokeOpacity: 1, ticks}),
    Plot.axisY({ticks, tickSize: 0, tickPadding: 6, tickFormat: each, label: null, fill: palette.muted})
  ];
}

/** An axis of weeks: months, with the year at the first tick and in January. */
export function weekAxisX(width: number, format: Format): Plot.Markish {
  return Plot.axisX({
    ticks: Math.max(2, Math.min(12, Math.floor(width / 90))),
    tickSize: 4,
    tickFormat: (date: Date) => format.month(date),
    label: null,
    fill: palette.muted,
    stroke: palette.ruleStrong
  });
}

/** An axis of quarters (keys such as 2026-Q3), thinned out where there is no room for all. */
export function quarterAxisX(keys: readonly string[], width: number, format: Format): Plot.Markish {
  const every = Math.max(1, Math.ceil((keys.length * 62) / Math.max(1, width)));
  const shown = keys.filter((_, i) => (keys.length - 1 - i) % every === 0);
  return Plot.axisX(shown, {
    tickSize: 0,
    tickFormat: (key: string) => format.quarter(key),
    label: null,
    fill: palette.muted
  });
}

/** Says what stands under the pointer; the same figures are in the words and the CSV of the chart. */
export function hover<T>(
  points: readonly T[],
  {x, y, text}: {x: string; y: string; text: (point: T) => string}
): Plot.Markish {
  const style = {fill: palette.paper, stroke: palette.ruleStrong, lineHeight: 1.3, fontSize: 13};
  return Plot.tip(points as T[], Plot.pointerX({x, y, title: text, ...style}));
}

/** Moves labels apart to at least `gap`, keeping their order, their middle and, where they fit, their range. */
export function spread(
  values: readonly number[],
  gap: number,
  [low, high]: readonly [number, number]
): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const placed = order.map((i) => values[i] ?? 0);
  for (let i = 1; i < placed.length; ++i) placed[i] = Math.max(placed[i] ?? 0, (placed[i - 1] ?? 0) + gap);
  let ceiling = high;
  for (let i = placed.length - 1; i >= 0; --i) {
    placed[i] = Math.min(placed[i] ?? 0, ceiling);
    ceiling = (placed[i] ?? 0) - gap;
  }
  const lift = Math.max(0, low - (placed[0] ?? low));
  const result = new Array<number>(values.length);
  order.forEach((i, rank) => (result[i] = (placed[rank] ?? 0) + lift));
  return result;
}

/** The width of a text in the type of the charts, roughly, in pixels. */
export function textWidth(text: string, size = 13): number {
  return text.length * size * 0.52;
}

/** The text, shortened with an ellipsis to a width. */
export function shorten(text: string, width: number): string {
  const letters = Math.max(3, Math.floor(width / (13 * 0.52)));
  return text.length > letters ? `${text.slice(0, letters - 1).trimEnd()}…` : text;
}
