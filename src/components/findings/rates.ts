import type {CardContent} from "../card.js";
import {sortedByRate, type RateColumns} from "../charts/dot-interval.js";
import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {number, tally, text, type Row} from "../rows.js";
import {clearlyAbove, intervalText, rateRange} from "./common.js";

/** How a rate is spoken of. */
export interface RateWords {
  /** What is counted: "invitations". */
  readonly things: string;
  /** The sentence about all rows, with the rate written out. */
  readonly all: (rate: string) => string;
  /** What the rows are: "teams". */
  readonly groups: string;
  /** What stands in place of a chart without anything counted. */
  readonly none: string;
  readonly name?: (key: string | null) => string;
}

/** The rows of a rate taken together. */
export function totalOf(
  rows: readonly Row[],
  {part, whole}: Pick<RateColumns, "part" | "whole">
): {part: number; whole: number; rate: number | null} {
  const [k, n] = [part, whole].map((column) => rows.reduce((sum, row) => sum + tally(row, column), 0)) as [
    number,
    number
  ];
  return {part: k, whole: n, rate: n === 0 ? null : k / n};
}

/** The title of a chart of rates: all together, then highest and lowest where their intervals lie apart. */
export function ratesFinding(
  rows: readonly Row[],
  columns: RateColumns,
  words: RateWords,
  {format, manifest}: Context
): Finding {
  const {things, all, groups, none, name = (key) => key ?? "not given"} = words;
  const total = totalOf(rows, columns);
  if (total.whole === 0) return {empty: none};
  if (total.whole < manifest.min_n)
    return `Too few ${things} for a rate: ${format.outOf(total.part, total.whole)}`;
  const sentence = all(format.percent(total.rate, 0));
  const rated = sortedByRate(rows, columns, manifest.min_n).filter(
    (row) => tally(row, columns.whole) >= manifest.min_n
  );
  const [best, worst] = [rated[0], rated.at(-1)];
  if (!best || !worst || best === worst) return sentence;
  const say = (row: Row): string =>
    `${name(text(row, columns.key))} (${format.percent(number(row, columns.value), 0)})`;
  if (clearlyAbove(best, worst, columns))
    return `${sentence}; most for ${say(best)}, least for ${say(worst)}`;
  return `${sentence}; no clear difference between ${groups}`;
}

/** The card of a rate with its interval; below min_n its count. */
export function rateCard(
  row: Row | undefined,
  columns: Omit<RateColumns, "key">,
  words: {label: string; few: string; things: string; caveat?: string; none: string},
  {format, manifest}: Context
): CardContent {
  const {label, few, things, caveat, none} = words;
  const whole = row ? tally(row, columns.whole) : 0;
  if (!row || whole === 0) return {label, value: "–", n: none};
  const part = tally(row, columns.part);
  const n = `${format.outOf(part, whole)} ${things}`;
  if (whole < manifest.min_n) return {label: few, value: format.count(part), n: `${n}, too few for a rate`};
  const [low, value, high] = [columns.low, columns.value, columns.high].map((c) => number(row, c)) as [
    number | null,
    number | null,
    number | null
  ];
  return {
    label,
    value: format.percent(value, 0),
    range: rateRange(format, {low, value, high}, intervalText(format, low, high)),
    n,
    ...(caveat ? {caveat} : {})
  };
}
