import type {CardContent} from "../card.js";
import {sortedByRate, type RateColumns} from "../charts/dot-interval.js";
import type {Finding} from "../frame.js";
import type {Context} from "../piece.js";
import {date, number, tally, text, type Row} from "../rows.js";
import {change, clearlyAbove, intervalText, pointsAbs, rateRange} from "./common.js";
import {rateCard, totalOf} from "./rates.js";

type RowList = readonly Row[];

/** Rates of content, as columns of posts_by; n is the number of posts. */
export const engagement: RateColumns = {
  key: "key",
  value: "engagement_rate",
  low: "engagement_rate_low",
  high: "engagement_rate_high",
  part: "engagement",
  whole: "engaged_posts"
};
export const clicks: RateColumns = {
  key: "key",
  value: "click_rate",
  low: "click_rate_low",
  high: "click_rate_high",
  part: "clicks",
  whole: "clicked_posts"
};
const answered = {
  value: "answer_rate",
  low: "answer_rate_low",
  high: "answer_rate_high",
  part: "inmails_answered",
  whole: "inmails_sent"
};

const noUse = "No use of Sales Navigator is reported in this selection.";
const noSeats = "Nobody of this selection holds a Sales Navigator seat.";
const noPosts = "Nothing was posted in this selection.";
const noInvitations = "No invitation was sent in this selection.";
const noVisits = "No visits of the site are on record for this period.";

/** How a measure of one week is spoken of. */
interface Measure {
  readonly column: string;
  /** The column of what a week rests on. */
  readonly n: string;
  readonly each: (value: number) => string;
  /** "Active seats use Sales Navigator on {now} days a week" */
  readonly say: (now: string) => string;
  readonly none: string;
  readonly few: string;
}

/** The mean of a measure over the first and the last quarter of the weeks, so that no single week decides. */
export function endsOf(rows: RowList, column: string): {first: number; last: number; weeks: number} | null {
  const values = rows.map((row) => number(row, column)).filter((x): x is number => x !== null);
  const weeks = Math.max(1, Math.floor(values.length / 4));
  if (values.length < 2) return null;
  const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;
  return {first: mean(values.slice(0, weeks)), last: mean(values.slice(-weeks)), weeks};
}

/** A title that says where a measure stands and how it moved. */
export function trendFinding(rows: RowList, measure: Measure, context: Context): Finding {
  const {manifest} = context;
  const {column, n, each, say, none, few} = measure;
  if (rows.length === 0) return {empty: none};
  const enough = rows.filter((row) => tally(row, n) >= manifest.min_n && number(row, column) !== null);
  const last = enough.at(-1);
  if (!last) return {empty: few};
  const ends = endsOf(enough, column);
  if (!ends) return `${say(each(number(last, column) ?? 0))} in the only week with enough`;
  const delta = change(ends.last, ends.first, {
    each,
    on: firstWeeks(ends.weeks, context)
  });
  return `${say(each(ends.last))}, ${delta?.text ?? ""}`;
}

function firstWeeks(weeks: number, {format}: Context): string {
  return `the first ${weeks === 1 ? "week" : format.plural(weeks, "week")}`;
}

/** The title of the chart of days with use. */
export function daysFinding(rows: RowList, context: Context): Finding {
  const {format, manifest} = context;
  return trendFinding(
    rows,
    {
      column: "mean_days_active",
      n: "active",
      each: (x) => format.decimal(x),
      say: (now) => `Active seats use Sales Navigator on ${now} days a week`,
      none: noUse,
      few: `Fewer than ${manifest.min_n} seats were active in every week: too few for a mean.`
    },
    context
  );
}

/** The title of the chart of searches and profiles. */
export function searchesFinding(rows: RowList, context: Context): Finding {
  const {format, manifest} = context;
  return trendFinding(
    rows,
    {
      column: "mean_profile_views",
      n: "active",
      each: (x) => format.decimal(x),
      say: (now) => `An active seat looks at ${now} profiles a week`,
      none: noUse,
      few: `Fewer than ${manifest.min_n} seats were active in every week: too few for a mean.`
    },
    context
  );
}

/** The title of the chart of use around the training. */
export function trainingFinding(rows: RowList, {format, manifest}: Context): Finding {
  const enough = rows.filter((row) => tally(row, "sellers") >= manifest.min_n);
  const mean = (from: number, to: number): number | null => {
    const part = enough.filter((row) => tally(row, "weeks_since") >= from && tally(row, "weeks_since") <= to);
    const n = part.reduce((sum, row) => sum + tally(row, "sellers"), 0);
    const days = part.reduce((sum, row) => sum + tally(row, "sellers") * tally(row, "mean_days_active"), 0);
    return n === 0 ? null : days / n;
  };
  const [before, after] = [mean(-12, -1), mean(1, 12)];
  if (before === null || after === null)
    return {empty: "Too few sellers have use reported both before and after their training to compare."};
  const [from, to] = [format.decimal(before, 2), format.decimal(after, 2)];
  if (from === to)
    return `Sellers used Sales Navigator as often after the training as before: ${to} days a week`;
  return `Sellers used Sales Navigator on ${to} days a week in the 12 weeks after the training, on ${from} before it`;
}

/** The card of seats active now. */
export function seatsCard(rows: RowList, context: Context): CardContent {
  const columns = {value: "share", low: "share_low", high: "share_high", part: "sellers", whole: "seats"};
  const words = {label: "Seats in use", few: "Seats in use", things: "seats used in 4 weeks", none: noSeats};
  return rateCard(
    rows.find((row) => text(row, "step") === "active"),
    columns,
    words,
    context
  );
}

/** The title of the chart of seats. */
export function seatsFinding(rows: RowList, {format}: Context): Finding {
  const of = (step: string): number => {
    const row = rows.find((each) => text(each, "step") === step);
    return row ? tally(row, "sellers") : 0;
  };
  const seats = of("seats");
  if (seats === 0) return {empty: noSeats};
  const bought = of("purchased");
  const seen = bought > 0 ? `${format.plural(bought, "seat")} bought` : format.plural(seats, "seat");
  const held = bought > 0 ? `${format.count(seats)} are held, ` : "";
  const active = of("active");
  if (active === seats && bought <= seats)
    return `All ${format.plural(seats, "seat")} were used in the last four weeks`;
  return `Of ${seen}, ${held}${format.count(of("activated"))} were ever used and ${format.count(active)} in the last four weeks: ${format.count(Math.max(seats, bought) - active)} stand idle`;
}

/** The card of InMails answered. */
export function inmailsCard(rows: RowList, context: Context): CardContent {
  return rateCard(
    rows[0],
    answered,
    {label: "InMails answered", few: "InMails answered", things: "InMails", none: "No InMail was sent."},
    context
  );
}

/** The card of networks under 500 connections. */
export function networkCard(rows: RowList, {format, manifest}: Context): CardContent {
  const last = rows.at(-1);
  const label = "Median connections";
  if (!last) return {label, value: "–", n: "The size of no network is known in this selection."};
  const sellers = tally(last, "sellers");
  const n = `${format.plural(sellers, "seller")}, week of ${format.date(date(last, "week"))}`;
  if (sellers < manifest.min_n)
    return {
      label: "Sellers whose network is known",
      value: format.count(sellers),
      n: `${n}; too few for a median`
    };
  const [low, value, high] = ["p25", "median", "p75"].map((c) => number(last, c)) as [number, number, number];
  const to = Math.ceil(high / 500) * 500;
  return {
    label,
    value: format.count(value),
    range: {
      low,
      value,
      high,
      from: 0,
      to,
      text: `middle half of sellers ${format.interval(low, high, (x) => format.count(x))}`,
      ends: ["0", format.count(to)]
    },
    n,
    caveat: `${format.plural(tally(last, "under_500"), "seller is", "sellers are")} under 500, where relationships are hard to build.`
  };
}

/** The title of the chart of networks. */
export function networkFinding(rows: RowList, context: Context): Finding {
  const {format, manifest} = context;
  return trendFinding(
    rows,
    {
      column: "median",
      n: "sellers",
      each: (x) => format.count(x),
      say: (now) => `The median network has ${now} connections`,
      none: "The size of no network is known in this selection.",
      few: `Fewer than ${manifest.min_n} networks are known in every week: too few for a median.`
    },
    context
  );
}

/** The title of the chart of the persona's share. */
export function personaFinding(rows: RowList, {format, manifest}: Context): Finding {
  if (rows.length === 0) return {empty: "No new connection is on record in this selection."};
  const {part, whole, rate} = totalOf(rows, {part: "in_persona", whole: "persona_known"});
  if (whole === 0)
    return {empty: "No job titles are known, so it cannot be said who is in the target persona."};
  if (whole < manifest.min_n)
    return `Too few new connections for a share: ${format.outOf(part, whole)} in the persona`;
  const last = rows.at(-1) as Row;
  const goal = `${format.outOf(tally(last, "at_goal"), tally(last, "judged"))} sellers reached ${manifest.weekly_goal} in the last week`;
  return `${format.percent(rate, 0)} of new connections are in the target persona; ${goal}`;
}

/** The title of the chart of invitations, against the reference. */
export function invitationsFinding(rows: RowList, {format, manifest}: Context): Finding {
  const sent = rows.find((row) => text(row, "step") === "sent");
  if (!sent || tally(sent, "invitations") === 0) return {empty: noInvitations};
  const say = (step: string, verb: string): string[] => {
    const row = rows.find((each) => text(each, "step") === step);
    if (!row || tally(row, "before") < manifest.min_n) return [];
    const [rate, low, high, reference] = ["rate", "rate_low", "rate_high", "reference"].map(
      (c) => number(row, c) ?? 0
    ) as [number, number, number, number];
    const against = low > reference ? "above" : high < reference ? "under" : "in line with";
    return [
      `${format.percent(rate, 0)} ${verb}, ${against} the reference of ${format.percent(reference, 0)}`
    ];
  };
  const parts = [
    ...say("accepted", "of invitations are accepted"),
    ...say("visited", "of those accepted visit the profile")
  ];
  if (parts.length === 0)
    return `${format.plural(tally(sent, "invitations"), "invitation")} sent; what became of them is not recorded, or of too few`;
  return parts.join("; ");
}

/** The card of invitations accepted. */
export function invitationsCard(rows: RowList, context: Context): CardContent {
  const columns = {value: "rate", low: "rate_low", high: "rate_high", part: "compared", whole: "before"};
  return rateCard(
    rows.find((row) => text(row, "step") === "accepted"),
    columns,
    {
      label: "Invitations accepted",
      few: "Invitations accepted",
      things: "invitations",
      none: noInvitations,
      caveat: "Reference of the field: 33 of 100."
    },
    context
  );
}

/** The card of the engagement rate. */
export function engagementCard(rows: RowList, {format, manifest}: Context): CardContent {
  const [row] = rows;
  const label = "Engagement per showing";
  const posts = row ? tally(row, "engaged_posts") : 0;
  if (!row || posts === 0) return {label, value: "–", n: noPosts};
  const n = `${format.plural(posts, "post")}, shown ${format.count(number(row, "reach"))} times`;
  if (posts < manifest.min_n)
    return {label: "Posts", value: format.count(posts), n: `${n}; too few for a rate`};
  const [low, value, high] = ["engagement_rate_low", "engagement_rate", "engagement_rate_high"].map((c) =>
    number(row, c)
  ) as [number | null, number, number | null];
  const minutes = number(row, "median_response_minutes");
  return {
    label,
    value: format.percent(value),
    range: rateRange(format, {low, value, high}, intervalText(format, low, high)),
    n,
    ...(minutes === null
      ? {}
      : {
          caveat: `Comments are answered in ${format.plural(Math.round(minutes), "minute")} (median of ${format.count(tally(row, "answered_posts"))} posts).`
        })
  };
}

/** The title of a chart of rates of content. */
export function contentFinding(
  rows: RowList,
  columns: RateColumns,
  say: {most: string; groups: string},
  {format, manifest}: Context
): Finding {
  const posts = rows.reduce((sum, row) => sum + tally(row, columns.whole), 0);
  if (posts === 0) return {empty: noPosts};
  const rated = sortedByRate(rows, columns, manifest.min_n).filter(
    (row) => tally(row, columns.whole) >= manifest.min_n
  );
  const [best, worst] = [rated[0], rated.at(-1)];
  if (!best || !worst) return `Too few posts for a rate: ${format.count(posts)}`;
  const name = (row: Row): string =>
    `${text(row, "key") ?? "not given"} (${format.percent(number(row, columns.value))})`;
  if (best === worst) return `Only ${name(best)} has enough posts for a rate`;
  if (clearlyAbove(best, worst, columns)) return `${say.most} ${name(best)}, least ${name(worst)}`;
  return `No clear difference between ${say.groups}, from ${name(best)} to ${name(worst)}`;
}

/** Rates of content in words, with the posts they rest on. */
export function describeContent(rows: RowList, columns: RateColumns, {format, manifest}: Context): string {
  return sortedByRate(rows, columns, manifest.min_n)
    .map((row) => {
      const posts = tally(row, columns.whole);
      const head = `${text(row, columns.key) ?? "not given"}: ${format.plural(posts, "post")}`;
      return posts < manifest.min_n
        ? `${head}, too few for a rate.`
        : `${head}, ${format.percent(number(row, columns.value))}.`;
    })
    .join(" ");
}

/** The title of the heatmap. */
export function heatmapFinding(rows: RowList, context: Context): Finding {
  return contentFinding(
    rows,
    engagement,
    {most: "Most engagement per showing:", groups: "platforms and kinds of content"},
    context
  );
}

/** The title of the chart of visits from social networks. */
export function trafficFinding(rows: RowList, context: Context): Finding {
  const {format, manifest} = context;
  const {part, whole, rate} = totalOf(rows, {part: "social_sessions", whole: "sessions"});
  if (whole === 0) return {empty: noVisits};
  if (whole < manifest.min_n) return `Only ${format.plural(whole, "visit")} on record: too few for a share`;
  const now = `${format.percent(rate)} of visits to the site come from social networks (${format.outOf(part, whole)})`;
  const ends = endsOf(rows, "social_share");
  const delta = ends
    ? change(ends.last, ends.first, {
        each: pointsAbs(format),
        on: firstWeeks(ends.weeks, context),
        at: "lately"
      })
    : null;
  return delta ? `${now}; ${delta.text}` : now;
}

/** The title of the line of search interest. */
export function interestFinding(rows: RowList, {format}: Context): Finding {
  const last = rows.at(-1);
  if (!last) return {empty: "No search interest is on record for this period."};
  return `For context: the world searched for ${text(last, "term") ?? "the term"} at ${format.count(number(last, "interest"))} of 100 in the week of ${format.date(date(last, "week"))}`;
}

/** Whether habits changed: use, network, content, each in half a sentence. */
export function habitsAnswer(
  rows: {weekly: RowList; invitations: RowList; posts: RowList},
  context: Context
): string[] {
  const use = daysFinding(rows.weekly, context);
  const invited = invitationsFinding(rows.invitations, context);
  const {format, manifest} = context;
  const [posts] = rows.posts;
  const shown =
    posts && tally(posts, "engaged_posts") >= manifest.min_n
      ? `${format.percent(number(posts, "engagement_rate"))} of showings of ${format.plural(tally(posts, "engaged_posts"), "post")} met with a reaction.`
      : "";
  const whole = (finding: Finding): string => (typeof finding === "string" ? `${finding}.` : finding.empty);
  return [whole(use), [whole(invited), shown, "Use is activity, not results."].filter(Boolean).join(" ")];
}
