import {describe, expect, it} from "vitest";
import {
  cycleCard,
  hitRateBySourceFinding,
  openSentence,
  pipelineCard,
  regionsFinding,
  regionsSentence,
  restHitRateCard,
  shareByQuarterFinding,
  shareDelta,
  socialAgainstRest,
  socialHitRateCard,
  socialShare,
  socialShareCard,
  unknownSourceNote
} from "../../src/components/findings/deals.js";
import {context, plain, rowsOf} from "./fixtures.js";

/** The leads of the Olist marketplace, from its reference figures. */
const olist = {
  social_deals: 1350,
  social_won: 75,
  social_rate: 75 / 1350,
  social_low: 0.04455,
  social_high: 0.06908,
  rest_deals: 6650,
  rest_won: 767,
  rest_rate: 767 / 6650,
  rest_low: 0.1079,
  rest_high: 0.1232,
  unknown_deals: 1159,
  difference: -0.059782790309106104,
  difference_low: -0.07333040452108548,
  difference_high: -0.04433629835044995
};

const against = (change: Partial<typeof olist>, key?: string | null) => ({
  ...(key === undefined ? {} : {key}),
  ...olist,
  ...change
});

describe("social against the rest", () => {
  const say = (change: Partial<typeof olist>) => plain(socialAgainstRest(rowsOf([against(change)]), context));

  it("says that social deals are won less often", () => {
    expect(say({})).toBe(
      "Social deals are won less often: 5.6 % (75 of 1,350) against 11.5 % for the rest (767 of 6,650), a difference of −6.0 points (95 % interval −7.3 to −4.4)."
    );
  });

  it("says that they are won more often", () => {
    expect(say({difference: 0.02, difference_low: 0.01, difference_high: 0.03})).toMatch(
      /^Social deals are won more often: .* a difference of \+2.0 points \(95 % interval \+1.0 to \+3.0\)\.$/
    );
  });

  it("says that there is no clear difference where the interval includes zero", () => {
    expect(say({difference: 0.001, difference_low: -0.01, difference_high: 0.012})).toMatch(
      /^There is no clear difference: .*\+0.1 points .* which includes zero\.$/
    );
  });

  it("concludes nothing from fewer than min_n deals", () => {
    expect(say({social_deals: 9})).toBe("Too few to conclude: 9 social deals where at least 10 are needed.");
    expect(say({rest_deals: 1})).toBe("Too few to conclude: 1 other deal where at least 10 are needed.");
  });

  it("says what is not there", () => {
    expect(say({social_deals: 0, rest_deals: 0})).toBe("No deal was created in this selection.");
    expect(say({social_deals: 0})).toContain("nothing to compare");
    expect(say({rest_deals: 0})).toContain("nothing to compare");
  });

  it("never speaks of causes", () => {
    for (const sign of [-1, 0, 1]) {
      const text = say({difference: sign, difference_low: sign, difference_high: sign});
      expect(text).not.toMatch(/caus|because|thanks to|leads to/i);
    }
  });

  it("stands on a card with its interval, n and the rest", () => {
    const card = socialHitRateCard(rowsOf([against({})]), context);
    expect(plain(card.value)).toBe("5.6 %");
    expect(plain(card.range?.text ?? "")).toBe("95 % interval 4.5 % to 6.9 %");
    expect(card.range).toMatchObject({from: 0, to: 0.1});
    expect(card.n).toBe("75 of 1,350 social deals");
    expect(plain(restHitRateCard(rowsOf([against({})]), context).caveat ?? "")).toBe(
      "Includes 1,159 deals of unknown source."
    );
  });

  it("stands on a card as a count below min_n", () => {
    const card = socialHitRateCard(rowsOf([against({social_deals: 7, social_won: 3})]), context);
    expect(card).toMatchObject({value: "3", n: "3 of 7 social deals, too few for a rate"});
    expect(card.range).toBeUndefined();
    const rest = restHitRateCard(rowsOf([against({rest_deals: 7, rest_won: 3})]), context);
    expect(rest.value).toBe("3");
  });
});

const share = {
  won_amount: 1000,
  social_amount: 240,
  unknown_amount: 60,
  share: 0.24,
  share_if_no_unknown_social: 0.24,
  share_if_all_unknown_social: 0.3,
  won_deals: 100,
  social_deals: 20
};

describe("the social share of revenue", () => {
  const say = (change: Partial<Record<keyof typeof share, number | null>>) =>
    plain(socialShare(rowsOf([{...share, ...change}]), context));

  it("comes with its bounds from unknown sources", () => {
    expect(say({})).toBe(
      "Social brought €240 of €1k won revenue (24.0 %); 24.0 % to 30.0 % depending on deals of unknown source."
    );
    expect(say({unknown_amount: 0})).toMatch(/every won deal has a known source\.$/);
  });

  it("is told in counts where deals carry no amounts", () => {
    for (const won_amount of [null, 0]) {
      expect(say({won_amount, share: null})).toBe(
        "Won deals carry no amounts, so revenue cannot be shared out; by count, social brought 20 of 100 won deals."
      );
    }
  });

  it("says when nothing was won", () => {
    expect(say({won_deals: 0, won_amount: null, share: null})).toBe("No deal was won in this selection.");
  });

  const quarters = rowsOf([
    {quarter: "2026-Q1", quarter_start: "2026-01-01", ...share, share: 0.2},
    {quarter: "2026-Q2", quarter_start: "2026-04-01", ...share, share: 0.25},
    {quarter: "2026-Q3", quarter_start: "2026-07-01", ...share, share: 0.22}
  ]);

  it("changes from quarter to quarter, up, down and not at all", () => {
    expect(plain(shareDelta(quarters, context)?.text ?? "")).toBe("Q3 2026: down 3.0 points on Q2 2026");
    const until = {...context.filters, since: "2026-04-01", until: "2026-06-30"};
    expect(shareDelta(quarters, {...context, filters: until})).toMatchObject({
      direction: "up"
    });
    const level = rowsOf(quarters.map((row) => ({...row, quarter_start: null, share: 0.2})));
    const dated = rowsOf(level.map((row, i) => ({...row, quarter_start: `2026-0${1 + 3 * i}-01`})));
    expect(shareDelta(dated, context)).toMatchObject({direction: "flat"});
  });

  it("is not compared where a quarter has too few won deals", () => {
    const few = rowsOf([
      {quarter: "2026-Q2", quarter_start: "2026-04-01", ...share},
      {quarter: "2026-Q3", quarter_start: "2026-07-01", ...share, won_deals: 3}
    ]);
    expect(shareDelta(few, context)?.text).toContain("too few won deals");
    expect(shareByQuarterFinding(few, context)).toContain("Only 3 deals won in Q3 2026");
  });

  it("has no change where there is no quarter before", () => {
    expect(shareDelta(rowsOf([]), context)).toBeNull();
    expect(shareDelta(rowsOf([quarters[0]!]), context)).toBeNull();
  });

  it("titles its chart with the last quarter of the period", () => {
    expect(plain(shareByQuarterFinding(quarters, context) as string)).toBe(
      "Social brought 22.0 % of won revenue in Q3 2026, down 3.0 points on Q2 2026"
    );
    const none = rowsOf([{quarter: "2026-Q3", quarter_start: "2026-07-01", ...share, share: null}]);
    expect(shareByQuarterFinding(none, context)).toHaveProperty("empty");
    expect(shareByQuarterFinding(rowsOf([]), context)).toHaveProperty("empty");
  });

  it("stands on a card, as a count where it cannot be a share", () => {
    const card = (change: object) =>
      socialShareCard({share: rowsOf([{...share, ...change}]), byQuarter: quarters}, context);
    expect(plain(card({}).value)).toBe("24.0 %");
    expect(card({won_deals: 5, social_deals: 2})).toMatchObject({value: "2"});
    expect(card({won_amount: null})).toMatchObject({value: "20", caveat: "Deals carry no amounts"});
    expect(card({won_deals: 0})).toMatchObject({value: "–"});
  });
});

const source = (key: string | null, deals: number, won: number, low: number, high: number, more = {}) => ({
  key,
  deals,
  won,
  open: 0,
  open_amount: null,
  hit_rate: deals === 0 ? null : won / deals,
  hit_rate_low: low,
  hit_rate_high: high,
  median_cycle_days_won: 60,
  ...more
});

describe("hit rates by source", () => {
  const title = (rows: ReturnType<typeof source>[]) => {
    const finding = hitRateBySourceFinding(rowsOf(rows), context);
    return plain(typeof finding === "string" ? finding : `(${finding.empty})`);
  };

  it("names the sources that are clearly better or worse than social", () => {
    const rows = [
      source("social", 100, 20, 0.15, 0.26),
      source("referral", 100, 40, 0.3, 0.5),
      source("event", 100, 5, 0.02, 0.1),
      source("inbound", 100, 22, 0.16, 0.28),
      source("unknown", 100, 90, 0.8, 0.95)
    ];
    expect(title(rows)).toBe(
      "Social deals are won in 20.0 % of cases, clearly less often than referral and more often than event"
    );
    expect(title(rows.slice(0, 2))).toMatch(/clearly less often than referral$/);
    expect(title([rows[0]!, rows[2]!])).toMatch(/clearly more often than event$/);
  });

  it("makes no ranking of what overlaps", () => {
    expect(title([source("social", 100, 20, 0.15, 0.26), source("inbound", 100, 22, 0.16, 0.28)])).toBe(
      "Social deals are won in 20.0 % of cases; no other source is clearly better or worse"
    );
  });

  it("says when social cannot be placed", () => {
    expect(title([source("social", 9, 2, 0.1, 0.5), source("inbound", 100, 22, 0.1, 0.2)])).toContain(
      "Too few social deals"
    );
    expect(title([source("social", 90, 20, 0.1, 0.5), source("inbound", 9, 2, 0.1, 0.2)])).toContain(
      "no other source has enough"
    );
    expect(title([])).toBe("(No deal was created in this selection.)");
  });

  it("counts deals of unknown source and open deals", () => {
    const rows = rowsOf([
      source("social", 60, 20, 0.1, 0.5, {open: 20}),
      source("unknown", 40, 2, 0.1, 0.2, {open: 10})
    ]);
    expect(plain(unknownSourceNote(rows, context) ?? "")).toMatch(
      /^40 of 100 deals \(40.0 %\) have no known/
    );
    expect(openSentence(rows, context)).toBe("30 of 100 deals are still open, so hit rates can still rise.");
    expect(openSentence(rowsOf([source("social", 60, 20, 0, 1, {open: 1})]), context)).toBe("");
    expect(unknownSourceNote(rowsOf([]), context)).toBeNull();
  });
});

describe("social by region", () => {
  const more = {difference: 0.1, difference_low: 0.05, difference_high: 0.15};
  const unclear = {difference: 0, difference_low: -0.05, difference_high: 0.05};
  const rows = (...list: [string | null, object][]) =>
    rowsOf(list.map(([key, change]) => against(change, key)));

  it("says it when the regions disagree", () => {
    expect(regionsFinding(rows(["EMEA", more], ["APAC", {}], ["LATAM", unclear]), context)).toBe(
      "The regions disagree: social deals are won more often in EMEA, less often in APAC"
    );
  });

  it("says where there is a difference, and where there is none", () => {
    expect(regionsFinding(rows(["EMEA", more], ["LATAM", unclear]), context)).toBe(
      "Social deals are won more often in EMEA; elsewhere there is no clear difference"
    );
    expect(regionsFinding(rows(["EMEA", {}], ["APAC", {}]), context)).toBe(
      "Social deals are won less often in every region compared"
    );
    expect(regionsFinding(rows(["EMEA", unclear], ["APAC", unclear]), context)).toContain("In no region");
    expect(regionsFinding(rows(["EMEA", unclear]), context)).toContain("No clear difference");
  });

  it("compares only regions with enough deals, and only regions that are given", () => {
    expect(regionsFinding(rows(["EMEA", {social_deals: 3}]), context)).toHaveProperty("empty");
    expect(regionsFinding(rows([null, {}]), context)).toHaveProperty("empty");
    expect(regionsFinding(rowsOf([]), context)).toHaveProperty("empty");
  });

  it("warns when the whole hides what holds within regions", () => {
    const whole = rowsOf([against(unclear)]);
    expect(regionsSentence(whole, rows(["EMEA", more], ["LATAM", unclear]), context)).toBe(
      "Within regions the picture is another: social deals are won more often in EMEA; elsewhere there is no clear difference."
    );
    expect(regionsSentence(rowsOf([against(more)]), rows(["EMEA", more]), context)).toBe("");
    expect(regionsSentence(rowsOf([against({social_deals: 2})]), rows(["EMEA", more]), context)).toBe("");
    expect(regionsSentence(whole, rows([null, more]), context)).toBe("");
  });
});

describe("cycle and pipeline", () => {
  const rows = rowsOf([
    source("social", 100, 20, 0, 1, {open: 5, open_amount: 500, median_cycle_days_won: 76}),
    source("inbound", 100, 20, 0, 1, {open: 5, open_amount: 1500}),
    source("event", 100, 2, 0, 1, {median_cycle_days_won: 5})
  ]);

  it("compares the median cycle with sources that won enough", () => {
    expect(cycleCard(rows, context)).toMatchObject({value: "76", n: "20 won social deals"});
    expect(cycleCard(rows, context).caveat).toContain("Other sources: 60 to 60 days");
    expect(cycleCard(rowsOf([source("social", 20, 3, 0, 1)]), context)).toMatchObject({value: "–"});
    expect(cycleCard(rowsOf([]), context)).toMatchObject({value: "–"});
  });

  it("shows open amounts, or counts where there are none", () => {
    expect(plain(pipelineCard(rows, context).n ?? "")).toBe("5 of 10 open deals; 25 % of the open amount");
    expect(pipelineCard(rowsOf([source("social", 9, 2, 0, 1, {open: 4})]), context)).toMatchObject({
      label: "Open social deals",
      value: "4"
    });
  });
});
