import {describe, expect, it} from "vitest";
import {workspaceOf, type Made, type Row} from "../workspace-of.js";

const roster = "seller_id,region,team\ns1,North,A\ns2,South,B\n";
const dealHeader = "deal_id,seller_id,created_on,closed_on,outcome,source,amount\n";

async function one({rows}: Pick<Made, "rows">, sql: string): Promise<Row> {
  const [row, ...rest] = await rows(sql);
  expect(rest).toEqual([]);
  return row ?? {};
}

const won = `${dealHeader}d1,s1,2026-01-01,2026-02-01,won,social,1000
d2,s1,2026-01-01,2026-02-01,won,social,200
d3,s2,2026-01-01,2026-02-01,won,inbound,400
d4,s2,2026-01-01,2026-02-01,won,unknown,50.55
d5,s2,2026-01-01,2026-02-01,won,referral,10
d6,s1,2026-01-01,2026-02-01,lost,social,9000
d7,s1,2026-01-01,,open,social,9000
d8,s1,2026-01-01,2026-04-01,won,outbound,100
`;
const touches = `happened_on,seller_id,channel,deal_id,count
2025-10-03,s1,LinkedIn,d1,1
2025-10-02,s1,linkedin,d2,1
2026-02-02,s1,linkedin,d2,1
2026-02-01,s2,X,d3,2
2026-01-10,s2,phone,d4,1
2026-01-10,s2,linkedin,,1
2026-01-10,s1,linkedin,nowhere,1
2026-01-10,s2,linkedin,d5,0
`;
const interviews = `interviewed_on,deal_id,seller_id,moment,percent,argument
2026-03-01,d1,s1,found_account,30,opened the door
2026-03-01,d1,s1,other,20,met the team
2026-03-01,d3,s2,other,10,a hint
2026-03-01,d4,s2,other,20,a hint
`;

describe("contribution", () => {
  it("splits the won money of the period into seven parts that make up the three figures", async () => {
    const made = await workspaceOf({
      "sellers.csv": roster,
      "deals.csv": won,
      "engagement.csv": touches,
      "contributions.csv": interviews
    });
    const row = await one(made, "FROM contribution(until := DATE '2026-03-31')");
    const expected = {
      sourced: 1200,
      influenced: 1400,
      declared: 500 + 40 + 10.11,
      sourced_only: 200,
      influenced_only: 360,
      declared_only: 10.11,
      sourced_influenced: 500,
      sourced_declared: 0,
      influenced_declared: 40,
      all_three: 500,
      won_amount: 1660.55
    };
    expect(Object.keys(row)).toEqual(Object.keys(expected));
    for (const [column, value] of Object.entries(expected)) expect(row[column], column).toBeCloseTo(value, 9);
    const figures = await made.rows("FROM contribution_figures(until := DATE '2026-03-31')");
    expect(figures.map(({figure, deals}) => [figure, deals])).toEqual([
      ["won", 5],
      ["sourced", 2],
      ["influenced", 2],
      ["secured", 1],
      ["declared", 3],
      ["any", 4]
    ]);
    const amounts = Object.fromEntries(figures.map((row) => [String(row.figure), row]));
    expect(amounts.sourced).toMatchObject({amount: 1200, low: 1200, high: 1250.55, largest: 1000});
    expect(amounts.secured).toMatchObject({amount: 400});
    expect(amounts.declared?.low).toBeCloseTo(275.055, 9);
    expect(amounts.any?.amount).toBeCloseTo(1610.11, 9);
  });

  it("takes the days of the look-back and the channels from the settings, both ends included", async () => {
    const files = {"sellers.csv": roster, "deals.csv": won, "engagement.csv": touches};
    const settings = (influence: string): string =>
      `title: T\nas_of: 2026-09-30\ninfluence: ${influence}\nsources: {sellers: {file: sellers.csv}, deals: {file: deals.csv}, engagement: {file: engagement.csv}}\n`;
    const influenced = async (influence: string): Promise<unknown> => {
      const made = await workspaceOf({...files, "report.yaml": settings(influence)});
      return (await one(made, "FROM contribution()")).influenced;
    };
    expect(await influenced("{}")).toBe(1400);
    expect(await influenced("{lookback_days: 89}")).toBe(400);
    expect(await influenced("{lookback_days: 91}")).toBe(1600);
    expect(await influenced("{social_channels: [Phone]}")).toBe(50.55);
  });

  it("leaves figures empty whose files are absent, and all of them without won deals", async () => {
    const alone = await workspaceOf({"deals.csv": won.replaceAll(/,s\d,/g, ",,")});
    expect(await one(alone, "FROM contribution()")).toMatchObject({
      sourced: 1200,
      influenced: null,
      declared: null,
      sourced_only: 1200,
      all_three: null
    });
    const none = await workspaceOf({"deals.csv": "deal_id,created_on\nd1,2026-01-01\n"});
    expect(await one(none, "FROM contribution()")).toMatchObject({sourced: 0, won_amount: null});
    expect(await one(none, "SELECT share FROM contribution_figures() WHERE figure = 'sourced'")).toEqual({
      share: null
    });
  });
});

/** Deals created so many days before the report's date; a number without outcome is open. */
function followed(groups: Readonly<Record<string, readonly (readonly [number, string])[]>>): string {
  const asOf = Date.parse("2026-09-30");
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const lines = Object.entries(groups).flatMap(([source, cases]) =>
    cases.map(([days, outcome], i) => {
      const created = outcome === "open" ? asOf - days * 864e5 : Date.parse("2025-09-01");
      const closed = outcome === "open" ? "" : day(created + days * 864e5);
      return `${source}${i},,${day(created)},${closed},${outcome},${source},`;
    })
  );
  return `${dealHeader}${lines.join("\n")}\n`;
}

const social = [
  [5, "won"],
  [8, "lost"],
  [12, "won"],
  [20, "open"],
  [20, "lost"],
  [33, "won"],
  [41, "open"],
  [50, "lost"],
  [60, "won"],
  [75, "won"],
  [80, "open"],
  [95, "open"]
] as const;
const inbound = [
  [3, "lost"],
  [10, "won"],
  [15, "lost"],
  [22, "lost"],
  [30, "open"],
  [44, "won"],
  [58, "lost"],
  [70, "open"],
  [90, "won"],
  [100, "open"]
] as const;

describe("the winning curves", () => {
  it("are Aalen–Johansen's, with the error of the delta method", async () => {
    const {rows} = await workspaceOf({"deals.csv": followed({social, inbound})});
    // lifelines 0.30.0: AalenJohansenFitter().fit(days, event, event_of_interest=1 and 2), and the root of .variance_
    const reference = {
      social: [
        [5, 0.083333, 0, 0.079786],
        [8, 0.083333, 0.083333, 0.079786],
        [12, 0.166667, 0.083333, 0.107583],
        [33, 0.261905, 0.166667, 0.130694],
        [60, 0.37619, 0.280952, 0.151683],
        [75, 0.490476, 0.280952, 0.159438]
      ],
      rest: [
        [3, 0, 0.1, 0],
        [10, 0.1, 0.1, 0.094868],
        [44, 0.22, 0.3, 0.13813],
        [58, 0.22, 0.42, 0.13813],
        [90, 0.4, 0.42, 0.18]
      ]
    };
    const steps = new Map(
      (await rows("FROM winning_steps('social')")).map((row) => [`${row.key} ${row.day}`, row])
    );
    for (const [key, points] of Object.entries(reference))
      for (const [day, w, l, error] of points) {
        const row = steps.get(`${key} ${day}`);
        expect(row?.won, `${key} ${day}`).toBeCloseTo(w ?? NaN, 6);
        expect(row?.lost, `${key} ${day}`).toBeCloseTo(l ?? NaN, 6);
        expect(row?.won_error, `${key} ${day}`).toBeCloseTo(error ?? NaN, 6);
      }
    const curve = await rows("FROM winning_curve('social') WHERE key = 'social'");
    expect(curve.map(({day, at_risk}) => [day, at_risk])).toEqual([
      [5, 12],
      [8, 11],
      [12, 10],
      [20, 9],
      [33, 7],
      [50, 5],
      [60, 4],
      [75, 3]
    ]);
    expect(Object.keys(curve[0] ?? {})).toEqual(["key", "day", "at_risk", "won", "lost"]);
  });

  it("are read at five days, with an interval, and a median where half is won", async () => {
    const {rows} = await workspaceOf({
      "deals.csv": followed({
        social,
        inbound: [...Array<[number, string]>(3).fill([40, "won"]), [90, "open"]]
      })
    });
    const at = await rows(
      "SELECT key, day, deals, at_risk, won, median_day FROM winning_at('social') WHERE day IN (30, 365)"
    );
    expect(at).toEqual([
      {key: "rest", day: 30, deals: 4, at_risk: 4, won: 0, median_day: 40},
      {key: "rest", day: 365, deals: 4, at_risk: 0, won: 0.75, median_day: 40},
      {
        key: "social",
        day: 30,
        deals: 12,
        at_risk: 7,
        won: expect.closeTo(0.166667, 6) as number,
        median_day: null
      },
      {
        key: "social",
        day: 365,
        deals: 12,
        at_risk: 0,
        won: expect.closeTo(0.490476, 6) as number,
        median_day: null
      }
    ]);
    const [row] = await rows("FROM winning_at('social') WHERE key = 'social' AND day = 60");
    // lifelines 0.30.0: AalenJohansenFitter().fit(…).confidence_interval_ on day 60
    expect(row?.won_low).toBeCloseTo(0.111467, 6);
    expect(row?.won_high).toBeCloseTo(0.646847, 6);
  });

  it("have every deal won where no deal is lost or open, and none where nothing is won", async () => {
    const all = await workspaceOf({
      "deals.csv": followed({
        social: [
          [3, "won"],
          [9, "won"]
        ]
      })
    });
    expect(await all.rows("FROM winning_curve('social')")).toEqual([
      {key: "social", day: 3, at_risk: 2, won: 0.5, lost: 0},
      {key: "social", day: 9, at_risk: 1, won: 1, lost: 0}
    ]);
    const none = await workspaceOf({"deals.csv": followed({social: [[3, "open"]]})});
    expect(await none.rows("FROM winning_curve('social')")).toEqual([]);
    expect(await one(none, "FROM winning_test()")).toEqual({
      a: "social",
      b: "rest",
      n_a: 1,
      n_b: 0,
      chi2: null,
      p: null
    });
  });

  it("are compared by the log-rank test, whole and within regions", async () => {
    const made = await workspaceOf({"deals.csv": followed({social, inbound})});
    // lifelines 0.30.0: logrank_test(days_a, days_b, won_a, won_b)
    const test = await one(made, "FROM winning_test()");
    expect(Object.keys(test)).toEqual(["a", "b", "n_a", "n_b", "chi2", "p"]);
    expect(test).toMatchObject({a: "social", b: "rest", n_a: 12, n_b: 10});
    expect(test.chi2).toBeCloseTo(0.29644200597083503, 12);
    expect(test.p).toBeCloseTo(0.5861216093616041, 12);
    const within = await one(made, "FROM winning_test(within := 'region')");
    expect(within).toEqual(test);
    await expect(made.rows("FROM winning_test(within := 'mood')")).rejects.toThrow(
      /not looked at within mood/
    );
  });

  it("leave out closed deals without a date, and put those closed before their creation first", async () => {
    const made = await workspaceOf({
      "deals.csv": `${dealHeader}a,,2026-01-10,2026-01-05,won,social,1\nb,,2026-01-10,,won,social,1\nc,,2026-01-10,2026-01-20,lost,social,1\n`
    });
    expect(await made.rows("FROM winning_curve('source')")).toEqual([
      {key: "social", day: -5, at_risk: 2, won: 0.5, lost: 0},
      {key: "social", day: 10, at_risk: 1, won: 0.5, lost: 0.5}
    ]);
    expect(await one(made, "SELECT undated, back_dated FROM winning_window()")).toEqual({
      undated: 1,
      back_dated: 1
    });
  });
});

describe("the p-value of a chi-square with one degree of freedom", () => {
  it("is right to twelve digits from 0 to 700", async () => {
    const {rows} = await workspaceOf({"deals.csv": "deal_id,created_on\n"});
    // scipy 1.17.1: scipy.stats.chi2.sf(x, 1)
    const reference = [
      [0, 1],
      [0.5, 0.47950012218695337],
      [3.841458820694124, 0.05],
      [41.13097655765871, 1.4236212743725282e-10],
      [200, 2.0884875837625688e-45],
      [700, 2.990226975124623e-154]
    ] as const;
    for (const [x, p] of reference) {
      const [row] = await rows(`SELECT chi2_p(${x}::DOUBLE) AS p`);
      expect(Number(row?.p) / p).toBeCloseTo(1, 11);
    }
    expect(await rows("SELECT chi2_p(NULL) AS p")).toEqual([{p: null}]);
  });
});

describe("a file from which early closings are missing", () => {
  it("is told by the closings that were to be expected before the first", async () => {
    const lines = Array.from({length: 300}, (_, i) => {
      const created = Date.parse("2025-01-01") + i * 864e5;
      const closed = created + 30 * 864e5;
      const kept = closed >= Date.parse("2025-07-01");
      const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
      return `d${i},,${day(created)},${kept ? day(closed) : ""},${kept ? "won" : "open"},social,1`;
    });
    const made = await workspaceOf({"deals.csv": `${dealHeader}${lines.join("\n")}\n`});
    const row = await one(made, "FROM winning_window()");
    expect(row).toMatchObject({
      first_created_on: "2025-01-01",
      first_closed_on: "2025-07-01",
      created_before: 181,
      lost: 0
    });
    // All that were created 30 days or more before 30 June: those of 1 January to 31 May.
    expect(row.expected_before).toBeCloseTo(151, 9);
    const later = await one(made, "FROM winning_window(since := DATE '2025-07-01')");
    expect(later).toMatchObject({created_before: 0, expected_before: 0});
  });
});

describe("difference_within", () => {
  const groups = [
    ["North", 40, 20, 160, 64],
    ["South", 120, 24, 60, 9],
    ["East", 15, 6, 25, 8]
  ] as const;
  const files = {
    "sellers.csv": "seller_id,region\nNorth,North\nSouth,South\nEast,East\nAlone,Alone\n",
    "deals.csv": dealHeader.concat(
      groups
        .flatMap(([region, n1, a, n0, b]) => [
          ...deals(region, "social", n1, a),
          ...deals(region, "inbound", n0, b)
        ])
        .join(""),
      deals("Alone", "social", 2, 2).join(""),
      deals("", "social", 1, 0).join("")
    )
  };
  function deals(seller: string, source: string, n: number, wins: number): string[] {
    return Array.from(
      {length: n},
      (_, i) =>
        `${seller}-${source}-${i},${seller},2026-01-01,2026-02-01,${i < wins ? "won" : "lost"},${source},${i}\n`
    );
  }

  it("is the Mantel–Haenszel difference with Sato's error, and names what it leaves out", async () => {
    const made = await workspaceOf(files);
    const row = await one(made, "FROM difference_within() WHERE within = 'region'");
    expect(row).toMatchObject({groups: 3, social_deals: 175, rest_deals: 245, left_out: 3});
    // statsmodels 0.15.0: ols("won ~ social + C(region)").fit(): the coefficient of social has the same weights
    expect(row.difference).toBeCloseTo(0.07311827956989242, 12);
    // Sato 1989, worked out with numpy: standard error 0.0484353017; robust (HC1) of that regression: 0.0488630976
    expect(row.difference_low).toBeCloseTo(-0.02181316738646291, 12);
    expect(row.difference_high).toBeCloseTo(0.16804972652624786, 12);
  });

  it("turns the sign of the plain difference in mixed groups, where Simpson's paradox lies", async () => {
    const made = await workspaceOf(files);
    const plain = await one(made, "FROM difference_within() WHERE within = 'nothing'");
    expect(plain).toMatchObject({groups: 1, left_out: 0});
    const compared = await one(
      made,
      "SELECT difference, difference_low, difference_high FROM social_against_rest()"
    );
    expect(plain).toMatchObject(compared);
    expect(Number(plain.difference)).toBeLessThan(0);
    const ways = (await made.rows("FROM difference_within()")).map(({within}) => within);
    expect(ways).toEqual(["nothing", "region", "team", "seller", "segment", "deal_size", "created_quarter"]);
  });

  it("compares nothing where only one source exists, and says so with empty figures", async () => {
    const made = await workspaceOf({"deals.csv": `${dealHeader}a,,2026-01-01,2026-02-01,won,social,1\n`});
    const rows = await made.rows(
      "SELECT groups, left_out, difference, difference_low FROM difference_within()"
    );
    expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(
      new Set([JSON.stringify({groups: 0, left_out: 1, difference: null, difference_low: null})])
    );
  });
});

describe("deals_by", () => {
  it("gives intervals for medians by order statistics and for value win rates by their squares", async () => {
    const amounts = [1000, 2500, 3000, 4000, 7000, 9000, 12000, 20000, 45000, 90000];
    const rows = amounts.map((amount, i) => `d${i},,2026-01-01,2026-02-0${1 + (i % 5)},won,social,${amount}`);
    const valued = [
      [100, "won"],
      [200, "lost"],
      [300, "won"],
      [400, "lost"],
      [50, "lost"],
      [50, "won"]
    ].map(([amount, outcome], i) => `v${i},,2026-01-01,2026-02-01,${outcome},event,${amount}`);
    const made = await workspaceOf({"deals.csv": `${dealHeader}${[...rows, ...valued].join("\n")}\n`});
    const row = await one(made, "FROM deals_by('source') WHERE key = 'social'");
    // scipy 1.17.1: quantile_test(amounts, q=0, p=0.5).confidence_interval(0.95)
    expect(row).toMatchObject({
      median_won_amount: 8000,
      median_won_amount_low: 2500,
      median_won_amount_high: 45000,
      largest_won_amount: 90000
    });
    const event = await one(made, "FROM deals_by('source') WHERE key = 'event'");
    // statsmodels 0.15.0: WLS(won ÷ amount, 1, weights=amount).fit(cov_type="HC1").conf_int(), cut to 0 and 1
    expect(event.value_win_rate).toBeCloseTo(0.40909091, 8);
    expect(event.value_win_rate_low).toBe(0);
    expect(event.value_win_rate_high).toBeCloseTo(0.92431876, 8);
    expect(event).toMatchObject({median_won_amount_low: null, median_cycle_days_won_high: null});
  });
});

describe("social_share", () => {
  it("gives the chance error of a sum and the largest deal", async () => {
    const made = await workspaceOf({"sellers.csv": roster, "deals.csv": won});
    expect(
      await one(made, "SELECT social_error, largest_social_amount, largest_amount FROM social_share()")
    ).toEqual({
      social_error: Math.sqrt(1000 ** 2 + 200 ** 2),
      largest_social_amount: 1000,
      largest_amount: 1000
    });
  });
});

describe("the interview ledger", () => {
  const ledger = `${interviews}2026-03-02,d6,s1,other,10,lost anyway
2026-03-02,d8,s1,found_account,70,too much
2026-03-02,d8,s1,found_account,130,far too much
2026-03-02,d8,s1,found_account,10,
2026-03-02,d5,s2,found_account,60,all of it
2026-03-02,d5,s2,found_prospect,50,and more
2026-03-02,d99,s2,other,10,who knows
2026-03-02,d7,s1,other,10,still open
`;
  const files = {"sellers.csv": roster, "deals.csv": won, "contributions.csv": ledger};

  it("counts, halves and covers the won deals of the period", async () => {
    const made = await workspaceOf(files);
    const row = await one(made, "FROM ledger_total()");
    expect(row).toMatchObject({entries: 5, deals: 4, eligible_deals: 6, median_percent: 20, no_amount: 0});
    expect(row.declared).toBeCloseTo(500 + 40 + 10.11 + 6, 9);
    expect(row.declared_halved).toBeCloseTo((500 + 40 + 10.11 + 6) / 2, 9);
    expect(row.coverage).toBeCloseTo(4 / 6, 12);
    expect(row.coverage_amount).toBeCloseTo(1460.55 / 1760.55, 12);
    const contribution = await one(made, "SELECT declared FROM contribution()");
    expect(contribution.declared).toBeCloseTo(Number(row.declared), 9);
  });

  it("is told by quarter and by moment, with what each moment may claim", async () => {
    const {rows} = await workspaceOf(files);
    expect(await rows("SELECT key, entries, eligible_deals FROM ledger_by('quarter')")).toEqual([
      {key: "2026-Q1", entries: 5, eligible_deals: 5}
    ]);
    expect(await rows("SELECT key, entries, ceiling, at_ceiling FROM ledger_by('moment')")).toEqual([
      {key: "found_account", entries: 2, ceiling: 60, at_ceiling: 1},
      {key: "other", entries: 3, ceiling: 20, at_ceiling: 2}
    ]);
    const entries = await rows("SELECT deal_id, percent, declared FROM ledger_entries()");
    expect(entries).toHaveLength(5);
    expect(entries[0]).toEqual({deal_id: "d5", percent: 60, declared: 6});
  });

  it("refuses what breaks its rules, each with its reason", async () => {
    const {rows} = await workspaceOf(files);
    expect((await rows("SELECT line, rule, value FROM ledger_rejects()")).map(Object.values)).toEqual([
      [6, "lost_deal", "d6"],
      [7, "over_ceiling", "70"],
      [8, "over_100", "130"],
      [9, "no_argument", null],
      [11, "over_100_in_total", "50"],
      [12, "unknown_deal", "d99"],
      [13, "lost_deal", "d7"]
    ]);
  });

  it("is empty, not zero, without interviews", async () => {
    const made = await workspaceOf({"sellers.csv": roster, "deals.csv": won});
    expect(await one(made, "FROM ledger_total()")).toMatchObject({
      entries: 0,
      declared: null,
      median_percent: null,
      coverage: 0
    });
  });
});

describe("survey_against_crm", () => {
  it("looks for a deal of the same seller in the week or the next, beside weeks that declare none", async () => {
    const surveys = `week,seller_id,meetings,opportunities,influenced
2026-01-05,s1,2,1,0
2026-01-12,s1,1,2,1
2026-01-19,s1,0,0,0
2026-01-05,s2,1,0,0
2026-01-12,s2,1,,0
`;
    const deals = `${dealHeader}a,s1,2026-01-18,,open,social,1\nb,s2,2026-01-11,,open,inbound,1\n`;
    const made = await workspaceOf({"sellers.csv": roster, "deals.csv": deals, "surveys.csv": surveys});
    const row = await one(made, "FROM survey_against_crm() WHERE quarter IS NULL");
    // s1's weeks of 5 and 12 January declare: both reach the deal of 18 January. Silent: s1's third finds none, s2's first does.
    expect(row).toMatchObject({
      answers: 5,
      meetings: 5,
      opportunities: 3,
      influenced: 1,
      deals_created: 2,
      social_created: 1,
      declaring: 2,
      declaring_found: 2,
      found_share: 1,
      silent: 2,
      silent_found: 1,
      silent_share: 0.5,
      difference: 0.5
    });
    expect(await made.rows("SELECT quarter, answers FROM survey_against_crm()")).toEqual([
      {quarter: "2026-Q1", answers: 5},
      {quarter: null, answers: 5}
    ]);
  });
});

describe("programme_return", () => {
  it("is revenue × margin − cost over cost, by days and sellers, between two bounds", async () => {
    const files = {
      "sellers.csv": roster,
      "deals.csv": won,
      "engagement.csv": touches,
      "contributions.csv": interviews,
      "report.yaml":
        "title: T\nas_of: 2026-09-30\nprogramme: {cost: 36525, margin: 50}\nsources: {sellers: {file: sellers.csv}, deals: {file: deals.csv}, engagement: {file: engagement.csv}, contributions: {file: contributions.csv}}\n"
    };
    const made = await workspaceOf(files);
    // 1 to 10 February is 10 days: 36525 ÷ 365.25 × 10 = 1000.
    const period = "since := DATE '2026-02-01', until := DATE '2026-02-10'";
    const [sourced, influenced, declared] = await made.rows(`FROM programme_return(${period})`);
    expect(sourced).toMatchObject({
      figure: "sourced",
      days: 10,
      margin: 50,
      revenue: 1200,
      revenue_high: 1250.55
    });
    expect(sourced?.cost).toBeCloseTo(1000, 9);
    expect(sourced?.return).toBeCloseTo((1200 * 0.5 - 1000) / 1000, 9);
    expect(sourced?.break_even_margin).toBeCloseTo(100 * (1000 / 1200), 9);
    expect(influenced).toMatchObject({figure: "influenced", revenue_low: 1000, revenue: 1400});
    expect(declared?.return_low).toBeCloseTo((275.055 * 0.5 - 1000) / 1000, 9);
    const [north] = await made.rows(
      `FROM programme_return(cost := 73050, margin := 10, region := 'North', ${period})`
    );
    expect(north).toMatchObject({seller_share: 0.5, margin: 10, revenue: 1200});
    expect(north?.cost).toBeCloseTo(1000, 9);
    expect(north?.return).toBeCloseTo((120 - 1000) / 1000, 9);
  });

  it("is empty where cost or margin is not known", async () => {
    const made = await workspaceOf({"sellers.csv": roster, "deals.csv": won});
    expect(await made.rows('SELECT figure, cost, "return" FROM programme_return()')).toEqual(
      ["sourced", "influenced", "declared"].map((figure) => ({figure, cost: null, return: null}))
    );
  });
});
