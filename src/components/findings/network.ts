import type {RateColumns} from "../charts/dot-interval.js";
import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {date, number, tally, text, type Row} from "../rows.js";
import {trendFinding} from "./habits.js";
import {ratesFinding} from "./rates.js";

type RowList = readonly Row[];

/** The share of a network in the persona, as columns of network_persona. */
export const personaShare: RateColumns = {
  key: "key",
  value: "persona_share",
  low: "persona_share_low",
  high: "persona_share_high",
  part: "in_persona",
  whole: "persona_known"
};

/** Requests that come in, per seller and week. */
export function incomingFinding(rows: RowList, context: Context): Finding {
  const {format, manifest} = context;
  return trendFinding(
    rows.filter((row) => number(row, "received") !== null),
    {
      column: "received_per_seller",
      n: "sellers",
      each: (x) => format.decimal(x, 2),
      say: (now) => `A seller is asked ${now} times a week to connect`,
      none: "No incoming request is on record in this selection.",
      few: `Fewer than ${manifest.min_n} sellers have a row in every week: too few for a mean.`
    },
    context
  );
}

/** Sellers at the weekly goal of new contacts in the persona. */
export function goalFinding(rows: RowList, {format, manifest}: Context): Finding {
  const judged = rows.filter((row) => tally(row, "judged") > 0);
  const last = judged.at(-1);
  if (!last) return {empty: "No week has new connections whose persona is known in this selection."};
  const goal = format.count(manifest.weekly_goal);
  const now = `${format.outOf(tally(last, "at_goal"), tally(last, "judged"))} sellers reached the goal of ${goal} new contacts in the persona in the last week`;
  const [first] = judged;
  if (!first || first === last) return `${now}, the only one counted`;
  return `${now}; ${format.outOf(tally(first, "at_goal"), tally(first, "judged"))} in the first`;
}

/** How much of the network is in the persona, by team. */
export function personaNetworkFinding(rows: RowList, context: Context): Finding {
  return ratesFinding(
    rows,
    personaShare,
    {
      things: "connections",
      all: (rate) => `${rate} of the network on record is in the target persona`,
      groups: "teams",
      none: "No connection with a known job title is on record in this selection."
    },
    context
  );
}

/** How fast comments are answered. */
export function responseFinding(rows: RowList, context: Context): Finding {
  const {format, manifest} = context;
  return trendFinding(
    rows.filter((row) => tally(row, "answered_posts") > 0),
    {
      column: "median_response_minutes",
      n: "answered_posts",
      each: (x) => format.plural(Math.round(x), "minute"),
      say: (now) => `Comments are answered within ${now} (median)`,
      none: "No time to answer a comment is on record in this selection.",
      few: `Fewer than ${manifest.min_n} posts a week have a time to answer: too few for a weekly median.`
    },
    context
  );
}

/** The platforms of the followers, those with most first, and their weeks side by side. */
export function followerWeeks(rows: RowList): {platforms: string[]; weeks: Row[]} {
  const latest = new Map<string, number>();
  for (const row of rows) latest.set(platformOf(row), tally(row, "followers"));
  const platforms = [...latest].sort((a, b) => b[1] - a[1]).map(([platform]) => platform);
  const weeks = new Map<number, Record<string, Row[string]>>();
  for (const row of rows) {
    const week = date(row, "week");
    const empty = Object.fromEntries(platforms.map((platform) => [platform, null]));
    const known = weeks.get(week.getTime()) ?? {week, ...empty};
    known[platformOf(row)] = number(row, "followers");
    weeks.set(week.getTime(), known);
  }
  return {platforms, weeks: [...weeks.values()]};
}

function platformOf(row: Row): string {
  return text(row, "platform") ?? "not given";
}

/** How followers grew. */
export function followersFinding(rows: RowList, {format}: Context): Finding {
  const {platforms, weeks} = followerWeeks(rows);
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!first || !last) return {empty: "No followers are on record in this selection."};
  const parts = platforms.flatMap((platform) => {
    const [from, to] = [number(first, platform), number(last, platform)];
    if (to === null) return [];
    const by = from === null || first === last ? "" : ` (${format.signed(to - from, 0)})`;
    return [`${format.count(to)} on ${platform}${by}`];
  });
  if (parts.length === 0) return {empty: "Only new followers are on record, not how many there are."};
  const span =
    first === last ? "in the only week on record" : `since the week of ${format.date(date(first, "week"))}`;
  return `Followers: ${parts.join(", ")}, ${span}`;
}

/** Sellers of the roster who were trained, as columns of training_reach. */
export const trainedShare: RateColumns = {
  key: "key",
  value: "trained_share",
  low: "trained_share_low",
  high: "trained_share_high",
  part: "trained",
  whole: "roster"
};

/** How much of the roster has been trained. */
export function rosterTrainedFinding(rows: RowList, context: Context): Finding {
  return ratesFinding(
    rows,
    trainedShare,
    {
      things: "sellers on the roster",
      all: (rate) => `${rate} of the sellers on the roster have been trained`,
      groups: "teams",
      none: "Nobody of this selection is on the roster."
    },
    context
  );
}
