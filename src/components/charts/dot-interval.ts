import {capital} from "../format.js";
import type {ChartContext} from "../frame.js";
import {palette, sourceColours} from "../palette.js";
import {number, tally, text, type Row} from "../rows.js";
import {intervalRows, type IntervalItem} from "./interval-rows.js";

/** Which columns hold a rate with its interval, and what it is the rate of. */
export interface RateColumns {
  readonly key: string;
  readonly value: string;
  readonly low: string;
  readonly high: string;
  /** The counts of the rate: part of whole. */
  readonly part: string;
  readonly whole: string;
}

interface Options extends ChartContext {
  readonly columns: RateColumns;
  /** The rate of all rows together, drawn as a line. */
  readonly reference?: {readonly value: number; readonly label: string} | null;
  readonly name?: (key: string | null) => string;
  /** Whether the keys are sources of business, and bear their colours. */
  readonly sources?: boolean;
  /** What a rate rests on, where its part is none of its whole: "12 posts". */
  readonly count?: (whole: number) => string;
  /** Whether rows stay in the order given, as those of a calendar do. */
  readonly inOrder?: boolean;
}

/** Rates by category, best first, each a point with its interval; below min_n the count stands alone. */
export function dotIntervalChart(rows: readonly Row[], options: Options): SVGSVGElement {
  const {width, format, columns, reference} = options;
  const sorted = options.inOrder ? rows : sortedByRate(rows, columns, options.manifest.min_n);
  const items = sorted.map((row) => rateItem(row, options));
  const highest = Math.max(reference?.value ?? 0, ...items.map((d) => d.high ?? d.value ?? 0));
  return intervalRows(items, {
    width,
    domain: [0, highest * 1.04 || 1],
    each: (value) => format.percent(value, highest < 0.05 ? 1 : 0),
    reference: reference ?? null
  });
}

/** Rows with a rate from high to low, then those with too few for one, from many to few. */
export function sortedByRate<R extends Row>(rows: readonly R[], columns: RateColumns, minN: number): R[] {
  const rank = (row: R): number =>
    tally(row, columns.whole) < minN
      ? -1 / (1 + tally(row, columns.whole)) - 1
      : (number(row, columns.value) ?? -1);
  return [...rows].sort((a, b) => rank(b) - rank(a));
}

/** The name of a category for reading: "Social", "Not given". */
export function categoryName(key: string | null): string {
  return key === null || key === "" ? "Not given" : capital(key);
}

function rateItem(
  row: Row,
  {format, manifest, columns, name = categoryName, sources, count}: Options
): IntervalItem {
  const key = text(row, columns.key);
  const whole = tally(row, columns.whole);
  const few = whole < manifest.min_n;
  const colours = sources ? sourceColours(key) : {point: palette.rest, bar: palette.restLight};
  const value = few ? null : number(row, columns.value);
  const n = count ? count(whole) : format.outOf(tally(row, columns.part), whole);
  return {
    label: name(key),
    value,
    low: few ? null : number(row, columns.low),
    high: few ? null : number(row, columns.high),
    figure: few ? "" : format.percent(value),
    n,
    ...(few ? {instead: "too few for a rate"} : {}),
    ...colours,
    strong: sources === true && key === "social"
  };
}
