import {dotIntervalChart} from "../charts/dot-interval.js";
import {decileChart} from "../charts/decile.js";
import {gainCurve} from "../charts/gain-curve.js";
import {chosen} from "../findings/common.js";
import {describeRates} from "../findings/deals.js";
import {
  allLeads,
  allLeadsSentence,
  conversion,
  conversionFinding,
  decileFinding,
  decileOrderNote,
  gainFinding,
  scoreAnswer
} from "../findings/leads.js";
import {originNote} from "../findings/lead-scores.js";
import type {FrameOptions} from "../frame.js";
import type {Context} from "../piece.js";
import {number, text, type Rows} from "../rows.js";
import {countColumn, intervalColumn, rateColumn} from "../columns.js";
import type {TableOptions} from "../table.js";

export {conversionCard, scoreCard, socialConversionCard, topDecileCard} from "../findings/leads.js";
export {needsLeads} from "./needs.js";
export * from "./lead-pieces.js";

/** Whether the chosen score deserves trust. */
export function answer(
  {quality, deciles, bySource}: {quality: Rows; deciles: Rows; bySource: Rows},
  context: Context,
  score: string | null = null
): string[] {
  const top = decileFinding(deciles, context);
  return [
    scoreAnswer(quality, context),
    typeof top === "string" ? `${top}.` : allLeadsSentence(bySource, context),
    score === null ? originNote(context) : ""
  ];
}

const scored = (_: Rows, context: Context): string =>
  `Share of leads won, by tenth of the score, with 95\u202f% intervals; ${chosen(context)}`;

/** Conversion by decile of the score. */
export const deciles: FrameOptions = {
  needs: "leads",
  finding: decileFinding,
  subtitle: scored,
  chart: decileChart,
  note: decileOrderNote,
  describe: (rows, {format}) =>
    rows
      .map((row) => `decile ${number(row, "decile")}: ${format.percent(number(row, "conversion"))}`)
      .join(", ")
};

/** Wins reached when leads are called from the best score down. */
export const gain: FrameOptions = {
  needs: "leads",
  finding: gainFinding,
  subtitle: (_, context) => `Cumulative share of wins by share of leads called; ${chosen(context)}`,
  chart: gainCurve,
  note: "The further the line rises above the dashed one, the more the score helps to decide whom to call first. It looks back: scores that were changed after contact flatter themselves.",
  describe: (rows, {format}) =>
    rows
      .map(
        (row) =>
          `first ${number(row, "decile")} tenths: ${format.percent(number(row, "cumulative_gain"), 0)} of wins`
      )
      .join(", ")
};

const asWritten = (key: string | null): string => key ?? "not given";

/** Conversion by channel. */
export const byChannel: FrameOptions = {
  needs: "leads",
  finding: conversionFinding,
  subtitle: (_, context) =>
    `Leads won of leads created, by channel as written in the files, with 95\u202f% intervals; ${chosen(context)}`,
  chart: (rows, context) =>
    dotIntervalChart(rows, {
      ...context,
      columns: conversion,
      reference: allLeads(rows, context),
      name: asWritten
    }),
  note: "Channels differ in whom they bring and in how long their leads have had to be won.",
  describe: (rows, context) => describeRates(rows, conversion, context)
};

/** Conversion by source. */
export const bySource: FrameOptions = {
  needs: "leads",
  finding: conversionFinding,
  subtitle: (_, context) =>
    `Leads won of leads created, by source, with 95\u202f% intervals; ${chosen(context)}`,
  chart: (rows, context) =>
    dotIntervalChart(rows, {
      ...context,
      columns: conversion,
      sources: true,
      reference: allLeads(rows, context)
    }),
  note: "Sources are channels mapped by the settings of this report; a channel that is not mapped counts as unknown.",
  describe: (rows, context) => describeRates(rows, conversion, context)
};

/** The table of channels. */
export const channels: TableOptions = {
  needs: "leads",
  caption: "Leads by channel",
  sort: {column: "leads", descending: true},
  empty: "No lead was created in this selection.",
  columns: [
    {column: "key", heading: "Channel", write: (row) => asWritten(text(row, "key"))},
    countColumn("leads", "Leads"),
    countColumn("won", "Won"),
    rateColumn("conversion", "Conversion", ["leads"]),
    intervalColumn("conversion", ["leads"]),
    countColumn("median_days_to_win", "Median days to win"),
    countColumn("mean_days_to_win", "Mean days to win")
  ]
};

/** What the answer says where its source is absent. */
export const needed = {needs: "leads", without: "There are no leads to judge a score by."};
