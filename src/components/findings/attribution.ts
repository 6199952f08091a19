import {capital, list, type Format} from "../format.js";
import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {number, tally, text, type Row} from "../rows.js";

type RowList = readonly Row[];

/** The models of attribution, by the column of their share: their names, and those names in short. */
export const models = [
  ["first", "First touch", "First"],
  ["last", "Last touch", "Last"],
  ["linear", "Equal parts", "Equal"],
  ["time_decay", "Time decay", "Decay"],
  ["u", "U-shaped", "U"],
  ["w", "W-shaped", "W"],
  ["markov", "Markov chain", "Markov"],
  ["shapley", "Shapley value", "Shapley"]
] as const;

export type Model = (typeof models)[number][0];

/** What each model does, as the end of a sentence. */
export const modelWords: Readonly<Record<Model, string>> = {
  first: "all to the channel of the first touch",
  last: "all to the channel of the last touch before the close",
  linear: "equal parts to each touch",
  time_decay: "more to touches shortly before the close",
  u: "40\u202f% each to the first and the last touch, 20\u202f% to those between",
  w: "30\u202f% each to the first touch, the one before the deal was opened and the last, 10\u202f% to the others",
  markov: "in proportion to the wins that would be lost if journeys ended at the channel",
  shapley: "equal parts to each channel that touched the deal"
};

/** The name of a channel for reading. */
export function channelName(channel: string | null): string {
  const known = names[channel ?? "none"];
  return known ?? capital((channel ?? "").replaceAll("_", " "));
}

const names: Readonly<Record<string, string>> = {
  linkedin: "LinkedIn",
  x: "X",
  none: "No touch known",
  other: "Other channels",
  "not given": "Channel not given"
};

/** Channels that touched a deal: all but "none". */
export function touching(rows: RowList): Row[] {
  return rows.filter((row) => text(row, "channel") !== "none");
}

/** Why nothing can be shared out, or null where it can. */
export function nothingToShare(rows: RowList, {format}: Context): string | null {
  const [row] = rows;
  if (!row) return "No deal was won in this selection, so there is nothing to share out.";
  if (touching(rows).length === 0)
    return `None of the ${format.plural(tally(row, "won"), "deal")} won in this selection has a known touch before its close.`;
  return number(row, "won_amount") ? null : "The deals won in this selection carry no amounts to share out.";
}

/** How much the largest channel gets, and which one the choice of model moves most. */
export function rangeFinding(rows: RowList, context: Context): Finding {
  const nothing = nothingToShare(rows, context);
  if (nothing !== null) return {empty: nothing};
  const channels = touching(rows);
  const [largest] = channels;
  if (!largest) return {empty: "No channel touched a deal."};
  const {format} = context;
  if (channels.length === 1)
    return `${channelName(text(largest, "channel"))} is the only channel known to have touched won deals`;
  const moved = [...channels].sort((a, b) => width(b) - width(a))[0] ?? largest;
  const first = `${channelName(text(largest, "channel"))} gets ${shareRange(largest, format)} of won revenue`;
  if (moved === largest) return `${first}, depending on the model: no channel’s share depends on it more`;
  return `${first}, depending on the model; ${channelName(text(moved, "channel"))} anything from ${shareRange(moved, format)}`;
}

/** "25 % to 30 %", or one figure where both ends are written alike. */
export function shareRange(row: Row, format: Format): string {
  const [low, high] = [number(row, "lowest"), number(row, "highest")].map((end) => shareText(end, format));
  return low === high ? (low ?? "–") : `${low} to ${high}`;
}

/** A share in whole per cent; one that would round to nothing is "under 1 %". */
export function shareText(share: number | null, format: Format): string {
  return share !== null && share > 0 && share < 0.005
    ? `under ${format.percent(0.01, 0)}`
    : format.percent(share, 0);
}

/** The share of each channel by one model. */
export function modelFinding(model: Model): (rows: RowList, context: Context) => Finding {
  return (rows, context) => {
    const nothing = nothingToShare(rows, context);
    if (nothing !== null) return {empty: nothing};
    const [first, second] = [...touching(rows)].sort((a, b) => share(b, model) - share(a, model));
    const say = (row: Row): string =>
      `${channelName(text(row, "channel"))} (${context.format.percent(share(row, model), 0)})`;
    const name = models.find(([key]) => key === model)?.[1] ?? model;
    return `${name}: most goes to ${list([first, second].filter((row) => row !== undefined).map(say))}`;
  };
}

/** The shares of all channels by one model, in words. */
export function describeModel(model: Model): (rows: RowList, context: Context) => string {
  return (rows, {format}) =>
    rows
      .map(
        (row) =>
          `${channelName(text(row, "channel"))}: ${format.percent(share(row, model))}, from ${shareRange(row, format)} over all models`
      )
      .join("; ");
}

/** What attribution does with a touch, in words. */
export const useWords: Readonly<Record<string, string>> = {
  counted: "Counted: before the close of a closed deal",
  after_close: "Left out: after the close",
  too_early: "Left out: too long before the deal was opened",
  open_deal: "Not yet: on a deal that is still open",
  unknown_deal: "Left out: on a deal that the report does not hold",
  no_deal: "On no deal"
};

function share(row: Row, model: Model): number {
  return number(row, model) ?? 0;
}

function width(row: Row): number {
  return (number(row, "highest") ?? 0) - (number(row, "lowest") ?? 0);
}
