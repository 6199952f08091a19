import {bridgeBars, bridgeChart} from "../charts/bridge.js";
import {categoryName} from "../charts/dot-interval.js";
import {thenAndNowChart} from "../charts/then-and-now.js";
import {
  bridgeFinding,
  comparison,
  figureCard,
  figureNames,
  figureText,
  quarterName,
  thenAndNowFinding
} from "../findings/compare.js";
import {sellerColumn} from "../columns.js";
import type {FrameOptions} from "../frame.js";
import type {CardContent} from "../card.js";
import type {Context} from "../piece.js";
import {number, text, type Row, type Rows} from "../rows.js";
import type {TableColumn, TableContext, TableOptions} from "../table.js";

export {needsDeals, needsSsi} from "./needs.js";

/** The newest quarter beside earlier ones, and what was restated. */
export function answer(rows: {figures: Rows; restated: Rows}, context: Context): string[] {
  return comparison(rows, context);
}

/** What the answer says where its source is absent. */
export const needed = {needs: "deals", without: "Without deals there are no quarters to compare."};

export function wonCard(rows: Rows, context: Context): CardContent {
  return figureCard(rows, "won_amount", context);
}

export function socialShareCard(rows: Rows, context: Context): CardContent {
  return figureCard(rows, "social_share", context);
}

export function hitRateCard(rows: Rows, context: Context): CardContent {
  return figureCard(rows, "hit_rate", context);
}

export function medianSsiCard(rows: Rows, context: Context): CardContent {
  return figureCard(rows, "median_ssi", context);
}

/** From the quarter before to this one. */
export const bridge: FrameOptions = {
  needs: "deals",
  finding: bridgeFinding,
  subtitle: (_, {manifest}) =>
    `Won revenue in ${manifest.currency}, from the quarter before to the newest; all regions and teams`,
  chart: bridgeChart,
  note: "Filled steps add, hollow ones take away. Each of the last four is averaged over every order in which they can be changed, so that they add up exactly. They say what the change goes with, not what caused it.",
  describe: (rows, context) =>
    bridgeBars(rows, context)
      .map(({label, figure}) => `${label}: ${figure}`)
      .join("; ")
};

/** What was reported beside what is known now. */
export const thenAndNow: FrameOptions = {
  needs: "deals",
  finding: thenAndNowFinding,
  subtitle: (_, {manifest}) =>
    `Won revenue by quarter in ${manifest.currency}: bars as known now, the line across as reported when the quarter was frozen`,
  chart: thenAndNowChart,
  note: "A quarter without a line was not frozen. The table below names the deals that make the difference.",
  describe: (rows, context) =>
    rows
      .filter((row) => text(row, "figure") === "won_amount")
      .map(
        (row) =>
          `${quarterName(text(row, "quarter") ?? "", rows, context.format)}: now ${figureText(number(row, "now"), "currency", context)}, reported ${figureText(number(row, "reported"), "currency", context)}`
      )
      .join("; ")
};

const quarter: TableColumn = {
  column: "quarter",
  heading: "Quarter",
  write: (row, {format}) => format.quarter(text(row, "quarter"))
};

/** What was, an arrow and what is, where the two differ; else what is. */
function thenNow(
  heading: string,
  column: string,
  write: (row: Row, name: string, context: TableContext) => string
): TableColumn {
  return {
    column: `${column}_now`,
    heading,
    write: (row, context) => {
      const [then, now] = [write(row, `${column}_then`, context), write(row, `${column}_now`, context)];
      return then === now ? now : `${then} → ${now}`;
    }
  };
}

const money = (row: Row, name: string, {format, currency}: TableContext): string =>
  format.money(number(row, name), currency);
const word = (row: Row, name: string): string => text(row, name) ?? "–";

function effectText(value: number | null, {format, currency}: TableContext): string {
  return `${(value ?? 0) > 0 ? "+" : ""}${format.money(value, currency)}`;
}

/** Deal by deal, the largest effect first. */
export const restated: TableOptions = {
  needs: "deals",
  caption: "Restated deals, largest effect on won revenue first",
  empty: "No deal of a frozen quarter is told differently now, or no quarter was frozen yet.",
  limit: 25,
  prepare: (rows) =>
    [...rows].sort((a, b) => Math.abs(number(b, "effect") ?? 0) - Math.abs(number(a, "effect") ?? 0)),
  columns: [
    quarter,
    {column: "deal_id", heading: "Deal"},
    sellerColumn(),
    {column: "change", heading: "What changed"},
    thenNow("Amount", "amount", money),
    thenNow("Outcome", "outcome", word),
    thenNow("Stage", "stage", word),
    thenNow("Source", "source", (row, name) =>
      text(row, name) === null ? "–" : categoryName(text(row, name))
    ),
    thenNow("Closed", "closed", (row, name, {format}) => format.date(row[name] as Date | null)),
    {
      column: "effect",
      heading: "Effect on won revenue",
      align: "right",
      write: (row, context) => effectText(number(row, "effect"), context)
    }
  ]
};

function figureColumn(column: string, heading: string): TableColumn {
  return {
    column,
    heading,
    align: "right",
    write: (row, {format, currency, minN}) => {
      const n = number(row, column === "now" ? "now_n" : "reported_n");
      if (text(row, "unit") === "share" && n !== null && n < minN) return `too few (${format.count(n)})`;
      return figureText(number(row, column), text(row, "unit"), {
        format,
        manifest: {currency} as Context["manifest"]
      });
    }
  };
}

/** Every figure of every quarter, then and now. */
export const figures: TableOptions = {
  caption: "Headline figures by quarter, as reported and as known now",
  empty: "There is no quarter yet.",
  limit: 18,
  columns: [
    quarter,
    {
      column: "figure",
      heading: "Figure",
      write: (row) => figureNames[text(row, "figure") ?? ""] ?? word(row, "figure")
    },
    figureColumn("reported", "As reported"),
    figureColumn("now", "As known now"),
    {
      column: "now_n",
      heading: "n",
      align: "right",
      write: (row, {format}) => format.count(number(row, "now_n"))
    },
    {
      column: "restated",
      heading: "Restated by",
      align: "right",
      when: (rows) => rows.some((row) => number(row, "restated") !== null),
      write: (row, {format, currency}) => {
        const by = number(row, "restated");
        if (by === null) return "–";
        const unit = text(row, "unit");
        const size =
          unit === "share"
            ? format.points(by)
            : figureText(by, unit, {format, manifest: {currency} as Context["manifest"]});
        return by > 0 && unit !== "share" ? `+${size}` : size;
      }
    }
  ]
};
