import type {CardContent} from "../card.js";
import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {number, tally, text, total, type Row} from "../rows.js";
import {intervalText, only, rateRange} from "./common.js";
import {giantDeal} from "./contribution.js";

type RowList = readonly Row[];

const moments: Readonly<Record<string, string>> = {
  found_account: "Found the account",
  found_prospect: "Found the prospect",
  opened_conversation: "Opened a new subject",
  new_contacts: "Found new contacts",
  anticipated_tender: "Anticipated a tender",
  other: "Other"
};

/** A decisive moment in words. */
export function momentName(moment: string | null): string {
  return moment === null ? "Not given" : (moments[moment] ?? moment);
}

/** What sellers declare, on how many deals, and how far that can be trusted. */
export function ledgerWords(rows: RowList, context: Context): string[] {
  const row = only(rows);
  const {format, manifest} = context;
  const eligible = tally(row, "eligible_deals");
  if (eligible === 0) return ["No deal was won in this selection."];
  if (tally(row, "entries") === 0)
    return [`None of the ${format.plural(eligible, "won deal")} of this selection has an interview.`];
  const money = (column: string): string => format.moneyShort(number(row, column), manifest.currency);
  const asked = `${format.outOf(tally(row, "deals"), eligible)} won deals`;
  const rate = eligible < manifest.min_n ? "" : `, ${format.percent(number(row, "coverage"))} of deals`;
  const amount = number(row, "coverage_amount");
  const covered = amount === null ? "" : ` and ${format.percent(amount)} of their amount`;
  const giant = giantDeal(
    {largest: number(row, "largest"), sum: number(row, "declared"), what: "the declared amount"},
    context
  );
  return [
    [
      `Sellers declare ${money("declared")} in interviews on ${asked}${rate}${covered}; with every percentage at half it would be ${money("declared_halved")}.`,
      giant,
      "Who is asked is not chosen by chance, so the figure cannot be extended to the deals nobody asked about."
    ]
      .filter(Boolean)
      .join(" ")
  ];
}

/** The card of the declared amount. */
export function declaredCard(rows: RowList, {format, manifest}: Context): CardContent {
  const row = only(rows);
  const label = "Declared in interviews";
  const entries = tally(row, "entries");
  if (entries === 0) return {label, value: "–", n: "No interview in this selection"};
  return {
    label,
    value: format.moneyShort(number(row, "declared"), manifest.currency),
    tone: "social",
    n: `${format.plural(entries, "entry", "entries")} on ${format.plural(tally(row, "deals"), "deal")}`,
    caveat: `${format.moneyShort(number(row, "declared_halved"), manifest.currency)} with every percentage at half.`
  };
}

/** The card of the share of won deals that were asked about. */
export function coverageCard(rows: RowList, {format, manifest}: Context): CardContent {
  const row = only(rows);
  const label = "Won deals asked about";
  const [deals, eligible] = [tally(row, "deals"), tally(row, "eligible_deals")];
  const n = `${format.outOf(deals, eligible)} won deals`;
  if (eligible < manifest.min_n) return {label, value: format.count(deals), n: `${n}, too few for a rate`};
  const [low, value, high] = [
    number(row, "coverage_low"),
    number(row, "coverage"),
    number(row, "coverage_high")
  ];
  return {
    label,
    value: format.percent(value),
    range: rateRange(format, {low, value, high}, intervalText(format, low, high)),
    n,
    caveat: `${format.percent(number(row, "coverage_amount"))} of the won amount.`
  };
}

/** The card of the median percentage. */
export function medianPercentCard(rows: RowList, {format, manifest}: Context): CardContent {
  const row = only(rows);
  const entries = tally(row, "entries");
  const label = "Median contribution declared";
  const n = format.plural(entries, "entry", "entries");
  if (entries < manifest.min_n) return {label, value: "–", n: `${n}, too few for a median`};
  const share = (column: string): number | null => {
    const percent = number(row, column);
    return percent === null ? null : percent / 100;
  };
  const [low, value, high] = [
    share("median_percent_low"),
    share("median_percent"),
    share("median_percent_high")
  ];
  return {label, value: format.percent(value, 0), range: rateRange(format, {low, value, high}), n};
}

/** The title of the chart of declared amounts by moment. */
export function momentsFinding(rows: RowList, {format, manifest}: Context): Finding {
  const [first] = rows;
  if (!first) return {empty: "No interview in this selection names a decisive moment."};
  const declared = rows.reduce((sum, row) => sum + tally(row, "declared"), 0);
  if (declared <= 0) return {empty: "The interviewed deals carry no amounts, so nothing is declared."};
  const entries = rows.reduce((sum, row) => sum + tally(row, "entries"), 0);
  if (entries < manifest.min_n)
    return `${format.plural(entries, "interview entry", "interview entries")}: too few to rank the moments`;
  return `“${momentName(text(first, "key"))}” is the largest part of what is declared: ${format.percent(tally(first, "declared") / declared, 0)}`;
}

/** What the survey declares, and whether the CRM knows of it. */
export function surveyWords(rows: RowList, {format, manifest}: Context): string[] {
  const row = rows.find((each) => text(each, "quarter") === null);
  if (!row || tally(row, "answers") === 0) return ["Nobody answered the weekly survey in this selection."];
  const declared = `In ${format.plural(tally(row, "answers"), "answer")} sellers declare ${format.plural(number(row, "meetings"), "new meeting")}, ${format.plural(number(row, "opportunities"), "new opportunity", "new opportunities")} and ${format.plural(number(row, "influenced"), "running one moved on", "running ones moved on")}; in the same weeks the CRM has ${format.plural(number(row, "deals_created"), "deal")} of theirs, ${format.count(number(row, "social_created"))} of social source.`;
  const [declaring, silent] = [tally(row, "declaring"), tally(row, "silent")];
  if (Math.min(declaring, silent) < manifest.min_n)
    return [
      declared,
      "Too few answers declare, or do not declare, an opportunity to look for them in the CRM."
    ];
  const share = (column: string, of: number): string =>
    `${format.percent(number(row, column))} (n = ${format.count(of)})`;
  const ends = format.interval(number(row, "difference_low"), number(row, "difference_high"), (x) =>
    format.signed(x * 100)
  );
  const low = number(row, "difference_low") ?? 0;
  const verdict =
    low > 0
      ? "so what is declared is found more often than by chance"
      : "so the CRM does not bear out what is declared: a deal appears as often where nothing was";
  return [
    declared,
    `Of answers with a new opportunity, ${share("found_share", declaring)} are followed by a new deal of that seller in the same week or the next; of answers without one, ${share("silent_share", silent)}. The difference is ${format.points(number(row, "difference"))} (95\u202f% interval ${ends}), ${verdict}.`
  ];
}

/** The title of the chart of what is declared by week: the usual week. */
export function declaredWeeklyFinding(rows: RowList, {format, manifest}: Context): Finding {
  const answers = total(rows, "answers");
  if (answers === 0) return {empty: "Nobody answered the weekly survey in this selection."};
  if (answers < manifest.min_n)
    return {empty: `Too few answers to speak of weeks: ${format.count(answers)}.`};
  const mean = (column: string): string => {
    const x = total(rows, column) / rows.length;
    return format.decimal(x, x < 10 ? 1 : 0);
  };
  return `In ${mean("answers")} answers a week sellers declare ${mean("meetings")} new meetings, ${mean("opportunities")} new opportunities and ${mean("influenced")} running ones moved on (means)`;
}

/** What the return comes to over the three figures, or what is missing for it. */
export function returnWords(rows: RowList, {format, manifest}: Context): string[] {
  const [first] = rows;
  if (!first) return [];
  const [cost, margin] = [number(first, "cost"), number(first, "margin")];
  if (cost === null || margin === null)
    return [
      "There is no return to show until the programme’s cost and the margin are known: write them above, or as programme: {cost: …, margin: …} in report.yaml."
    ];
  const ends = rows
    .flatMap((row) => [number(row, "return_low"), number(row, "return_high")])
    .filter((x) => x !== null);
  if (ends.length === 0) return ["There is no won revenue in this selection to set against the cost."];
  const times = (value: number): string => `${format.signed(value, 1)} times the cost`;
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const even = rows
    .map((row) => number(row, "break_even_margin"))
    .filter((x) => x !== null)
    .map((x) => x / 100);
  const pays =
    low > 0
      ? "More comes back than is spent by every figure"
      : high < 0
        ? "Less comes back than is spent by every figure"
        : "Whether more comes back than is spent depends on which figure one believes";
  return [
    `${pays}: from ${times(low)} to ${times(high)}, at a cost of ${format.money(cost, manifest.currency)} for ${format.days(tally(first, "days"))} and a margin of ${format.percent(margin / 100, 0)}.`,
    `The cost is paid for at a margin of ${format.interval(Math.min(...even), Math.max(...even), (x) => format.percent(x))}. Deals that would have been won anyway are in all three figures, so the true return is lower than the highest of them.`
  ];
}
