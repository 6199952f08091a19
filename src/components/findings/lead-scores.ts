import type {Finding} from "../frame.js";
import type {LeadsAbout} from "../manifest.js";
import type {Context} from "../piece.js";
import {number, tally, text, total, type Row} from "../rows.js";
import {tooFew} from "./common.js";

type RowList = readonly Row[];

/** What a score is called in a sentence. */
export function scoreName(score: string, leads: LeadsAbout | null): string {
  const names: Readonly<Record<string, string>> = {
    ours: leads?.origin === "vendor" ? "the score in the file" : "our score",
    fitted: "the fitted model",
    vendor: "the vendor’s score",
    static: "attributes alone",
    dynamic: "touches alone",
    recency: "last heard of first"
  };
  return names[score] ?? `the score “${score}”`;
}

/** "Our score" for "our score". */
export function scoreTitle(score: string, leads: LeadsAbout | null): string {
  const name = scoreName(score, leads);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Where our score comes from, where that is not the settings' rules. */
export function originNote({manifest}: Context): string {
  switch (manifest.leads?.origin) {
    case "vendor":
      return "The settings give no rules for a score, so the score in the file stands for ours.";
    case "standard":
      return "The settings give no rules for a score, so a few standard ones stand in: words for deciding in job titles, and touches. Write your own under lead_scoring.";
    case "none":
      return "The settings give no rules for a score, the file brings none, and the standard rules find nothing in these leads.";
    default:
      return "";
  }
}

const times = (x: number, {format}: Context): string => format.decimal(x * 100, 0);

/** The title of the chart of scores: how well ours does, and how well its two baselines. */
export function comparisonFinding(rows: RowList, context: Context): Finding {
  const {manifest} = context;
  const judged = rows.filter((row) => number(row, "auc") !== null);
  const ours = judged.find((row) => text(row, "score") === "ours") ?? judged[0];
  if (!ours) return {empty: "No score can be judged: it takes won leads and others that have one."};
  const outcomes = fewerOutcomes(ours);
  if (outcomes < manifest.min_n) return tooFew(context, outcomes, "outcome");
  const auc = (row: Row): string => times(number(row, "auc") ?? 0, context);
  const baselines = ["static", "recency"].flatMap((base) => {
    const row = judged.find((each) => text(each, "score") === base && each !== ours);
    if (!row || tally(row, "distinct_values") < 2) return [];
    return [`${scoreName(base, manifest.leads)} ${auc(row)}`];
  });
  const name = scoreTitle(text(ours, "score") ?? "", manifest.leads);
  const head = `${name} picks the better of two leads ${auc(ours)} times in 100`;
  return baselines.length === 0 ? head : `${head}; ${baselines.join(", ")}`;
}

/** Won leads, or the others, whichever are fewer. */
function fewerOutcomes(row: Row): number {
  return Math.min(tally(row, "won"), tally(row, "leads") - tally(row, "won"));
}

/** Rows of lead_score_differences that say something: enough outcomes, and another score that tells leads apart. */
export function judgedDifferences(rows: RowList, {manifest}: Context): Row[] {
  return rows.filter((row) => fewerOutcomes(row) >= manifest.min_n && tally(row, "other_values") > 1);
}

/** The title of the chart of differences: whether the score beats its two baselines, judged on the same leads. */
export function differencesFinding(rows: RowList, context: Context): Finding {
  const {manifest} = context;
  const shown = judgedDifferences(rows, context);
  const others = ["static", "recency"].flatMap((base) => shown.filter((row) => text(row, "other") === base));
  const compared = others.length > 0 ? others : shown;
  const [first] = compared;
  if (!first) return {empty: "There are too few leads with two scores and an outcome to compare scores."};
  const say = (row: Row): string => `${standing(row)} ${scoreName(text(row, "other") ?? "", manifest.leads)}`;
  return `${scoreTitle(text(first, "score") ?? "", manifest.leads)} is ${compared.map(say).join(" and ")}`;
}

/** Whether the interval of a difference leaves out none. */
export function isClear(row: Row): boolean {
  return (number(row, "difference_low") ?? 0) > 0 || (number(row, "difference_high") ?? 0) < 0;
}

function standing(row: Row): string {
  if (!isClear(row)) return "not clearly different from";
  return (number(row, "difference") ?? 0) > 0 ? "better than" : "worse than";
}

/** The title of the calibration chart: whether a score may be read as a chance. */
export function calibrationFinding(rows: RowList, context: Context): Finding {
  const {format, manifest} = context;
  const [first] = rows;
  if (!first) return {empty: "This score does not lie between 0 and 100, so it cannot be read as a chance."};
  const leads = total(rows, "leads");
  if (leads < 10 * manifest.min_n)
    return {empty: `Too few leads to compare chances with outcomes: ${format.count(leads)}.`};
  const mean = rows.reduce((sum, row) => sum + (number(row, "said") ?? 0) * tally(row, "leads"), 0) / leads;
  const inside = rows.filter(within).length;
  const name = scoreTitle(text(first, "score") ?? "ours", manifest.leads);
  const all = `a mean of ${format.percent(mean, 0)} against ${format.percent(total(rows, "won") / leads, 0)} won`;
  if (first["probability"] !== true)
    return inside >= 8
      ? `${name} happens to read like per cent: ${all}`
      : `${name} must not be read as per cent: ${all}`;
  return inside >= 8
    ? `${name} says about what happens: ${all}`
    : `${name} does not say what happens: ${all}; ${10 - inside} of 10 tenths lie outside their interval`;
}

function within(row: Row): boolean {
  const [said, low, high] = [
    number(row, "said"),
    number(row, "conversion_low"),
    number(row, "conversion_high")
  ];
  return said !== null && low !== null && high !== null && said >= low && said <= high;
}

/** The note of the calibration chart: Brier for chances only. */
export function calibrationNote(rows: RowList, {format}: Context): string {
  const error = rows[0] ? number(rows[0], "squared_error") : null;
  const base = "Each point is a tenth of the leads. On the dashed line as many are won as the score says.";
  return error === null
    ? `${base} This score is no chance, only an order; it is drawn as if it were per cent, because it is often read so.`
    : `${base} Brier score ${format.decimal(error, 3)}: the mean squared difference of chance and outcome; 0 is perfect.`;
}

const places: Readonly<Record<string, string>> = {
  upper: "upper third",
  middle: "middle third",
  lower: "lower third"
};
const amounts: Readonly<Record<string, string>> = {
  none: "no touches",
  some: "some touches",
  many: "many touches"
};

/** The title of the matrix: the best and the worst cell. */
export function matrixFinding(rows: RowList, {format, manifest}: Context): Finding {
  const leads = total(rows, "leads");
  if (leads === 0)
    return {empty: "There are no rules of our own to divide leads by: write them under lead_scoring."};
  const rated = rows
    .filter((row) => tally(row, "leads") >= manifest.min_n)
    .sort((a, b) => (number(b, "conversion") ?? 0) - (number(a, "conversion") ?? 0));
  const [best, worst] = [rated[0], rated.at(-1)];
  if (!best || !worst || best === worst)
    return `Too few leads for rates by attributes and touches: ${format.count(leads)}`;
  const say = (row: Row): string =>
    `${format.percent(number(row, "conversion"))} of leads in the ${places[text(row, "attributes") ?? ""]} by attributes with ${amounts[text(row, "touches") ?? ""]}`;
  const clear = (number(best, "conversion_low") ?? 0) > (number(worst, "conversion_high") ?? 1);
  return clear
    ? `${say(best)} are won, and ${say(worst)}`
    : "Attributes and touches together make no clear difference";
}

const stepNames: Readonly<Record<string, string>> = {
  leads: "Leads",
  invited: "Invited",
  accepted: "Accepted",
  visited: "Visited the profile",
  replied: "Replied",
  met: "Met",
  won: "Won"
};

/** A step of the funnel in words. */
export function stepName(row: Row): string {
  return stepNames[text(row, "step") ?? ""] ?? "";
}

/** Rows of the channel through which most leads were invited; else of the largest channel. */
export function mainChannel(rows: RowList): Row[] {
  const invited = [...rows]
    .filter((row) => text(row, "step") === "invited")
    .sort((a, b) => tally(b, "leads") - tally(a, "leads"))[0];
  return invited ? rows.filter((row) => text(row, "channel") === text(invited, "channel")) : [];
}

/** The title of the funnel. */
export function funnelFinding(rows: RowList, context: Context): Finding {
  const {format, manifest} = context;
  const steps = mainChannel(rows);
  const of = (step: string): Row | undefined => steps.find((row) => text(row, "step") === step);
  const [invited, accepted, visited, won] = ["invited", "accepted", "visited", "won"].map(of);
  if (!invited || !accepted || !visited || !won) return {empty: "No lead was created in this selection."};
  const name = text(invited, "channel") ?? "unknown channel";
  if (tally(invited, "leads") < manifest.min_n)
    return `Too few invitations are recorded with their leads to follow them: ${format.count(tally(invited, "leads"))} through ${name}`;
  const share = (row: Row, column: string): string => format.percent(number(row, column), 0);
  const visits =
    tally(accepted, "leads") < manifest.min_n
      ? ""
      : `, ${share(visited, "share_of_before")} of those visited the profile`;
  return `Of leads invited through ${name}, ${share(accepted, "share_of_before")} accepted${visits}, and ${share(won, "share")} were won`;
}

/** The title of the chart of months: whether score and conversion have moved apart. */
export function driftFinding(rows: RowList, context: Context): Finding {
  const {format, manifest} = context;
  if (rows.length === 0) return {empty: "No lead of this selection has a score."};
  const settled = rows.filter((row) => row["settled"] === true && tally(row, "leads") >= manifest.min_n);
  if (settled.length < 6) return `Too few settled months to see a drift: ${format.count(settled.length)}`;
  const half = Math.floor(settled.length / 2);
  const [early, late] = [settled.slice(0, half), settled.slice(-half)];
  const mean = (list: RowList): number =>
    list.reduce((sum, row) => sum + (number(row, "mean_score") ?? 0) * tally(row, "leads"), 0) /
    total(list, "leads");
  const rate = (list: RowList): number => total(list, "won") / total(list, "leads");
  const moved = (x: number, y: number): boolean => Math.abs(y - x) > 0.1 * Math.max(Math.abs(x), 1e-9);
  const each = (x: number): string => (Math.abs(x) < 1 ? format.decimal(x, 2) : format.decimal(x, 1));
  const scores = `mean score ${each(mean(early))}, then ${each(mean(late))}`;
  const rates = `conversion ${format.percent(rate(early))}, then ${format.percent(rate(late))}`;
  const drifts = moved(mean(early), mean(late)) !== moved(rate(early), rate(late));
  return drifts
    ? `Score and conversion have moved apart: ${scores}; ${rates}`
    : `Score and conversion have kept together: ${scores}; ${rates}`;
}
