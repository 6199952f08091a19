import type {CardContent} from "../card.js";
import {pillars, type Pillar} from "../charts/pillars.js";
import {sellerName} from "../columns.js";
import {list} from "../format.js";
import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {date, number, tally, text, type Row} from "../rows.js";
import {topShare} from "./adoption.js";
import {ssiCaveat} from "./ssi.js";

type RowList = readonly Row[];

/** What is said where the address names nobody of the report. */
export const noSeller = "No seller of this report is called so. Choose one from the list.";

/** Who this is, where they stand, and what qualifies it. */
export function sellerAnswer(rows: RowList, {format}: Context): string[] {
  const [row] = rows;
  if (!row) return [noSeller];
  const who = sellerName(row) ?? "This seller";
  const place = [text(row, "team"), text(row, "region")].filter(Boolean).join(", ");
  const seat =
    row["seat"] === true ? "a Sales Navigator seat" : row["seat"] === false ? "no Sales Navigator seat" : "";
  const trained =
    row["trained_on"] instanceof Date ? `trained on ${format.date(date(row, "trained_on"))}` : "not trained";
  const facts = [place, seat, trained].filter(Boolean).join("; ");
  const ssi = number(row, "ssi");
  if (ssi === null) return [`${who} has no SSI in this period: not measured is not 0.`, `${facts}.`];
  const all = number(row, "all_median") ?? 0;
  const apart = Math.abs(ssi - all);
  const against =
    apart < 1
      ? "at the median of all sellers"
      : `${format.decimal(apart)} points ${ssi > all ? "above" : "below"} the median of all sellers`;
  return [
    `${who} stands at ${format.decimal(ssi)}, ${against} (n\u00a0=\u00a0${format.count(tally(row, "all_sellers"))}).`,
    `${facts}. ${ssiCaveat} One seller's deals are too few to judge by.`
  ];
}

/** The card of a seller's score. */
export function sellerSsiCard(rows: RowList, {format}: Context): CardContent {
  const label = "SSI";
  const [row] = rows;
  const ssi = row ? number(row, "ssi") : null;
  if (!row || ssi === null) return {label, value: "–", n: "Not measured in this period"};
  const ranks = [
    number(row, "industry_rank") === null
      ? ""
      : `${topShare(format, number(row, "industry_rank"))} of the industry`,
    number(row, "network_rank") === null
      ? ""
      : `${topShare(format, number(row, "network_rank"))} of the own network`
  ].filter(Boolean);
  return {
    label,
    value: format.decimal(ssi),
    unit: "of 100",
    n: `week of ${format.date(date(row, "week"))}`,
    caveat: ranks.length > 0 ? `${list(ranks)}; low is good.` : ssiCaveat
  };
}

/** The card of a seller's network. */
export function sellerNetworkCard(rows: RowList, {format}: Context): CardContent {
  const label = "Connections";
  const [row] = rows;
  const size = row ? number(row, "connections") : null;
  const added = row ? number(row, "connections_added") : null;
  const inside = row ? number(row, "in_persona") : null;
  const grown =
    added === null
      ? "New connections are not on record"
      : `${format.count(added)} new in the period${inside === null ? "" : `, ${format.count(inside)} in the persona`}`;
  if (size === null) return {label, value: "–", n: grown};
  return {
    label,
    value: format.count(size),
    n: grown,
    ...(size < 500 ? {caveat: "Under 500: finding people is hard to raise from here."} : {})
  };
}

/** The card of a seller's use of Sales Navigator. */
export function sellerUseCard(rows: RowList, {format}: Context): CardContent {
  const label = "Days a week in Sales Navigator";
  const [row] = rows;
  const days = row ? number(row, "days_active") : null;
  if (!row || days === null) return {label, value: "–", n: "No use is reported in this period"};
  const sent = number(row, "inmails_sent");
  const mails =
    sent === null ? "" : `; InMails answered: ${format.outOf(number(row, "inmails_answered"), sent)}`;
  return {
    label,
    value: format.decimal(days),
    n: `${format.plural(tally(row, "weeks_reported"), "week")} reported${mails}`
  };
}

/** The card of a seller's content. */
export function sellerContentCard(rows: RowList, {format}: Context): CardContent {
  const [row] = rows;
  const label = "Posts";
  if (!row || tally(row, "posts") === 0)
    return {label, value: row ? "0" : "–", n: "Nothing posted in this period"};
  const reach = number(row, "reach");
  return {
    label,
    value: format.count(tally(row, "posts")),
    n:
      reach === null
        ? "Reach is not on record"
        : `shown ${format.count(reach)} times, ${format.count(number(row, "engagement"))} reactions`
  };
}

/** The card of a seller's deals. */
export function sellerDealsCard(rows: RowList, {format, manifest}: Context): CardContent {
  const label = "Won of deals created in the period";
  const [row] = rows;
  if (!row || tally(row, "deals") === 0) return {label, value: "–", n: "No deal was created in this period"};
  const money = (column: string): string => format.moneyShort(number(row, column), manifest.currency);
  const open =
    tally(row, "open_deals") > 0
      ? `${format.count(tally(row, "open_deals"))} open, ${money("open_amount")}`
      : "none open";
  return {
    label,
    value: format.count(tally(row, "won")),
    unit: `of ${format.count(tally(row, "deals"))}`,
    n: `${money("won_amount")} won, ${number(row, "social_won_amount") === null ? "none" : money("social_won_amount")} of it from social; ${open}`,
    caveat: "Few deals: no rate is shown."
  };
}

/** What raises each pillar: steps a seller can take this week. */
const steps: Readonly<Record<Pillar, readonly string[]>> = {
  brand: [
    "Complete the profile: a photo, a headline that says whom you help, a summary in the customer's words.",
    "Ask two customers for a recommendation.",
    "Publish or share something useful once a week, at the same time."
  ],
  people: [
    "Save a search for the target persona and look through its new results twice a week.",
    "Look at the profiles of people at accounts you work on before you write to them.",
    "With fewer than 500 connections, widen the network first: invite people you have met, with a line that says where."
  ],
  insights: [
    "Comment on three posts of customers a week, with something they can use.",
    "Follow the accounts you work on and share one piece of news on them with your own view.",
    "Join one group where your customers talk, and answer a question there."
  ],
  relationships: [
    "Invite the people you met this week, each with a personal line.",
    "Connect with more than one person at every account: aim for the persona, not only for your contact.",
    "Answer incoming requests and messages within a day."
  ]
};

/** What to do next, by the lowest pillar. */
export function nextSteps(rows: RowList, {format}: Context): {finding: string; steps: readonly string[]} {
  const [row] = rows;
  if (!row) return {finding: noSeller, steps: []};
  const weakest = text(row, "weakest") as Pillar | null;
  if (weakest === null)
    return {
      finding:
        "Only a total was exported, or nothing: without the four pillars there is no next step to name.",
      steps: []
    };
  const seat =
    weakest === "insights" && row["seat"] === false
      ? " Without a seat part of this pillar is out of reach; aim for another one too."
      : "";
  return {
    finding: `${pillars[weakest]} is the lowest pillar, at ${format.decimal(number(row, weakest))} of 25.${seat}`,
    steps: steps[weakest]
  };
}

/** What was done week by week, in words. */
export function activityFinding(rows: RowList, {format}: Context): Finding {
  const weeks = rows.filter((row) => number(row, "days_active") !== null);
  if (weeks.length === 0)
    return {empty: "No use of Sales Navigator is reported of this seller in this period."};
  const idle = weeks.filter((row) => tally(row, "days_active") === 0).length;
  const used = `Sales Navigator was used in ${format.outOf(weeks.length - idle, weeks.length)} weeks reported`;
  return idle === 0
    ? `Sales Navigator was used in every one of ${format.plural(weeks.length, "week")} reported`
    : used;
}

/** Invitations and new connections week by week, in words. */
export function outreachFinding(rows: RowList, {format}: Context): Finding {
  const sum = (column: string): number | null =>
    rows.some((row) => number(row, column) !== null)
      ? rows.reduce((all, row) => all + tally(row, column), 0)
      : null;
  const [sent, accepted, added] = [
    sum("invitations_sent"),
    sum("invitations_accepted"),
    sum("connections_added")
  ];
  if (sent === null && added === null)
    return {empty: "Neither invitations nor new connections are on record of this seller in this period."};
  const parts = [
    sent === null
      ? ""
      : `${format.plural(sent, "invitation")} sent${accepted === null ? "" : `, ${format.count(accepted)} accepted`}`,
    added === null ? "" : `${format.plural(added, "new connection")}`
  ].filter(Boolean);
  return parts.join("; ");
}
