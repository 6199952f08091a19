import * as Plot from "@observablehq/plot";
import {draw} from "../../components/charts/base.js";
import type {Format} from "../../components/format.js";
import {palette} from "../../components/palette.js";
import {chartData, hasNamedX, valueLabel, type ChartData, type Point} from "../chart-data.js";
import type {ChartSettings} from "../chart-settings.js";
import type {Result} from "../result.js";
import {element} from "./dom.js";

export interface ChartViewOptions {
  readonly format: Format;
  readonly width: number;
}

/** Colours for names, in order; none has a meaning of its own. The last one stands for all further names. */
const range = [
  "var(--social)",
  "var(--band-3)",
  "var(--alert)",
  "var(--rest)",
  "var(--band-2)",
  "var(--social-light)",
  "var(--unknown)"
];

/** A chart of a result by settings, with its title in words and what it leaves out. */
export function chartView(
  result: Result,
  chart: ChartSettings,
  {format, width}: ChartViewOptions
): HTMLElement {
  const data = chartData(result, chart);
  const title = chartTitle(chart);
  if (data.points.length === 0)
    return element("p", {className: "empty"}, "There is nothing to draw: no row has a value for this chart.");
  const svg = plotOf(result, data, chart, {format, width});
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${title}. ${inWords(data, chart, format)}`);
  return element(
    "figure",
    {className: "notebook-chart"},
    element("figcaption", {}, title),
    legend(data, chart),
    svg,
    element("p", {className: "notebook-note"}, noteOf(data, format))
  );
}

/** What a chart shows, as a title. */
export function chartTitle(chart: ChartSettings): string {
  const by = [chart.x, chart.mark === "cell" ? chart.y : null, chart.colour, chart.facet].filter(
    (name) => name !== null
  );
  const value =
    chart.mark === "cell"
      ? chart.aggregate === "none"
        ? ""
        : valueLabel({...chart, mark: "dot"})
      : valueLabel(chart);
  return `${value || "rows"} by ${[...new Set(by)].join(", ")}`
    .replaceAll("_", " ")
    .replace(/^./, (letter) => letter.toUpperCase());
}

function noteOf({points, left, cut}: ChartData, format: Format): string {
  const rows = points.reduce((sum, point) => sum + point.rows, 0);
  return [
    `${format.plural(rows, "row")} drawn.`,
    left > 0 && `${format.plural(left, "row")} without a value ${left === 1 ? "is" : "are"} left out.`,
    cut && "This is a part of the rows: put them together (sum, mean …) or filter the query to see all."
  ]
    .filter(Boolean)
    .join(" ");
}

/** The chart for those who do not see it: its first values. */
function inWords({points}: ChartData, {mark}: ChartSettings, format: Format): string {
  if (mark === "histogram") return `${points.length} values.`;
  const said = points.slice(0, 8).map((point) => {
    const parts = [point.facet, point.colour, textOf(point.x, format), mark === "cell" ? point.y : null];
    return `${parts.filter((part) => part !== null).join(", ")}: ${written(point.value, format)}`;
  });
  return `${said.join("; ")}${points.length > 8 ? `; and ${points.length - 8} more.` : "."}`;
}

function textOf(value: Point["x"], format: Format): string {
  return value instanceof Date ? format.date(value) : String(value);
}

function colourDomain({points}: ChartData, {mark}: ChartSettings): string[] {
  if (mark === "cell") return [];
  return [...new Set(points.map(({colour}) => colour).filter((name) => name !== null))];
}

function legend(data: ChartData, chart: ChartSettings): HTMLElement | null {
  const names = colourDomain(data, chart);
  if (chart.colour === null || names.length === 0) return null;
  const shown = names.slice(0, range.length);
  const items = shown.map((name, i) => {
    const swatch = element("span", {className: "swatch", "aria-hidden": "true"});
    swatch.style.background = range[i]!;
    const more =
      i === range.length - 1 && names.length > range.length ? ` and ${names.length - range.length} more` : "";
    return element("li", {}, swatch, name + more);
  });
  return element("ul", {className: "notebook-legend", "aria-label": chart.colour}, items);
}

function plotOf(
  result: Result,
  data: ChartData,
  chart: ChartSettings,
  {format, width}: ChartViewOptions
): SVGSVGElement {
  const names = colourDomain(data, chart);
  const fill = (name: string | null): string =>
    name === null ? range[0]! : range[Math.min(names.indexOf(name), range.length - 1)]!;
  const named = hasNamedX(result, chart);
  const facets = new Set(data.points.map(({facet}) => facet)).size;
  const axes = {
    x: {label: chart.x, ...(named ? {domain: [...new Set(data.points.map(({x}) => x))] as string[]} : {})},
    y: {label: chart.mark === "cell" ? chart.y : valueLabel(chart), grid: chart.mark !== "cell"}
  };
  const across = chart.mark === "bar" && named;
  const marks = across ? barMarks(data, fill, format) : uprightMarks(data, chart, {fill, format, named});
  const bands = new Set(data.points.map(({x}) => String(x))).size;
  const height = across ? Math.min(900, 60 + bands * 22 * facets) : 320 + (facets > 1 ? 40 * facets : 0);
  return draw({
    width,
    height,
    marginLeft: across ? labelRoom(data, width) : 64,
    marginTop: 24,
    marginBottom: across ? 36 : 48,
    marginRight: chart.facet === null ? 16 : 90,
    x: across
      ? {...axes.y, grid: true, ticks: Math.max(3, Math.floor(width / 110))}
      : {
          ...axes.x,
          ticks: Math.max(3, Math.floor(width / 90)),
          ...(named ? {tickRotate: bands > 8 ? -30 : 0} : {})
        },
    y: across ? {...axes.x, label: null} : axes.y,
    ...(chart.facet === null ? {} : {fy: {label: chart.facet}}),
    ...(chart.mark === "cell"
      ? {color: {type: "linear", range: ["var(--social-light)", "var(--social)"]}}
      : {}),
    marks: [...marks, ...(chart.mark === "cell" ? [] : [zeroRule(across, data)])]
  });
}

/** Bars and areas begin at zero, and so does a scale whose values are all positive. */
function zeroRule(across: boolean, {points}: ChartData): Plot.Markish {
  const whole = points.every(({value}) => (value ?? 0) >= 0);
  const options = {stroke: palette.ruleStrong};
  if (!whole && !across) return Plot.ruleY([], options);
  return across ? Plot.ruleX([0], options) : Plot.ruleY([0], options);
}

const channels = {
  x: "x",
  y: "y",
  fy: (point: Point) => point.facet
} as const;

function facetOf({points}: ChartData): Record<string, unknown> {
  return points.some(({facet}) => facet !== null) ? {fy: channels.fy} : {};
}

function barMarks(data: ChartData, fill: (name: string | null) => string, format: Format): Plot.Markish[] {
  const colour = (point: Point): string => fill(point.colour);
  const options = {
    y: "x",
    x: "value",
    fill: colour,
    ...facetOf(data),
    title: (point: Point) => tip(point, format)
  };
  const ends = {y: "x", x1: "low", x2: "high", stroke: palette.ink, strokeWidth: 1.5, ...facetOf(data)};
  return [Plot.barX(data.points as Point[], options), Plot.ruleY(bounded(data), ends)];
}

/** Points whose interval is known: it is drawn over the bar or behind the dot. */
function bounded({points}: ChartData): Point[] {
  return points.filter(({low, high}) => low !== null && high !== null);
}

function uprightMarks(
  data: ChartData,
  {mark}: ChartSettings,
  {fill, format, named}: {fill: (name: string | null) => string; format: Format; named: boolean}
): Plot.Markish[] {
  const points = data.points as Point[];
  const colour = (point: Point): string => fill(point.colour);
  const shared = {x: "x", y: "value", ...facetOf(data)};
  const title = (point: Point): string => tip(point, format);
  const ends = Plot.ruleX(bounded(data), {
    x: "x",
    y1: "low",
    y2: "high",
    ...facetOf(data),
    stroke: palette.ink
  });
  switch (mark) {
    case "line":
      return [
        Plot.lineY(points, {...shared, stroke: colour, z: "colour", strokeWidth: 2}),
        ...few(points, shared, colour, title),
        ends
      ];
    case "area":
      return [Plot.areaY(points, {...shared, fill: colour, z: "colour", fillOpacity: 0.75})];
    case "dot":
      return [ends, Plot.dot(points, {...shared, fill: colour, r: 3.5, fillOpacity: 0.7, title})];
    case "cell":
      return [Plot.cell(points, {x: "x", y: "y", ...facetOf(data), fill: "value", inset: 1, title})];
    case "histogram": {
      const bins = {x: "x", ...facetOf(data), fill: colour};
      return [Plot.rectY(points, Plot.binX({y: "count"}, bins))];
    }
    case "bar":
      return named
        ? [Plot.barY(points, {...shared, fill: colour, title}), ends]
        : [
            Plot.rectY(points, {
              ...shared,
              interval: widthOfBars(points),
              fill: colour,
              title
            } as Plot.RectYOptions)
          ];
  }
}

/** Dots on a line, where there is room for them. */
function few(
  points: Point[],
  shared: object,
  fill: (point: Point) => string,
  title: (point: Point) => string
): Plot.Markish[] {
  return points.length > 200 ? [] : [Plot.dot(points, {...shared, fill, r: 2.5, title})];
}

/** Bars over numbers or dates are as wide as the smallest step between them. */
function widthOfBars(points: readonly Point[]): unknown {
  const values = [...new Set(points.map(({x}) => Number(x)))].sort((a, b) => a - b);
  const gap = values.slice(1).reduce((least, value, i) => Math.min(least, value - values[i]!), Infinity);
  const width = Number.isFinite(gap) ? gap : 1;
  if (!(points[0]?.x instanceof Date)) return width;
  const day = 86_400_000;
  return width >= 80 * day ? "quarter" : width >= 27 * day ? "month" : width >= 6 * day ? "week" : "day";
}

function tip(point: Point, format: Format): string {
  const head = [point.facet, point.colour, textOf(point.x, format)]
    .filter((part) => part !== null)
    .join(" · ");
  const range =
    point.low === null ? "" : `, interval ${written(point.low, format)} to ${written(point.high, format)}`;
  const rows = point.rows > 1 ? ` (${format.plural(point.rows, "row")})` : "";
  return `${head}\n${written(point.value, format)}${range}${rows}`;
}

function written(value: number | null, format: Format): string {
  return format.decimal(
    value,
    value !== null && Number.isInteger(value) ? 0 : Math.abs(value ?? 0) < 1 ? 3 : 2
  );
}

function labelRoom({points}: ChartData, width: number): number {
  const longest = Math.max(...points.map(({x}) => String(x).length));
  return Math.min(width * 0.4, 24 + longest * 7);
}
