import {describe, expect, it} from "vitest";
import {workspaceOf, type Made, type Row} from "../workspace-of.js";

const files = {
  "sellers.csv": `seller_id,region,team,hired_on,left_on,trained_on
A,EMEA,North,2020-01-01,,2026-05-10
B,EMEA,North,2020-01-01,,
C,APAC,East,2026-01-02,2026-09-30,2025-01-01
`,
  "deals.csv": `deal_id,seller_id,created_on,closed_on,stage,amount
1,A,2026-01-01,2026-03-31,Won,100
2,A,2026-02-01,2026-04-01,Won,50
3,A,2026-03-31,,Open,7
4,B,2026-04-01,2026-04-02,Lost,900
5,C,2026-07-01,2026-09-30,Won,-10
6,C,2026-07-01,2026-07-30,Won,
7,,2026-07-01,2026-07-30,Won,5000
`,
  "ssi.csv": `week,seller_id,ssi
2026-01-05,A,70
2026-01-12,A,80
2026-04-06,A,40
2026-04-06,B,45
2026-07-06,C,55
`,
  "engagement.csv": `seller_id,happened_on,channel,count
A,2026-04-01,linkedin,3
A,2026-05-01,linkedin,1
C,2026-07-01,email,2
`
};

let made: Promise<Made> | undefined;
const rows = async (sql: string): Promise<Row[]> => (await (made ??= workspaceOf(files))).rows(sql);

describe("seller_quarters", () => {
  it("holds whole quarters of sellers on the roster, with 0 for none and nothing before a source begins", async () => {
    expect(
      await rows(
        "SELECT quarter, seller_id, trained, ssi, touches, posts, deals, pipeline, won, won_amount FROM seller_quarters()"
      )
    ).toEqual([
      {
        quarter: "2026-Q1",
        seller_id: "A",
        trained: false,
        ssi: 75,
        touches: null,
        posts: null,
        deals: 3,
        pipeline: 157,
        won: 1,
        won_amount: 100
      },
      {
        quarter: "2026-Q1",
        seller_id: "B",
        trained: false,
        ssi: null,
        touches: null,
        posts: null,
        deals: 0,
        pipeline: 0,
        won: 0,
        won_amount: 0
      },
      {
        quarter: "2026-Q2",
        seller_id: "A",
        trained: null,
        ssi: 40,
        touches: 4,
        posts: null,
        deals: 0,
        pipeline: 0,
        won: 1,
        won_amount: 50
      },
      {
        quarter: "2026-Q2",
        seller_id: "B",
        trained: false,
        ssi: 45,
        touches: 0,
        posts: null,
        deals: 1,
        pipeline: 900,
        won: 0,
        won_amount: 0
      },
      {
        quarter: "2026-Q2",
        seller_id: "C",
        trained: true,
        ssi: null,
        touches: 0,
        posts: null,
        deals: 0,
        pipeline: 0,
        won: 0,
        won_amount: 0
      },
      {
        quarter: "2026-Q3",
        seller_id: "A",
        trained: true,
        ssi: null,
        touches: 0,
        posts: null,
        deals: 0,
        pipeline: 0,
        won: 0,
        won_amount: 0
      },
      {
        quarter: "2026-Q3",
        seller_id: "B",
        trained: false,
        ssi: null,
        touches: 0,
        posts: null,
        deals: 0,
        pipeline: 0,
        won: 0,
        won_amount: 0
      },
      {
        quarter: "2026-Q3",
        seller_id: "C",
        trained: true,
        ssi: 55,
        touches: 2,
        posts: null,
        deals: 2,
        pipeline: -10,
        won: 2,
        won_amount: -10
      }
    ]);
  });

  it("keeps to whole quarters between the days, a region and a team", async () => {
    expect(
      await rows("SELECT DISTINCT quarter FROM seller_quarters(since := '2026-01-02', until := '2026-09-29')")
    ).toEqual([{quarter: "2026-Q2"}]);
    expect(await rows("SELECT DISTINCT seller_id FROM seller_quarters(region := 'APAC')")).toEqual([
      {seller_id: "C"}
    ]);
    expect(await rows("FROM seller_quarters(team := 'Nobody')")).toEqual([]);
  });
});

describe("seller_results", () => {
  it("places sellers by the bands of the SSI and the median result", async () => {
    expect(
      await rows(
        `SELECT seller_id, quarters, ssi, won, won_per_quarter, median_won, "group" FROM seller_results(since := '2026-01-01', until := '2026-03-31')`
      )
    ).toEqual([
      {
        seller_id: "A",
        quarters: 1,
        ssi: 75,
        won: 1,
        won_per_quarter: 100,
        median_won: 100,
        group: "score_and_result"
      }
    ]);
    expect(await rows(`SELECT seller_id, ssi, won_per_quarter, "group" FROM seller_results()`)).toEqual([
      {seller_id: "A", ssi: 57.5, won_per_quarter: 50, group: "between"},
      {seller_id: "B", ssi: 45, won_per_quarter: 0, group: "result_only"},
      {seller_id: "C", ssi: 55, won_per_quarter: -5, group: "between"}
    ]);
  });
});

describe("trained_results", () => {
  it("compares trained with untrained sellers within the quarters that have both", async () => {
    // Q2: C trained (0) against B (0); Q3: A (0) and C (−10) trained against B (0). Q1 has nobody trained.
    const [row] = await rows("FROM trained_results()");
    expect(row).toMatchObject({
      trained_sellers: 2,
      trained_quarters: 3,
      untrained_sellers: 1,
      untrained_quarters: 2,
      sellers: 3,
      quarters: 2
    });
    // Weights 1 × 1 ÷ 2 and 2 × 1 ÷ 3; differences 0 and −5.
    expect(row?.difference).toBeCloseTo((-5 * (2 / 3)) / (1 / 2 + 2 / 3), 9);
    expect(row?.difference_low).toBeNull();
    expect(await rows("FROM trained_results()")).toEqual([row]);
  });

  it("says nothing where all or none are trained", async () => {
    const [row] = await rows("FROM trained_results(team := 'East')");
    expect(row).toMatchObject({sellers: 0, trained_mean: null, difference: null, difference_low: null});
    expect(await rows("SELECT sellers FROM trained_results(team := 'Nobody')")).toEqual([{sellers: 0}]);
  });

  it("gives an interval around the difference, the same each time", async () => {
    const sellers = Array.from({length: 30}, (_, i) => i);
    const {rows: of} = await workspaceOf({
      "sellers.csv": `seller_id,trained_on\n${sellers.map((i) => `S${i},${i % 2 === 0 ? "2025-01-01" : ""}\n`).join("")}`,
      "deals.csv": `deal_id,seller_id,created_on,closed_on,stage,amount\n${sellers.map((i) => `${i},S${i},2026-01-01,2026-02-01,Won,${(i % 2 === 0 ? 100 : 80) + ((i * 7) % 5)}\n`).join("")}`
    });
    const q1 = "FROM trained_results(until := '2026-03-31')";
    const [row] = await of(q1);
    expect(row).toMatchObject({
      trained_sellers: 15,
      untrained_sellers: 15,
      quarters: 1,
      trained_mean: 102,
      untrained_mean: 82
    });
    // numpy 2.4, 100 000 draws of 30 sellers: percentiles 2.5 and 97.5 of the difference of means are 18.97 and 21.04.
    expect(Number(row?.difference_low)).toBeCloseTo(19, 0);
    expect(Number(row?.difference_high)).toBeCloseTo(21, 0);
    expect(await of(q1)).toEqual([row]);
  });
});

describe("lagged_associations", () => {
  it("says how many sellers there are, and gives no figure for fewer than twenty", async () => {
    const found = await rows("FROM lagged_associations()");
    expect(found).toHaveLength(3 * 2 * 2 * 5);
    expect(found.every(({rho, low, high}) => rho === null && low === null && high === null)).toBe(true);
    expect(
      found.find(
        (row) =>
          row.activity === "touches" &&
          row.result === "pipeline" &&
          row.comparison === "sellers" &&
          row.lag === 1
      )
    ).toMatchObject({sellers: 3, pairs: 3});
  });

  it("is empty of rows for a place without sellers, and all counts are 0 without SSI", async () => {
    expect(await rows("FROM lagged_associations(team := 'Nobody')")).toEqual([]);
    const {rows: without} = await workspaceOf({
      "sellers.csv": files["sellers.csv"],
      "deals.csv": files["deals.csv"]
    });
    expect(
      await without("SELECT DISTINCT sellers FROM lagged_associations() WHERE activity = 'ssi'")
    ).toEqual([{sellers: 0}]);
    expect(await without("FROM seller_results()")).toEqual([]);
  });

  it("is there without any seller or deal", async () => {
    const {rows: none} = await workspaceOf({"sellers.csv": "seller_id,region,team\n"});
    expect(await none("FROM lagged_associations()")).toEqual([]);
    expect(await none("FROM seller_quarters()")).toEqual([]);
    expect(await none("SELECT sellers FROM trained_results()")).toEqual([{sellers: 0}]);
  });
});
