import type {CardContent} from "../card.js";
import type {Format} from "../format.js";
import type {Finding} from "../frame.js";
import type {Manifest} from "../manifest.js";
import type {Context} from "../piece.js";
import {number, tally, text, type Row} from "../rows.js";
import {only} from "./common.js";

type RowList = readonly Row[];

/** Fewest sellers from whom a page concludes anything about sellers. */
export const fewestSellers = 20;

/** What sellers do, and what is counted later, in words. */
export const activityWords: Readonly<Record<string, string>> = {
  ssi: "SSI",
  touches: "Touches",
  posts: "Posts"
};
export const resultWords: Readonly<Record<string, string>> = {
  pipeline: "pipeline created",
  won_amount: "revenue won"
};

/** The groups of sellers by SSI and result, in words. */
export const groupWords: Readonly<Record<string, string>> = {
  score_and_result: "Score and result",
  score_only: "Working for the score",
  result_only: "Results without the score",
  neither: "Neither yet",
  between: "Between the bands"
};

/** The answer: what follows a seller's own change, what sets sellers apart, and training. */
export function resultsAnswer(
  {associations, trained}: {associations: RowList; trained: RowList},
  context: Context
): string[] {
  const few = tooFewSellers(associations, context);
  if (few !== null) return [few, trainedSentence(trained, context)];
  return [
    ownSentence(associations, context),
    [
      sellersSentence(associations, context),
      trainedSentence(trained, context),
      "These figures go together or do not; none of them shows what causes what."
    ].join(" ")
  ];
}

/** Why nothing is said of lags, or null where there are enough sellers. */
function tooFewSellers(rows: RowList, {format}: Context): string | null {
  const most = Math.max(0, ...rows.map((row) => tally(row, "sellers")));
  return most < fewestSellers
    ? `Too few to conclude what follows activity: ${format.plural(most, "seller")} with figures over several quarters, where at least ${fewestSellers} are needed.`
    : null;
}

/** What follows a quarter in which a seller's SSI is above the seller's own usual. */
function ownSentence(rows: RowList, {format}: Context): string {
  const [pipeline, won] = ["pipeline", "won_amount"].map((result) =>
    strongest(chosenRows(rows, {activity: "ssi", result, comparison: "own"}))
  );
  const said = [pipeline, won].filter((row) => row !== undefined);
  if (said.length === 0)
    return "A change in a seller’s SSI is not clearly followed by more pipeline or more revenue within four quarters.";
  const parts = said.map(
    (row) =>
      `more ${resultWords[text(row, "result") ?? ""] ?? ""} ${lagText(tally(row, "lag"), format)} (${rhoText(row, format)})`
  );
  return `Quarters in which a seller’s SSI was above the seller’s own usual are associated with ${parts.join(" and with ")}.`;
}

/** Whether sellers with a higher SSI have more than others. */
function sellersSentence(rows: RowList, {format}: Context): string {
  const found = strongest(chosenRows(rows, {activity: "ssi", comparison: "sellers"}));
  if (!found)
    return "Sellers with a higher SSI do not clearly have more than those with a lower one, at any lag.";
  return `Sellers with a higher SSI have more ${resultWords[text(found, "result") ?? ""] ?? ""} ${lagText(tally(found, "lag"), format)} than those with a lower one (${rhoText(found, format)}).`;
}

/** The won revenue of trained sellers beside that of the others. */
function trainedSentence(rows: RowList, {format, manifest}: Context): string {
  const row = only(rows);
  const [trained, untrained] = [tally(row, "trained_sellers"), tally(row, "untrained_sellers")];
  const sellers = `${format.count(trained)} trained, ${format.count(untrained)} not`;
  if (fewTrained(row)) return `Too few sellers to compare trained with untrained: ${sellers}.`;
  const [low, high] = [number(row, "difference_low"), number(row, "difference_high")];
  const money = (value: number): string => signedMoney(value, format, manifest.currency);
  const range = `95\u202f% interval of the difference ${format.interval(low, high, money)} a quarter; ${sellers}`;
  if (low === null || high === null || (low <= 0 && high >= 0))
    return `Trained sellers do not clearly win more or less revenue than untrained ones (${range}).`;
  return `Trained sellers win ${low > 0 ? "more" : "less"} revenue than untrained ones (${range}).`;
}

/** The card of what follows an SSI above a seller's usual. */
export function followsCard(rows: RowList, context: Context): CardContent {
  const label = "SSI above own usual and pipeline: rank correlation";
  const few = tooFewSellers(rows, context);
  if (few !== null) return {label, value: "–", n: few};
  const {format} = context;
  const own = chosenRows(rows, {activity: "ssi", result: "pipeline", comparison: "own"});
  const found = strongest(own);
  const row = found ?? [...own].sort((a, b) => (number(b, "rho") ?? -1) - (number(a, "rho") ?? -1))[0];
  if (!row) return {label, value: "–", n: "No SSI is measured over several quarters"};
  const [low, value, high] = [number(row, "low"), number(row, "rho"), number(row, "high")];
  return {
    label,
    value: format.signed(value, 2),
    unit: lagText(tally(row, "lag"), format),
    tone: "social",
    range:
      low === null || value === null || high === null
        ? null
        : {
            low,
            value,
            high,
            from: -1,
            to: 1,
            text: `95\u202f% interval ${ends(row, format)}`,
            ends: ["−1", "+1"]
          },
    n: `${format.plural(tally(row, "sellers"), "seller")}, ${format.plural(tally(row, "pairs"), "quarter")}`,
    caveat: found
      ? "The clearest of five lags; all are below."
      : "No lag is clear of zero; this is the highest of five."
  };
}

/** The card of trained against untrained sellers. */
export function trainedCard(rows: RowList, {format, manifest}: Context): CardContent {
  const row = only(rows);
  const label = "Won revenue, trained minus untrained";
  const n = `${format.plural(tally(row, "trained_sellers"), "seller")} trained, ${format.count(tally(row, "untrained_sellers"))} not; a seller can be in both`;
  if (fewTrained(row)) return {label, value: "–", n: `${n}; too few to conclude`};
  const [low, value, high] = ["difference_low", "difference", "difference_high"].map((c) => number(row, c));
  const money = (amount: number): string => signedMoney(amount, format, manifest.currency);
  const one = (number(row, "largest_share") ?? 0) > 1 / 3;
  if (
    value === null ||
    value === undefined ||
    low === null ||
    low === undefined ||
    high === null ||
    high === undefined
  )
    return {label, value: "–", n};
  const edge = Math.max(Math.abs(low), Math.abs(high)) * 1.1 || 1;
  return {
    label,
    value: money(value),
    unit: "per seller and quarter",
    range: {
      low,
      value,
      high,
      from: -edge,
      to: edge,
      text: `95\u202f% interval ${format.interval(low, high, money)}`,
      ends: [money(-edge), money(edge)]
    },
    n,
    ...(one ? {caveat: "One seller’s quarter makes up more than a third of the revenue compared."} : {})
  };
}

/** The card of sellers with a high SSI and a result below the median. */
export function scoreOnlyCard(rows: RowList, {format, manifest}: Context): CardContent {
  if (hidden(rows, manifest))
    return {label: "Score and results", value: "–", n: hiddenText(manifest, format)};
  const of = (group: string): number => rows.filter((row) => text(row, "group") === group).length;
  const high = of("score_only") + of("score_and_result");
  const {active} = manifest.ssi;
  const label = `SSI of ${format.count(active)} and over, results below the median`;
  if (high === 0) return {label, value: "–", n: `No seller has an SSI of ${format.count(active)} or over`};
  return {
    label,
    value: format.outOf(of("score_only"), high),
    unit: "sellers",
    n: `${format.plural(rows.length, "seller")} with SSI and results in the period`,
    caveat: `Of those under ${format.count(manifest.ssi.foundation)}, ${format.outOf(of("result_only"), of("result_only") + of("neither"))} reach the median.`
  };
}

/** Whether these are too few sellers to be shown one by one to the audience. */
export function hidden(sellers: RowList, {audience, min_cell}: Manifest): boolean {
  return audience === "leadership" && sellers.length > 0 && sellers.length < min_cell;
}

function hiddenText({min_cell}: Manifest, format: Format): string {
  return `Groups of fewer than ${format.count(min_cell)} sellers are not shown.`;
}

/** How the groups of the quadrant compare, as the title of the chart. */
export function quadrantFinding(rows: RowList, {format, manifest}: Context): Finding {
  if (rows.length === 0) return {empty: "No seller has both an SSI and a whole quarter in this selection."};
  if (hidden(rows, manifest)) return {empty: hiddenText(manifest, format)};
  const of = (group: string): number => rows.filter((row) => text(row, "group") === group).length;
  const [both, score, result, neither] = ["score_and_result", "score_only", "result_only", "neither"].map(
    of
  ) as [number, number, number, number];
  const {active, foundation} = manifest.ssi;
  const high = `${format.outOf(both, both + score)} sellers with an SSI of ${format.count(active)} and over`;
  const low = `${format.outOf(result, result + neither)} under ${format.count(foundation)}`;
  const counts = `The median result is reached by ${high} and ${low}`;
  return rows.length < fewestSellers ? `${counts}: too few to conclude` : counts;
}

/** What is followed by what, as the title of a chart of lags. */
export function lagsFinding(comparison: "own" | "sellers"): (rows: RowList, context: Context) => Finding {
  return (all, context) => {
    const few = tooFewSellers(all, context);
    if (few !== null) return {empty: few};
    const {format} = context;
    const rows = all.filter((row) => text(row, "comparison") === comparison);
    const found = ["ssi", "touches", "posts"]
      .map((activity) => strongest(chosenRows(rows, {activity, comparison})))
      .filter((row) => row !== undefined)
      .sort((a, b) => (number(b, "rho") ?? 0) - (number(a, "rho") ?? 0))
      .slice(0, 2);
    const who = comparison === "own" ? "Within sellers" : "Between sellers";
    if (found.length === 0) return `${who}, no activity is clearly followed by a better result`;
    const said = found.map(
      (row) =>
        `${activityWords[text(row, "activity") ?? ""] ?? ""} with ${resultWords[text(row, "result") ?? ""] ?? ""} ${lagText(tally(row, "lag"), format)} (${format.signed(number(row, "rho"), 2)})`
    );
    return `${who}, most closely associated: ${said.join("; ")}`;
  };
}

/** The row with the highest correlation whose interval lies above zero. */
export function strongest(rows: RowList): Row | undefined {
  return [...rows]
    .filter((row) => (number(row, "low") ?? 0) > 0)
    .sort((a, b) => (number(b, "rho") ?? 0) - (number(a, "rho") ?? 0))[0];
}

/** "in the same quarter", "two quarters later" */
export function lagText(lag: number, format: Format): string {
  if (lag === 0) return "in the same quarter";
  return `${["one", "two", "three", "four"][lag - 1] ?? format.count(lag)} quarter${lag === 1 ? "" : "s"} later`;
}

/** "+0.25 to +0.37" */
export function ends(row: Row, format: Format): string {
  return format.interval(number(row, "low"), number(row, "high"), (x) => format.signed(x, 2));
}

/** Money that always bears its sign, in short. */
export function signedMoney(value: number, format: Format, currency: string): string {
  return `${value > 0 ? "+" : ""}${format.moneyShort(value, currency)}`;
}

/** How a seller is called: by name where it is published, else by identifier. */
export function sellerName(row: Row): string {
  return text(row, "name") ?? text(row, "seller_id") ?? "–";
}

function rhoText(row: Row, format: Format): string {
  return `rank correlation ${format.signed(number(row, "rho"), 2)}, 95\u202f% interval ${ends(row, format)}, ${format.plural(tally(row, "sellers"), "seller")}`;
}

function fewTrained(row: Row): boolean {
  return (
    Math.min(tally(row, "trained_sellers"), tally(row, "untrained_sellers")) < fewestSellers / 2 ||
    tally(row, "sellers") < fewestSellers
  );
}

function chosenRows(
  rows: RowList,
  wanted: {readonly activity?: string; readonly result?: string; readonly comparison?: string}
): RowList {
  return rows.filter((row) => Object.entries(wanted).every(([column, value]) => text(row, column) === value));
}
