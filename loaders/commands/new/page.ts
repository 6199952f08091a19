import {ReportError} from "../../errors.js";
import {slug} from "../../../src/stats/slug.js";
import type {Scaffold} from "../new.js";

/** A page in the grammar of the report: it runs as it is, and compares deals by team. */
export function pageFiles(title: string): Scaffold {
  const name = slug(title);
  if (name === "")
    throw new ReportError(
      `new page: "${title}" has no letter. Give the page a title, such as "Win rate by manager".`
    );
  const page = `src/${name}.md`;
  const parts = `src/components/pages/${name}.ts`;
  return {
    files: {[page]: pageText(title, name), [parts]: partsText},
    next: [
      `${page}: write the question, and ask for the metric that answers it (npm run query lists them)`,
      `${parts}: write the answer, the title of the chart and the caveat`,
      "npm run dev shows the page as you save it; docs/write-a-page.md explains the parts"
    ]
  };
}

function pageText(title: string, name: string): string {
  return `---
title: ${JSON.stringify(title)}
---

\`\`\`js
import {openPage} from "./components/page.js";
import * as parts from "./components/pages/${name}.js";

const {metric, filterBar, answer, card, cards, chart, table} = await openPage(
  FileAttachment("data/report/first-view/${name}.json")
);
\`\`\`

# ${title.replace(/([\\`*_{}[\]<>#$])/g, "\\$1")}${/[?!.]$/.test(title) ? "" : "?"}

\`\`\`js
const filters = view(filterBar());
\`\`\`

\`\`\`js
const ask = {byTeam: metric("deals_by", {dimension: "team", ...filters})};
\`\`\`

\`\`\`js
display(answer(ask.byTeam, parts.answer, parts.needed));
\`\`\`

\`\`\`js
display(cards(card(ask.byTeam, parts.dealsCard, parts.needsDeals)));
\`\`\`

\`\`\`js
display(chart("by-team", ask.byTeam, parts.rates));
\`\`\`

## The figures behind it

\`\`\`js
display(table("by-team-table", ask.byTeam, parts.figures));
\`\`\`
`;
}

const partsText = `import type {CardContent} from "../card.js";
import {dotIntervalChart, sortedByRate} from "../charts/dot-interval.js";
import {countColumn, intervalColumn, rateColumn} from "../columns.js";
import {chosen, tooFew} from "../findings/common.js";
import {allDeals, describeRates, hitRate} from "../findings/deals.js";
import type {FrameOptions} from "../frame.js";
import type {Context} from "../piece.js";
import {number, tally, text, total, type Row, type Rows} from "../rows.js";
import type {TableOptions} from "../table.js";

export {needsDeals} from "./needs.js";

/** What the answer says where its source is absent. */
export const needed = {needs: "deals", without: "There are no deals to compare."};

/** Whether the best team is clearly better than the weakest. */
export function answer(rows: Rows, context: Context): string {
  const {format, manifest} = context;
  const rated = sortedByRate(rows, hitRate, manifest.min_n).filter((row) => tally(row, "deals") >= manifest.min_n);
  const [best, weakest] = [rated[0], rated.at(-1)];
  if (!best || !weakest || best === weakest) return tooFew(context, rated.length, "team with enough deals");
  const say = (row: Row): string =>
    \`\${text(row, "key") ?? "no team"} (\${format.percent(number(row, "hit_rate"))}, n = \${format.count(tally(row, "deals"))})\`;
  const clear = (number(best, "hit_rate_low") ?? 0) > (number(weakest, "hit_rate_high") ?? 1);
  return clear
    ? \`Deals are won most often in \${say(best)} and least in \${say(weakest)}.\`
    : \`There is no clear difference between teams, from \${say(best)} to \${say(weakest)}.\`;
}

/** The card of all deals. */
export function dealsCard(rows: Rows, {format}: Context): CardContent {
  return {
    label: "Deals created",
    value: format.count(total(rows, "deals")),
    n: \`\${format.count(total(rows, "won"))} of them won\`
  };
}

/** Hit rates by team, each with its interval. */
export const rates: FrameOptions = {
  needs: "deals",
  finding: (rows, context) =>
    rows.length === 0
      ? {empty: "No deal was created in this selection."}
      : answer(rows, context).replace(/\\.$/, ""),
  subtitle: (_, context) => \`Deals won of deals created, by team, with 95 % intervals; \${chosen(context)}\`,
  chart: (rows, context) =>
    dotIntervalChart(rows, {...context, columns: hitRate, reference: allDeals(rows, context)}),
  note: "Teams differ in more than how they sell: in customers, regions and sizes of deal.",
  describe: (rows, context) => describeRates(rows, hitRate, context)
};

/** The table of teams. */
export const figures: TableOptions = {
  needs: "deals",
  caption: "Deals created in the period, by team",
  sort: {column: "deals", descending: true},
  empty: "No deal was created in this selection.",
  columns: [
    {column: "key", heading: "Team"},
    countColumn("deals", "Created"),
    countColumn("won", "Won"),
    rateColumn("hit_rate", "Hit rate", ["deals"]),
    intervalColumn("hit_rate", ["deals"])
  ]
};
`;
