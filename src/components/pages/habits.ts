import {dotIntervalChart} from "../charts/dot-interval.js";
import {engagementHeatmap} from "../charts/heatmap.js";
import {invitationSteps, seatSteps} from "../charts/steps.js";
import {trendChart, type Series} from "../charts/trend.js";
import {countColumn, decimalColumn, intervalColumn, rateColumn} from "../columns.js";
import {chosen} from "../findings/common.js";
import {
  clicks,
  contentFinding,
  daysFinding,
  describeContent,
  engagement,
  habitsAnswer,
  heatmapFinding,
  interestFinding,
  invitationsFinding,
  networkFinding,
  personaFinding,
  searchesFinding,
  seatsFinding,
  trafficFinding,
  trainingFinding
} from "../findings/habits.js";
import {
  followersFinding,
  followerWeeks,
  goalFinding,
  incomingFinding,
  personaNetworkFinding,
  personaShare,
  responseFinding
} from "../findings/network.js";
import {describeRates} from "../findings/deals.js";
import {describeSeries} from "../findings/ssi.js";
import {capital} from "../format.js";
import type {FrameOptions} from "../frame.js";
import type {Context} from "../piece.js";
import {number, text, type Rows} from "../rows.js";
import type {TableOptions} from "../table.js";

export {engagementCard, inmailsCard, invitationsCard, networkCard, seatsCard} from "../findings/habits.js";
export {needsInvitations, needsPosts, needsUse} from "./needs.js";

/** Whether habits changed. */
export function answer(rows: {weekly: Rows; invitations: Rows; posts: Rows}, context: Context): string[] {
  return habitsAnswer(rows, context);
}

/** What the answer says where its source is absent. */
export const needed = {needs: "navigator_usage", without: "There is no use of Sales Navigator to speak of."};

const one =
  (context: Context) =>
  (value: number): string =>
    context.format.decimal(value);
const whole =
  (context: Context) =>
  (value: number): string =>
    context.format.count(value);
const percent =
  (context: Context) =>
  (value: number): string =>
    context.format.percent(value, 0);

type Each = (context: Context) => (value: number) => string;

function trend(each: Each, ...series: Series[]): FrameOptions["chart"] {
  return (rows, context) => trendChart(rows, {...context, each: each(context), series});
}

function describe(column: string, each: Each): NonNullable<FrameOptions["describe"]> {
  return (rows, context) => describeSeries(rows, column, each(context), context);
}

/** Days with use per active seat, by week. */
export const days: FrameOptions = {
  needs: "navigator_usage",
  finding: daysFinding,
  subtitle: (_, context) =>
    `Mean days a week with use of Sales Navigator per active seat, by week; ${chosen(context)}`,
  chart: trend(one, {column: "mean_days_active", n: "active", label: "Days a week"}),
  note: "Only seats with any use that week are in the mean; sellers without a seat are not measured.",
  describe: describe("mean_days_active", one)
};

/** Searches and profiles per active seat, by week. */
export const searches: FrameOptions = {
  needs: "navigator_usage",
  finding: searchesFinding,
  subtitle: (_, context) => `Mean profiles viewed and searches per active seat, by week; ${chosen(context)}`,
  chart: trend(
    one,
    {column: "mean_profile_views", n: "active", label: "Profiles"},
    {column: "mean_searches", n: "active", label: "Searches", tone: "rest"}
  ),
  note: "A few very busy sellers lift a mean.",
  describe: describe("mean_profile_views", one)
};

/** Use around the training. */
export const sinceTraining: FrameOptions = {
  needs: "navigator_usage",
  finding: trainingFinding,
  subtitle: (_, context) =>
    `Mean days a week with use per seat, idle seats included, by weeks since the seller’s training; ${chosen(context)}`,
  chart: (rows, context) =>
    trendChart(rows, {
      ...context,
      each: one(context),
      since: {column: "weeks_since", label: "weeks since the training"},
      series: [{column: "mean_days_active", n: "sellers", label: "Days a week"}]
    }),
  note: "Weeks with fewer sellers than the least for a rate are left out. A change after the training is associated with it, not proven to come from it: use may rise for all.",
  describe: (rows, {format}) =>
    rows
      .map(
        (row) =>
          `${format.count(number(row, "weeks_since"))}: ${format.decimal(number(row, "mean_days_active"))}`
      )
      .join("; ")
};

/** Seats purchased, activated, active. */
export const seats: FrameOptions = {
  needs: "navigator_usage",
  finding: seatsFinding,
  subtitle: (_, context) =>
    `Share of seats on the roster, with 95\u202f% intervals, at the end of the period; ${chosen(context)}`,
  chart: seatSteps,
  note: "What was bought is a setting, licence, and known for the whole company only. The roster says who holds a seat today.",
  describe: (rows, {format}) =>
    rows.map((row) => `${text(row, "step")}: ${format.plural(number(row, "sellers"), "seller")}`).join("; ")
};

/** The size of networks by week. */
export const network: FrameOptions = {
  finding: networkFinding,
  subtitle: (_, context) => `Connections, median and middle half of sellers by week; ${chosen(context)}`,
  chart: trend(whole, {column: "median", low: "p25", high: "p75", n: "sellers", label: "Median"}),
  note: "Under 500 connections it is hard to build relationships. Who joined or left in between moves the median.",
  describe: describe("median", whole)
};

/** New connections in the persona by week. */
export const persona: FrameOptions = {
  needs: "connections",
  finding: personaFinding,
  subtitle: (_, context) =>
    `Share of new connections whose job title is in the target persona, with 95\u202f% interval, by week; ${chosen(context)}`,
  chart: trend(percent, {
    column: "persona_share",
    low: "persona_share_low",
    high: "persona_share_high",
    n: "persona_known",
    label: "In the persona"
  }),
  note: (_, {manifest}) =>
    `The persona is a setting: words of job titles. The goal is ${manifest.weekly_goal} new connections in it per seller and week.`,
  describe: describe("persona_share", percent)
};

/** Invitations from sent to visited. */
export const invitations: FrameOptions = {
  needs: "invitations",
  finding: invitationsFinding,
  subtitle: (rows, context) =>
    `${context.format.plural(number(rows[0] ?? {invitations: 0}, "invitations"), "invitation")} sent; share that went on to the next step, with 95\u202f% intervals; ${chosen(context)}`,
  chart: invitationSteps,
  note: "The reference, 100 sent, 33 accepted, 3 visits, is quoted in the field. It rests on few: 3 of 33 may be anything from 3 to 24\u202f%.",
  describe: (rows, {format}) =>
    rows.map((row) => `${text(row, "step")}: ${format.count(number(row, "invitations"))}`).join("; ")
};

/** Engagement by platform and kind of content. */
export const heatmap: FrameOptions = {
  needs: "posts",
  finding: heatmapFinding,
  subtitle: (_, context) =>
    `Engagement per showing (likes, comments, shares and saves ÷ reach) and number of posts; ${chosen(context)}`,
  chart: engagementHeatmap,
  note: (_, {manifest}) =>
    `Cells with fewer than ${manifest.min_n} posts show no rate. Among many cells one is always highest.`,
  describe: (rows, context) => describeContent(rows, engagement, context)
};

/** Clicks per showing by kind of content. */
export const clickRate: FrameOptions = {
  needs: "posts",
  finding: (rows, context) =>
    contentFinding(rows, clicks, {most: "Most clicked per showing:", groups: "kinds of content"}, context),
  subtitle: (_, context) =>
    `Clicks ÷ reach by kind of content, with 95\u202f% intervals over posts, and number of posts; ${chosen(context)}`,
  chart: (rows, context) =>
    dotIntervalChart(rows, {
      ...context,
      columns: clicks,
      name: (key) => key ?? "not given",
      count: (posts) => context.format.plural(posts, "post")
    }),
  note: "Kinds of content differ in what there is to click on.",
  describe: (rows, context) => describeContent(rows, clicks, context)
};

/** Visits from social networks by week. */
export const traffic: FrameOptions = {
  needs: "web_traffic",
  finding: trafficFinding,
  subtitle: (_, context) =>
    `Share of all visits to the site that come from social networks, by week; ${context.filters.periodLabel}, whole company`,
  chart: trend((context) => (value) => context.format.percent(value, 0), {
    column: "social_share",
    n: "sessions",
    label: "Social",
    tone: "social"
  }),
  note: "The site does not know regions and teams. Visits whose origin it cannot tell are not counted as social.",
  describe: describe("social_share", percent)
};

/** Requests that come in. */
export const incoming: FrameOptions = {
  needs: "invitations",
  finding: incomingFinding,
  subtitle: (_, context) =>
    `Requests to connect that came in, mean per seller with a row that week; ${chosen(context)}`,
  chart: trend((context) => (value) => context.format.decimal(value, 2), {
    column: "received_per_seller",
    n: "sellers",
    label: "Requests"
  }),
  note: "Who is asked is found; sellers without a row that week received none, or did not report.",
  describe: describe("received_per_seller", one)
};

/** Sellers at the weekly goal. */
export const goal: FrameOptions = {
  needs: "connections",
  finding: goalFinding,
  subtitle: (_, context) =>
    `Sellers with at least ${context.manifest.weekly_goal} new contacts in the target persona, and sellers counted, by week; ${chosen(context)}`,
  chart: trend(
    whole,
    {column: "at_goal", label: "At the goal"},
    {column: "judged", label: "Sellers counted", tone: "rest"}
  ),
  note: "Numbers, not shares: who has no row that week made no contact or did not report. The goal is a setting.",
  describe: describe("at_goal", whole)
};

/** The share of the whole network in the persona, by team. */
export const personaNetwork: FrameOptions = {
  needs: "connections",
  finding: personaNetworkFinding,
  subtitle: (_, context) =>
    `Connections on record up to the end of the period that are in the target persona, by team, with 95\u202f% intervals over sellers; ${chosen(context)}`,
  chart: (rows, context) =>
    dotIntervalChart(rows, {...context, columns: personaShare, name: (key) => key ?? "not given"}),
  note: "An archive of LinkedIn holds the whole network; weekly counts hold what was added since counting began.",
  describe: (rows, context) => describeRates(rows, personaShare, context)
};

/** Minutes until comments are answered. */
export const response: FrameOptions = {
  needs: "posts",
  finding: responseFinding,
  subtitle: (_, context) =>
    `Minutes until a comment was answered, median and middle half of posts by week; ${chosen(context)}`,
  chart: trend(whole, {
    column: "median_response_minutes",
    low: "response_p25",
    high: "response_p75",
    n: "answered_posts",
    label: "Median"
  }),
  note: (_, {manifest}) => `Weeks with fewer than ${manifest.min_n} answered posts are left out.`,
  describe: describe("median_response_minutes", whole)
};

/** Followers by platform. */
export const followers: FrameOptions = {
  needs: "followers",
  finding: followersFinding,
  subtitle: (_, context) => `Followers at the end of the week, by platform; ${chosen(context)}`,
  chart: (rows, context) => {
    const {platforms, weeks} = followerWeeks(rows);
    const series = platforms
      .slice(0, 3)
      .map((platform, i): Series => ({column: platform, label: platform, tone: i === 0 ? "ink" : "rest"}));
    return trendChart(weeks, {...context, each: whole(context), series});
  },
  note: "Followers are not readers, and readers are not buyers.",
  describe: (rows, context) => {
    const finding = followersFinding(rows, context);
    return typeof finding === "string" ? finding : finding.empty;
  }
};

/** The table of what was done in Sales Navigator. */
export const totals: TableOptions = {
  needs: "navigator_usage",
  caption: "What was done in Sales Navigator",
  empty: "No use is reported in this selection.",
  columns: [
    {column: "kind", heading: "What", write: (row) => capital(text(row, "kind") ?? "")},
    countColumn("total", "Total"),
    decimalColumn("mean", "Mean per active seat and week"),
    decimalColumn("median", "Median"),
    countColumn("active_weeks", "Active seat-weeks")
  ]
};

/** The table of platforms. */
export const platforms: TableOptions = {
  needs: "posts",
  caption: "Reach and response by platform",
  empty: "Nothing was posted in this selection.",
  columns: [
    {column: "key", heading: "Platform", write: (row) => text(row, "key") ?? "not given"},
    countColumn("posts", "Posts"),
    countColumn("reach", "Reach"),
    countColumn("median_reach", "Median of a post"),
    rateColumn("engagement_rate", "Engagement", ["engaged_posts"]),
    intervalColumn("engagement_rate", ["engaged_posts"]),
    rateColumn("click_rate", "Clicks", ["clicked_posts"]),
    intervalColumn("click_rate", ["clicked_posts"])
  ]
};

/** Search interest, as context. */
export const interest: FrameOptions = {
  needs: "trends",
  finding: interestFinding,
  subtitle: "Search interest, 0 to 100, by week; not our own figure",
  chart: trend(whole, {column: "interest", label: "Interest", tone: "rest"}),
  note: "What the world searches for. It stands apart because no seller makes it.",
  describe: describe("interest", whole)
};

/** The table of use by team. */
export const useByTeam: TableOptions = {
  needs: "navigator_usage",
  caption: "Use of Sales Navigator by team",
  empty: "No use is reported in this selection.",
  columns: [
    {column: "key", heading: "Team", write: (row) => text(row, "key") ?? "not given"},
    countColumn("sellers", "Sellers"),
    rateColumn("active_share", "Weeks active", ["reported"]),
    decimalColumn("mean_days_active", "Days"),
    decimalColumn("mean_searches", "Searches"),
    decimalColumn("mean_profile_views", "Profiles"),
    decimalColumn("mean_saved_leads", "Saved leads"),
    decimalColumn("mean_saved_accounts", "Saved accounts"),
    countColumn("inmails_sent", "InMails"),
    rateColumn("answer_rate", "Answered", ["inmails_sent"]),
    intervalColumn("answer_rate", ["inmails_sent"])
  ]
};

/** The table of content by seller. */
export const sellers: TableOptions = {
  needs: "posts",
  caption: "Content by seller",
  limit: 10,
  empty: "Nothing was posted in this selection.",
  columns: [
    {column: "key", heading: "Seller", write: (row) => text(row, "key") ?? "company page"},
    countColumn("posts", "Posts"),
    countColumn("median_reach", "Median reach"),
    rateColumn("engagement_rate", "Engagement", ["engaged_posts"]),
    rateColumn("click_rate", "Clicks", ["clicked_posts"]),
    countColumn("median_response_minutes", "Median minutes to answer")
  ]
};

/** The table of the most clicked posts. */
export const topPosts: TableOptions = {
  needs: "posts",
  caption: "Most clicked posts",
  limit: 10,
  empty: "No click is on record in this selection.",
  columns: [
    {column: "title", heading: "Title", write: (row) => text(row, "title") ?? "without a title"},
    {column: "platform", heading: "Platform"},
    {column: "content_type", heading: "Kind"},
    {column: "seller_id", heading: "Seller", write: (row) => text(row, "seller_id") ?? "company page"},
    {column: "published_on", heading: "Published"},
    countColumn("clicks", "Clicks"),
    countColumn("reach", "Reach"),
    rateColumn("click_rate", "Clicks ÷ reach", ["reach"])
  ]
};

/** The table of channels and campaigns. */
export const campaigns: TableOptions = {
  needs: "web_traffic",
  caption: "Visits and leads by channel and campaign",
  empty: "No visits are on record for this period.",
  columns: [
    {column: "key", heading: "Channel, campaign"},
    countColumn("sessions", "Visits"),
    rateColumn("share_of_sessions", "Of all visits", ["sessions"]),
    countColumn("leads", "Leads"),
    rateColumn("lead_rate", "Leads ÷ visits", ["sessions"]),
    intervalColumn("lead_rate", ["sessions"]),
    countColumn("qualified_leads", "Qualified"),
    rateColumn("qualified_rate", "Qualified ÷ leads", ["leads"])
  ]
};

/** The table of leads from shares. */
export const shares: TableOptions = {
  needs: "leads",
  caption: "Leads from what sellers shared",
  limit: 10,
  empty: "No lead of this selection came from what a seller shared.",
  columns: [
    {column: "seller_id", heading: "Seller", write: (row) => text(row, "seller_id") ?? "not given"},
    {column: "team", heading: "Team"},
    countColumn("posts", "Posts"),
    countColumn("leads", "Leads"),
    countColumn("won", "Won"),
    rateColumn("conversion", "Conversion", ["leads"])
  ]
};
