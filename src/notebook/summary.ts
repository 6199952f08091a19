import {columnKind} from "./chart-settings.js";
import {cellText, type Result} from "./result.js";

/** What a column holds, at a glance. */
export interface Summary {
  readonly rows: number;
  readonly nulls: number;
  /** Different values; null when there are more than are counted. */
  readonly distinct: number | null;
  /** Of numbers and dates (as milliseconds): equally wide bins from `low` to `high`. */
  readonly histogram: {
    readonly low: number;
    readonly high: number;
    readonly counts: readonly number[];
  } | null;
  /** Of texts: the most frequent ones. */
  readonly top: readonly {readonly text: string; readonly rows: number}[];
}

/** Different values are counted up to here. */
export const countedValues = 100_000;
const bins = 16;
const shownTop = 3;

/** Summarises a column of a result in one pass and, for a histogram, a second one. */
export function summarise(result: Result, column: number): Summary {
  const values = new Map<unknown, number>();
  let [nulls, low, high] = [0, Infinity, -Infinity];
  const measured = columnKind(result.columns[column]?.type ?? "") !== "category";
  for (let row = 0; row < result.length; ++row) {
    const value = result.value(row, column);
    if (value === null || (typeof value === "number" && Number.isNaN(value))) {
      nulls += 1;
      continue;
    }
    const key = measured ? Number(value) : cellText(value);
    if (typeof key === "number" && Number.isFinite(key))
      [low, high] = [Math.min(low, key), Math.max(high, key)];
    if (values.size <= countedValues) values.set(key, (values.get(key) ?? 0) + 1);
  }
  const whole = values.size <= countedValues;
  return {
    rows: result.length,
    nulls,
    distinct: whole ? values.size : null,
    histogram: measured && low <= high ? histogram(result, column, {low, high}) : null,
    top: measured || !whole ? [] : mostFrequent(values as Map<string, number>)
  };
}

function histogram(
  result: Result,
  column: number,
  {low, high}: {low: number; high: number}
): Summary["histogram"] {
  const counts = new Array<number>(low === high ? 1 : bins).fill(0);
  for (let row = 0; row < result.length; ++row) {
    const value = result.value(row, column);
    if (value === null || !Number.isFinite(Number(value))) continue;
    const bin =
      low === high ? 0 : Math.min(bins - 1, Math.floor(((Number(value) - low) / (high - low)) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return {low, high, counts};
}

function mostFrequent(values: ReadonlyMap<string, number>): Summary["top"] {
  return [...values]
    .map(([text, rows]) => ({text, rows}))
    .sort((a, b) => b.rows - a.rows || (a.text < b.text ? -1 : 1))
    .slice(0, shownTop);
}
