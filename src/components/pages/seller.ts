import {html} from "htl";
import {pillarChart} from "../charts/pillars.js";
import {trendChart} from "../charts/trend.js";
import {countColumn} from "../columns.js";
import {activityFinding, nextSteps, outreachFinding, sellerAnswer} from "../findings/seller.js";
import {describeSeries, pillarsFinding} from "../findings/ssi.js";
import {emptyState} from "../empty.js";
import type {FrameOptions} from "../frame.js";
import type {Context} from "../piece.js";
import {number, text, type Row, type Rows} from "../rows.js";
import type {TableOptions} from "../table.js";

export {
  sellerContentCard,
  sellerDealsCard,
  sellerNetworkCard,
  sellerSsiCard,
  sellerUseCard
} from "../findings/seller.js";
export {oneSeller} from "./adoption.js";

/** Where the seller stands. */
export function answer(rows: Rows, context: Context): string[] {
  return sellerAnswer(rows, context);
}

/** What stands on the page while no seller is chosen. */
export function chooseSeller(): HTMLElement {
  return emptyState("Choose a seller: type part of a name, an identifier or a team.");
}

/** The seller's pillars by week. */
export const pillars: FrameOptions = {
  needs: "ssi",
  finding: pillarsFinding,
  subtitle: (_, context) => `The seller’s four pillars, 0 to 25, by week; ${context.filters.periodLabel}`,
  chart: pillarChart,
  note: "The scale is cut to the range of the pillars. Without a seat the insights pillar has a ceiling.",
  describe: (rows, context) => describeSeries(rows, "ssi", (x) => context.format.decimal(x), context)
};

const whole =
  ({format}: Context) =>
  (value: number): string =>
    format.count(value);

/** Days with use by week. */
export const activity: FrameOptions = {
  needs: "navigator_usage",
  finding: activityFinding,
  subtitle: (_, context) => `Days with use of Sales Navigator, by week; ${context.filters.periodLabel}`,
  chart: (rows, context) =>
    trendChart(rows, {
      ...context,
      domain: [0, 7],
      each: whole(context),
      series: [{column: "days_active", label: "Days"}]
    }),
  note: "Weeks without a report leave a gap; they are not weeks of no use.",
  describe: (rows, context) => describeSeries(rows, "days_active", whole(context), context)
};

/** Invitations and new connections by week. */
export const outreach: FrameOptions = {
  finding: outreachFinding,
  subtitle: (_, context) =>
    `New connections and those in the target persona, or invitations where none are on record, by week; ${context.filters.periodLabel}`,
  chart: (rows, context) => {
    const known = rows.some((row) => number(row, "connections_added") !== null);
    return trendChart(rows, {
      ...context,
      each: whole(context),
      series: known
        ? [
            {column: "connections_added", label: "New"},
            {column: "in_persona", label: "In the persona", tone: "rest"}
          ]
        : [
            {column: "invitations_sent", label: "Sent"},
            {column: "invitations_accepted", label: "Accepted", tone: "rest"}
          ]
    });
  },
  note: (_, {manifest}) => `The goal is ${manifest.weekly_goal} new contacts in the persona a week.`,
  describe: (rows, context) => describeSeries(rows, "connections_added", whole(context), context)
};

/** The table of the seller's posts. */
export const posts: TableOptions = {
  needs: "posts",
  caption: "Posts of this seller",
  limit: 10,
  empty: "This seller posted nothing in this period.",
  columns: [
    {column: "title", heading: "Title", write: (row: Row) => text(row, "title") ?? "without a title"},
    {column: "published_on", heading: "Published"},
    {column: "platform", heading: "Platform"},
    {column: "content_type", heading: "Kind"},
    countColumn("reach", "Reach"),
    countColumn("engagement", "Reactions"),
    countColumn("clicks", "Clicks")
  ]
};

/** What to do next, by the lowest pillar: a sentence and steps, once the seller's figures are there. */
export function next(rows: PromiseLike<Rows>, context: Context): HTMLElement {
  const element = html`<div class="next-steps" aria-busy="true"></div>`;
  const write = (found: Rows): void => {
    const {finding, steps} = nextSteps(found, context);
    const items = steps.map((step) => html`<li>${step}</li>`);
    element.replaceChildren(
      html`<p>${finding}</p>`,
      ...(items.length > 0
        ? [
            html`<ul>
              ${items}
            </ul>`
          ]
        : [])
    );
    element.removeAttribute("aria-busy");
  };
  // A failure is told by the pieces that show the same figures.
  rows.then(write, () => element.remove());
  return element;
}
