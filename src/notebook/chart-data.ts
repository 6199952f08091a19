import {cellText, type Result} from "./result.js";
import {columnKind, type Aggregate, type ChartSettings} from "./chart-settings.js";

/** A thing that is drawn. */
export interface Point {
  readonly x: Scalar;
  readonly y: number | string | null;
  readonly colour: string | null;
  readonly facet: string | null;
  /** In a cell chart: what its shade stands for. In all others the value itself. */
  readonly value: number | null;
  /** Ends of its interval, where the rows have columns that are named as y with _low and _high. */
  readonly low: number | null;
  readonly high: number | null;
  /** How many rows went into it. */
  readonly rows: number;
}

export type Scalar = number | string | Date;

export interface ChartData {
  readonly points: readonly Point[];
  /** Rows that have no x or no value, and are not drawn. */
  readonly left: number;
  /** What is drawn is a part: the chart says so. */
  readonly cut: boolean;
}

/** No more things than these are drawn one by one. */
export const pointLimit = 20_000;

/** What a chart draws, from the rows: filtered, put together as the settings say, sorted. */
export function chartData(result: Result, chart: ChartSettings): ChartData {
  const column = (name: string | null): number => result.columns.findIndex((each) => each.name === name);
  const at = {
    x: column(chart.x),
    y: column(chart.y),
    colour: column(chart.colour),
    facet: column(chart.facet)
  };
  const interval = intervalColumns(result, chart).map(column);
  const end = (row: number, side: 0 | 1): number | null =>
    interval.length === 0 ? null : (result.value(row, interval[side] ?? -1) as number | null);
  const gathering = chart.mark !== "histogram" && chart.aggregate !== "none";
  const groups = new Map<string, Group>();
  let left = 0;
  for (let row = 0; row < result.length; ++row) {
    const raw = result.value(row, at.x);
    const y = at.y < 0 ? null : result.value(row, at.y);
    const counts = chart.aggregate === "count" || chart.mark === "histogram";
    const value = counts
      ? 1
      : chart.mark === "cell" && chart.aggregate === "none"
        ? null
        : (y as number | null);
    if (raw === null || (value === null && chart.mark !== "cell")) {
      left += 1;
      continue;
    }
    const x = scalar(raw);
    const point = {
      x,
      y: chart.mark === "cell" ? cellText(y) : null,
      low: end(row, 0),
      high: end(row, 1),
      colour: at.colour < 0 ? null : nameIn(result.value(row, at.colour)),
      facet: at.facet < 0 ? null : nameIn(result.value(row, at.facet))
    };
    const key = gathering ? JSON.stringify([x, point.y, point.colour, point.facet]) : String(row);
    const group = groups.get(key) ?? {...point, values: []};
    group.values.push(Number(value ?? 1));
    groups.set(key, group);
  }
  const points = [...groups.values()].map((group) => pointOf(group, chart));
  const ordered = sortPoints(points, chart);
  const limit = chart.mark === "histogram" ? Infinity : pointLimit;
  return {points: ordered.slice(0, limit), left, cut: result.cut || ordered.length > limit};
}

interface Group extends Omit<Point, "value" | "rows"> {
  readonly values: number[];
}

function pointOf({values, ...group}: Group, {mark, aggregate}: ChartSettings): Point {
  const value = aggregate === "none" ? (values[0] ?? null) : together(values, aggregate);
  return {...group, y: mark === "cell" ? group.y : value, value, rows: values.length};
}

/** The columns with the ends of y's interval; none where there are none, or where rows are put together. */
function intervalColumns({columns}: Result, {mark, y, aggregate}: ChartSettings): string[] {
  const names = y === null ? [] : intervalNames(y, columns);
  return aggregate === "none" && ["bar", "dot", "line"].includes(mark) ? names : [];
}

/** `rate_low` and `rate_high` of `rate`; also `low` and `high` beside the only measure that has none of its own. */
function intervalNames(y: string, columns: Result["columns"]): string[] {
  const has = (names: string[]): boolean => names.every((name) => columns.some((each) => each.name === name));
  return (
    [
      [`${y}_low`, `${y}_high`],
      ["low", "high"]
    ].find(has) ?? []
  );
}

/** Several values as one. */
export function together(values: readonly number[], aggregate: Aggregate): number | null {
  if (values.length === 0) return null;
  const sum = (): number => values.reduce((total, value) => total + value, 0);
  switch (aggregate) {
    case "count":
      return values.length;
    case "sum":
      return sum();
    case "mean":
      return sum() / values.length;
    case "median": {
      const sorted = Float64Array.from(values).sort();
      const middle = sorted.length >> 1;
      return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
    }
    case "min":
      return values.reduce((least, value) => Math.min(least, value), Infinity);
    case "max":
      return values.reduce((most, value) => Math.max(most, value), -Infinity);
    case "none":
      return values[0] ?? null;
  }
}

function sortPoints(points: Point[], {sort, mark}: ChartSettings): Point[] {
  if (sort === "x" || mark === "line" || mark === "area") return points.sort((a, b) => compare(a.x, b.x));
  if (sort !== "y") return points;
  const totals = new Map<string, number>();
  for (const {x, value} of points) totals.set(cellText(x), (totals.get(cellText(x)) ?? 0) + (value ?? 0));
  const of = ({x}: Point): number => totals.get(cellText(x)) ?? 0;
  return points.sort((a, b) => of(b) - of(a) || compare(a.x, b.x));
}

function compare(a: Scalar, b: Scalar): number {
  if (typeof a === "string" || typeof b === "string")
    return cellText(a).localeCompare(cellText(b), undefined, {numeric: true});
  return Number(a) - Number(b);
}

function scalar(value: unknown): Scalar {
  return typeof value === "number" || value instanceof Date ? value : nameIn(value);
}

function nameIn(value: unknown): string {
  if (value === null) return "no value";
  return typeof value === "boolean" ? (value ? "yes" : "no") : cellText(value);
}

/** What the value axis is called. */
export function valueLabel({mark, y, aggregate}: ChartSettings): string {
  if (mark === "histogram" || aggregate === "count") return "rows";
  const of = y ?? "";
  return aggregate === "none" ? of : `${aggregate === "sum" ? "sum" : aggregate} of ${of}`;
}

/** Whether a mark stands on a scale of names for these rows. */
export function hasNamedX(result: Result, {x, mark}: ChartSettings): boolean {
  const type = result.columns.find(({name}) => name === x)?.type ?? "";
  return columnKind(type) === "category" || mark === "cell";
}
