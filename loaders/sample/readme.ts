import {COMPANY, HIT_RATES, LAG, TRAINING} from "./truths.js";

/** The sample's `README.md`. */
export function readme(): string {
  return `# A sample workspace

**Everything here is made up.** ${COMPANY.name} does not exist; its sellers, customers, deals and leads were drawn at
random, and a likeness to anybody is an accident. The sample shows what the report looks like and what exports it
reads. \`report.yaml\` says which file is what, with a comment on each line.

| file | holds |
| --- | --- |
| \`sellers.csv\` | the roster: region, team, role, seat, day of training |
| \`ssi/*.csv\` | the Social Selling Index by seller and week, a file a quarter |
| \`crm/opportunities.csv\` | deals, as the report export of a CRM, with its footer lines |
| \`crm/affaires-france.csv\` | deals of the French office, as its spreadsheet saves them |
| \`engagement/*.csv\` | actions of sellers: messages, likes, calls, meetings, a file a month |
| \`leads.csv\` | leads with a vendor's score and what became of them |
| \`posts.csv\` | posts and their reach |
| \`navigator_usage.csv\`, \`invitations.csv\` | weekly use of Sales Navigator, weekly invitations |
| \`training.csv\`, \`coaching.csv\`, \`profile_audits.csv\` | the programme: who was there, who was coached, what profiles look like |
| \`surveys.csv\` | what sellers say of their own week |
| \`contributions.csv\` | interviews on signed deals: what social selling contributed, in per cent, and why |
| \`web_traffic.csv\` | visits and leads of the company's site by channel |
| \`connections.csv\` | new connections by seller and week, and those in the persona, over the last year |
| \`followers.csv\`, \`trends.csv\` | followers of the company's pages; search interest, as context |

## What is planted

The sample has answers, so that tests can see whether the report finds them:

- Training lifts a seller's SSI by ${TRAINING.lift} points, spread over the first ${TRAINING.rampWeeks} weeks. Who is trained when was drawn by lot.
- Social deals are won more often in EMEA and LATAM, less often in NORAM, and as often in APAC.
${rates()}
- Social deals are common where little is won. All regions together they look worse than the rest; within regions
  they do better. Only the second comparison is fair.
- Social deals take a little longer to close, not less.
- How high a seller's SSI is says nothing about results. A good quarter in SSI brings a few more deals ${LAG.quarters} quarters later.
- Won deals had more social touches while they were open. Some touches come after the close and cannot have helped.
- The vendor's lead score puts leads in a fair order, but read as a percentage it promises far too much.
- Sellers' interviews include entries that break the rules of the ledger: no argument, more than its moment allows,
  a deal that was lost or that nobody knows.

Dirt is planted too: unknown sellers, impossible values, texts where numbers belong, days that do not exist,
missing values, duplicates, totals that are not the sum of their parts, deals closed before they were created,
deals without owner, sources nobody mapped, footers, blank lines, text that looks like markup, names in many scripts.

## Making it again

\`\`\`sh
npm run sample -- --scale 1 --seed 1 --out data
\`\`\`

writes these very bytes. Another seed gives another company of the same kind; \`--scale 100\` gives 12,000 sellers.
`;
}

function rates(): string {
  const rows = Object.entries(HIT_RATES).map(([region, {social, rest, socialShare}]) => {
    return `  | ${region} | ${percent(social)} | ${percent(rest)} | ${percent(socialShare)} |`;
  });
  return [
    "",
    "  | region | social deals won in the end | other deals won in the end | share of social deals |",
    "  | --- | --- | --- | --- |",
    ...rows,
    ""
  ].join("\n");
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}
