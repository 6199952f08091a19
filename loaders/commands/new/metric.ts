import {ReportError} from "../../errors.js";
import type {Scaffold} from "../new.js";

/** A metric that counts deals by team, and a test of it that fails until its figure has been worked out. */
export function metricFiles(name: string): Scaffold {
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new ReportError(
      `new metric: "${name}" is no name. Use small letters, digits and _, such as win_rate_by_manager.`
    );
  const metric = `loaders/models/metrics/${name}.sql`;
  const test = `test/models/${name.replaceAll("_", "-")}.test.ts`;
  return {
    files: {[metric]: sqlText(name), [test]: testText(name)},
    next: [
      `${metric}: say in the comments what it counts, then write the query`,
      `${test}: work the expected figure out by hand and write it in place of the wrong one`,
      `npx vitest run ${test}, then npm run docs:metrics to document it`
    ]
  };
}

function sqlText(name: string): string {
  const title = name.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase());
  return `-- title: ${title}
-- grain: One row per team.
-- unit: deals; rate
-- dates: created_on of the deal.
-- definition: Won deals ÷ created deals, by the team of the owner. Say here what is counted, so that it can be checked.
-- limits: Deals without an owner have no team. Say here what the figure cannot tell.
-- source: Our own definition.
-- column team: Team on the roster; empty where it is not known.
-- column deals: Deals created in the period.
-- column won: Of these, won.
-- column win_rate: Won ÷ created.
-- column win_rate_low: Lower end of its interval.
-- column win_rate_high: Upper end of its interval.
CREATE MACRO ${name}(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE
WITH counted AS (
  SELECT d.team, count(*) AS deals, count_if(d.outcome = 'won') AS won
  FROM deals d
  WHERE (region IS NULL OR d.region = region)
    AND (team IS NULL OR d.team = team)
    AND within(d.created_on, since, until)
  GROUP BY d.team
)
SELECT c.team, c.deals, c.won,
  rate(c.won, c.deals) AS win_rate, wilson_low(c.won, c.deals) AS win_rate_low, wilson_high(c.won, c.deals) AS win_rate_high
FROM counted c
ORDER BY c.team;
`;
}

function testText(name: string): string {
  return `import {describe, expect, it} from "vitest";
import {workspaceOf} from "../workspace-of.js";

const files = {
  "sellers.csv": "seller_id,team,region\\ns1,North,EMEA\\ns2,South,EMEA\\n",
  "deals.csv": \`deal_id,seller_id,created_on,closed_on,stage,amount
1,s1,2026-01-10,2026-02-01,Won,100
2,s1,2026-02-10,2026-03-01,Lost,200
3,s2,2026-03-10,,Open,300
\`
};

describe("${name}", () => {
  it("counts what its definition says", async () => {
    const {rows} = await workspaceOf(files);
    expect(await rows("SELECT team, deals, won FROM ${name}()")).toEqual([
      {team: "work this out by hand", deals: 0, won: 0}
    ]);
  });
});
`;
}
