import type {Delta, Range} from "../card.js";
import type {Format} from "../format.js";
import type {Context} from "../piece.js";
import {number, text, type Row} from "../rows.js";

/** The one row of a metric that has one row. */
export function only(rows: readonly Row[]): Row {
  const [row] = rows;
  if (!row) throw new Error("This metric gave no row.");
  return row;
}

/** Whether a category is one: neither missing nor "unknown". */
export function isKnown(row: Row): boolean {
  const key = text(row, "key");
  return key !== null && key !== "unknown";
}

/** "95 % interval 17.2 % to 21.4 %" */
export function intervalText(format: Format, low: number | null, high: number | null): string {
  return `95 % interval ${format.interval(low, high, (x) => format.percent(x))}`.replace("95 %", "95\u202f%");
}

/** Whether the interval of one rate lies wholly above that of another. */
export function clearlyAbove(above: Row, below: Row, columns: {low: string; high: string}): boolean {
  const [low, high] = [number(above, columns.low), number(below, columns.high)];
  return low !== null && high !== null && low > high;
}

/** The interval of a rate for a card, on a scale from zero to a round end above it. */
export function rateRange(
  format: Format,
  {low, value, high}: {low: number | null; value: number | null; high: number | null},
  text: string = intervalText(format, low, high)
): Range | null {
  if (low === null || value === null || high === null) return null;
  const to = roundEnd(high);
  return {low, value, high, from: 0, to, text, ends: [format.percent(0, 0), format.percent(to, 0)]};
}

/** The next of 5, 10, 20, 30 … 100 % above a rate. */
export function roundEnd(rate: number): number {
  if (rate <= 0.05) return 0.05;
  return Math.min(1, Math.ceil(rate * 10 - 1e-9) / 10);
}

/** "up 3.1 points on Q2 2026", and where to. A change that rounds to nothing is "unchanged". */
export function change(
  now: number | null,
  before: number | null,
  {each, on, at = ""}: {each: (difference: number) => string; on: string; at?: string}
): Delta | null {
  if (now === null || before === null) return null;
  const difference = now - before;
  const size = each(Math.abs(difference));
  const head = at === "" ? "" : `${at}: `;
  if (size === each(0)) return {direction: "flat", text: `${head}unchanged from ${on}`};
  const direction = difference > 0 ? "up" : "down";
  return {direction, text: `${head}${direction} ${size} on ${on}`};
}

/** Why nothing is concluded from so few. */
export function tooFew({format, manifest}: Context, n: number, one: string, many = `${one}s`): string {
  return `Too few to conclude: ${format.plural(n, one, many)} where at least ${manifest.min_n} are needed.`;
}

/** What the reader chose, as the end of a subtitle. */
export function chosen({filters}: Context): string {
  return filters.label;
}

/** Points without their sign, for "up 3.1 points". */
export function pointsAbs(format: Format): (difference: number) => string {
  return (difference) => format.points(Math.abs(difference)).replace(/^\+/, "");
}

/** "p = 0.03": the chance of as large a difference where there is none. */
export function chance(p: number | null, format: Context["format"]): string {
  if (p === null) return "p not known";
  return p < 0.001 ? `p < ${format.decimal(0.001, 3)}` : `p = ${format.decimal(p, p < 0.1 ? 3 : 2)}`;
}
