import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {number, tally, text, type Row} from "../rows.js";

type RowList = readonly Row[];

const flags: Readonly<Record<string, string>> = {
  power: "alone tells winners from the rest too well to have been known before",
  filled: "filled in at least twice as often for won leads",
  score: "filled in for exactly the leads that an external score has",
  named: "named in the settings"
};

/** Why a field is not trusted, in words. */
export function flagText(row: Row): string {
  const flag = text(row, "flag");
  return flag === null ? "nothing found" : (flags[flag] ?? flag);
}

/** The model's row of lead_models. */
export function modelOf(rows: RowList, model: string): Row | undefined {
  return rows.find((row) => text(row, "model") === model);
}

const reasons: Readonly<Record<string, string>> = {
  "too few won": "too few leads to learn from were won; it takes 40",
  "too few lost": "too few leads to learn from were not won; it takes 40",
  "nothing to learn from": "there are no rules that leads meet"
};

/** The title of the chart of time: what was learnt from and what was judged, and how well. */
export function windowsFinding(rows: RowList, {format}: Context): Finding {
  const row = modelOf(rows, "fitted");
  if (!row) return {empty: "No model was made."};
  const state = text(row, "state") ?? "";
  if (state !== "made") return {empty: `No model was made: ${reasons[state] ?? state}.`};
  const auc = number(row, "auc");
  if (auc === null) return {empty: "The model could not be judged: the later leads have too few outcomes."};
  const times = (x: number | null): string => format.decimal((x ?? 0) * 100, 0);
  return `A model learnt from earlier leads picks the better of two later ones ${times(auc)} times in 100 (${times(number(row, "auc_low"))} to ${times(number(row, "auc_high"))})`;
}

/** What the fields that know the outcome would do to a model; empty where there are none. */
export function flaggedSentence(rows: RowList, {format}: Context): string {
  const [fitted, flagged] = [modelOf(rows, "fitted"), modelOf(rows, "flagged")];
  const [a, b] = [fitted, flagged].map((row) => (row ? number(row, "auc") : null)) as [
    number | null,
    number | null
  ];
  if (a === null || b === null) return "";
  return `With the flagged fields it would seem to do so ${format.decimal(b * 100, 0)} times instead of ${format.decimal(a * 100, 0)}: that is what fields written down after contact do, and they are left out.`;
}

/** The title of the list of fields. */
export function fieldsFinding(rows: RowList, {format}: Context): string {
  const flagged = rows.filter((row) => text(row, "flag") !== null);
  if (flagged.length === 0) return "No field looks as if it had been filled in after contact.";
  const names = flagged.map((row) => text(row, "label") ?? "");
  const list =
    names.length > 4 ? `${names.slice(0, 4).join(", ")} and ${names.length - 4} more` : names.join(", ");
  return `${format.plural(flagged.length, "field looks", "fields look")} as if filled in after contact: ${list}.`;
}

/** The title of the chart of odds ratios: which terms the model and the points disagree on. */
export function oddsFinding(rows: RowList, {format}: Context): Finding {
  const shown = rows.filter((row) => number(row, "odds_ratio") !== null);
  if (shown.length === 0) return {empty: "No model was made, so there are no odds ratios."};
  const clear = (row: Row): boolean =>
    (number(row, "odds_low") ?? 0) > 1 || (number(row, "odds_high") ?? 2) < 1;
  const strongest = [...shown].filter((row) => (number(row, "odds_low") ?? 0) > 1)[0];
  const against = shown.filter((row) => {
    const points = number(row, "points");
    const odds = number(row, "odds_ratio") ?? 1;
    return points !== null && points !== 0 && clear(row) && points > 0 !== odds > 1;
  });
  const unclear = shown.filter((row) => number(row, "points") !== null && !clear(row)).length;
  const head = strongest
    ? `${text(strongest, "label")} goes with ${format.decimal(number(strongest, "odds_ratio"))} times the odds of winning`
    : "No term is clearly associated with more wins";
  if (against.length > 0)
    return `${head}; points point the wrong way for ${against.map((row) => text(row, "label")).join(", ")}`;
  return unclear > 0
    ? `${head}; for ${format.plural(unclear, "term")} with points no association can be told from none`
    : head;
}

/** What the thresholds say: the best one, and how little it matters where exactly it lies. */
export function thresholdSentences(rows: RowList, context: Context): string[] {
  const {format, manifest} = context;
  const money = (row: Row, column: string): string => format.money(number(row, column), manifest.currency);
  const best = rows.find((row) => row["best"] === true);
  if (!best) return ["No lead of this selection has this score, so there is no threshold to choose."];
  if (number(best, "value") === null)
    return [
      "The value of a win is not known: write it into the field, or into the settings as lead_scoring.economics.value_per_win."
    ];
  const each = digitsOf(rows, context);
  if ((number(best, "net") ?? 0) <= 0)
    return ["At this cost and value no threshold pays: every group of leads costs more than its wins bring."];
  const whole = tally(best, "leads") === Math.max(...rows.map((row) => tally(row, "leads")));
  const head = whole
    ? `Calling all ${format.count(tally(best, "leads"))} leads brings most: ${money(best, "net")} after cost`
    : `Calling the ${format.count(tally(best, "leads"))} leads that score ${each(number(best, "threshold"))} or more brings most: ${money(best, "net")} after cost`;
  return [
    `${head} (between ${money(best, "net_low")} and ${money(best, "net_high")}), from ${format.count(tally(best, "won"))} wins in ${format.count(tally(best, "hours"))} hours, ${money(best, "cost_per_win")} a win.`,
    flatness(rows, best, each)
  ];
}

/** "Any threshold between 38 and 55 costs less than 3 %": the thresholds next to the best that are nearly as good. */
function flatness(rows: RowList, best: Row, each: (x: number | null) => string): string {
  const at = rows.indexOf(best);
  const near = (i: number): boolean => rows[i]?.["near_best"] === true;
  let [high, low] = [at, at];
  while (near(high - 1)) high -= 1;
  while (near(low + 1)) low += 1;
  const [from, to] = [number(rows[low] ?? best, "threshold"), number(rows[high] ?? best, "threshold")];
  // Flat where a tenth of the thresholds will do.
  const flat = low - high >= rows.length / 10;
  return from === to
    ? "The optimum is sharp: the thresholds next to it already cost more than 3\u202f% of it."
    : `${flat ? "The optimum is flat: any" : "Any"} threshold between ${each(from)} and ${each(to)} costs less than 3\u202f% of it.`;
}

/** How thresholds are written: chances as per cent, points as whole numbers. */
export function digitsOf(rows: RowList, {format}: Context): (x: number | null) => string {
  const values = rows.map((row) => number(row, "threshold") ?? 0);
  if (values.length > 1 && values.every((x) => x >= 0 && x <= 1)) return (x) => format.percent(x, 0);
  return (x) => format.decimal(x, values.every(Number.isInteger) ? 0 : 1);
}
