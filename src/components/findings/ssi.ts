import type {CardContent} from "../card.js";
import {pillars, pillarValues} from "../charts/pillars.js";
import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {date, number, tally, text, total, type Row} from "../rows.js";
import {change, only, pointsAbs} from "./common.js";

type RowList = readonly Row[];

/** Stands beside every SSI figure. */
export const ssiCaveat = "The SSI measures activity, not results.";

const noWeeks = "No SSI was measured in this selection.";
const quarterOfWeeks = 13;

/** Whether the SSI moved over the chosen period, in one sentence. */
export function ssiAnswer(
  {weekly, bands, coverage}: {weekly: RowList; bands: RowList; coverage: RowList},
  context: Context
): string[] {
  const {format} = context;
  const trend = medianTrend(weekly, context);
  const last = weekly.at(-1);
  if (!last) return [typeof trend === "string" ? trend : trend.empty];
  const measured = coverageText(coverage, context);
  const active = shareOfBand(bands, "active").at(-1);
  const share = active
    ? `${format.percent(number(active, "share"), 0)} of measured sellers (${format.count(tally(active, "sellers"))}) are in the active band, at ${context.manifest.ssi.active} or above.`
    : "";
  return [
    `${typeof trend === "string" ? trend : trend.empty}.`,
    [share, measured, ssiCaveat].filter(Boolean).join(" ")
  ];
}

function coverageText(rows: RowList, {format}: Context): string {
  const [row] = rows;
  if (!row) return "";
  const roster = number(row, "roster");
  const measured = tally(row, "measured");
  return roster ? `${format.outOf(measured, roster)} sellers on the roster are measured.` : "";
}

/** The title of the chart of medians: from where to where, over how many weeks. */
export function medianTrend(rows: RowList, context: Context): Finding {
  const {format, manifest} = context;
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return {empty: noWeeks};
  const sellers = tally(last, "sellers");
  if (sellers < manifest.min_n)
    return `Only ${format.plural(sellers, "seller")} measured: too few to speak of a typical SSI`;
  const [from, to] = [number(first, "median"), number(last, "median")];
  const end = format.date(date(last, "week"));
  if (first === last || from === null || to === null)
    return `The median SSI is ${format.decimal(to)} in the only week measured, from ${end}`;
  const weeks = Math.round((date(last, "week").getTime() - date(first, "week").getTime()) / (7 * 864e5));
  const span = `over ${format.plural(weeks, "week")}`;
  if (Math.abs(to - from) < 1) return `The median SSI stayed at about ${format.decimal(to)} ${span}`;
  return `The median SSI ${to > from ? "rose" : "fell"} from ${format.decimal(from)} to ${format.decimal(to)} ${span}`;
}

/** The card of the median SSI with the middle half of sellers, and the change over a quarter of weeks. */
export function medianSsiCard(rows: RowList, {format, manifest}: Context): CardContent {
  const last = rows.at(-1);
  const label = "Median SSI";
  if (!last) return {label, value: "–", n: noWeeks};
  const sellers = tally(last, "sellers");
  const n = `${format.plural(sellers, "seller")}, week of ${format.date(date(last, "week"))}`;
  if (sellers < manifest.min_n)
    return {label: "Sellers with an SSI", value: format.count(sellers), n: `${n}; too few for a median`};
  const [low, value, high] = ["p25", "median", "p75"].map((c) => number(last, c)) as [number, number, number];
  const before = rows.at(-1 - quarterOfWeeks);
  const delta = before
    ? change(value, number(before, "median"), {
        each: (x) => format.decimal(x),
        on: `${quarterOfWeeks} weeks before`
      })
    : null;
  const text = `middle half of sellers ${format.interval(low, high, (x) => format.decimal(x))}`;
  return {
    label,
    value: format.decimal(value),
    unit: "of 100",
    range: {low, value, high, from: 0, to: 100, text, ends: ["0", "100"]},
    n,
    delta,
    caveat: ssiCaveat
  };
}

/** The card of the sellers in the active band. */
export function activeShareCard(rows: RowList, {format, manifest}: Context): CardContent {
  const active = shareOfBand(rows, "active");
  const last = active.at(-1);
  const label = `Sellers at ${manifest.ssi.active} or above`;
  if (!last) return {label, value: "–", n: noWeeks};
  const share = number(last, "share");
  const sellers = tally(last, "sellers");
  const all = share ? Math.round(sellers / share) : measuredIn(rows, last);
  const n = `${format.outOf(sellers, all)} measured sellers`;
  if (all < manifest.min_n) return {label, value: format.count(sellers), n: `${n}, too few for a share`};
  const before = active.at(-1 - quarterOfWeeks);
  const delta = before
    ? change(share, number(before, "share"), {each: pointsAbs(format), on: `${quarterOfWeeks} weeks before`})
    : null;
  return {label, value: format.percent(share, 0), n, delta};
}

/** The weeks of a band; weeks in which it had no seller are there with 0. */
export function shareOfBand(rows: RowList, band: string): Row[] {
  const weeks = new Map<number, Row>();
  for (const row of rows) {
    const week = date(row, "week");
    if (text(row, "band") === band) weeks.set(week.getTime(), row);
    else if (!weeks.has(week.getTime())) weeks.set(week.getTime(), {week, band, sellers: 0, share: 0});
  }
  return [...weeks].sort(([a], [b]) => a - b).map(([, row]) => row);
}

function measuredIn(rows: RowList, {week}: Row): number {
  const time = week instanceof Date ? week.getTime() : NaN;
  return rows
    .filter((row) => date(row, "week").getTime() === time)
    .reduce((sum, row) => sum + tally(row, "sellers"), 0);
}

/** The card of who is measured. */
export function coverageCard(rows: RowList, {format}: Context): CardContent {
  const row = only(rows);
  const [measured, roster] = [tally(row, "measured"), number(row, "roster")];
  const latest =
    row["latest_week"] instanceof Date ? `, latest week ${format.date(date(row, "latest_week"))}` : "";
  if (!roster)
    return {
      label: "Sellers measured",
      value: format.count(measured),
      n: `No roster of sellers was given${latest}`
    };
  return {
    label: "Sellers measured",
    value: format.count(measured),
    unit: `of ${format.count(roster)}`,
    n: `on the roster${latest}`,
    caveat: "Who is not measured counts in no mean and no share."
  };
}

/** The title of the chart of bands. */
export function bandsFinding(rows: RowList, context: Context): Finding {
  const {format, manifest} = context;
  const active = shareOfBand(rows, "active");
  const [first, last] = [active[0], active.at(-1)];
  if (!first || !last) return {empty: noWeeks};
  const sellers = measuredIn(rows, last);
  if (sellers < manifest.min_n)
    return `Only ${format.plural(sellers, "seller")} measured: too few to speak of shares`;
  const now = `${format.percent(number(last, "share"), 0)} of measured sellers are really active`;
  if (first === last) return `${now} in the only week measured`;
  const delta = change(number(last, "share"), number(first, "share"), {
    each: (x) => format.points(Math.abs(x), 0).replace(/^\+/, ""),
    on: `the week of ${format.date(date(first, "week"))}`
  });
  return delta ? `${now}, ${delta.text}` : now;
}

/** The title of the chart of pillars: the weakest and the strongest. */
export function pillarsFinding(rows: RowList, {format}: Context): Finding {
  const last = rows.at(-1);
  if (!last) return {empty: noWeeks};
  const values = pillarValues(last);
  const [weakest, strongest] = [values[0], values.at(-1)];
  if (!weakest || !strongest)
    return {
      empty:
        "Only SSI totals were exported; without the four pillars it cannot be seen which one holds sellers back."
    };
  const name = (pillar: keyof typeof pillars): string => pillars[pillar].toLowerCase();
  if (strongest.value - weakest.value < 0.5)
    return `The four pillars are level at about ${format.decimal(weakest.value)} of 25`;
  const word = name(weakest.pillar);
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)} is the weakest pillar at ${format.decimal(weakest.value)} of 25; ${name(strongest.pillar)} the strongest at ${format.decimal(strongest.value)}`;
}

/** The title of the chart of the distribution now: the band most sellers are in. */
export function distributionFinding(rows: RowList, {format, manifest}: Context): Finding {
  const measured = total(rows, "sellers");
  if (measured === 0) return {empty: noWeeks};
  const {foundation, active} = manifest.ssi;
  const words = {
    foundation: `are under ${foundation}, without the foundations in place`,
    practising: `are practising, between ${foundation} and ${active}`,
    active: `are really active, at ${active} or above`
  };
  const bands = Object.keys(words) as (keyof typeof words)[];
  const counts = bandCounts(rows);
  const largest = bands.reduce((a, b) => (counts[b] > counts[a] ? b : a));
  const all = format.outOf(counts[largest], measured);
  return `${counts[largest] * 2 > measured ? "Most" : "The largest group of"} sellers (${all}) ${words[largest]}`;
}

/** Sellers of the distribution in each band. */
export function bandCounts(rows: RowList): Record<"foundation" | "practising" | "active", number> {
  const count = (band: string): number =>
    total(
      rows.filter((row) => text(row, "band") === band),
      "sellers"
    );
  return {foundation: count("foundation"), practising: count("practising"), active: count("active")};
}

/** First, last, lowest and highest of a series in words. */
export function describeSeries(
  rows: RowList,
  column: string,
  each: (value: number) => string,
  {format}: Context
): string {
  const points = rows.filter((row) => number(row, column) !== null);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return "";
  const values = points.map((row) => number(row, column) ?? 0);
  const at = (row: Row): string =>
    `${each(number(row, column) ?? 0)} in the week of ${format.date(date(row, "week"))}`;
  return `From ${at(first)} to ${at(last)}; lowest ${each(Math.min(...values))}, highest ${each(Math.max(...values))}.`;
}
