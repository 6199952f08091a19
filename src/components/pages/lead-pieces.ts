import {dotIntervalChart} from "../charts/dot-interval.js";
import {intervalRows} from "../charts/interval-rows.js";
import {
  calibrationChart,
  driftChart,
  matrixChart,
  netCurve,
  oddsChart,
  windowsChart
} from "../charts/lead-charts.js";
import type {CardContent} from "../card.js";
import {countColumn, decimalColumn, intervalColumn, rateColumn} from "../columns.js";
import {choice, numbers, textField, type Control} from "../controls.js";
import {chance, chosen} from "../findings/common.js";
import {describeRates} from "../findings/deals.js";
import {conversion} from "../findings/leads.js";
import {
  digitsOf,
  fieldsFinding,
  flaggedSentence,
  flagText,
  oddsFinding,
  thresholdSentences,
  windowsFinding
} from "../findings/lead-model.js";
import {
  calibrationFinding,
  calibrationNote,
  comparisonFinding,
  differencesFinding,
  driftFinding,
  funnelFinding,
  isClear,
  judgedDifferences,
  mainChannel,
  matrixFinding,
  scoreName,
  scoreTitle,
  stepName
} from "../findings/lead-scores.js";
import type {Finding, FrameOptions} from "../frame.js";
import type {Manifest} from "../manifest.js";
import type {Context} from "../piece.js";
import {palette} from "../palette.js";
import {number, tally, text, total, type Row, type Rows} from "../rows.js";
import type {TableOptions} from "../table.js";

const needs = "leads";

/** The choice of the score that the page judges. */
export function scorePicker(manifest: Manifest): Control<{chosen: string | null}> {
  const names = (manifest.leads?.scores ?? []).map(({score}) => score);
  const shown = ["ours", ...names.filter((name) => name !== "ours" && name !== "dynamic")];
  return choice(
    "Score",
    shown.map((score) => ({value: score, label: scoreTitle(score, manifest.leads)}))
  );
}

/** Minutes, cost and value of the threshold. */
export function economicsInputs(manifest: Manifest): Control<Record<string, number | null>> {
  const economics = manifest.leads?.economics;
  return numbers(
    [
      {name: "minutes", label: "Minutes a lead", value: economics?.minutes_per_lead ?? null, min: 1, step: 5},
      {
        name: "hourly_cost",
        label: "Cost of an hour",
        unit: manifest.currency,
        value: economics?.hourly_cost ?? null,
        min: 0
      },
      {
        name: "value",
        label: "Value of a win",
        unit: manifest.currency,
        value: economics?.value_per_win ?? null,
        min: 1,
        step: 100
      }
    ],
    "Cost and value"
  );
}

/** The lead to take apart. */
export function leadField(): Control<{typed: string | null}> {
  return textField("Lead", "its identifier");
}

/** Lift of the best-scored tenth and fifth. */
export function liftCard(rows: Rows, {format, manifest}: Context, score: string | null): CardContent {
  const label = "Lift of the best-scored fifth";
  const row = rows.find((each) => text(each, "score") === (score ?? "ours"));
  const fifth = row ? number(row, "lift_fifth") : null;
  if (!row || fifth === null || tally(row, "won") < manifest.min_n)
    return {label, value: "–", n: "Too few wins to judge"};
  return {
    label,
    value: `× ${format.decimal(fifth)}`,
    n: `× ${format.decimal(number(row, "lift_tenth"))} in the best tenth; ${format.outOf(tally(row, "won"), tally(row, "leads"))} leads won`,
    caveat: "Conversion of those leads ÷ conversion of all."
  };
}

/** Conversion by band of our score. */
export const bands: FrameOptions = {
  needs,
  finding: (rows, {format, manifest}): Finding => {
    if (rows.length === 0)
      return {empty: "Bands need rules of our own: write them under lead_scoring in report.yaml."};
    const rated = rows.filter((row) => tally(row, "leads") >= manifest.min_n);
    const [best, worst] = [rated[0], rated.at(-1)];
    if (!best || !worst || best === worst)
      return `Too few leads for rates by band: ${format.count(total(rows, "leads"))}`;
    const say = (row: Row): string => `${text(row, "band")} (${format.percent(number(row, "conversion"))})`;
    const ordered = rated.every(
      (row, i) =>
        i === 0 || (number(row, "conversion") ?? 0) <= (number(rated[i - 1] ?? row, "conversion") ?? 1)
    );
    return ordered
      ? `Conversion falls with every band, from ${say(best)} to ${say(worst)}`
      : `Conversion does not fall with every band: ${rated.map(say).join(", ")}`;
  },
  subtitle: (_, context) =>
    `Leads won of leads created, by band of our score, with 95\u202f% intervals; ${chosen(context)}`,
  chart: (rows, context) =>
    dotIntervalChart(rows, {
      ...context,
      columns: {...conversion, key: "band"},
      inOrder: true,
      name: (band) => `Band ${band}`
    }),
  note: (rows) =>
    `Least scores: ${rows
      .filter((row) => number(row, "least") !== null)
      .map((row) => `${text(row, "band")} ${number(row, "least")}`)
      .join(", ")}; D is the rest. Leads are scored as they stood before their outcome.`,
  describe: (rows, context) => describeRates(rows, {...conversion, key: "band"}, context)
};

/** Scores and their baselines by AUC. */
export const comparison: FrameOptions = {
  needs,
  finding: comparisonFinding,
  subtitle: (_, context) =>
    `How often a score puts the won one of two leads first, in 100, with 95\u202f% intervals; chance is 50; ${chosen(context)}`,
  chart: (rows, context) => {
    const {format, manifest} = context;
    const items = rows
      .filter((row) => number(row, "auc") !== null && tally(row, "distinct_values") > 1)
      .map((row) => {
        const score = text(row, "score") ?? "";
        const base = ["static", "dynamic", "recency"].includes(score);
        return {
          label: scoreTitle(score, manifest.leads),
          value: number(row, "auc"),
          low: number(row, "auc_low"),
          high: number(row, "auc_high"),
          figure: format.decimal((number(row, "auc") ?? 0) * 100, 0),
          n: `${format.outOf(tally(row, "won"), tally(row, "leads"))} won`,
          point: base ? palette.rest : palette.ink,
          bar: palette.restLight,
          hollow: base,
          strong: score === "ours"
        };
      });
    const low = Math.min(0.45, ...items.map((d) => d.low ?? 1));
    const high = Math.max(0.75, ...items.map((d) => d.high ?? 0));
    return intervalRows(items, {
      ...context,
      domain: [low, high],
      each: (x) => format.decimal(x * 100, 0),
      reference: {value: 0.5, label: "chance"}
    });
  },
  note: "Rings are baselines: who was last heard of, and the two parts of our score alone. The fitted model is judged on leads that it has not learnt from.",
  describe: (rows, {format, manifest}) =>
    rows
      .map(
        (row) =>
          `${scoreName(text(row, "score") ?? "", manifest.leads)} ${format.decimal((number(row, "auc") ?? 0) * 100, 0)}`
      )
      .join(", ")
};

/** The chosen score against the others, on the leads that have both. */
export const differences: FrameOptions = {
  needs,
  finding: differencesFinding,
  subtitle: (_, context) =>
    `How many more times in 100 the score puts the won one of two leads first, on the leads that have both scores, with 95\u202f% intervals; ${chosen(context)}`,
  chart: (rows, context) => {
    const {format, manifest} = context;
    const each = (x: number): string => format.decimal(x * 100, 0);
    const signed = (x: number): string => `${x > 0 ? "+" : ""}${format.decimal(x * 100, 1)}`;
    const items = judgedDifferences(rows, context).map((row) => ({
      label: scoreTitle(text(row, "other") ?? "", manifest.leads),
      value: number(row, "difference"),
      low: number(row, "difference_low"),
      high: number(row, "difference_high"),
      figure: signed(number(row, "difference") ?? 0),
      n: `${format.outOf(tally(row, "won"), tally(row, "leads"))} won${likelihood(row, context)}`,
      point: palette.ink,
      bar: palette.restLight,
      hollow: !isClear(row)
    }));
    const ends = items.flatMap(({low, high}) => [low ?? 0, high ?? 0]);
    const most = Math.max(0.02, ...ends.map(Math.abs));
    return intervalRows(items, {
      ...context,
      domain: [Math.min(...ends, -most / 4), Math.max(...ends, most / 4)],
      each,
      reference: {value: 0, label: "no difference"}
    });
  },
  note: "Right of the line the score is better than the one named. Two scores of the same leads go up and down together, so their difference is judged by its own interval; that two intervals of the chart above overlap says little. Rings: cannot be told from no difference.",
  describe: (rows, context) =>
    judgedDifferences(rows, context)
      .map(
        (row) =>
          `against ${scoreName(text(row, "other") ?? "", context.manifest.leads)} ${context.format.decimal((number(row, "difference") ?? 0) * 100, 1)}`
      )
      .join(", ")
};

function likelihood(row: Row, {format}: Context): string {
  const p = number(row, "p");
  return p === null ? "" : `, ${chance(p, format)}`;
}

/** What the chosen score says against what came of it. */
export const calibration: FrameOptions = {
  needs,
  finding: calibrationFinding,
  subtitle: (_, context) =>
    `Share won by mean score, by tenth of the score, with 95\u202f% intervals; ${chosen(context)}`,
  chart: calibrationChart,
  note: calibrationNote,
  describe: (rows, {format}) =>
    rows
      .map(
        (row) =>
          `says ${format.percent(number(row, "said"), 0)}, ${format.percent(number(row, "conversion"))} won`
      )
      .join("; ")
};

/** Conversion by attributes and touches. */
export const matrix: FrameOptions = {
  needs,
  finding: matrixFinding,
  subtitle: (_, context) =>
    `Leads won of leads created, by points for attributes and for touches before the day of scoring; ${chosen(context)}`,
  chart: matrixChart,
  note: "Darker is higher; below each rate its 95\u202f% interval and the number of leads.",
  describe: (rows, {format}) =>
    rows
      .map(
        (row) =>
          `${text(row, "attributes")} third, ${text(row, "touches")} touches: ${format.percent(number(row, "conversion"))} of ${format.count(tally(row, "leads"))}`
      )
      .join("; ")
};

/** From invitation to deal, through the channel with the most invitations. */
export const funnel: FrameOptions = {
  needs,
  finding: funnelFinding,
  subtitle: (rows, context) =>
    `Leads that reached each step before they were won, of ${context.format.plural(tally(mainChannel(rows)[0] ?? {of_leads: 0}, "of_leads"), "lead")}, with 95\u202f% intervals; ${chosen(context)}`,
  chart: (rows, context) => {
    const {format} = context;
    const items = mainChannel(rows)
      .filter((row) => tally(row, "position") > 0)
      .map((row) => ({
        label: stepName(row),
        value: number(row, "share"),
        low: number(row, "share_low"),
        high: number(row, "share_high"),
        figure: format.percent(number(row, "share")),
        n: format.outOf(tally(row, "leads"), tally(row, "of_leads")),
        point: palette.social,
        bar: palette.socialLight
      }));
    return intervalRows(items, {...context, domain: [0, 1], each: (x) => format.percent(x, 0)});
  },
  note: "A lead may skip a step: replying takes no visit. What was not recorded with its lead is not counted.",
  describe: (rows, {format}) =>
    mainChannel(rows)
      .map((row) => `${stepName(row)} ${format.count(tally(row, "leads"))}`)
      .join(", ")
};

const before = rateColumn("share_of_before", "Of the step before", ["before"]);

/** The steps of every channel. */
export const funnels: TableOptions = {
  needs,
  caption: "Steps from invitation to deal by channel",
  limit: 14,
  empty: "No lead was created in this selection.",
  columns: [
    {column: "channel", heading: "Channel", write: (row) => text(row, "channel") ?? "not given"},
    {column: "position", heading: "Step", write: stepName},
    countColumn("leads", "Leads"),
    rateColumn("share", "Of all", ["of_leads"]),
    intervalColumn("share", ["of_leads"]),
    {
      column: "share_of_before",
      heading: "Of the step before",
      align: "right",
      write: (row, context) => (tally(row, "before") === 0 ? "–" : (before.write?.(row, context) ?? ""))
    }
  ]
};

/** Score and conversion by month. */
export const drift: FrameOptions = {
  needs,
  finding: driftFinding,
  subtitle: (_, context) =>
    `By month in which leads were created; all time, ${context.filters.region ?? "all regions"}, ${context.filters.team ?? "all teams"}`,
  chart: driftChart,
  note: "A score that moves while conversion does not has lost its meaning. Rings mark months whose leads have not had their time yet.",
  describe: (rows, {format}) =>
    rows
      .map(
        (row) =>
          `${format.month(row["month"] as Date)}: score ${format.decimal(number(row, "mean_score"))}, ${format.percent(number(row, "conversion"))} won`
      )
      .join("; ")
};

/** What the fitted model was learnt from and judged on. */
export const windows: FrameOptions = {
  needs,
  finding: windowsFinding,
  subtitle: "Leads by day of creation, in all regions and teams; never judged on what was learnt from",
  chart: windowsChart,
  note: (rows, context) => flaggedSentence(rows, context) || null,
  describe: (rows, {format}) =>
    rows
      .map((row) => `${text(row, "model")}: ${format.decimal((number(row, "auc") ?? 0) * 100, 0)}`)
      .join(", ")
};

/** The model's terms. */
export const odds: FrameOptions = {
  needs,
  finding: oddsFinding,
  subtitle:
    "Odds of winning with the term ÷ without it, all other terms equal, with 95\u202f% intervals; beside it the points set by hand",
  chart: oddsChart,
  note: "An association in these leads, not an effect. Rings: cannot be told from no difference. For touches, the odds are those of one that is still fresh.",
  describe: (rows, {format}) =>
    rows.map((row) => `${text(row, "label")}: ${format.decimal(number(row, "odds_ratio"))}`).join("; ")
};

/** What the list of fields says, as a sentence of the page. */
export function fieldsSentence(rows: Rows, context: Context): string {
  return fieldsFinding(rows, context);
}

/** The fields of leads, those under suspicion first. */
export const fields: TableOptions = {
  needs,
  caption: "Fields of leads and what they know of the outcome",
  limit: 12,
  empty: "No field of the leads is filled in.",
  columns: [
    {column: "label", heading: "Field"},
    {column: "flag", heading: "Looks as if filled in after contact", write: flagText},
    {
      column: "auc",
      heading: "Alone picks the better of two",
      align: "right",
      write: (row, {format}) =>
        number(row, "auc") === null ? "–" : `${format.decimal((number(row, "auc") ?? 0) * 100, 0)} in 100`
    },
    rateColumn("filled_share_won", "Filled in, won leads", ["won"]),
    rateColumn("filled_share_rest", "Filled in, the rest", ["leads"]),
    countColumn("distinct_values", "Values")
  ]
};

/** Net value by threshold. */
export const thresholds: FrameOptions = {
  needs,
  finding: (rows, context) => {
    const [first = ""] = thresholdSentences(rows, context);
    return rows.length === 0 || rows.every((row) => number(row, "net") === null)
      ? {empty: first}
      : first.replace(/ \(.*$/, "");
  },
  subtitle: (rows, context) => {
    const {format, manifest} = context;
    const [row] = rows;
    if (!row) return chosen(context);
    return `Value of wins less cost of hours, by least score of the leads handed over, with 95\u202f% intervals; ${format.count(number(row, "minutes"))} minutes a lead, ${format.money(number(row, "hourly_cost"), manifest.currency)} an hour, ${format.money(number(row, "value"), manifest.currency)} a win; ${chosen(context)}`;
  },
  chart: (rows, context) => netCurve(rows, context, digitsOf(rows, context)),
  note: (rows, context) => thresholdSentences(rows, context)[1] ?? null,
  describe: (rows, context) => thresholdSentences(rows, context).join(" ")
};

/** Thresholds in figures. */
export const thresholdTable: TableOptions = {
  needs,
  caption: "Thresholds of the score with their cost and value",
  limit: 12,
  sort: {column: "threshold", descending: true},
  empty: "No lead of this selection has this score.",
  columns: [
    {
      column: "threshold",
      heading: "From score",
      align: "right",
      write: (row, {format}) => {
        const x = number(row, "threshold");
        return format.decimal(x, Number.isInteger(x) ? 0 : 2);
      }
    },
    countColumn("leads", "Leads"),
    countColumn("won", "Won"),
    {
      column: "won_low",
      heading: "95\u202f% interval",
      align: "right",
      write: (row, {format}) =>
        format.interval(number(row, "won_low"), number(row, "won_high"), (x) => format.count(x))
    },
    countColumn("hours", "Hours"),
    ...(["cost", "won_value", "cost_per_win", "net"] as const).map((column, i) => ({
      column,
      heading: ["Cost", "Won value", "Cost a win", "Net"][i] ?? "",
      align: "right" as const,
      write: (row: Row, {format, currency}: {format: Context["format"]; currency: string}) =>
        format.money(number(row, column), currency)
    }))
  ]
};

/** The terms of one lead's score. */
export const explanation: TableOptions = {
  needs,
  caption: "Terms of the lead's score",
  empty: "No lead of this report has this identifier, or the rules find nothing in it: its score is 0.",
  columns: [
    {column: "label", heading: "What the lead shows"},
    countColumn("times", "Times"),
    countColumn("last_days", "Days before scoring"),
    decimalColumn("points", "Points"),
    {column: "scored_on", heading: "Scored as of"}
  ]
};
