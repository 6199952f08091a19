import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {number, tally, text, type Row} from "../rows.js";
import {chance, only} from "./common.js";

type RowList = readonly Row[];

/** Closings that must be missing before the file is said to lack early ones. */
const missingClosings = 10;

/** The last step of a group that is not after a day. */
export function stepAt(steps: RowList, key: string, day: number): Row | undefined {
  return steps.findLast((row) => text(row, "key") === key && tally(row, "day") <= day);
}

/** Deals of a group still open and followed after a day. */
export function atRisk(steps: RowList, key: string, day: number): number {
  const next = steps.find((row) => text(row, "key") === key && tally(row, "day") > day);
  return next ? tally(next, "at_risk") : 0;
}

/** Deals of a group. */
export function followed(steps: RowList, key: string): number {
  const first = steps.find((row) => text(row, "key") === key);
  return first ? tally(first, "at_risk") : 0;
}

/** The last of the days 365, 180 and 90 at which both groups still have enough deals to speak of. */
export function tellingDay(steps: RowList, minN: number): number {
  return (
    [365, 180, 90].find(
      (day) => Math.min(atRisk(steps, "social", day), atRisk(steps, "rest", day)) >= minN
    ) ?? 30
  );
}

/** The title of the winning curves: the shares won by a day. */
export function winningFinding(steps: RowList, {format, manifest}: Context): Finding {
  const [social, rest] = [followed(steps, "social"), followed(steps, "rest")];
  if (social + rest === 0) return {empty: "No deal was created in this selection."};
  if (Math.min(social, rest) < manifest.min_n)
    return {
      empty: `Too few to compare: ${format.plural(social, "social deal")} and ${format.plural(rest, "other deal")} were followed.`
    };
  const day = tellingDay(steps, manifest.min_n);
  const won = (key: string): string => format.percent(number(stepAt(steps, key, day) ?? {won: 0}, "won"));
  return `After ${format.days(day)} ${won("social")} of social deals are won and ${won("rest")} of the rest`;
}

/** What the curves allow to conclude: the tests, the medians, and what the file may lack. */
export function winningWords(
  {test, within, at, window}: {test: RowList; within: RowList; at: RowList; window: RowList},
  context: Context
): string[] {
  return [
    [testSentence({test: only(test), within: only(within), at}, context), medianSentence(at, context)]
      .filter(Boolean)
      .join(" "),
    windowSentences(only(window), context).join(" ")
  ];
}

/** The log-rank test, all together and within regions; where they disagree it says which to believe. */
export function testSentence(
  {test, within, at}: {test: Row; within: Row; at: RowList},
  context: Context
): string {
  const {format, manifest} = context;
  const [n, m] = [tally(test, "n_a"), tally(test, "n_b")];
  if (Math.min(n, m) < manifest.min_n) return "";
  const p = number(test, "p");
  if (p === null) return "Nothing was won, so the pace of winning cannot be compared.";
  const figures = (row: Row): string =>
    `log-rank χ² ${format.decimal(number(row, "chi2"))}, ${chance(number(row, "p"), format)}`;
  const clear = p < 0.05;
  const head = clear
    ? `Social deals are won ${pace(at)} than the rest (${figures(test)}; n = ${format.count(n)} and ${format.count(m)}).`
    : `There is no clear difference in the pace of winning (${figures(test)}; n = ${format.count(n)} and ${format.count(m)}).`;
  const alike = number(within, "p");
  if (
    alike === null ||
    alike < 0.05 === clear ||
    Number(number(within, "chi2")) === Number(number(test, "chi2"))
  )
    return head;
  return clear
    ? `${head} Compared only with deals of the same region they are not (${figures(within)}): the difference lies in where social deals are made.`
    : `${head} Compared only with deals of the same region there is one (${figures(within)}).`;
}

/** How social compares by the last of the days at which the curves are read. */
function pace(at: RowList): string {
  const last = (key: string): number => {
    const row = at.findLast((each) => text(each, "key") === key);
    return row ? tally(row, "won") : 0;
  };
  return last("social") < last("rest") ? "less often or more slowly" : "more often or more quickly";
}

/** The day by which half of the deals are won, or that it is not reached. */
export function medianSentence(at: RowList, {format}: Context): string {
  const median = (key: string): string => {
    const row = at.find((each) => text(each, "key") === key);
    const day = row ? number(row, "median_day") : null;
    return day === null ? "not reached" : format.days(day);
  };
  const [social, rest] = [median("social"), median("rest")];
  if (social === "not reached" && rest === "not reached")
    return "In neither group are half of the deals won in the end, so a median time to win is not reached.";
  return `Half of the deals are won after: social ${social}, the rest ${rest}.`;
}

/** What the file of deals may lack, in words: lost deals, early closings, close dates. */
export function windowSentences(row: Row, {format}: Context): string[] {
  const [won, lost, undated, backDated] = ["won", "lost", "undated", "back_dated"].map((c) =>
    tally(row, c)
  ) as [number, number, number, number];
  const expected = number(row, "expected_before") ?? 0;
  return [
    won > 0 && lost === 0
      ? "The file holds no lost deal: what is not won counts as open, which keeps the curves low and says nothing of losing."
      : "",
    expected >= missingClosings
      ? `Early closings are missing: deals were created from ${format.date(text(row, "first_created_on"))}, but the first close is of ${format.date(text(row, "first_closed_on"))}. At the pace of later deals, about ${format.count(expected)} of the ${format.count(tally(row, "created_before"))} earlier ones would have been closed before it. The curves are therefore too low and too slow (left truncation).`
      : "",
    undated > 0
      ? `${format.plural(undated, "closed deal")} without a close date ${undated === 1 ? "is" : "are"} left out.`
      : "",
    backDated > 0
      ? `${format.plural(backDated, "deal")} closed before creation ${backDated === 1 ? "stands" : "stand"} at the very start.`
      : ""
  ].filter((sentence) => sentence !== "");
}
