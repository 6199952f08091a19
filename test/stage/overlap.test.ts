import {describe, expect, it} from "vitest";
import {workspaceOf} from "../workspace-of.js";

const settings = "title: A\nas_of: 2026-09-30\nsources:\n";
const header = "deal_id,created_on,closed_on,stage,amount\n";

describe("this quarter's export and last quarter's", () => {
  it("merge: each deal counts once, as the later file has it, and what is superseded is counted apart", async () => {
    const {rows} = await workspaceOf({
      "deals-Q2.csv": `${header}d1,2026-01-05,2026-03-01,Won,100\nd2,2026-02-01,,Open,50\nd3,2026-03-01,,Open,70\n`,
      "deals-Q3.csv": `${header}d2,2026-02-01,2026-07-01,Won,60\nd3,2026-03-01,,Open,70\nd4,2026-07-02,,Open,10\n\n`,
      "report.yaml": `${settings}  deals: {file: "deals-*.csv"}\n`
    });
    expect(await rows("SELECT deal_id, outcome, amount FROM deals ORDER BY 1")).toEqual([
      {deal_id: "d1", outcome: "won", amount: 100},
      {deal_id: "d2", outcome: "won", amount: 60},
      {deal_id: "d3", outcome: "open", amount: 70},
      {deal_id: "d4", outcome: "open", amount: 10}
    ]);
    expect(await rows("FROM files()")).toEqual([
      {
        file: "deals-Q2.csv",
        source: "deals",
        rows_read: 3,
        accepted: 1,
        rejected: 2,
        ignored: 0,
        duplicates: 2
      },
      {
        file: "deals-Q3.csv",
        source: "deals",
        rows_read: 4,
        accepted: 3,
        rejected: 0,
        ignored: 1,
        duplicates: 0
      }
    ]);
    expect(await rows("SELECT file, line, value, message FROM rejects()")).toEqual([
      {
        file: "deals-Q2.csv",
        line: 3,
        value: "d2",
        message: '"d2" stands again in deals-Q3.csv, which is read later; only that row counts.'
      },
      {
        file: "deals-Q2.csv",
        line: 4,
        value: "d3",
        message: '"d3" stands again in deals-Q3.csv, which is read later; only that row counts.'
      }
    ]);
  });

  it("are read in the order in which their names count up", async () => {
    const file = (amount: number): string => `${header}d1,2026-01-05,,Open,${amount}\n`;
    const {rows} = await workspaceOf({
      "export 10.csv": file(10),
      "export 9.csv": file(9),
      "report.yaml": `${settings}  deals: {file: "export *.csv"}\n`
    });
    expect(await rows("SELECT amount FROM deals")).toEqual([{amount: 10}]);
  });
});

describe("rows that nothing identifies", () => {
  const touches = (rows: readonly string[]): string =>
    ["happened_on,seller_id,channel,kind", ...rows, ""].join("\n");
  const call = "2026-09-28,s1,phone,call";
  const mail = "2026-09-29,s1,email,mail";

  it("count as often as the file of an entry with the most of them has them", async () => {
    const {rows} = await workspaceOf({
      "e/1.csv": touches([call, call, mail]),
      "e/2.csv": touches([call, "2026-09-30,s1,phone,call"]),
      "report.yaml": `${settings}  engagement: {file: "e/*.csv"}\n`
    });
    expect(await rows('SELECT happened_on, sum("count") AS n FROM touches GROUP BY 1 ORDER BY 1')).toEqual([
      {happened_on: "2026-09-28", n: 2},
      {happened_on: "2026-09-29", n: 1},
      {happened_on: "2026-09-30", n: 1}
    ]);
    expect(await rows("SELECT file, line, rule, message FROM rejects()")).toEqual([
      {
        file: "e/1.csv",
        line: 2,
        rule: "duplicate_row",
        message: "The same row stands in e/2.csv, which is read later; only that row counts."
      }
    ]);
    expect(await rows("SELECT sum(duplicates)::INT AS n FROM files()")).toEqual([{n: 1}]);
  });

  it("all count where they stand in one file, or in files of two systems", async () => {
    const {rows} = await workspaceOf({
      "a.csv": touches([call, call]),
      "b.csv": touches([call]),
      "report.yaml": `${settings}  engagement: [{file: a.csv}, {file: b.csv}]\n`
    });
    expect(await rows('SELECT sum("count")::INT AS n FROM touches')).toEqual([{n: 3}]);
    expect(await rows("FROM rejects()")).toEqual([]);
  });

  it("are told from those with an identifier", async () => {
    const rowsOf = (id: string): string =>
      `event_id,happened_on,seller_id\n${id},2026-09-28,s1\n,2026-09-28,s1\n`;
    const {rows} = await workspaceOf({
      "e/1.csv": rowsOf("x"),
      "e/2.csv": rowsOf("y"),
      "report.yaml": `${settings}  engagement: {file: "e/*.csv"}\n`
    });
    expect(await rows('SELECT sum("count")::INT AS n FROM touches')).toEqual([{n: 3}]);
    expect(await rows("SELECT file, line, rule FROM rejects()")).toEqual([
      {file: "e/1.csv", line: 3, rule: "duplicate_row"}
    ]);
  });
});
