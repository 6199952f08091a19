import {describe, expect, it} from "vitest";
import {workspaceOf} from "../workspace-of.js";

/** The Monday so many weeks after 5 January 2026, or before it. */
const monday = (weeks: number): string =>
  new Date(Date.UTC(2026, 0, 5) + weeks * 7 * 864e5).toISOString().slice(0, 10);

const ssiFile = (rows: readonly (readonly (string | number)[])[]): string =>
  ["week,seller_id,ssi,brand,people,insights,relationships,industry_rank,network_rank,connections"]
    .concat(rows.map((row) => row.join(",")))
    .join("\n") + "\n";

const sellers = `seller_id,region,team,seat,hired_on,left_on,trained_on
a1,North,Red,true,,,
a2,North,Red,false,,,
a3,North,Blue,true,,,
b1,South,Blue,true,,,
b2,South,,,,,
`;

const weeks = ssiFile([
  [monday(0), "a1", 40, 10, 10, 8, 12, 60, 70, 300],
  [monday(0), "a2", 52, 13, 13, 13, 13, 40, 50, 800],
  [monday(0), "a3", 71, 18, 18, 17, 18, 10, "", 500],
  [monday(1), "a1", 49.9, 12, 12.9, 12, 13, 45, 60, 499],
  [monday(1), "a2", 50, 12, 13, 12, 13, 42, 50, 801],
  [monday(1), "b1", 70, 18, 17, 17, 18, 12, 20, 900],
  [monday(1), "b2", 100, 25, 25, 25, 25, 1, 1, ""]
]);

describe("the SSI by week and place", () => {
  it("is the same for a place as for the rows of that place", async () => {
    const {rows} = await workspaceOf({"sellers.csv": sellers, "ssi.csv": weeks});
    for (const [args, where] of [
      ["", "true"],
      ["region := 'North'", "region = 'North'"],
      ["team := 'Blue'", "team = 'Blue'"],
      ["region := 'South', team := 'Blue'", "region = 'South' AND team = 'Blue'"]
    ]) {
      const direct = await rows(`SELECT week, count(*) AS sellers, avg(ssi) AS mean, median(ssi) AS median,
        quantile_cont(ssi, 0.25) AS p25, avg(brand) AS brand FROM seller_weeks WHERE ${where} GROUP BY week ORDER BY week`);
      expect(
        await rows(`SELECT week, sellers, mean, median, p25, brand FROM ssi_weekly(${args})`),
        args
      ).toEqual(direct);
      const bands = await rows(`SELECT sum(sellers)::INT AS n FROM ssi_bands(${args})`);
      expect(bands).toEqual(await rows(`SELECT count(*)::INT AS n FROM seller_weeks WHERE ${where}`));
    }
  });

  it("is there by team and by region, within what is chosen", async () => {
    const {rows} = await workspaceOf({"sellers.csv": sellers, "ssi.csv": weeks});
    expect(await rows("SELECT key, week, sellers, median FROM ssi_weekly_by('team')")).toEqual([
      {key: "Blue", week: monday(0), sellers: 1, median: 71},
      {key: "Blue", week: monday(1), sellers: 1, median: 70},
      {key: "Red", week: monday(0), sellers: 2, median: 46},
      {key: "Red", week: monday(1), sellers: 2, median: 49.95}
    ]);
    expect(await rows("SELECT key, week, median FROM ssi_weekly_by('team', region := 'South')")).toEqual([
      {key: "Blue", week: monday(1), median: 70}
    ]);
    expect(await rows("SELECT DISTINCT key FROM ssi_weekly_by('region') ORDER BY key")).toEqual([
      {key: "North"},
      {key: "South"}
    ]);
  });
});

describe("where sellers stand", () => {
  it("counts the last measured week by steps of five; 100 stands in the last step", async () => {
    const {rows} = await workspaceOf({"sellers.csv": sellers, "ssi.csv": weeks});
    expect(await rows("SELECT step, band, sellers FROM ssi_distribution()")).toEqual([
      {step: 45, band: "foundation", sellers: 1},
      {step: 50, band: "practising", sellers: 1},
      {step: 70, band: "active", sellers: 1},
      {step: 95, band: "active", sellers: 1}
    ]);
    expect(
      await rows(`SELECT week, step FROM ssi_distribution(until := '${monday(0)}', team := 'Blue')`)
    ).toEqual([{week: monday(0), step: 70}]);
    expect(await rows("FROM ssi_distribution(since := '2030-01-01')")).toEqual([]);
  });

  it("compares seats, and small networks with large ones, and keeps what is not known apart", async () => {
    const {rows} = await workspaceOf({"sellers.csv": sellers, "ssi.csv": weeks});
    expect(await rows("SELECT key, sellers, median FROM ssi_by('seat')")).toEqual([
      {key: "with a seat", sellers: 2, median: 59.95},
      {key: "without a seat", sellers: 1, median: 50},
      {key: null, sellers: 1, median: 100}
    ]);
    expect(await rows("SELECT key, sellers FROM ssi_by('network')")).toEqual([
      {key: "500 and over", sellers: 2},
      {key: "under 500", sellers: 1},
      {key: null, sellers: 1}
    ]);
    await expect(rows("FROM ssi_by('mood')")).rejects.toThrow("ssi_by has no dimension mood");
  });

  it("names the weakest pillar, and none where only totals were exported", async () => {
    const {rows} = await workspaceOf({"sellers.csv": sellers, "ssi.csv": weeks});
    expect(await rows("SELECT key, with_pillars, weakest FROM ssi_by('team') WHERE key = 'Red'")).toEqual([
      {key: "Red", with_pillars: 2, weakest: "brand"}
    ]);
    const totals = await workspaceOf({"ssi.csv": "week,seller_id,ssi\n2026-01-05,a1,40\n2026-01-05,a2,60\n"});
    expect(
      await totals.rows("SELECT sellers, median, with_pillars, brand, weakest FROM ssi_by('total')")
    ).toEqual([{sellers: 2, median: 50, with_pillars: 0, brand: null, weakest: null}]);
  });

  it("gives ranks only of those who have one", async () => {
    const {rows} = await workspaceOf({"sellers.csv": sellers, "ssi.csv": weeks});
    expect(await rows(`FROM ssi_ranks(until := '${monday(0)}')`)).toEqual([
      {
        rank: "industry",
        week: monday(0),
        sellers: 3,
        measured: 3,
        median: 40,
        best_quarter: 25,
        worst_quarter: 50
      },
      {
        rank: "network",
        week: monday(0),
        sellers: 2,
        measured: 3,
        median: 60,
        best_quarter: 55,
        worst_quarter: 65
      }
    ]);
    const without = await workspaceOf({"ssi.csv": "week,seller_id,ssi\n2026-01-05,a1,40\n"});
    expect(await without.rows("FROM ssi_ranks()")).toEqual([]);
  });
});

describe("who moved", () => {
  it("compares the first and the last week; who is not in both is counted apart", async () => {
    const {rows} = await workspaceOf({"sellers.csv": sellers, "ssi.csv": weeks});
    expect(
      await rows("SELECT direction, seller_id, change, compared, rose, fell, not_compared FROM ssi_movers()")
    ).toEqual([
      {direction: "up", seller_id: "a1", change: 9.9, compared: 2, rose: 1, fell: 0, not_compared: 3},
      {direction: "down", seller_id: "a2", change: -2, compared: 2, rose: 1, fell: 0, not_compared: 3}
    ]);
    expect(await rows("SELECT seller_id FROM ssi_movers(most := 0)")).toEqual([]);
    expect(await rows(`FROM ssi_movers(until := '${monday(0)}')`)).toEqual([]);
  });
});

describe("one seller", () => {
  it("stands beside their own start and their team", async () => {
    const {rows} = await workspaceOf({"sellers.csv": sellers, "ssi.csv": weeks});
    expect(
      await rows(
        `SELECT week, ssi, start_ssi, team_median, team_start_median FROM ssi_of_seller('a1', since := '${monday(1)}')`
      )
    ).toEqual([{week: monday(1), ssi: 49.9, start_ssi: 40, team_median: 49.95, team_start_median: 46}]);
    expect(await rows("FROM ssi_of_seller('nobody')")).toEqual([]);
    expect(await rows("SELECT ssi, team_median FROM ssi_of_seller('b2')")).toEqual([
      {ssi: 100, team_median: null}
    ]);
  });

  it("can be chosen from the roster and from those measured without being on one", async () => {
    const {rows} = await workspaceOf({"sellers.csv": sellers, "ssi.csv": weeks});
    expect(await rows("SELECT seller_id, weeks_measured FROM seller_list(region := 'South')")).toEqual([
      {seller_id: "b1", weeks_measured: 1},
      {seller_id: "b2", weeks_measured: 1}
    ]);
    const without = await workspaceOf({"ssi.csv": "week,seller_id,ssi\n2026-01-05,z9,40\n"});
    expect(await without.rows("FROM seller_list()")).toEqual([
      {seller_id: "z9", name: null, region: null, team: null, weeks_measured: 1}
    ]);
  });
});

describe("weeks to reach a band", () => {
  const times = [6, 6, 6, 7, 10, 13, 16, 22, 23];
  const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];

  function leukaemia(): string {
    const course = (weeks: number, end: number, seller: string) => [
      [monday(0), seller, 40, "", "", "", "", "", "", ""],
      [monday(weeks), seller, end, "", "", "", "", "", "", ""]
    ];
    return ssiFile([
      ...times.flatMap((weeks, i) => course(weeks, 50, `e${i}`)),
      ...censored.flatMap((weeks, i) => course(weeks, 49.9, `c${i}`)),
      [monday(0), "already", 55, "", "", "", "", "", "", ""]
    ]);
  }

  // Remission times under 6-MP of Freireich et al. 1963, as worked through in Kalbfleisch and Prentice 2002, table 1.1:
  // S = 0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448. Intervals: lifelines 0.30.3, KaplanMeierFitter().
  it("is the estimate of Kaplan and Meier: a published example", async () => {
    const {rows} = await workspaceOf({"ssi.csv": leukaemia()});
    const curve = await rows("FROM weeks_to_reach('practising')");
    const steps = curve.filter(({reached}) => Number(reached) > 0);
    expect(steps.map(({weeks, at_risk}) => [weeks, at_risk])).toEqual([
      [6, 21],
      [7, 17],
      [10, 15],
      [13, 12],
      [16, 11],
      [22, 7],
      [23, 6]
    ]);
    const still = [0.857143, 0.806723, 0.752941, 0.690196, 0.627451, 0.537815, 0.448179];
    steps.forEach(({share}, i) => expect(1 - Number(share)).toBeCloseTo(still[i] as number, 6));
    const low = [0.619718, 0.563147, 0.5032, 0.43161, 0.367511, 0.267779, 0.188052];
    const high = [0.951552, 0.922809, 0.889362, 0.849066, 0.804912, 0.746791, 0.680143];
    steps.forEach(({share_high}, i) => expect(1 - Number(share_high)).toBeCloseTo(low[i] as number, 5));
    steps.forEach(({share_low}, i) => expect(1 - Number(share_low)).toBeCloseTo(high[i] as number, 5));
    expect(curve[0]).toMatchObject({
      weeks: 0,
      at_risk: 21,
      share: 0,
      share_low: null,
      sellers: 21,
      reached_in_all: 9,
      already: 1,
      median_weeks: 23
    });
  });

  it("stops at the end of the period, and has no median where half have not reached it", async () => {
    const {rows} = await workspaceOf({"ssi.csv": leukaemia()});
    const [first] = await rows(`FROM weeks_to_reach('practising', until := '${monday(9)}')`);
    expect(first).toMatchObject({sellers: 21, reached_in_all: 4, median_weeks: null});
    const active = await rows("FROM weeks_to_reach('active')");
    expect(active[0]).toMatchObject({sellers: 22, reached_in_all: 0, already: 0, median_weeks: null});
    expect(active.at(-1)).toMatchObject({share: 0, share_low: null});
  });

  it("says nothing without sellers, and one row where each was measured once", async () => {
    const {rows} = await workspaceOf({"ssi.csv": "week,seller_id,ssi\n2026-01-05,a1,40\n"});
    expect(await rows("FROM weeks_to_reach('practising', since := '2027-01-01')")).toEqual([]);
    expect(await rows("SELECT weeks, at_risk, reached, ceased, share FROM weeks_to_reach('active')")).toEqual(
      [{weeks: 0, at_risk: 1, reached: 0, ceased: 1, share: 0}]
    );
  });
});

describe("before and after training", () => {
  /** Sellers over 26 weeks; t1 and t2 are trained in week 13 and stand 4 higher from then on, all rise by 1 after it. */
  function around(): {"sellers.csv": string; "ssi.csv": string} {
    const names = ["t1", "t2", "w1", "w2"];
    const roster = names
      .map((name) => `${name},North,Red,true,,,${name.startsWith("t") ? monday(13) : ""}`)
      .join("\n");
    const course = names.flatMap((name, i) =>
      Array.from({length: 26}, (_, week) => {
        const after = week > 13 ? 1 + (name.startsWith("t") ? 4 : 0) : 0;
        return [monday(week), name, 40 + i + after, "", "", "", "", "", "", ""];
      })
    );
    return {
      "sellers.csv": `seller_id,region,team,seat,hired_on,left_on,trained_on\n${roster}\n`,
      "ssi.csv": ssiFile(course)
    };
  }

  it("is the change of the trained beyond that of those who waited", async () => {
    const {rows} = await workspaceOf(around());
    const same = {trained: 2, waiting: 2, trainings: 1, trained_in_all: 2};
    expect(await rows("FROM training_effect()")).toEqual([
      {kind: "effect", estimate: 4, low: 4, high: 4, ...same},
      {kind: "parallel", estimate: 0, low: 0, high: 0, ...same}
    ]);
    expect(await rows("FROM training_effect(region := 'North', team := 'Red')")).toHaveLength(2);
    expect(await rows("FROM training_effect(region := 'South')")).toEqual([]);
    const trend = await rows("FROM training_trend()");
    expect(trend).toHaveLength(25);
    expect(trend[0]).toEqual({weeks_since: -12, trained: 2, waiting: 2, trained_gain: 0, waiting_gain: 0});
    expect(trend.at(-1)).toEqual({weeks_since: 12, trained: 2, waiting: 2, trained_gain: 5, waiting_gain: 1});
  });

  it("says nothing where nobody is trained, nobody waits, or too few weeks were measured", async () => {
    const {"sellers.csv": roster, "ssi.csv": ssi} = around();
    const untrained = await workspaceOf({"sellers.csv": roster.replaceAll(monday(13), ""), "ssi.csv": ssi});
    expect(await untrained.rows("FROM training_effect()")).toEqual([]);
    const all = await workspaceOf({"sellers.csv": roster.replace(/,$/gm, `,${monday(13)}`), "ssi.csv": ssi});
    expect(await all.rows("SELECT kind, estimate, trained, trained_in_all FROM training_effect()")).toEqual([
      {kind: "effect", estimate: null, trained: 0, trained_in_all: 4},
      {kind: "parallel", estimate: null, trained: 0, trained_in_all: 4}
    ]);
    const short = ssi.split("\n").filter((line) => !line.startsWith("2026-0") || line < monday(18));
    const brief = await workspaceOf({"sellers.csv": roster, "ssi.csv": short.join("\n")});
    expect(await brief.rows("FROM training_effect()")).toEqual([]);
    expect(await brief.rows("FROM training_trend()")).toEqual([]);
  });
});

describe("seats and the threshold", () => {
  const roster = `seller_id,region,team,seat,hired_on,left_on
a,North,Red,true,,
b,North,Red,true,,
c,North,Red,false,,
d,North,Blue,false,,
e,North,Blue,true,,
gone,North,Blue,true,,2025-12-31
f,South,Blue,,,
`;
  const scores = ssiFile(
    [
      ["a", 50],
      ["b", 49.9],
      ["c", 50],
      ["d", 20],
      ["f", 80],
      ["gone", 80]
    ].map(([seller, ssi]) => [monday(0), seller as string, ssi as number, "", "", "", "", "", "", ""])
  );
  const usage = `week,seller_id,days_active,searches\n2026-09-28,a,2,3\n2026-09-28,b,0,0\n2026-08-03,e,4,9\n`;
  const files = {"sellers.csv": roster, "ssi.csv": scores, "navigator_usage.csv": usage};
  const report = (more: string): string =>
    `title: T\nas_of: 2026-09-30\ndefault_period: all\n${more}sources:\n  sellers: {file: sellers.csv}\n  ssi: {file: ssi.csv}\n  navigator_usage: {file: navigator_usage.csv}\n`;

  it("splits the roster by seat and standing, and prices seats and idle ones", async () => {
    const {rows} = await workspaceOf({
      ...files,
      "report.yaml": report("licence: {seats: 5, seat_cost: 900}\n")
    });
    const some = "seat, standing, sellers, cost, idle, idle_cost";
    expect(await rows(`SELECT ${some} FROM seat_rule()`)).toEqual([
      {seat: true, standing: "reached", sellers: 1, cost: 900, idle: 0, idle_cost: 0},
      {seat: true, standing: "under", sellers: 1, cost: 900, idle: 1, idle_cost: 900},
      {seat: true, standing: "not measured", sellers: 1, cost: 900, idle: 1, idle_cost: 900},
      {seat: false, standing: "reached", sellers: 1, cost: null, idle: null, idle_cost: null},
      {seat: false, standing: "under", sellers: 1, cost: null, idle: null, idle_cost: null},
      {seat: null, standing: "reached", sellers: 1, cost: null, idle: null, idle_cost: null}
    ]);
    expect(await rows('SELECT "case", seller_id, ssi, in_all FROM seat_rule_sellers()')).toEqual([
      {case: "reached without a seat", seller_id: "c", ssi: 50, in_all: 1},
      {case: "idle seat", seller_id: "e", ssi: null, in_all: 2},
      {case: "idle seat", seller_id: "b", ssi: 49.9, in_all: 2}
    ]);
    expect(await rows("SELECT step, sellers, seats FROM seat_funnel()")).toEqual([
      {step: "purchased", sellers: 5, seats: 3},
      {step: "seats", sellers: 3, seats: 3},
      {step: "activated", sellers: 2, seats: 3},
      {step: "active", sellers: 1, seats: 3}
    ]);
    expect(await rows("SELECT sellers FROM seat_funnel(region := 'North') LIMIT 1")).toEqual([
      {sellers: null}
    ]);
  });

  it("has no cost without a price, and no idle seat where no use is reported", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "ssi.csv": scores});
    expect(await rows("SELECT DISTINCT cost, idle, idle_cost FROM seat_rule()")).toEqual([
      {cost: null, idle: null, idle_cost: null}
    ]);
    expect(await rows('SELECT DISTINCT "case" FROM seat_rule_sellers() ORDER BY 1')).toEqual([
      {case: "reached without a seat"},
      {case: "under with a seat"}
    ]);
  });
});
