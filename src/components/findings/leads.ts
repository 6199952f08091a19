import type {CardContent} from "../card.js";
import {baseRate} from "../charts/decile.js";
import {sortedByRate, type RateColumns} from "../charts/dot-interval.js";
import {gainPoints} from "../charts/gain-curve.js";
import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {number, tally, text, total, type Row} from "../rows.js";
import {clearlyAbove, isKnown, only, rateRange, tooFew} from "./common.js";

type RowList = readonly Row[];

/** Conversions in the rows of leads_by. */
export const conversion: RateColumns = {
  key: "key",
  value: "conversion",
  low: "conversion_low",
  high: "conversion_high",
  part: "won",
  whole: "leads"
};

const noScores = "No lead of this selection has a score.";
const noLeads = "No lead was created in this selection.";

/** Whether the score deserves trust: how often it picks the better of two leads, and what chance would do. */
export function scoreAnswer(rows: RowList, context: Context): string {
  const row = only(rows);
  const {format} = context;
  const few = tooFewForScore(row, context);
  if (few !== null) return few;
  const [auc, low, high] = ["auc", "auc_low", "auc_high"].map((c) => number(row, c)) as [
    number,
    number,
    number
  ];
  const times = (x: number): string => format.decimal(x * 100, 0);
  const ends = `95\u202f% interval ${times(low)} to ${times(high)}`;
  const picks = `Of a lead that is won and one that is not, the score puts the won one first ${times(auc)} times in 100 (${ends}; n = ${format.plural(tally(row, "leads"), "lead")}, ${format.count(tally(row, "won"))} won)`;
  if (low > 0.5) return `${picks}. Chance alone would do so 50 times.`;
  if (high < 0.5) return `${picks}. Chance alone would do better: the score points the wrong way.`;
  return `${picks}. That cannot be told from chance, which would do so 50 times.`;
}

function tooFewForScore(row: Row, context: Context): string | null {
  const [leads, won] = [tally(row, "leads"), tally(row, "won")];
  if (leads === 0) return noScores;
  if (won < context.manifest.min_n) return tooFew(context, won, "won lead");
  if (leads - won < context.manifest.min_n)
    return tooFew(context, leads - won, "lead that was not won", "leads that were not won");
  return number(row, "auc") === null
    ? "The leads of this selection carry no score that could be judged."
    : null;
}

/** The card of the score's power to separate. */
export function scoreCard(rows: RowList, context: Context): CardContent {
  const row = only(rows);
  const {format} = context;
  const label = "Better of two leads picked";
  const n = `${format.plural(tally(row, "leads"), "scored lead")}, ${format.count(tally(row, "won"))} won`;
  if (tooFewForScore(row, context) !== null) return {label, value: "–", n: `${n}; too few to judge a score`};
  const [low, value, high] = ["auc_low", "auc", "auc_high"].map((c) => number(row, c)) as [
    number,
    number,
    number
  ];
  const times = (x: number): string => format.decimal(x * 100, 0);
  return {
    label,
    value: times(value),
    unit: "times in 100",
    range: {
      low,
      value,
      high,
      from: 0.5,
      to: 1,
      text: `95\u202f% interval ${format.interval(low, high, times)}`,
      ends: ["50, chance", "100"]
    },
    n,
    caveat: "Known as AUC. It judges the order of leads, not how large the score is."
  };
}

/** The card of the conversion of all scored leads. */
export function conversionCard(rows: RowList, {format, manifest}: Context): CardContent {
  const leads = total(rows, "leads");
  const won = total(rows, "won");
  const n = `${format.outOf(won, leads)} leads`;
  if (leads < manifest.min_n)
    return {label: "Leads won", value: format.count(won), n: `${n}, too few for a rate`};
  return {
    label: "Conversion of all leads",
    value: format.percent(won / leads),
    n,
    caveat: "Young leads have had less time to be won."
  };
}

/** The card of the conversion of social leads against the others. */
export function socialConversionCard(rows: RowList, {format, manifest}: Context): CardContent {
  const social = rows.find((row) => text(row, "key") === "social");
  const leads = social ? tally(social, "leads") : 0;
  const n = `${format.outOf(social ? tally(social, "won") : 0, leads)} social leads`;
  if (!social || leads < manifest.min_n)
    return {
      label: "Social leads won",
      value: format.count(social ? tally(social, "won") : 0),
      n: `${n}, too few for a rate`,
      tone: "social"
    };
  const [low, value, high] = ["conversion_low", "conversion", "conversion_high"].map((c) =>
    number(social, c)
  ) as [number, number, number];
  const rest = rows.filter((row) => row !== social);
  const others = total(rest, "leads");
  const wonOthers = total(rest, "won");
  return {
    label: "Conversion of social leads",
    value: format.percent(value),
    tone: "social",
    range: rateRange(format, {low, value, high}),
    n,
    ...(others >= manifest.min_n
      ? {
          caveat: `All other leads: ${format.percent(wonOthers / others)} (${format.outOf(wonOthers, others)}).`
        }
      : {})
  };
}

/** The card of the first decile against all leads. */
export function topDecileCard(rows: RowList, {format, manifest}: Context): CardContent {
  const top = rows.find((row) => number(row, "decile") === 1);
  const label = "Conversion of the best-scored tenth";
  if (!top || tally(top, "leads") < manifest.min_n)
    return {label, value: "–", n: top ? `${format.plural(tally(top, "leads"), "lead")}, too few` : noScores};
  const [low, value, high] = ["conversion_low", "conversion", "conversion_high"].map((c) =>
    number(top, c)
  ) as [number, number, number];
  return {
    label,
    value: format.percent(value),
    range: rateRange(format, {low, value, high}),
    n: `${format.outOf(tally(top, "won"), tally(top, "leads"))} leads; ${format.decimal(number(top, "lift"))} times the rate of all leads`
  };
}

/** The title of the chart of deciles. */
export function decileFinding(rows: RowList, {format, manifest}: Context): Finding {
  const leads = total(rows, "leads");
  if (leads === 0) return {empty: noScores};
  const [top] = rows;
  const base = baseRate(rows);
  if (!top || base === null || tally(top, "leads") < manifest.min_n) {
    return `Too few leads to judge the score by tenths: ${format.count(leads)}`;
  }
  const [low, high] = [number(top, "conversion_low") ?? 0, number(top, "conversion_high") ?? 1];
  const rates = `${format.percent(number(top, "conversion"))} against ${format.percent(base)}`;
  const times = format.decimal(number(top, "lift"));
  if (low > base)
    return `The best-scored tenth of leads converts ${times} times as often as all leads: ${rates}`;
  if (high < base) return `The best-scored tenth of leads converts less often than all leads: ${rates}`;
  return `The best-scored tenth of leads converts no differently from all leads: ${rates}`;
}

/** Where the order of deciles is broken: a note, or null where conversion falls all the way. */
export function decileOrderNote(rows: RowList): string | null {
  const broken = rows.filter((row, i) => {
    const before = rows[i - 1];
    const [low, high] = [number(row, "conversion_low"), before ? number(before, "conversion_high") : null];
    return low !== null && high !== null && low > high;
  });
  const names = broken.map((row) => String(tally(row, "decile")));
  const base =
    "Each point is a tenth of the leads, from the highest scores (1) to the lowest (10); the bar is its 95\u202f% interval.";
  if (names.length === 0) return base;
  return `${base} Out of order: decile ${names.join(", ")} converts clearly more often than the one before it.`;
}

/** The title of the gain curve: what calling the best fifth first reaches. */
export function gainFinding(rows: RowList, {format, manifest}: Context): Finding {
  const won = total(rows, "won");
  if (rows.length === 0) return {empty: noScores};
  if (won < manifest.min_n)
    return {empty: `Only ${format.plural(won, "scored lead")} won: too few to draw who is reached first.`};
  const fifth = gainPoints(rows)[2];
  if (!fifth) return "Who is reached when the best scores are called first";
  return `Calling the best-scored ${format.percent(fifth.called, 0)} of leads first reaches ${format.percent(fifth.won, 0)} of the wins`;
}

/** The title of a chart of conversions by category. */
export function conversionFinding(rows: RowList, {format, manifest}: Context): Finding {
  const leads = total(rows, "leads");
  if (leads === 0) return {empty: noLeads};
  if (rows.every((row) => text(row, "key") === null))
    return {empty: "The leads of this selection do not say where they came from."};
  const rated = sortedByRate(rows, conversion, manifest.min_n).filter(
    (row) => isKnown(row) && tally(row, "leads") >= manifest.min_n
  );
  const [best, worst] = [rated[0], rated.at(-1)];
  if (!best || !worst) return `Too few leads for a rate: ${format.count(leads)}`;
  const say = (row: Row): string => `${text(row, "key")} (${format.percent(number(row, "conversion"))})`;
  if (best === worst) return `Leads from ${say(best)} are the only ones with enough for a rate`;
  if (clearlyAbove(best, worst, conversion))
    return `Leads convert best from ${say(best)} and least from ${say(worst)}`;
  return `No clear difference in conversion, from ${say(best)} to ${say(worst)}`;
}

/** The conversion of all rows together, for the line in the chart. */
export function allLeads(rows: RowList, {format}: Context): {value: number; label: string} | null {
  const base = baseRate(rows);
  return base === null ? null : {value: base, label: `all leads ${format.percent(base)}`};
}

/** How many of all leads were won. */
export function allLeadsSentence(rows: RowList, {format, manifest}: Context): string {
  const leads = total(rows, "leads");
  const won = total(rows, "won");
  if (leads === 0) return noLeads;
  const counts = format.outOf(won, leads);
  if (leads < manifest.min_n) return `${counts} leads were won.`;
  return `Of all leads ${format.percent(won / leads)} were won (${counts}).`;
}
