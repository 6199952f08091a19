import {lagsChart} from "../charts/lags.js";
import {quadrantChart} from "../charts/quadrant.js";
import {countColumn, decimalColumn, moneyColumn} from "../columns.js";
import {chosen} from "../findings/common.js";
import {
  activityWords,
  ends,
  groupWords,
  hidden,
  lagsFinding,
  lagText,
  quadrantFinding,
  resultsAnswer,
  resultWords,
  sellerName
} from "../findings/results.js";
import type {FrameOptions} from "../frame.js";
import type {Context} from "../piece.js";
import {number, tally, text, type Row, type Rows} from "../rows.js";
import type {TableOptions} from "../table.js";

export {followsCard, scoreOnlyCard, trainedCard} from "../findings/results.js";

/** What follows activity. */
export function answer(rows: {associations: Rows; trained: Rows}, context: Context): string[] {
  return resultsAnswer(rows, context);
}

/** What the answer says where its source is absent. */
export const needed = {needs: "deals", without: "Without deals there are no results to speak of."};

/** SSI and results, seller by seller. */
export const quadrant: FrameOptions = {
  needs: "ssi",
  finding: quadrantFinding,
  subtitle: (rows, context) =>
    `Mean SSI and won revenue per quarter, one dot a seller, ${context.format.plural(rows.length, "seller")}; ${chosen(context)}`,
  chart: quadrantChart,
  note: "Filled dots are sellers who work for the score, and sellers with results without the score. Upright lines stand at the ends of the bands. The SSI measures activity; a seller just over the lower line may win more than one far over the upper.",
  describe: (rows, {format}) =>
    Object.entries(groupWords)
      .map(
        ([group, words]) =>
          `${words}: ${format.count(rows.filter((row) => text(row, "group") === group).length)}`
      )
      .join("; ")
};

/** What follows a change within sellers. */
export const ownLags: FrameOptions = lags(
  "own",
  "A quarter of a seller against the seller’s own average: what differs between sellers, such as their territory, plays no part. A strong point pulls its neighbours slightly below zero."
);

/** What goes with being more active than others. */
export const sellerLags: FrameOptions = lags(
  "sellers",
  "Busy sellers with large territories do more of everything, so points above zero here say less than those above. Touches are partly made on deals that are already open."
);

function lags(comparison: "own" | "sellers", note: string): FrameOptions {
  const ofComparison = (rows: readonly Row[]): Row[] =>
    rows.filter((row) => text(row, "comparison") === comparison);
  return {
    needs: "deals",
    finding: lagsFinding(comparison),
    subtitle: (rows, {format, filters}) =>
      `Rank correlation of activity in a quarter with results 0 to 4 quarters later, with 95\u202f% intervals, up to ${format.plural(Math.max(0, ...ofComparison(rows).map((row) => tally(row, "sellers"))), "seller")}; all whole quarters, ${filters.region ?? "all regions"}, ${filters.team ?? "all teams"}`,
    chart: (rows, context) => lagsChart(ofComparison(rows), context),
    note: `${note} Rings: the interval includes zero. Of 30 intervals one or two leave out zero by chance.`,
    describe: (rows, {format}) =>
      ofComparison(rows)
        .map(
          (row) =>
            `${activityWords[text(row, "activity") ?? ""] ?? ""}, ${resultWords[text(row, "result") ?? ""] ?? ""} ${lagText(tally(row, "lag"), format)}: ${format.signed(number(row, "rho"), 2)} (${ends(row, format)})`
        )
        .join("; ")
  };
}

/** Sellers of one group. */
function groupTable(group: string, caption: string, empty: string): TableOptions {
  return {
    needs: "ssi",
    caption,
    empty,
    limit: 15,
    prepare: (rows, {manifest}) =>
      hidden(rows, manifest) ? [] : rows.filter((row) => text(row, "group") === group),
    columns: [
      {column: "seller_id", heading: "Seller", write: sellerName},
      {column: "team", heading: "Team", write: (row) => text(row, "team") ?? "–"},
      decimalColumn("ssi", "Mean SSI"),
      countColumn("won", "Deals won"),
      moneyColumn("won_per_quarter", "Won per quarter"),
      moneyColumn("pipeline_per_quarter", "Created per quarter")
    ]
  };
}

/** High SSI, low result. */
export const scoreOnly: TableOptions = groupTable(
  "score_only",
  "Sellers with a high SSI and results below the median",
  "No seller has a high SSI and results below the median."
);

/** Low SSI, high result. */
export const resultOnly: TableOptions = groupTable(
  "result_only",
  "Sellers with a low SSI and results of at least the median",
  "No seller has a low SSI and results of at least the median."
);

/** All associations. */
export const associationTable: TableOptions = {
  needs: "deals",
  caption: "Associations of activity with later results",
  empty: "There are no whole quarters of sellers in this selection.",
  limit: 15,
  columns: [
    {
      column: "activity",
      heading: "Activity",
      write: (row) => activityWords[text(row, "activity") ?? ""] ?? "–"
    },
    {column: "result", heading: "Result", write: (row) => resultWords[text(row, "result") ?? ""] ?? "–"},
    {
      column: "comparison",
      heading: "Compared",
      write: (row) => (text(row, "comparison") === "own" ? "within sellers" : "between sellers")
    },
    countColumn("lag", "Quarters later"),
    {
      column: "rho",
      heading: "Rank correlation",
      align: "right",
      write: (row, {format}) =>
        number(row, "rho") === null ? "too few" : format.signed(number(row, "rho"), 2)
    },
    {
      column: "low",
      heading: "95\u202f% interval",
      align: "right",
      write: (row, {format}) => ends(row, format)
    },
    countColumn("sellers", "Sellers"),
    countColumn("pairs", "Pairs")
  ]
};
