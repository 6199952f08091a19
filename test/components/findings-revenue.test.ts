import {describe, expect, it} from "vitest";
import {setPieces} from "../../src/components/charts/nested-sets.js";
import {riskDays} from "../../src/components/charts/winning-curve.js";
import {
  contributionFinding,
  contributionParts,
  contributionWords,
  giantDeal,
  quarterSentence,
  quartersCompared,
  socialRevenueCard,
  withoutDeal
} from "../../src/components/findings/contribution.js";
import {
  declaredWeeklyFinding,
  ledgerWords,
  momentsFinding,
  returnWords,
  surveyWords
} from "../../src/components/findings/ledger.js";
import {withinFinding, withinSentence} from "../../src/components/findings/like-with-like.js";
import {
  medianSentence,
  testSentence,
  windowSentences,
  winningFinding
} from "../../src/components/findings/winning.js";
import {createFormat} from "../../src/components/format.js";
import {rowsWith, type TableColumn} from "../../src/components/table.js";
import {context, plain, rowsOf} from "./fixtures.js";

const sets = {
  sourced: 1200,
  influenced: 1400,
  declared: 550,
  sourced_only: 200,
  influenced_only: 360,
  declared_only: 10,
  sourced_influenced: 500,
  sourced_declared: 0,
  influenced_declared: 40,
  all_three: 500,
  won_amount: 2000
};

describe("contribution", () => {
  it("says what the figures cover together, and that they do not add up", () => {
    expect(contributionFinding(rowsOf([sets]), context)).toBe(
      "Sourced, influenced and declared revenue together cover €1.6k of €2k won, not the €3.2k they would add up to"
    );
    const alone = {...sets, influenced: null, declared: null};
    expect(contributionFinding(rowsOf([alone]), context)).toContain("is sourced by social selling");
    expect(contributionFinding(rowsOf([{...sets, won_amount: null}]), context)).toEqual({
      empty: "No won deal of this selection carries an amount, so there is nothing to split."
    });
  });

  it("is drawn so that every bar is as long as its figure, and overlaps stand one above the other", () => {
    const pieces = setPieces(rowsOf([sets])[0] ?? {});
    const length = (name: string): number =>
      pieces.filter(({set}) => set === name).reduce((sum, {from, to}) => sum + to - from, 0);
    expect([length("won_amount"), length("sourced"), length("influenced"), length("declared")]).toEqual([
      2000, 1200, 1400, 550
    ]);
    expect(pieces.filter(({set}) => set === "sourced")).toHaveLength(1);
    expect(pieces.filter(({set}) => set === "influenced")).toHaveLength(1);
  });

  it("has parts that add up to all won revenue", () => {
    const parts = contributionParts(rowsOf([sets]));
    const amounts = parts.map(({amount}) => Number(amount));
    expect(amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(2000, 9);
    expect(parts.find(({part}) => part === "None of them")?.amount).toBeCloseTo(390, 9);
  });

  it("says in words which figures are missing and why nobody should add them", () => {
    const figures = ["won", "sourced", "influenced", "secured", "declared", "any"].map((figure) => ({
      figure,
      deals: figure === "influenced" || figure === "declared" ? null : 5,
      amount: 100
    }));
    const [nested, warning] = contributionWords({figures: rowsOf(figures), touches: rowsOf([])}, context);
    expect(nested).toContain("Influenced cannot be told: there is no file of touches.");
    expect(nested).toContain("Declared cannot be told: there are no interviews.");
    expect(warning).toContain("Do not add the three");
  });

  it("tells how many social touches name no deal", () => {
    const uses = [
      {use: "counted", touches: 40, social: 30},
      {use: "no_deal", touches: 900, social: 90}
    ];
    expect(plain(withoutDeal(rowsOf(uses), context)[0] ?? "")).toBe(
      "90 of 120 social touches (75 %) name no deal and influence none: what is influenced is a lower bound."
    );
    expect(withoutDeal(rowsOf([{use: "no_deal", touches: 900, social: 0}]), context)).toEqual([]);
  });

  it("names one deal that makes up more than a third of a sum, and no smaller one", () => {
    expect(plain(giantDeal({largest: 400, sum: 1000, what: "social revenue"}, context))).toBe(
      "One deal of €400 makes up 40 % of social revenue: without it the picture is another."
    );
    expect(giantDeal({largest: 333, sum: 1000, what: "it"}, context)).toBe("");
    expect(giantDeal({largest: null, sum: null, what: "it"}, context)).toBe("");
    expect(giantDeal({largest: 5, sum: -5, what: "it"}, context)).toBe("");
  });
});

const quarter = (quarter: string, start: string, social_amount: number, change: object = {}) => ({
  quarter,
  quarter_start: start,
  social_amount,
  won_amount: 500_000,
  social_error: 10_000,
  social_deals: 20,
  won_deals: 40,
  ...change
});
const quarters = [
  quarter("2025-Q3", "2025-07-01", 50_000),
  quarter("2026-Q2", "2026-04-01", 90_000),
  quarter("2026-Q3", "2026-07-01", 100_000)
];

describe("the latest quarter", () => {
  it("stands against the one before and the same one a year ago, with what chance does to such sums", () => {
    // 1.959964 × √(10000² + 10000²) = 27718
    expect(plain(quarterSentence(rowsOf(quarters), context))).toBe(
      "In Q3 2026 social brought €100k, €10k more than in Q2 2026 (95 % interval −€17.7k to +€37.7k) and €50k more than in Q3 2025 (95 % interval +€22.3k to +€77.7k): only the difference to Q3 2025 is more than chance moves such sums."
    );
  });

  it("is not compared across a gap, nor from few deals", () => {
    const gap = [quarter("2025-Q4", "2025-10-01", 50_000), quarter("2026-Q3", "2026-07-01", 100_000)];
    expect(quartersCompared(rowsOf(gap), context)).toEqual({
      now: expect.objectContaining({quarter: "2026-Q3"}) as object
    });
    expect(quarterSentence(rowsOf(gap), context)).toContain("there is no earlier quarter");
    const few = [...quarters.slice(0, 2), quarter("2026-Q3", "2026-07-01", 100_000, {social_deals: 9})];
    expect(quarterSentence(rowsOf(few), context)).toContain("too few to compare quarters");
    expect(quarterSentence(rowsOf([]), context)).toBe("");
    const noAmounts = quarters.map((row) => ({...row, won_amount: null}));
    expect(quarterSentence(rowsOf(noAmounts), context)).toBe("");
  });

  it("is marked where it is not over", () => {
    const early = {...context, manifest: {...context.manifest, as_of: "2026-08-15"}};
    expect(quarterSentence(rowsOf(quarters), early)).toContain("In Q3 2026, which is not over, social");
  });

  it("is on the card, which stays empty without won deals or amounts", () => {
    const share = {
      won_amount: 1000,
      social_amount: 300,
      unknown_amount: 100,
      won_deals: 20,
      social_deals: 5,
      largest_social_amount: 200
    };
    const card = socialRevenueCard({share: rowsOf([share]), byQuarter: rowsOf(quarters)}, context);
    expect(card.value).toBe("€300");
    expect(card.n).toBe("5 of 20 won deals; up to €400 if all of unknown source were social");
    expect(card.delta?.text).toBe("Q3 2026: €100k, after €90k in Q2 2026 and €50k in Q3 2025");
    expect(plain(card.caveat ?? "")).toContain("One deal of €200 makes up 67 % of it");
    const none = {...share, won_deals: 0, won_amount: null};
    expect(socialRevenueCard({share: rowsOf([none]), byQuarter: rowsOf([])}, context).value).toBe("–");
  });
});

const within = (name: string, difference: number, low: number, high: number) => ({
  within: name,
  groups: name === "nothing" ? 1 : 4,
  social_deals: 100,
  rest_deals: 100,
  left_out: 0,
  difference,
  difference_low: low,
  difference_high: high
});

describe("like compared with like", () => {
  it("catches a sign that turns when groups are mixed", () => {
    const rows = rowsOf([
      within("nothing", -0.05, -0.08, -0.03),
      within("region", 0.03, 0.005, 0.06),
      within("seller", 0.03, 0.008, 0.06),
      within("segment", -0.05, -0.08, -0.03)
    ]);
    expect(withinFinding(rows, context)).toBe(
      "Overall social deals are won less often, but within the same region and seller they are won more often"
    );
    expect(plain(withinSentence(rows, context))).toContain(
      "(+3.0 points within the same region, 95 % interval +0.5 to +6.0): social deals are more common where little is won"
    );
  });

  it("catches a difference that goes, or comes, when groups are held equal", () => {
    expect(
      withinFinding(rowsOf([within("nothing", 0.05, 0.02, 0.08), within("team", 0, -0.02, 0.02)]), context)
    ).toBe("Overall social deals are won more often, but within the same team there is no clear difference");
    expect(
      withinFinding(rowsOf([within("nothing", 0, -0.02, 0.02), within("team", 0.05, 0.02, 0.08)]), context)
    ).toBe("Overall there is no clear difference, but within the same team social deals are won more often");
  });

  it("does not believe groups that leave out most deals, such as a field filled in once a deal is won", () => {
    const rows = rowsOf([
      within("nothing", -0.06, -0.08, -0.04),
      {...within("segment", 0, 0, 0), left_out: 7158}
    ]);
    expect(withinFinding(rows, context)).toBe(
      "Social deals and the rest can only be compared all together here"
    );
    expect(withinSentence(rows, context)).toBe("");
  });

  it("says so where all agree, and nothing where there is too little", () => {
    const agree = rowsOf([within("nothing", 0.05, 0.02, 0.08), within("team", 0.05, 0.02, 0.08)]);
    expect(withinFinding(agree, context)).toBe("Social deals are won more often, however they are compared");
    expect(withinSentence(agree, context)).toBe("");
    const few = rowsOf([{...within("nothing", 0.05, 0.02, 0.08), social_deals: 3}]);
    expect(withinFinding(few, context)).toEqual({
      empty: "There are too few social and other deals to compare them."
    });
  });
});

describe("the pace of winning", () => {
  const test = {n_a: 100, n_b: 200, chi2: 28.4, p: 1e-7};
  const at = rowsOf([
    {key: "rest", day: 365, won: 0.3, median_day: null},
    {key: "social", day: 365, won: 0.2, median_day: null}
  ]);
  const say = (change: object, alike: object) =>
    plain(testSentence({test: {...test, ...change}, within: {...test, ...alike}, at}, context));

  it("says which way it differs, and that it does not within regions", () => {
    expect(say({}, {chi2: 0.1, p: 0.73})).toBe(
      "Social deals are won less often or more slowly than the rest (log-rank χ² 28.4, p < 0.001; n = 100 and 200). Compared only with deals of the same region they are not (log-rank χ² 0.1, p = 0.73): the difference lies in where social deals are made."
    );
    expect(say({chi2: 1, p: 0.3}, {chi2: 1.1, p: 0.29})).toMatch(/^There is no clear difference in the pace/);
    expect(say({n_a: 9}, {})).toBe("");
    expect(say({chi2: null, p: null}, {})).toContain("Nothing was won");
  });

  it("names a median, or that it is not reached", () => {
    expect(medianSentence(at, context)).toContain("not reached");
    const reached = rowsOf([
      {key: "social", median_day: 40},
      {key: "rest", median_day: null}
    ]);
    expect(medianSentence(reached, context)).toBe(
      "Half of the deals are won after: social 40 days, the rest not reached."
    );
  });

  it("warns of missing losses, missing early closings, missing and impossible dates", () => {
    const row = {
      deals: 8000,
      won: 842,
      lost: 0,
      open: 7158,
      undated: 2,
      back_dated: 1,
      first_created_on: "2017-06-14",
      first_closed_on: "2017-12-05",
      created_before: 1827,
      expected_before: 179.6
    };
    const [noLosses, early, undated, backDated] = windowSentences(rowsOf([row])[0] ?? {}, context);
    expect(noLosses).toContain("The file holds no lost deal");
    expect(early).toContain("from 14 Jun 2017, but the first close is of 5 Dec 2017");
    expect(early).toContain("about 180 of the 1,827");
    expect(early).toContain("left truncation");
    expect(undated).toBe("2 closed deals without a close date are left out.");
    expect(backDated).toBe("1 deal closed before creation stands at the very start.");
    const sound = {...row, lost: 5, undated: 0, back_dated: 0, expected_before: 9.9};
    expect(windowSentences(rowsOf([sound])[0] ?? {}, context)).toEqual([]);
  });

  it("is titled by the shares won by a day that both groups reach", () => {
    const steps = ["social", "rest"].flatMap((key) => [
      {key, day: 10, at_risk: 40, won: 0.1, won_error: 0.01},
      {key, day: 200, at_risk: 20, won: key === "social" ? 0.2 : 0.3, won_error: 0.01}
    ]);
    const title = winningFinding(rowsOf(steps), context);
    expect(plain(typeof title === "string" ? title : title.empty)).toBe(
      "After 180 days 10.0 % of social deals are won and 10.0 % of the rest"
    );
    expect(winningFinding(rowsOf([]), context)).toEqual({empty: "No deal was created in this selection."});
  });

  it("has its numbers at risk at round days, fewer where there is less room", () => {
    expect(riskDays(365, 800)).toEqual([0, 60, 120, 180, 240, 300, 360]);
    expect(riskDays(365, 390)).toEqual([0, 180, 360]);
  });
});

describe("interviews, survey and return", () => {
  it("says what is declared, on how many deals, and what half of it would be", () => {
    const row = {
      entries: 12,
      deals: 10,
      eligible_deals: 50,
      declared: 1000,
      declared_halved: 500,
      coverage: 0.2,
      coverage_amount: 0.25,
      largest: 400
    };
    const [words] = ledgerWords(rowsOf([row]), context);
    expect(plain(words ?? "")).toContain(
      "Sellers declare €1k in interviews on 10 of 50 won deals, 20.0 % of deals and 25.0 % of their amount; with every percentage at half it would be €500. One deal of €400 makes up 40 %"
    );
    expect(ledgerWords(rowsOf([{...row, eligible_deals: 0}]), context)).toEqual([
      "No deal was won in this selection."
    ]);
    expect(ledgerWords(rowsOf([{...row, entries: 0}]), context)[0]).toContain("None of the 50 won deals");
    expect(momentsFinding(rowsOf([]), context)).toHaveProperty("empty");
  });

  it("says whether the CRM bears out the survey", () => {
    const row = {
      quarter: null,
      answers: 100,
      meetings: 50,
      opportunities: 30,
      influenced: 20,
      deals_created: 40,
      social_created: 10,
      declaring: 30,
      found_share: 0.5,
      silent: 60,
      silent_share: 0.5,
      difference: 0,
      difference_low: -0.2,
      difference_high: 0.2
    };
    expect(surveyWords(rowsOf([row]), context)[1]).toContain("the CRM does not bear out what is declared");
    expect(surveyWords(rowsOf([{...row, difference: 0.3, difference_low: 0.1}]), context)[1]).toContain(
      "more often than by chance"
    );
    expect(surveyWords(rowsOf([{...row, declaring: 3}]), context)[1]).toContain("Too few answers");
    expect(surveyWords(rowsOf([]), context)[0]).toContain("Nobody answered");
  });

  it("says what the return ranges over, or what is missing for it", () => {
    const row = {
      figure: "sourced",
      cost: 1000,
      margin: 40,
      days: 365,
      return_low: -0.5,
      return: 1,
      return_high: 2,
      break_even_margin: 20
    };
    expect(plain(returnWords(rowsOf([row]), context)[0] ?? "")).toBe(
      "Whether more comes back than is spent depends on which figure one believes: from −0.5 times the cost to +2.0 times the cost, at a cost of €1,000 for 365 days and a margin of 40 %."
    );
    expect(returnWords(rowsOf([{...row, cost: null}]), context)[0]).toContain(
      "There is no return to show until"
    );
  });
});

describe("looking for words in a table", () => {
  const columns: TableColumn[] = [
    {column: "said", heading: "Said"},
    {column: "percent", heading: "%", write: (row) => `${String(row.percent)} %`}
  ];
  const rows = rowsOf([
    {said: "Él abrió la puerta", percent: 30},
    {said: "<img src=x onerror=alert(1)>", percent: 20}
  ]);
  const look = (text: string): unknown[] =>
    rowsWith(rows, text, columns, {format: createFormat("en-GB"), currency: "EUR", minN: 10}).map(
      ({percent}) => percent
    );

  it("finds every word as it is written, whatever the case and accents", () => {
    expect(look("abrio EL")).toEqual([30]);
    expect(look("20 %")).toEqual([20]);
    expect(look("<img")).toEqual([20]);
    expect(look("  ")).toEqual([30, 20]);
    expect(look("puerta 20")).toEqual([]);
  });
});

describe("what sellers declare by week", () => {
  const week = (meetings: number, answers = 10) => ({answers, meetings, opportunities: 3, influenced: 0});

  it("is told as the usual week with answers, beside their number", () => {
    expect(declaredWeeklyFinding(rowsOf([week(4), week(7, 20)]), context)).toBe(
      "In 15 answers a week sellers declare 5.5 new meetings, 3.0 new opportunities and 0.0 running ones moved on (means)"
    );
  });

  it("is not told from too few answers, or none", () => {
    expect(declaredWeeklyFinding(rowsOf([week(4, 9)]), context)).toEqual({
      empty: "Too few answers to speak of weeks: 9."
    });
    expect(declaredWeeklyFinding(rowsOf([]), context)).toEqual({
      empty: "Nobody answered the weekly survey in this selection."
    });
  });
});
