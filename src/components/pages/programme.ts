import {beforeAfterChart} from "../charts/before-after.js";
import {dotIntervalChart, type RateColumns} from "../charts/dot-interval.js";
import {maturityLadder} from "../charts/maturity-ladder.js";
import {trendChart} from "../charts/trend.js";
import {countColumn, decimalColumn, intervalColumn, rateColumn} from "../columns.js";
import {describeRates} from "../findings/deals.js";
import {
  actionsFinding,
  attendance,
  attendanceBySession,
  attendanceByTeam,
  auditsFinding,
  closed,
  coachingFinding,
  held,
  maturityFinding,
  maturityRule,
  programmeAnswer,
  surveyFinding,
  teamsByMaturity,
  usefulnessFinding
} from "../findings/programme.js";
import {rosterTrainedFinding, trainedShare} from "../findings/network.js";
import {describeSeries} from "../findings/ssi.js";
import {totalOf} from "../findings/rates.js";
import {capital} from "../format.js";
import type {FrameOptions} from "../frame.js";
import type {Context} from "../piece.js";
import {date, number, text, total, type Row, type Rows} from "../rows.js";
import type {TableColumn, TableOptions} from "../table.js";

export {actionsCard, attendanceCard, coachingCard, usefulCard} from "../findings/programme.js";
export {needsCoaching, needsSurveys, needsTraining} from "./needs.js";

/** Whether the programme is in place. */
export function answer(
  rows: {attendance: Rows; coaching: Rows; survey: Rows; maturity: Rows},
  context: Context
): string[] {
  return programmeAnswer(rows, context);
}

/** What the answer says where its source is absent. */
export const needed = {needs: "training", without: "There is no training on record to speak of."};

/** The programme is counted from its start: "up to 30 Sept 2026, EMEA, all teams". */
function soFar({filters, format}: Context): string {
  const period = filters.until === null ? "all time" : `from the start to ${format.date(filters.until)}`;
  return `${period}, ${filters.placeLabel}`;
}

function ratesChart(
  columns: RateColumns,
  {sort = true, label, name}: {sort?: boolean; label: string; name?: (key: string) => string}
): FrameOptions["chart"] {
  return (rows, context) => {
    const {rate} = totalOf(rows, columns);
    return dotIntervalChart(rows, {
      ...context,
      columns,
      inOrder: !sort,
      reference: rate === null ? null : {value: rate, label: `${label} ${context.format.percent(rate, 0)}`},
      name: (key) => (name ? name(key ?? "") : nameWithDay(rows, key, context))
    });
  };
}

/** "T01, 6 Feb 2024" where the row has a day and is one of a session; else the key. */
function nameWithDay(rows: readonly Row[], key: string | null, {format}: Context): string {
  const row = rows.find((each) => text(each, "key") === key);
  const sessions =
    row !== undefined && Object.hasOwn(row, "first_on") && text(row, "first_on") === text(row, "last_on");
  return sessions ? `${key ?? "not given"}, ${format.date(date(row, "first_on"))}` : (key ?? "not given");
}

/** How much of the roster has been trained, by team. */
export const rosterTrained: FrameOptions = {
  needs: "training",
  finding: rosterTrainedFinding,
  subtitle: (rows, context) =>
    `Sellers present at a session of those on the roster at the end of the period, by team, with 95\u202f% intervals; ${invitedOf(rows, context)}; ${soFar(context)}`,
  chart: ratesChart(trainedShare, {label: "all teams"}),
  note: "Roster, invited, present: who was never invited could not come. Who left is not counted.",
  describe: (rows, context) => describeRates(rows, trainedShare, context)
};

function invitedOf(rows: readonly Row[], {format}: Context): string {
  return `${format.outOf(total(rows, "invited"), total(rows, "roster"))} were invited`;
}

/** The table of training by seller. */
export const trainingBySeller: TableOptions = {
  needs: "training",
  caption: "Training by seller",
  limit: 20,
  empty: "Nobody was invited to a session in this selection.",
  columns: [
    {column: "key", heading: "Seller"},
    countColumn("invited", "Invited"),
    countColumn("attended", "Present"),
    {column: "last_on", heading: "Last session"}
  ]
};

/** Attendance by session. */
export const bySession: FrameOptions = {
  needs: "training",
  finding: attendanceBySession,
  subtitle: (_, context) => `Present of those invited, by session in order of their days; ${soFar(context)}`,
  chart: ratesChart(attendance, {sort: false, label: "all sessions"}),
  note: "The bar is the 95\u202f% interval. Few are invited to one session, so sessions alone rarely tell apart.",
  describe: (rows, context) => describeRates(rows, attendance, context)
};

/** Attendance by team. */
export const byTeam: FrameOptions = {
  needs: "training",
  finding: attendanceByTeam,
  subtitle: (_, context) => `Present of those invited, by team, with 95\u202f% intervals; ${soFar(context)}`,
  chart: ratesChart(attendance, {label: "all teams"}),
  note: "Sellers who were never invited are not in it; a high rate may be that of few.",
  describe: (rows, context) => describeRates(rows, attendance, context)
};

/** Coaching held by team. */
export const coaching: FrameOptions = {
  needs: "coaching",
  finding: coachingFinding,
  subtitle: (_, context) =>
    `Coaching sessions held of those planned, by team, with 95\u202f% intervals; ${soFar(context)}`,
  chart: ratesChart(held, {label: "all teams"}),
  note: "A session held without a plan counts as planned.",
  describe: (rows, context) => describeRates(rows, held, context)
};

/** Coaching held by its place among the sessions planned with a seller. */
export const coachingBySession: FrameOptions = {
  needs: "coaching",
  finding: (rows, context) => coachingFinding(rows, context, "sessions"),
  subtitle: (_, context) =>
    `Coaching sessions held of those planned, by whether it is a seller’s first, second, … session, with 95\u202f% intervals; ${soFar(context)}`,
  chart: ratesChart(held, {sort: false, label: "all sessions", name: (key) => `session ${key}`}),
  note: "Later sessions may be with fewer and other sellers: a difference between sessions may be one between sellers.",
  describe: (rows, context) => describeRates(rows, held, context)
};

/** From sessions planned to actions closed, by team. */
export const coachingTeams: TableOptions = coachingFunnel("Coaching by team", {
  column: "key",
  heading: "Team",
  write: (row) => text(row, "key") ?? "not given"
});

/** From sessions planned to actions closed, by the session's place with the seller. */
export const coachingSessions: TableOptions = {
  ...coachingFunnel("Coaching by session", {column: "key", heading: "Session", align: "right"}),
  limit: 12
};

function coachingFunnel(caption: string, first: TableColumn): TableOptions {
  return {
    needs: "coaching",
    caption,
    empty: "No coaching session was planned in this selection.",
    columns: [
      first,
      countColumn("sellers", "Sellers"),
      countColumn("planned", "Planned"),
      countColumn("held", "Held"),
      rateColumn("held_rate", "Held of planned", ["planned"]),
      intervalColumn("held_rate", ["planned"]),
      countColumn("actions", "Actions agreed"),
      countColumn("actions_closed", "Closed"),
      rateColumn("closed_rate", "Closed of agreed", ["actions"]),
      intervalColumn("closed_rate", ["actions"])
    ]
  };
}

/** Follow-up actions by team. */
export const actions: FrameOptions = {
  needs: "coaching",
  finding: actionsFinding,
  subtitle: (_, context) =>
    `Follow-up actions closed of those agreed in coaching, by team, with 95\u202f% intervals; ${soFar(context)}`,
  chart: ratesChart(closed, {label: "all teams"}),
  note: "Late sessions have had less time for their actions to be closed.",
  describe: (rows, context) => describeRates(rows, closed, context)
};

/** Survey answers that find social selling useful, beside the response rate. */
export const survey: FrameOptions = {
  needs: "surveys",
  finding: surveyFinding,
  subtitle: (_, context) =>
    `Answers of 4 or 5 to “how useful was it this week”, with 95\u202f% interval, and sellers who answered of those on the roster, by week; ${context.filters.label}`,
  chart: (rows, context) =>
    trendChart(rows, {
      ...context,
      domain: [0, 1],
      each: (value) => context.format.percent(value, 0),
      series: [
        {
          column: "top_two_share",
          low: "top_two_share_low",
          high: "top_two_share_high",
          n: "rated",
          label: "Useful"
        },
        {column: "response_rate", n: "roster", label: "Answered", tone: "rest"}
      ]
    }),
  note: "Who answers is not chosen by chance: read the share beside the response rate.",
  describe: (rows, context) =>
    describeSeries(rows, "top_two_share", (x) => context.format.percent(x, 0), context)
};

/** The mean usefulness by week. */
export const usefulness: FrameOptions = {
  needs: "surveys",
  finding: usefulnessFinding,
  subtitle: (_, context) =>
    `Mean answer, 1 (not at all useful) to 5 (very), by week; ${context.filters.label}`,
  chart: (rows, context) =>
    trendChart(rows, {
      ...context,
      domain: [1, 5],
      each: (value) => context.format.decimal(value),
      series: [{column: "mean_usefulness", n: "rated", label: "Mean"}]
    }),
  note: "Answers are declared by sellers, not measured.",
  describe: (rows, context) =>
    describeSeries(rows, "mean_usefulness", (x) => context.format.decimal(x), context)
};

/** Profile audits before and after. */
export const audits: FrameOptions = {
  needs: "profile_audits",
  finding: auditsFinding,
  subtitle: (rows, context) =>
    `Share of sellers whose profile meets the criterion, before and after, and the difference with its 95\u202f% interval; n = ${context.format.count(Math.max(0, ...rows.map((row) => number(row, "sellers") ?? 0)))} sellers audited both times; ${soFar(context)}`,
  chart: beforeAfterChart,
  note: "Each seller is compared with themselves (paired difference, Agresti and Min). A change after the training is associated with it, not proven to come from it.",
  describe: (rows, {format}) =>
    rows
      .map(
        (row) =>
          `${text(row, "criterion")}: ${format.percent(number(row, "before_share"), 0)} before, ${format.percent(number(row, "after_share"), 0)} after`
      )
      .join("; ")
};

/** Maturity by team. */
export const maturity: FrameOptions = {
  needs: "sellers",
  finding: maturityFinding,
  subtitle: (_, context) => `Levels of maturity reached by each team; ${soFar(context)}`,
  chart: maturityLadder,
  note: (_, context) => maturityRule(context.manifest.maturity, context),
  describe: (rows, context) =>
    teamsByMaturity(rows, context)
      .map((d) => `${d.team}: ${d.name}`)
      .join("; ")
};

/** What would lift each team one level. */
export const lift: TableOptions = {
  needs: "sellers",
  caption: "What would lift each team one level",
  empty: "No team is named on the roster.",
  prepare: liftRows,
  columns: [
    {column: "team", heading: "Team"},
    {column: "name", heading: "Level"},
    {column: "next", heading: "Next level"},
    {column: "missing", heading: "What it takes"}
  ]
};

/** A row a team, from rows a team and measure. */
export function liftRows(rows: readonly Row[], context: Context): Row[] {
  return teamsByMaturity(rows, context).map(({team, name, next, missing}) => ({
    team,
    name,
    next: next ?? "–",
    missing: next === null ? "This is the highest level." : capital(missing.join(", "))
  }));
}

/** The table of sessions. */
export const sessions: TableOptions = {
  needs: "training",
  caption: "Training sessions",
  empty: "No training session was held in this selection.",
  columns: [
    {column: "key", heading: "Session"},
    {column: "first_on", heading: "Day"},
    countColumn("invited", "Invited"),
    countColumn("attended", "Present"),
    rateColumn("attendance", "Attendance", ["invited"]),
    intervalColumn("attendance", ["invited"])
  ]
};

/** The table of survey answers by team. */
export const surveyByTeam: TableOptions = {
  needs: "surveys",
  caption: "Survey answers by team",
  empty: "Nobody answered the survey in this selection.",
  columns: [
    {column: "key", heading: "Team", write: (row) => text(row, "key") ?? "not given"},
    countColumn("sellers", "Sellers"),
    countColumn("answers", "Answers"),
    rateColumn("response_rate", "Response rate", ["roster_weeks"]),
    decimalColumn("mean_usefulness", "Mean, 1 to 5"),
    rateColumn("top_two_share", "4 or 5", ["rated"]),
    intervalColumn("top_two_share", ["rated"])
  ]
};
