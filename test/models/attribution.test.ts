import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {removalEffects, sharesOf} from "../../src/stats/markov.js";
import {shapleyValues} from "../../src/stats/shapley.js";
import {problemsOf, workspaceOf, type Made, type Row} from "../workspace-of.js";

const dealHeader = "deal_id,created_on,closed_on,stage,amount\n";
const touchHeader = "seller_id,deal_id,happened_on,channel,count\n";
const settings = (lines: string): string =>
  `title: Test\nas_of: 2026-09-30\ndefault_period: all\nsources:\n  deals: {file: deals.csv}\n  engagement: {file: engagement.csv}\n${lines}`;

/** A report of deals and touches, the touches as "deal day channel count" in one line each. */
function reportOf(deals: string, touches: string, lines = ""): Promise<Made> {
  const rows = touches
    .trim()
    .split("\n")
    .map((row) => {
      const [deal, day, channel, count = "1"] = row.trim().split(" ");
      return `A,${deal === "-" ? "" : deal},${day},${channel},${count}\n`;
    });
  return workspaceOf({
    "report.yaml": settings(lines),
    "deals.csv": dealHeader + deals,
    "engagement.csv": touchHeader + (touches === "" ? "" : rows.join(""))
  });
}

const amounts = (rows: readonly Row[], model: string): Record<string, unknown> =>
  Object.fromEntries(
    rows.filter((row) => row.model === model).map((row) => [String(row.channel), row.amount])
  );

const models = ["first", "last", "linear", "time_decay", "u", "w", "markov", "shapley"];

// Five touches: two before the deal's creation, three after; the last 30 days, one half-life, after the one before.
const five = `
  1 2026-01-10 event
  1 2026-01-20 linkedin
  1 2026-02-10 email
  1 2026-02-19 email
  1 2026-03-21 phone`;
const wonDeal = "1,2026-02-01,2026-03-21,Won,1000\n";

describe("attribution by rule", () => {
  it("shares a deal by the place of its touches", async () => {
    const {rows} = await reportOf(wonDeal, five);
    const found = await rows("FROM attribution()");
    expect(amounts(found, "first")).toEqual({event: 1000, linkedin: 0, email: 0, phone: 0});
    expect(amounts(found, "last")).toEqual({event: 0, linkedin: 0, email: 0, phone: 1000});
    expect(amounts(found, "linear")).toEqual({event: 200, linkedin: 200, email: 400, phone: 200});
    expect(amounts(found, "u")).toEqual({event: 400, linkedin: 66.67, email: 133.33, phone: 400});
    expect(amounts(found, "w")).toEqual({event: 300, linkedin: 300, email: 100, phone: 300});
    expect(amounts(found, "shapley")).toEqual({event: 250, linkedin: 250, email: 250, phone: 250});
  });

  it("halves a touch for each half-life before the close", async () => {
    const {rows} = await reportOf(wonDeal, "1 2026-02-19 email\n1 2026-03-21 phone");
    expect(amounts(await rows("FROM attribution()"), "time_decay")).toEqual({phone: 666.67, email: 333.33});
    const slower = await reportOf(
      wonDeal,
      "1 2026-02-19 email\n1 2026-03-21 phone",
      "attribution: {half_life_days: 15}"
    );
    expect(amounts(await slower.rows("FROM attribution()"), "time_decay")).toEqual({phone: 800, email: 200});
  });

  it("gives one touch everything, and two touches the parts that they hold", async () => {
    const {rows} = await reportOf(
      `${wonDeal}2,2026-02-01,2026-03-01,Won,90\n`,
      "1 2026-01-10 event\n2 2026-01-20 linkedin\n2 2026-02-20 email"
    );
    const found = await rows("FROM attribution()");
    for (const model of models)
      expect(amounts(found, model).event, model).toBe(model === "markov" ? 363.33 : 1000);
    expect(amounts(found, "u")).toMatchObject({linkedin: 45, email: 45});
    expect(amounts(found, "w")).toMatchObject({linkedin: 60, email: 30});
  });

  it("counts a row of several touches as so many", async () => {
    const several = await reportOf(wonDeal, "1 2026-01-10 event 3\n1 2026-03-01 phone 2\n1 2026-03-02 web 0");
    const single = await reportOf(
      wonDeal,
      "1 2026-01-10 event\n1 2026-01-10 event\n1 2026-01-10 event\n1 2026-03-01 phone\n1 2026-03-01 phone"
    );
    const found = await several.rows("FROM attribution()");
    expect(amounts(found, "linear")).toEqual({event: 600, phone: 400});
    expect(rounded(found)).toEqual(rounded(await single.rows("FROM attribution()")));
  });

  it("takes touches of one day in the order of the file", async () => {
    const {rows} = await reportOf(wonDeal, "1 2026-03-01 phone\n1 2026-03-01 email");
    const found = await rows("FROM attribution()");
    expect(amounts(found, "first")).toEqual({phone: 1000, email: 0});
    expect(amounts(found, "last")).toEqual({phone: 0, email: 1000});
  });
});

describe("attribution by Markov chain", () => {
  it("follows the removal effects of a textbook example", async () => {
    const {rows} = await reportOf(
      "1,2026-02-01,2026-03-21,Won,100\n2,2026-02-01,2026-03-21,Lost,5\n3,2026-02-01,2026-03-21,Lost,5\n",
      "1 2026-03-01 c1\n1 2026-03-02 c2\n1 2026-03-03 c3\n2 2026-03-01 c1\n3 2026-03-01 c2\n3 2026-03-02 c3"
    );
    expect(amounts(await rows("FROM attribution()"), "markov")).toEqual({c1: 20, c2: 40, c3: 40});
  });

  it("does not change where touches of one channel follow each other", async () => {
    const {rows} = await reportOf(
      "1,2026-02-01,2026-03-21,Won,100\n2,2026-02-01,2026-03-21,Lost,5\n3,2026-02-01,2026-03-21,Lost,5\n",
      "1 2026-03-01 c1 4\n1 2026-03-02 c2\n1 2026-03-03 c3\n1 2026-03-04 c3\n2 2026-03-01 c1\n3 2026-03-01 c2\n3 2026-03-02 c3"
    );
    expect(amounts(await rows("FROM attribution()"), "markov")).toEqual({c1: 20, c2: 40, c3: 40});
  });
});

describe("touches that attribution leaves out", () => {
  const deals = `${wonDeal}2,2026-02-01,,Open,50\n3,2026-02-01,2026-02-03,Won,7\n`;
  const touches = `
    1 2025-11-02 event
    1 2025-11-03 web
    1 2026-03-21 phone
    1 2026-03-22 email 2
    2 2026-03-01 email
    9 2026-03-01 email
    - 2026-03-01 email 4
    - 2026-03-01 LinkedIn 3`;

  it("are those after the close and those before the days looked back, each counted", async () => {
    const {rows} = await reportOf(deals, touches);
    expect(await rows("FROM touches_used()")).toEqual([
      {use: "counted", touches: 2, social: 0},
      {use: "after_close", touches: 2, social: 0},
      {use: "too_early", touches: 1, social: 0},
      {use: "open_deal", touches: 1, social: 0},
      {use: "unknown_deal", touches: 1, social: 0},
      {use: "no_deal", touches: 7, social: 3}
    ]);
    expect(amounts(await rows("FROM attribution()"), "first")).toMatchObject({web: 1000, phone: 0, none: 7});
  });

  it("follow the setting of days looked back", async () => {
    const {rows} = await reportOf(deals, touches, "attribution: {lookback_days: 91}");
    expect(amounts(await rows("FROM attribution()"), "first")).toMatchObject({event: 1000, web: 0, none: 7});
  });

  it("follow the days of influence where attribution names none", async () => {
    const {rows} = await reportOf(deals, touches, "influence: {lookback_days: 91}");
    expect(amounts(await rows("FROM attribution()"), "first")).toMatchObject({event: 1000, web: 0, none: 7});
  });

  it("are refused settings that are no days, with their place", async () => {
    const wrong = reportOf(wonDeal, "", "attribution: {half_life_days: 0, lookback_days: 1.5, lookbak: 3}");
    const problems = await problemsOf(wrong);
    expect(problems.join("\n")).toMatch(/report.yaml line 7, attribution.half_life_days: .*above 0/);
    expect(problems.join("\n")).toMatch(/attribution.lookback_days: .*a whole number of days/);
    expect(problems.join("\n")).toContain("lookbak");
  });

  it("follow the deal's closing day, or their own where no deal was closed", async () => {
    const {rows} = await reportOf(deals, touches);
    expect(await rows("FROM touches_used(since := '2026-03-02', until := '2026-03-31')")).toEqual([
      {use: "counted", touches: 2, social: 0},
      {use: "after_close", touches: 2, social: 0},
      {use: "too_early", touches: 1, social: 0}
    ]);
  });
});

describe("attribution of odd deals", () => {
  it("gives nothing where nothing was won", async () => {
    const {rows} = await reportOf("1,2026-02-01,2026-03-21,Lost,100\n", "1 2026-03-01 email");
    expect(await rows("FROM attribution()")).toEqual([]);
    expect(await rows("FROM attribution_by_channel()")).toEqual([]);
    expect(await rows("FROM winning_routes()")).toEqual([]);
  });

  it("gives deals without a touch to none, in every model", async () => {
    const {rows} = await reportOf(`${wonDeal}2,2026-02-01,2026-03-21,Won,0.01\n`, "");
    const found = await rows("FROM attribution()");
    expect(found).toEqual(models.map((model) => ({model, channel: "none", deals: 2, amount: 1000.01})));
  });

  it("keeps negative, zero and missing amounts in the sum", async () => {
    const {rows} = await reportOf(
      `${wonDeal}2,2026-02-01,2026-03-21,Won,-333.33\n3,2026-02-01,2026-03-21,Won,0\n4,2026-02-01,2026-03-21,Won,\n`,
      "1 2026-03-01 email\n1 2026-03-02 web\n1 2026-03-03 web\n2 2026-03-01 phone\n2 2026-03-01 web\n2 2026-03-01 email\n3 2026-03-01 web\n4 2026-03-01 web"
    );
    for (const model of models) {
      const all = (await rows("FROM attribution()")).filter((row) => row.model === model);
      expect(sumOf(all, "amount"), model).toBe(66667);
      expect(
        all.reduce((sum, row) => sum + Number(row.deals), 0),
        model
      ).toBeCloseTo(4, 9);
    }
  });

  it("takes the report's date for the close of a won deal without one, and closes before creation as they are", async () => {
    const {rows} = await reportOf(
      "1,2026-02-01,,Won,100\n2,2026-03-01,2026-02-20,Won,50\n",
      "1 2026-09-30 email\n2 2026-02-20 web\n2 2026-02-21 phone"
    );
    expect(amounts(await rows("FROM attribution()"), "last")).toEqual({email: 100, web: 50});
    expect(amounts(await rows("FROM attribution(since := '2026-01-01')"), "last")).toEqual({web: 50});
  });

  it("takes channels beyond the twelfth together, and tells one channel by its letters only", async () => {
    const names = Array.from({length: 14}, (_, i) => `c${String(i).padStart(2, "0")}`);
    const touches = names.map((name, i) => `1 2026-03-01 ${name} ${20 - i}`).join("\n");
    const {rows} = await reportOf(wonDeal, `${touches}\n1 2026-03-02 C00`);
    const found = amounts(await rows("FROM attribution()"), "shapley");
    expect(Object.keys(found)).toEqual([...names.slice(0, 12), "other"]);
    expect(found.other).toBe(76.92);
    expect(await rows("SELECT names FROM channels WHERE channel = 'other'")).toEqual([{names: 2}]);
  });

  it("gives one channel everything that was touched", async () => {
    const {rows} = await reportOf(wonDeal, "1 2026-03-01 email\n1 2026-03-02 email");
    expect(await rows("FROM attribution()")).toEqual(
      models.map((model) => ({model, channel: "email", deals: 1, amount: 1000}))
    );
  });
});

describe("attribution_by_channel", () => {
  it("shows the shares of all models and their range", async () => {
    const {rows} = await reportOf(wonDeal, five);
    expect(
      await rows(
        "SELECT channel, won_amount, won, linear, lowest, highest, highest_amount FROM attribution_by_channel() ORDER BY channel"
      )
    ).toEqual([
      {channel: "email", won_amount: 1000, won: 1, linear: 0.4, lowest: 0, highest: 0.4, highest_amount: 400},
      {channel: "event", won_amount: 1000, won: 1, linear: 0.2, lowest: 0, highest: 1, highest_amount: 1000},
      {
        channel: "linkedin",
        won_amount: 1000,
        won: 1,
        linear: 0.2,
        lowest: 0,
        highest: 0.3,
        highest_amount: 300
      },
      {channel: "phone", won_amount: 1000, won: 1, linear: 0.2, lowest: 0, highest: 1, highest_amount: 1000}
    ]);
  });
});

describe("winning_routes", () => {
  it("tells channels in order of first touch, each once", async () => {
    const {rows} = await reportOf(
      `${wonDeal}2,2026-02-01,2026-03-21,Lost,5\n3,2026-02-01,2026-03-21,Won,5\n4,2026-02-01,2026-03-21,Lost,5\n`,
      "1 2026-03-01 web\n1 2026-03-02 email\n1 2026-03-03 web\n2 2026-03-01 web\n2 2026-03-02 email\n4 2026-03-02 email"
    );
    expect(await rows("SELECT route, deals, won, close_rate, won_amount FROM winning_routes()")).toEqual([
      {route: "none", deals: 1, won: 1, close_rate: 1, won_amount: 5},
      {route: "web → email", deals: 2, won: 1, close_rate: 0.5, won_amount: 1000}
    ]);
    expect(await rows("FROM winning_routes(most := 1)")).toHaveLength(1);
  });
});

interface Deal {
  readonly won: boolean;
  readonly cents: number;
  readonly channels: readonly number[];
}

const deal = fc.record({
  won: fc.boolean(),
  cents: fc.integer({min: -5000, max: 10_000_000}),
  channels: fc.array(fc.integer({min: 0, max: 6}), {maxLength: 7})
});

describe("attribution of random journeys", () => {
  it("adds up to the won amount to the cent, and agrees with Markov and Shapley worked out from their definitions", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(deal, {minLength: 1, maxLength: 12}), {minLength: 15, maxLength: 15}),
        async (groups) => {
          const found = await attributedByTeam(groups);
          groups.forEach((deals, team) => check(deals, found[team] ?? []));
        }
      ),
      {numRuns: 4, seed: 20_260_930}
    );
  });
});

/** The attribution of each group of deals, all in one report: a team each. */
async function attributedByTeam(groups: readonly (readonly Deal[])[]): Promise<Row[][]> {
  const all = groups.flatMap((deals, team) => deals.map((each, i) => ({...each, team, id: `${team}-${i}`})));
  const {rows} = await workspaceOf({
    "sellers.csv": `seller_id,team\n${groups.map((_, team) => `S${team},${team}\n`).join("")}`,
    "deals.csv": `deal_id,seller_id,created_on,closed_on,stage,amount\n${all
      .map(
        ({id, team, won, cents}) =>
          `${id},S${team},2026-02-01,2026-05-01,${won ? "Won" : "Lost"},${(cents / 100).toFixed(2)}\n`
      )
      .join("")}`,
    "engagement.csv": `seller_id,deal_id,happened_on,channel\n${all
      .flatMap(({id, team, channels}) =>
        channels.map((channel, i) => `S${team},${id},2026-03-0${i + 1},c${channel}\n`)
      )
      .join("")}`
  });
  return Promise.all(groups.map((_, team) => rows(`FROM attribution(team := '${team}')`)));
}

function check(deals: readonly Deal[], found: readonly Row[]): void {
  const won = deals.filter((each) => each.won);
  const all = won.reduce((sum, {cents}) => sum + cents, 0);
  if (won.length === 0) return expect(found).toEqual([]);
  for (const model of models)
    expect(
      sumOf(
        found.filter((row) => row.model === model),
        "amount"
      ),
      model
    ).toBe(all);
  const untouched = won
    .filter(({channels}) => channels.length === 0)
    .reduce((sum, {cents}) => sum + cents, 0);
  near(found, "markov", expectedMarkov(deals, all - untouched));
  near(found, "shapley", expectedShapley(won));
}

const rounded = (rows: readonly Row[]): Row[] =>
  rows.map((row) => ({...row, deals: Math.round(Number(row.deals) * 1e9) / 1e9}));

const sumOf = (rows: readonly Row[], column: string): number =>
  rows.reduce((sum, row) => sum + Math.round(Number(row[column]) * 100), 0);

/** Amounts in cents, but for the rounding of one. */
function near(found: readonly Row[], model: string, expected: ReadonlyMap<string, number>): void {
  for (const [channel, cents] of expected) {
    const row = found.find((each) => each.model === model && each.channel === channel);
    expect(Math.abs(Number(row?.amount ?? 0) * 100 - cents), `${model} ${channel}`).toBeLessThanOrEqual(
      1.001
    );
  }
}

function expectedMarkov(deals: readonly Deal[], cents: number): Map<string, number> {
  const journeys = deals.map(({channels, won}) => ({
    channels: channels.map((channel) => `c${channel}`),
    won: won ? 1 : 0,
    lost: won ? 0 : 1
  }));
  return new Map([...sharesOf(removalEffects(journeys))].map(([channel, share]) => [channel, share * cents]));
}

/** By all sets of channels: a set is worth the deals that no other channel touched. */
function expectedShapley(won: readonly Deal[]): Map<string, number> {
  const touched = won.filter(({channels}) => channels.length > 0);
  const players = [...new Set(touched.flatMap(({channels}) => channels))];
  const values = shapleyValues(players, (set) =>
    touched
      .filter(({channels}) => channels.every((channel) => set.includes(channel)))
      .reduce((sum, {cents}) => sum + cents, 0)
  );
  return new Map([...values].map(([channel, cents]) => [`c${channel}`, cents]));
}
