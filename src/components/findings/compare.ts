import type {CardContent} from "../card.js";
import {list, type Format} from "../format.js";
import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {number, tally, text, type Row} from "../rows.js";
import {change, intervalText, rateRange} from "./common.js";

type RowList = readonly Row[];

/** What the figures are called in words. */
export const figureNames: Readonly<Record<string, string>> = {
  won_amount: "Won revenue",
  social_amount: "Won revenue from social",
  social_share: "Social share of won revenue",
  hit_rate: "Hit rate of closed deals",
  social_hit_rate: "Hit rate of closed social deals",
  mean_won_amount: "Mean size of won deals",
  new_deals: "New deals",
  median_ssi: "Median SSI",
  active_share: "Sellers in the top SSI band"
};

/** What the steps of the bridge are called. */
export const stepNames: Readonly<Record<string, string>> = {
  restated: "Restated since then",
  volume: "Number of closed deals",
  hit_rate: "Hit rate",
  deal_size: "Size of won deals",
  mix: "Mix of sources"
};

/** A figure in its unit. */
export function figureText(
  value: number | null,
  unit: string | null,
  {format, manifest}: Pick<Context, "format" | "manifest">
): string {
  switch (unit) {
    case "currency":
      return format.money(value, manifest.currency);
    case "share":
      return format.percent(value);
    case "points":
      return format.decimal(value);
    default:
      return format.count(value);
  }
}

/** The quarters, newest first. */
export function quartersOf(rows: RowList): string[] {
  return [...new Set(rows.map((row) => text(row, "quarter") ?? ""))].sort().reverse();
}

/** One figure of one quarter. */
export function figureOf(rows: RowList, quarter: string | undefined, figure: string): Row | undefined {
  return rows.find((row) => text(row, "quarter") === quarter && text(row, "figure") === figure);
}

/** The quarter a year before: 2026-Q3 → 2025-Q3. */
export function yearBefore(quarter: string): string {
  return quarter.replace(/^\d+/, (year) => String(Number(year) - 1));
}

/** The newest quarter beside the last one and that of a year ago, then what was restated. */
export function comparison(
  {figures, restated}: {figures: RowList; restated: RowList},
  context: Context
): string[] {
  const [newest] = quartersOf(figures);
  if (newest === undefined)
    return ["There is no quarter to compare: no deal was created or closed before the report’s date."];
  return [revenueSentence(figures, newest, context), restatedSentence(figures, restated, context)];
}

function revenueSentence(figures: RowList, newest: string, {format, manifest}: Context): string {
  const now = figureOf(figures, newest, "won_amount");
  const value = now ? number(now, "now") : null;
  const head = `Won revenue in ${quarterName(newest, figures, format)} is ${format.money(value ?? 0, manifest.currency)} from ${format.plural(now ? tally(now, "now_n") : 0, "deal")}`;
  const before = [quartersOf(figures)[1], yearBefore(newest)].flatMap((quarter) => {
    const row = quarter === undefined ? undefined : figureOf(figures, quarter, "won_amount");
    const earlier = row ? number(row, "now") : null;
    if (quarter === undefined || earlier === null || earlier === 0 || value === null) return [];
    return [`${relativeChange(value / earlier - 1, format)} ${format.quarter(quarter)}`];
  });
  return `${head}${before.length > 0 ? `: ${list(before)}` : ""}.`;
}

/** "down 12.3 % on", "unchanged from" */
function relativeChange(change: number, format: Format): string {
  const size = format.percent(Math.abs(change), 0);
  if (size === format.percent(0, 0)) return "about the same as";
  return `${change > 0 ? "up" : "down"} ${size} on`;
}

/** "Q3 2026", or "Q3 2026 so far" where its last day has not come. */
export function quarterName(quarter: string, rows: RowList, format: Format): string {
  const until = rows.find((row) => text(row, "quarter") === quarter)?.until;
  const ended =
    until instanceof Date &&
    new Date(until.getTime() + 86_400_000).getUTCDate() === 1 &&
    (until.getUTCMonth() - startMonth(rows, quarter) + 12) % 12 === 2;
  return `${format.quarter(quarter)}${ended ? "" : " so far"}`;
}

function startMonth(rows: RowList, quarter: string): number {
  const since = rows.find((row) => text(row, "quarter") === quarter)?.since;
  return since instanceof Date ? since.getUTCMonth() : 0;
}

function restatedSentence(figures: RowList, restated: RowList, {format, manifest}: Context): string {
  const frozen = figures.filter(
    (row) => text(row, "figure") === "won_amount" && number(row, "reported") !== null
  );
  if (frozen.length === 0)
    return "No earlier quarter was frozen, so it cannot be said what was reported then. Freezing this one (npm run snapshot) lets the next report compare.";
  const changed = frozen.filter((row) =>
    restated.some((deal) => text(deal, "quarter") === text(row, "quarter"))
  );
  const quarters = list(frozen.map((row) => format.quarter(text(row, "quarter"))));
  if (changed.length === 0)
    return `As reported then, so it stands: no deal of ${quarters} is told differently now.`;
  const told = changed.map((row) => {
    const quarter = text(row, "quarter");
    const deals = restated.filter((deal) => text(deal, "quarter") === quarter).length;
    const by = number(row, "restated") ?? 0;
    const amount =
      Math.abs(by) < 0.5
        ? "with the same won revenue"
        : `${by > 0 ? "adding" : "taking"} ${format.money(Math.abs(by), manifest.currency)} in all`;
    return `${format.plural(deals, "deal")} of ${format.quarter(quarter)}, ${amount}`;
  });
  return `Told differently than reported: ${told.join("; ")}.`;
}

/** A card for a figure of the newest quarter, with its change on the quarter before. */
export function figureCard(figures: RowList, figure: string, context: Context): CardContent {
  const {format} = context;
  const [newest = "", before] = quartersOf(figures);
  const row = figureOf(figures, newest, figure);
  const earlier = figureOf(figures, before, figure);
  const unit = row ? text(row, "unit") : null;
  const value = row ? number(row, "now") : null;
  const [low, high] = row ? [number(row, "now_low"), number(row, "now_high")] : [null, null];
  const n = row ? tally(row, "now_n") : 0;
  const few = unit === "share" && n < context.manifest.min_n;
  const each = (size: number): string =>
    unit === "share" ? `${format.decimal(size * 100)} points` : figureText(size, unit, context);
  const bounds =
    figure === "social_share"
      ? `bounds ${format.interval(low, high, (x) => format.percent(x))}`
      : intervalText(format, low, high);
  return {
    label: `${figureNames[figure] ?? figure}, ${quarterName(newest, figures, format)}`,
    value: few ? format.count(n) : figureText(value, unit, context),
    ...(few ? {unit: "cases, too few for a rate"} : {}),
    tone: figure === "social_share" ? "social" : "plain",
    range: unit === "share" && !few ? rateRange(format, {low, value, high}, bounds) : null,
    n: `from ${format.plural(n, figure === "median_ssi" || figure === "active_share" ? "seller" : "deal")}`,
    delta: few
      ? null
      : change(value, earlier ? number(earlier, "now") : null, {each, on: format.quarter(before)})
  };
}

/** What moved the won amount most. */
export function bridgeFinding(rows: RowList, {format, manifest}: Context): Finding {
  const steps = newestBridge(rows);
  const from = steps.find((row) => text(row, "step") === "reported");
  const to = steps.find((row) => text(row, "step") === "now");
  if (!from || !to) return {empty: "There is no quarter before this one to compare it with."};
  const money = (row: Row): string => format.moneyShort(number(row, "effect"), manifest.currency);
  const moved = steps.filter((row) => row !== from && row !== to);
  const largest = [...moved].sort(
    (a, b) => Math.abs(number(b, "effect") ?? 0) - Math.abs(number(a, "effect") ?? 0)
  )[0];
  const step = largest ? (number(largest, "effect") ?? 0) : 0;
  if (!largest || Math.abs(step) < 0.5) return `Won revenue stayed at ${money(to)}`;
  const name = (stepNames[text(largest, "step") ?? ""] ?? "").toLowerCase();
  return `Won revenue went from ${money(from)} to ${money(to)}; the largest part, ${format.moneyShort(Math.abs(step), manifest.currency)} ${step > 0 ? "up" : "down"}, goes with the ${name}`;
}

/** The steps to the newest quarter. */
export function newestBridge(rows: RowList): Row[] {
  const [newest] = quartersOf(rows);
  return rows.filter((row) => text(row, "quarter") === newest);
}

/** How much of what was reported still stands. */
export function thenAndNowFinding(rows: RowList, {format, manifest}: Context): Finding {
  const frozen = rows.filter(
    (row) => text(row, "figure") === "won_amount" && number(row, "reported") !== null
  );
  if (frozen.length === 0)
    return {empty: "No quarter was frozen yet, so there is nothing to set beside what is known now."};
  const [most] = [...frozen].sort(
    (a, b) => Math.abs(number(b, "restated") ?? 0) - Math.abs(number(a, "restated") ?? 0)
  );
  const by = most ? (number(most, "restated") ?? 0) : 0;
  if (!most || Math.abs(by) < 0.5) return "Won revenue stands as it was reported";
  return `${format.quarter(text(most, "quarter"))} is told most differently: won revenue is ${format.moneyShort(Math.abs(by), manifest.currency)} ${by > 0 ? "more" : "less"} than reported`;
}
