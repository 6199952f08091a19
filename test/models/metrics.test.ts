import {describe, expect, it} from "vitest";
import {leastArguments, parseMetric, readMetrics} from "../../loaders/metrics.js";
import {workspaceOf, type Row} from "../workspace-of.js";

const roster = "seller_id,region,team\ns1,North,A\ns2,South,B\n";

async function one(promise: Promise<Row[]>): Promise<Row> {
  const [row, ...rest] = await promise;
  expect(rest).toEqual([]);
  return row ?? {};
}

describe("intervals", () => {
  it("of a rate are Wilson's, from 0 of 10 to 10 of 10", async () => {
    const {rows} = await workspaceOf({"deals.csv": "deal_id,created_on\n"});
    // statsmodels 0.15.0: proportion_confint(k, n, method="wilson")
    const reference = [
      [0, 10, 0, 0.27753279986288926],
      [3, 33, 0.03140394152458163, 0.23572605646469735],
      [10, 10, 0.7224672001371106, 1],
      [75, 1350, 0.04455006636127891, 0.0690832234293163],
      [1, 2, 0.09453120573423068, 0.9054687942657693]
    ] as const;
    for (const [k, n, low, high] of reference) {
      const row = await one(rows(`SELECT wilson_low(${k}, ${n}) AS low, wilson_high(${k}, ${n}) AS high`));
      expect(row.low).toBeCloseTo(low, 12);
      expect(row.high).toBeCloseTo(high, 12);
    }
    expect(await rows("SELECT wilson_low(0, 0) AS low, rate(0, 0) AS rate")).toEqual([
      {low: null, rate: null}
    ]);
  });

  it("of a difference of two rates are Newcombe's", async () => {
    const {rows} = await workspaceOf({"deals.csv": "deal_id,created_on\n"});
    // statsmodels 0.15.0: confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff")
    const reference = [
      [75, 1350, 767, 6650, -0.07333040452108548, -0.04433629835044995],
      [56, 70, 48, 80, 0.05243147240236498, 0.33387265403690614],
      [0, 10, 0, 20, -0.1611251580528194, 0.27753279986288926],
      [10, 10, 0, 20, 0.6790860371419145, 1]
    ] as const;
    for (const [k1, n1, k2, n2, low, high] of reference) {
      const row = await one(
        rows(
          `SELECT difference_low(rate(${k1}, ${n1}), wilson_low(${k1}, ${n1}), rate(${k2}, ${n2}), wilson_high(${k2}, ${n2})) AS low,
            difference_high(rate(${k1}, ${n1}), wilson_high(${k1}, ${n1}), rate(${k2}, ${n2}), wilson_low(${k2}, ${n2})) AS high`
        )
      );
      expect(row.low).toBeCloseTo(low, 12);
      expect(row.high).toBeCloseTo(high, 12);
    }
    expect(await rows("SELECT difference_low(rate(0, 0), wilson_low(0, 0), 0.5, 0.9) AS low")).toEqual([
      {low: null}
    ]);
  });
});

describe("fiscal quarters", () => {
  it("start with the fiscal year's first month and are named by the year in which it ends", async () => {
    const {rows} = await workspaceOf({"deals.csv": "deal_id,created_on\n"});
    const quarter = async (day: string, first: number): Promise<unknown[]> => {
      const row = await one(
        rows(
          `SELECT fiscal_quarter(DATE '${day}', ${first}) AS key, fiscal_quarter_start(DATE '${day}', ${first}) AS start`
        )
      );
      return [row.key, row.start];
    };
    expect(await quarter("2026-09-30", 1)).toEqual(["2026-Q3", "2026-07-01"]);
    expect(await quarter("2026-06-30", 7)).toEqual(["2026-Q4", "2026-04-01"]);
    expect(await quarter("2026-07-01", 7)).toEqual(["2027-Q1", "2026-07-01"]);
    expect(await quarter("2024-08-31", 9)).toEqual(["2024-Q4", "2024-06-01"]);
    expect(await quarter("2026-01-31", 2)).toEqual(["2026-Q4", "2025-11-01"]);
  });
});

const dealRows = `deal_id,seller_id,created_on,closed_on,outcome,source,amount,segment
d1,s1,2026-01-01,2026-01-31,won,social,100,x
d2,s1,2026-01-10,2026-04-10,won,social,300.50,x
d3,s1,2026-02-01,2026-03-01,lost,social,200,x
d4,s2,2026-02-01,,open,social,400,y
d5,s2,2026-03-31,2026-04-30,won,inbound,1000,y
d6,s2,2026-04-01,2026-05-01,lost,inbound,,y
d7,,2026-04-02,2026-05-02,won,,50,y
`;

describe("deals_by", () => {
  it("counts, rates and sums by source as computed by hand", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "deals.csv": dealRows});
    const social = await one(rows("SELECT * FROM deals_by('source') WHERE key = 'social'"));
    expect(social).toMatchObject({
      deals: 4,
      open: 1,
      won: 2,
      lost: 1,
      hit_rate: 2 / 4,
      close_rate: 2 / 3,
      won_amount: 400.5,
      open_amount: 400,
      value_win_rate: 400.5 / 600.5,
      median_won_amount: 200.25,
      mean_cycle_days_won: (30 + 90) / 2,
      median_cycle_days_won: 60
    });
    const inbound = await one(rows("SELECT * FROM deals_by('source') WHERE key = 'inbound'"));
    expect(inbound).toMatchObject({won: 1, lost: 1, won_amount: 1000, value_win_rate: 1, open_amount: null});
    const total = await one(rows("SELECT sum(deals) AS n, sum(won_amount) AS won FROM deals_by('source')"));
    expect(total).toEqual({n: 7, won: 1450.5});
  });

  it("has a row for what is not known, and no rate without closed deals", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "deals.csv": dealRows});
    expect(await rows("SELECT key, deals FROM deals_by('region')")).toEqual([
      {key: "North", deals: 3},
      {key: "South", deals: 3},
      {key: null, deals: 1}
    ]);
    const open = await workspaceOf({"deals.csv": "deal_id,created_on\nd1,2026-01-01\n"});
    expect(
      await open.rows("SELECT hit_rate, close_rate, close_rate_low, value_win_rate FROM deals_by('source')")
    ).toEqual([{hit_rate: 0, close_rate: null, close_rate_low: null, value_win_rate: null}]);
  });

  it("applies both dates, inclusive, to the day of creation, or of closing with that clock", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "deals.csv": dealRows});
    const keys = async (args: string): Promise<unknown> =>
      (await one(rows(`SELECT CAST(sum(deals) AS INTEGER) AS n FROM deals_by('source', ${args})`))).n;
    expect(await keys("since := '2026-01-10', until := '2026-03-31'")).toBe(4);
    expect(await keys("clock := 'closed'")).toBe(6);
    expect(await keys("clock := 'closed', since := '2026-04-10', until := '2026-04-30'")).toBe(2);
    expect(await rows("SELECT DISTINCT hit_rate FROM deals_by('source', clock := 'closed')")).toEqual([
      {hit_rate: null}
    ]);
    expect(await keys("region := 'North'")).toBe(3);
    expect(await keys("team := 'B', since := NULL")).toBe(3);
  });

  it("groups by quarters in their order", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "deals.csv": dealRows});
    expect(await rows("SELECT key, deals FROM deals_by('created_quarter')")).toEqual([
      {key: "2026-Q1", deals: 5},
      {key: "2026-Q2", deals: 2}
    ]);
    expect(await rows("SELECT key, deals FROM deals_by('closed_quarter', clock := 'closed')")).toEqual([
      {key: "2026-Q1", deals: 2},
      {key: "2026-Q2", deals: 4}
    ]);
  });

  it("refuses a dimension or clock that it does not have", async () => {
    const {rows} = await workspaceOf({"deals.csv": dealRows});
    await expect(rows("FROM deals_by('colour')")).rejects.toThrow(
      "deals_by has no dimension colour; use source"
    );
    await expect(rows("FROM deals_by('source', clock := 'noon')")).rejects.toThrow(
      "deals_by has no clock noon"
    );
  });
});

describe("social_share", () => {
  it("divides by all won revenue and bounds what is unknown", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "deals.csv": dealRows});
    expect(await one(rows("FROM social_share()"))).toEqual({
      won_amount: 1450.5,
      social_amount: 400.5,
      unknown_amount: 50,
      share: 400.5 / 1450.5,
      share_if_no_unknown_social: 400.5 / 1450.5,
      share_if_all_unknown_social: 450.5 / 1450.5,
      won_deals: 4,
      social_deals: 2,
      // The root of 300.5² + 100².
      social_error: expect.closeTo(316.702147, 6) as number,
      largest_social_amount: 300.5,
      largest_amount: 1000
    });
    expect(await one(rows("SELECT share, won_deals FROM social_share(since := '2026-09-01')"))).toEqual({
      share: null,
      won_deals: 0
    });
  });

  it("by quarter adds up to the whole", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "deals.csv": dealRows});
    expect(
      await rows(
        "SELECT quarter, quarter_start, social_amount, won_amount, won_deals FROM social_share_by_quarter()"
      )
    ).toEqual([
      {quarter: "2026-Q1", quarter_start: "2026-01-01", social_amount: 100, won_amount: 100, won_deals: 1},
      {
        quarter: "2026-Q2",
        quarter_start: "2026-04-01",
        social_amount: 300.5,
        won_amount: 1350.5,
        won_deals: 3
      }
    ]);
  });
});

describe("social_against_rest", () => {
  it("counts deals of unknown source in the rest", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "deals.csv": dealRows});
    expect(await one(rows("FROM social_against_rest()"))).toMatchObject({
      social_deals: 4,
      social_won: 2,
      social_rate: 0.5,
      rest_deals: 3,
      rest_won: 2,
      rest_rate: 2 / 3,
      unknown_deals: 1,
      difference: 0.5 - 2 / 3
    });
  });

  it("within groups adds up to the whole, and has no difference where one side is empty", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "deals.csv": dealRows});
    expect(
      await rows("SELECT key, social_deals, rest_deals, difference FROM social_against_rest_by('region')")
    ).toEqual([
      {key: "North", social_deals: 3, rest_deals: 0, difference: null},
      {key: "South", social_deals: 1, rest_deals: 2, difference: -0.5},
      {key: null, social_deals: 0, rest_deals: 1, difference: null}
    ]);
    await expect(rows("FROM social_against_rest_by('seller')")).rejects.toThrow("no dimension seller");
  });
});

const ssiRows = `week,seller_id,ssi,brand,people,insights,relationships
2026-01-05,s1,31,10,7,7,7
2026-01-05,s2,42,10,10,10,12
2026-01-05,s3,55,10,15,15,15
2026-01-05,s4,68,17,17,17,17
2026-01-05,s5,90,25,20,20,25
2026-01-12,s1,50,20,10,10,10
2026-01-12,s2,70,20,20,20,10
`;

describe("the Social Selling Index", () => {
  it("by week has mean, median and interpolated quartiles", async () => {
    const {rows} = await workspaceOf({"ssi.csv": ssiRows});
    // NumPy 2.4.6: percentile([31, 42, 55, 68, 90], [25, 50, 75]) = 42, 55, 68
    expect(await rows("SELECT week, sellers, mean, median, p25, p75, brand FROM ssi_weekly()")).toEqual([
      {week: "2026-01-05", sellers: 5, mean: 57.2, median: 55, p25: 42, p75: 68, brand: 14.4},
      {week: "2026-01-12", sellers: 2, mean: 60, median: 60, p25: 55, p75: 65, brand: 20}
    ]);
  });

  it("is put in bands whose lower ends belong to them", async () => {
    const {rows} = await workspaceOf({"ssi.csv": ssiRows});
    expect(await rows("SELECT band, sellers, share FROM ssi_bands(since := '2026-01-12')")).toEqual([
      {band: "foundation", sellers: 0, share: 0},
      {band: "practising", sellers: 1, share: 0.5},
      {band: "active", sellers: 1, share: 0.5}
    ]);
  });

  it("has a last score for each seller, beside the first", async () => {
    const {rows} = await workspaceOf({"ssi.csv": ssiRows});
    expect(
      await rows(
        "SELECT seller_id, week, ssi, first_ssi, change, band, weeks_measured FROM ssi_latest() WHERE seller_id IN ('s1', 's3')"
      )
    ).toEqual([
      {
        seller_id: "s1",
        week: "2026-01-12",
        ssi: 50,
        first_ssi: 31,
        change: 19,
        band: "practising",
        weeks_measured: 2
      },
      {
        seller_id: "s3",
        week: "2026-01-05",
        ssi: 55,
        first_ssi: 55,
        change: 0,
        band: "practising",
        weeks_measured: 1
      }
    ]);
  });

  it("is measured for some of those who are on the roster that week", async () => {
    const {rows} = await workspaceOf({
      "sellers.csv":
        "seller_id,region,hired_on,left_on\ns1,North,2025-01-01,\ns2,North,,\ns3,South,,2026-01-11\ns4,South,2026-02-01,\ns5,South,,2026-01-12\n",
      "ssi.csv": "week,seller_id,ssi\n2026-01-05,s3,40\n2026-01-12,s1,50\n2026-01-12,s2,70\n"
    });
    expect(await rows("FROM ssi_coverage()")).toEqual([{measured: 2, roster: 3, latest_week: "2026-01-12"}]);
    expect(await rows("FROM ssi_coverage(region := 'South')")).toEqual([
      {measured: 1, roster: 2, latest_week: "2026-01-05"}
    ]);
  });
});

const scores: readonly (readonly [number, number])[] = [
  [1, 0],
  [2, 0],
  [2, 1],
  [3, 0],
  [4, 0],
  [4, 1],
  [5, 0],
  [6, 1],
  [7, 0],
  [7, 1],
  [8, 1],
  [9, 1]
];
const leadRows = `lead_id,created_on,channel,won,won_on,score\n${scores
  .map(
    ([score, won], index) =>
      `l${String(index).padStart(2, "0")},2026-01-01,content,${won},${won ? "2026-01-11" : ""},${score}`
  )
  .join("\n")}\nunscored,2026-01-01,list,1,2026-01-21,\n`;

describe("leads", () => {
  it("have an AUC with DeLong's interval", async () => {
    const {rows} = await workspaceOf({"leads.csv": leadRows});
    const row = await one(rows("FROM lead_score_quality()"));
    expect(row).toMatchObject({leads: 12, won: 6, base_rate: 0.5});
    // scikit-learn 1.9.1 roc_auc_score = 0.763888888888889; DeLong's variance from the 6 × 6 matrix of comparisons with
    // NumPy 2.4.6, z from SciPy 1.17.1: 0.763889 ± 0.288602
    expect(row.auc).toBeCloseTo(0.763888888888889, 12);
    expect(row.auc_low).toBeCloseTo(0.47528727844010726, 10);
    expect(row.auc_high).toBe(1);
  });

  it("have no AUC where all or none were won, and 0.5 where all scores are equal", async () => {
    const quality = async (text: string): Promise<Row> =>
      one(
        (await workspaceOf({"leads.csv": `lead_id,created_on,won,score\n${text}`})).rows(
          "FROM lead_score_quality()"
        )
      );
    expect(await quality("a,2026-01-01,1,5\nb,2026-01-01,1,6\n")).toMatchObject({
      leads: 2,
      won: 2,
      auc: null
    });
    expect(await quality("")).toMatchObject({leads: 0, won: 0, base_rate: null, auc: null});
    const equal = "a,2026-01-01,1,5\nb,2026-01-01,1,5\nc,2026-01-01,0,5\nd,2026-01-01,0,5\n";
    expect(await quality(equal)).toMatchObject({auc: 0.5, auc_low: 0.5, auc_high: 0.5});
  });

  it("are cut into deciles from the highest score, with lift and cumulative gain", async () => {
    const text = Array.from(
      {length: 20},
      (_, index) => `l${index},2026-01-01,${index >= 16 ? 1 : 0},${index}`
    ).join("\n");
    const {rows} = await workspaceOf({"leads.csv": `lead_id,created_on,won,score\n${text}\n`});
    const deciles = await rows(
      "SELECT decile, leads, won, conversion, lift, cumulative_gain FROM leads_by_decile()"
    );
    expect(deciles).toHaveLength(10);
    expect(deciles.slice(0, 3)).toEqual([
      {decile: 1, leads: 2, won: 2, conversion: 1, lift: 5, cumulative_gain: 0.5},
      {decile: 2, leads: 2, won: 2, conversion: 1, lift: 5, cumulative_gain: 1},
      {decile: 3, leads: 2, won: 0, conversion: 0, lift: 0, cumulative_gain: 1}
    ]);
  });

  it("are compared by channel with days to win", async () => {
    const {rows} = await workspaceOf({"leads.csv": leadRows});
    expect(
      await rows("SELECT key, leads, won, conversion, mean_days_to_win FROM leads_by('channel')")
    ).toEqual([
      {key: "content", leads: 12, won: 6, conversion: 0.5, mean_days_to_win: 10},
      {key: "list", leads: 1, won: 1, conversion: 1, mean_days_to_win: 20}
    ]);
  });
});

describe("metric files", () => {
  it("name, describe and type every column that their macro gives", async () => {
    const {engine} = await workspaceOf({"deals.csv": dealRows});
    for (const metric of await readMetrics()) {
      for (const text of [
        metric.title,
        metric.grain,
        metric.unit,
        metric.definition,
        metric.limits,
        metric.source
      ])
        expect(text.length, metric.name).toBeGreaterThan(3);
      const args = Object.entries(leastArguments(metric)).map(([name, value]) => `${name} := '${value}'`);
      const {columns} = await engine.table(`SELECT * FROM ${metric.name}(${args.join(", ")}) LIMIT 0`);
      expect(
        columns.map(({name}) => name),
        metric.name
      ).toEqual(metric.columns.map(({name}) => name));
    }
  });

  it("take the common filters, but for lists and for what is worked out once for all", async () => {
    const all = [
      "files",
      "rejects",
      "notes",
      "texts_read",
      "readings",
      "freshness",
      "coverage_weekly",
      "quality_checks",
      "conversions",
      "ledger_rejects",
      "explain",
      "lead_fields",
      "lead_models",
      "fitted_terms",
      "quarter_figures",
      "quarter_bridge",
      "restatements"
    ];
    const narrowed: Readonly<Record<string, string[]>> = {
      ...Object.fromEntries(all.map((name) => [name, []])),
      lagged_associations: ["region", "team"]
    };
    for (const {name, parameters} of await readMetrics()) {
      const names = parameters
        .map((parameter) => parameter.name)
        .filter((each) => ["region", "team", "since", "until"].includes(each));
      expect(names, name).toEqual(narrowed[name] ?? ["region", "team", "since", "until"]);
    }
  });

  it("without a complete header are refused with what is missing", () => {
    expect(() => parseMetric("a", "-- title: A\nCREATE MACRO a() AS TABLE SELECT 1")).toThrow(
      'models/metrics/a.sql: the header has no "-- grain: …" line.'
    );
  });
});
