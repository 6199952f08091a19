import {group} from "d3-array";
import type {CardContent} from "../card.js";
import type {RateColumns} from "../charts/dot-interval.js";
import {list} from "../format.js";
import type {Finding} from "../frame.js";
import type {MaturityLevel} from "../manifest.js";
import type {Context} from "../piece.js";
import {date, number, tally, text, type Row} from "../rows.js";
import {change, tooFew} from "./common.js";
import {rateCard, ratesFinding, type RateWords} from "./rates.js";

type RowList = readonly Row[];

/** The rates of the programme, as columns of their metrics. */
export const attendance: RateColumns = {
  key: "key",
  value: "attendance",
  low: "attendance_low",
  high: "attendance_high",
  part: "attended",
  whole: "invited"
};
export const held: RateColumns = {
  key: "key",
  value: "held_rate",
  low: "held_rate_low",
  high: "held_rate_high",
  part: "held",
  whole: "planned"
};
export const closed: RateColumns = {
  key: "key",
  value: "closed_rate",
  low: "closed_rate_low",
  high: "closed_rate_high",
  part: "actions_closed",
  whole: "actions"
};
const topTwo = {
  value: "top_two_share",
  low: "top_two_share_low",
  high: "top_two_share_high",
  part: "top_two",
  whole: "rated"
};

const noTraining = "No training session was held in this selection.";
const noCoaching = "No coaching session was planned in this selection.";
const noActions = "No follow-up action was agreed in this selection.";
const noAnswers = "Nobody answered the survey in this selection.";
const noPairs = "No seller of this selection was audited both before and after.";

const attendanceWords = (groups: string): RateWords => ({
  things: "invitations",
  groups,
  none: noTraining,
  all: (rate) => `Sellers came to ${rate} of the training they were invited to`
});

/** The title of the chart of attendance by session. */
export function attendanceBySession(rows: RowList, context: Context): Finding {
  return ratesFinding(rows, attendance, attendanceWords("sessions"), context);
}

/** The title of the chart of attendance by team. */
export function attendanceByTeam(rows: RowList, context: Context): Finding {
  return ratesFinding(rows, attendance, attendanceWords("teams"), context);
}

/** The title of the chart of coaching held. */
export function coachingFinding(rows: RowList, context: Context, groups = "teams"): Finding {
  const words = {things: "sessions", groups, none: noCoaching};
  return ratesFinding(
    rows,
    held,
    {...words, all: (rate) => `${rate} of planned coaching sessions were held`},
    context
  );
}

/** The title of the chart of follow-up actions. */
export function actionsFinding(rows: RowList, context: Context): Finding {
  const words = {things: "actions", groups: "teams", none: noActions};
  return ratesFinding(
    rows,
    closed,
    {...words, all: (rate) => `${rate} of agreed follow-up actions were closed`},
    context
  );
}

/** The card of attendance. */
export function attendanceCard(rows: RowList, context: Context): CardContent {
  const words = {
    label: "Training attended",
    few: "Invited sellers who came",
    things: "invitations",
    none: noTraining
  };
  return rateCard(rows[0], attendance, words, context);
}

/** The card of coaching held. */
export function coachingCard(rows: RowList, context: Context): CardContent {
  const words = {
    label: "Coaching held",
    few: "Coaching sessions held",
    things: "planned sessions",
    none: noCoaching
  };
  return rateCard(rows[0], held, words, context);
}

/** The card of follow-up actions closed. */
export function actionsCard(rows: RowList, context: Context): CardContent {
  const words = {
    label: "Follow-up actions closed",
    few: "Follow-up actions closed",
    things: "agreed actions",
    none: noActions
  };
  return rateCard(rows[0], closed, words, context);
}

/** The card of survey answers of 4 or 5. */
export function usefulCard(rows: RowList, context: Context): CardContent {
  const [row] = rows;
  const words = {
    label: "Answers that find it useful",
    few: "Answers that find it useful",
    things: "answers of 4 or 5",
    none: noAnswers
  };
  const card = rateCard(row, topTwo, words, context);
  const rate = row ? number(row, "response_rate") : null;
  const caveat =
    rate === null
      ? "The response rate is not known without a roster."
      : `Response rate ${context.format.percent(rate, 0)}: those who did not answer may think otherwise.`;
  return row ? {...card, caveat} : card;
}

/** The title of the chart of survey answers over time. */
export function surveyFinding(rows: RowList, {format, manifest}: Context): Finding {
  const answered = rows.filter((row) => tally(row, "rated") >= manifest.min_n);
  const [first, last] = [answered[0], answered.at(-1)];
  if (rows.length === 0) return {empty: noAnswers};
  if (!first || !last)
    return {empty: `Fewer than ${manifest.min_n} answers in every week: too few for shares.`};
  const share = (row: Row): string => format.percent(number(row, "top_two_share"), 0);
  const at = (row: Row): string => `the week of ${format.date(date(row, "week"))}`;
  if (first === last) return `${share(last)} of answers find social selling useful in ${at(last)}`;
  const apart = number(last, "top_two_share_low") ?? 0;
  const under = number(last, "top_two_share_high") ?? 1;
  const [from, to] = [number(first, "top_two_share") ?? 0, number(last, "top_two_share") ?? 0];
  const overlap =
    under >= (number(first, "top_two_share_low") ?? 0) && apart <= (number(first, "top_two_share_high") ?? 1);
  const ends = `from ${share(first)} to ${share(last)} between ${at(first)} and ${at(last)}`;
  if (overlap) return `The share of answers that find social selling useful did not clearly change, ${ends}`;
  return `The share of answers that find social selling useful ${to > from ? "rose" : "fell"} ${ends}`;
}

/** The title of the chart of profile audits: what clearly changed, either way. */
export function auditsFinding(rows: RowList, {format, manifest}: Context): Finding {
  const most = Math.max(0, ...rows.map((row) => tally(row, "sellers")));
  if (most === 0) return {empty: noPairs};
  if (most < manifest.min_n)
    return `Only ${format.plural(most, "seller")} audited both times: too few to speak of shares`;
  const name = (row: Row): string => text(row, "criterion") ?? "";
  const better = rows.filter((row) => (number(row, "difference_low") ?? -1) > 0).map(name);
  const worse = rows.filter((row) => (number(row, "difference_high") ?? 1) < 0).map(name);
  const parts = [
    ...(better.length ? [`more sellers meet ${list(better)}`] : []),
    ...(worse.length ? [`fewer meet ${list(worse)}`] : [])
  ];
  if (parts.length === 0) return `No criterion of the profile audit clearly changed among ${most} sellers`;
  const rest = rows.length - better.length - worse.length;
  const others = rest > 0 ? `; no clear change in ${format.plural(rest, "other", "others")}` : "";
  return `After the training ${parts.join(", ")}${others}`;
}

/** The measures of maturity in words. */
export const measures: Readonly<Record<string, string>> = {
  attendance: "training attended",
  coaching: "coaching held",
  active: "sellers in the active band",
  audits: "audit criteria met"
};

/** A team with its level and what stands between it and the next. */
export interface TeamMaturity {
  readonly team: string;
  readonly level: number;
  readonly name: string;
  readonly next: string | null;
  /** "sellers in the active band 25 % (now 4 %)", … */
  readonly missing: readonly string[];
}

/** Teams from the rows of maturity_by_team. */
export function teamsByMaturity(rows: RowList, context: Context): TeamMaturity[] {
  return [...group(rows, (row) => text(row, "team") ?? "")].map(([team, ofTeam]) => {
    const first = ofTeam[0] as Row;
    return {
      team,
      level: tally(first, "level"),
      name: text(first, "level_name") ?? "No level yet",
      next: text(first, "next_level_name"),
      missing: ofTeam.filter((row) => row["met"] === false).map((row) => stepInWords(row, context))
    };
  });
}

function stepInWords(row: Row, {format, manifest}: Context): string {
  const n = tally(row, "observations");
  const now =
    n === 0
      ? "not measured"
      : n < manifest.min_n
        ? `only ${format.count(n)} observed`
        : `now ${format.percent(number(row, "value"), 0)}`;
  const measure = text(row, "measure") ?? "";
  return `${measures[measure] ?? measure} ${format.percent(number(row, "needed"), 0)} (${now})`;
}

/** The title of the chart of maturity. */
export function maturityFinding(rows: RowList, context: Context): Finding {
  const teams = teamsByMaturity(rows, context);
  if (teams.length === 0) return {empty: "No team is named on the roster, so there is no maturity of teams."};
  const levels = [...new Set(teams.map(({level}) => level))];
  const count = context.format.plural(teams.length, "team");
  const at = (level: number): string =>
    level === 0 ? "have no level yet" : `are at ${context.manifest.maturity[level - 1]?.level ?? level}`;
  if (levels.length === 1 && teams.length > 1) return `All ${count} ${at(levels[0] ?? 0)}`;
  const parts = levels
    .sort((a, b) => b - a)
    .map((level) => {
      const names = teams.filter((d) => d.level === level).map((d) => d.team);
      const verb = at(level);
      const one = verb.replace(/^are/, "is").replace(/^have/, "has");
      return `${list(names)} ${names.length === 1 ? one : verb}`;
    });
  return parts.join("; ");
}

/** The rule of maturity in words, as the settings state it. */
export function maturityRule(levels: readonly MaturityLevel[], {format}: Context): string {
  const each = levels.map(({level, ...thresholds}) => {
    const asked = Object.entries(thresholds).map(
      ([measure, percent]) => `${measures[measure] ?? measure} ${format.percent(percent / 100, 0)}`
    );
    return `${level}: ${list(asked)}`;
  });
  return `A team is at a level when it meets all that this level and those below ask for. ${each.join(". ")}.`;
}

/** Whether the programme is in place: one sentence, then what qualifies it. */
export function programmeAnswer(
  rows: {attendance: RowList; coaching: RowList; survey: RowList; maturity: RowList},
  context: Context
): string[] {
  const {format, manifest} = context;
  const came = sentence(rows.attendance[0], attendance, context, {
    say: (rate, n) => `Sellers came to ${rate} of the training they were invited to (${n})`,
    none: "No training is on record for this selection"
  });
  const coached = sentence(rows.coaching[0], held, context, {
    say: (rate, n) => `${rate} of planned coaching was held (${n})`,
    none: "no coaching is on record"
  });
  const teams = teamsByMaturity(rows.maturity, context);
  const top = manifest.maturity.at(-1)?.level ?? "";
  const atTop = teams.filter((d) => d.next === null && d.level > 0).length;
  const standing =
    teams.length === 0
      ? ""
      : `${format.outOf(atTop, teams.length)} teams ${atTop === 1 ? "has" : "have"} reached the highest level of maturity, ${top}.`;
  return [
    `${came}; ${coached}.`,
    [standing, "A programme that is followed is no proof that it brings business."].filter(Boolean).join(" ")
  ];
}

function sentence(
  row: Row | undefined,
  columns: RateColumns,
  context: Context,
  {say, none}: {say: (rate: string, n: string) => string; none: string}
): string {
  const {format, manifest} = context;
  const whole = row ? tally(row, columns.whole) : 0;
  if (!row || whole === 0) return none;
  const n = format.outOf(tally(row, columns.part), whole);
  if (whole < manifest.min_n) return tooFew(context, whole, "case").replace(/\.$/, "");
  const ends = format.interval(number(row, columns.low), number(row, columns.high), (x) =>
    format.percent(x, 0)
  );
  return say(format.percent(number(row, columns.value), 0), `${n}; 95\u202f% interval ${ends}`);
}

/** The title of the chart of mean usefulness. */
export function usefulnessFinding(rows: RowList, {format, manifest}: Context): Finding {
  const rated = rows.filter((row) => tally(row, "rated") >= manifest.min_n);
  const [first, last] = [rated[0], rated.at(-1)];
  if (rows.length === 0) return {empty: noAnswers};
  if (!first || !last)
    return {empty: `Fewer than ${manifest.min_n} answers in every week: too few for a mean.`};
  const mean = (row: Row): number | null => number(row, "mean_usefulness");
  if (first === last)
    return `Sellers rate social selling ${format.decimal(mean(last))} of 5 in the only week with enough answers`;
  const delta = change(mean(last), mean(first), {
    each: (x) => format.decimal(x),
    on: `the week of ${format.date(date(first, "week"))}`
  });
  return `Sellers rate social selling ${format.decimal(mean(last))} of 5, ${delta?.text ?? "without a start to compare with"}`;
}
