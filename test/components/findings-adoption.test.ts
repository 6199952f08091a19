import {describe, expect, it} from "vitest";
import {
  comparisonFinding,
  effectCard,
  effectFinding,
  effectSentence,
  networkSplitFinding,
  parallelNote,
  ranksFinding,
  ranksNote,
  reachFinding,
  reachNote,
  seatRuleFinding,
  seatRuleNote,
  seatsApartFinding
} from "../../src/components/findings/adoption.js";
import {
  followersFinding,
  goalFinding,
  incomingFinding,
  personaNetworkFinding,
  responseFinding,
  rosterTrainedFinding
} from "../../src/components/findings/network.js";
import {
  activityFinding,
  nextSteps,
  outreachFinding,
  sellerAnswer,
  sellerDealsCard,
  sellerNetworkCard,
  sellerSsiCard
} from "../../src/components/findings/seller.js";
import {findSeller, optionText} from "../../src/components/seller-picker.js";
import {context, plain, rowsOf} from "./fixtures.js";

const say = (finding: string | {empty: string}) =>
  plain(typeof finding === "string" ? finding : `(${finding.empty})`);
const monday = (i: number) => new Date(Date.UTC(2026, 0, 5 + 7 * i)).toISOString().slice(0, 10);

describe("a comparison of medians", () => {
  const row = (key: string | null, median: number, sellers = 20) => ({key, sellers, median});

  it("names the highest and the lowest, or says how near they are", () => {
    expect(say(comparisonFinding(rowsOf([row("A", 50), row("B", 61)]), "teams", context))).toBe(
      "The median is highest for B (61.0) and lowest for A (50.0); within each, sellers differ more"
    );
    expect(say(comparisonFinding(rowsOf([row("A", 50), row("B", 51)]), "teams", context))).toBe(
      "The medians of the teams lie within 1.0 points"
    );
    expect(say(comparisonFinding(rowsOf([row("A", 50), row("B", 51, 9)]), "teams", context))).toBe(
      "Only A (50.0) has enough sellers for a median"
    );
    expect(say(comparisonFinding(rowsOf([row("A", 50, 9)]), "teams", context))).toMatch(/^Fewer than 10/);
    expect(say(comparisonFinding(rowsOf([]), "teams", context))).toMatch(/^\(No SSI/);
  });

  it("of seats says above, below or the same", () => {
    const seats = (a: number, b: number, n = 20) =>
      rowsOf([row("with a seat", a, n), row("without a seat", b)]);
    expect(say(seatsApartFinding(seats(59, 53), context))).toBe(
      "Sellers with a seat have a median of 59.0, 6.0 points above those without"
    );
    expect(say(seatsApartFinding(seats(50, 53), context))).toMatch(/3.0 points below those without$/);
    expect(say(seatsApartFinding(seats(50, 50.4), context))).toMatch(/same median/);
    expect(say(seatsApartFinding(seats(50, 60, 3), context))).toMatch(/^Too few/);
  });

  it("of networks flags those under 500", () => {
    const networks = (few: number, people: number | null = 13) =>
      rowsOf([
        {...row("under 500", 50, few), people},
        {...row("500 and over", 58, 40), people: 14.2}
      ]);
    expect(say(networkSplitFinding(networks(12), context))).toBe(
      "12 of 52 sellers have fewer than 500 connections; their finding people stands at 13.0 of 25, that of the others at 14.2"
    );
    expect(say(networkSplitFinding(networks(3), context))).toBe(
      "3 of 43 sellers have fewer than 500 connections"
    );
    expect(say(networkSplitFinding(networks(12, null), context))).not.toContain("of 25");
    expect(say(networkSplitFinding(rowsOf([row(null, 50)]), context))).toMatch(
      /^\(The number of connections/
    );
  });
});

describe("weeks to a band", () => {
  const row = (more: object) => ({
    weeks: 0,
    share: 0.3,
    sellers: 40,
    reached_in_all: 12,
    already: 3,
    median_weeks: null,
    ...more
  });

  it("are told by the median, or by the share where half have not reached it", () => {
    expect(
      say(reachFinding(rowsOf([row({}), row({weeks: 9, median_weeks: 30, reached_in_all: 25})]), 50, context))
    ).toContain("Fewer than half");
    expect(
      say(reachFinding(rowsOf([row({median_weeks: 30, reached_in_all: 25}), row({weeks: 30})]), 50, context))
    ).toBe("Half of those who started under 50 reached it within 30 weeks; 15 of 40 have not");
    expect(say(reachFinding(rowsOf([row({reached_in_all: 0}), row({weeks: 8})]), 70, context))).toBe(
      "None of the 40 sellers who started under 70 has reached it yet"
    );
    expect(
      say(reachFinding(rowsOf([row({sellers: 4, reached_in_all: 1}), row({weeks: 8})]), 70, context))
    ).toMatch(/^1 of 4 sellers .* too few/);
    expect(say(reachFinding(rowsOf([]), 70, context))).toMatch(/^\(No seller/);
  });

  it("say who was there already", () => {
    expect(reachNote(rowsOf([row({})]), 50, context)).toMatch(
      /^3 sellers were at 50 when first measured and are not/
    );
    expect(reachNote(rowsOf([row({already: 0})]), 50, context)).toMatch(/^Kaplan/);
  });
});

describe("ranks", () => {
  const rank = (i: number, industry: number, sellers = 40) => ({
    rank: "industry",
    week: monday(i),
    sellers,
    median: industry
  });

  it("say that a lower rank is better, and a higher one worse", () => {
    expect(say(ranksFinding(rowsOf([rank(0, 44), rank(9, 31)]), context))).toBe(
      "The middle seller is in the top 31 % of their industry, better than top 44 % in Jan 2026"
    );
    expect(say(ranksFinding(rowsOf([rank(0, 31), rank(9, 44)]), context))).toContain("worse than top 31 %");
    expect(say(ranksFinding(rowsOf([rank(0, 31), rank(9, 31)]), context))).toBe(
      "The middle seller is in the top 31 % of their industry"
    );
    expect(say(ranksFinding(rowsOf([rank(0, 31, 4)]), context))).toMatch(/^Fewer than 10/);
    expect(say(ranksFinding(rowsOf([]), context))).toMatch(/^\(The SSI export holds no ranks/);
    expect(plain(ranksNote(rowsOf([rank(0, 31)]), context))).toMatch(
      /^Low is good. Top 31 % means: of 100 people, 69 score lower./
    );
  });
});

describe("what training is associated with", () => {
  const effect = (estimate: number | null, low: number | null, high: number | null, n = 40) =>
    rowsOf([
      {kind: "effect", estimate, low, high, trained: n, waiting: 60, trained_in_all: 50},
      {kind: "parallel", estimate: 0.1, low: -0.4, high: 0.6, trained: n, waiting: 60, trained_in_all: 50}
    ]);

  it("is a rise, a fall, or no clear difference", () => {
    expect(say(effectFinding(effect(5.3, 4.4, 6.2), context))).toBe(
      "After training, sellers rose 5.3 points more than those not yet trained over the same weeks"
    );
    expect(say(effectFinding(effect(-2, -3, -1), context))).toMatch(/fell 2.0 points behind/);
    expect(say(effectFinding(effect(0.2, -1, 1.4), context))).toBe(
      "No clear difference after training: +0.2 points, anything from −1.0 to +1.4"
    );
  });

  it("is not told of few, of nobody, or without a comparison", () => {
    expect(say(effectFinding(effect(5, 4, 6, 9), context))).toMatch(
      /^\(Too few to conclude: 9 trained sellers and 60/
    );
    expect(say(effectFinding(effect(null, null, null, 0), context))).toMatch(/^\(Too few to conclude: 0/);
    expect(say(effectFinding(rowsOf([]), context))).toMatch(/^\(Nobody of this selection/);
    expect(effectCard(rowsOf([]), context)).toMatchObject({value: "–"});
    expect(effectSentence(rowsOf([]), context)).toBe("");
  });

  it("stands with its interval and n, as an association", () => {
    expect(plain(effectSentence(effect(5.3, 4.4, 6.2), context))).toMatch(
      /\(95 % interval \+4.4 to \+6.2, n = 40\); this is an association.$/
    );
    expect(effectCard(effect(5.3, 4.4, 6.2), context)).toMatchObject({
      value: "+5.3",
      range: {low: 4.4, high: 6.2, from: -7, to: 7}
    });
    expect(parallelNote(effect(5, 4, 6), context)).toMatch(/^Before the training both groups moved alike/);
    const apart = rowsOf([
      {kind: "parallel", estimate: 2, low: 1, high: 3, trained: 40, waiting: 40, trained_in_all: 40}
    ]);
    expect(parallelNote(apart, context)).toMatch(/^Before the training the groups already moved apart/);
  });
});

describe("seats and the threshold", () => {
  const rule = (more: object = {}) =>
    [
      {seat: true, standing: "reached", sellers: 50, cost: 5000, idle: 2, idle_cost: 200},
      {seat: true, standing: "under", sellers: 10, cost: 1000, idle: 1, idle_cost: 100},
      {seat: false, standing: "reached", sellers: 1, cost: null, idle: null, idle_cost: null}
    ].map((row) => ({...row, ...more}));
  const rows = (list: readonly object[]) => list as unknown as Parameters<typeof seatRuleFinding>[0];

  it("says to leadership that few are not told apart, instead of counting none", () => {
    const leadership = {
      ...context,
      manifest: {...context.manifest, audience: "leadership" as const, min_cell: 5}
    };
    const few = rows([
      {seat: true, standing: "not told", sellers: 8, threshold: 50, cost: 7680, idle: 1, idle_cost: 960},
      {seat: false, standing: "not told", sellers: 1, threshold: 50, cost: null, idle: null, idle_cost: null}
    ]);
    expect(say(seatRuleFinding(few, leadership))).toBe(
      "8 seats; how many reach 50 with or without one is not shown here, because some teams or regions have fewer than 5 of either"
    );
    expect(plain(seatRuleNote(few, leadership))).toMatch(
      /^1 seat had no use in the last four weeks: €960 a year\. A seat lifts/
    );
    for (const finding of [seatsApartFinding, networkSplitFinding]) {
      expect(say(finding(rowsOf([]), leadership))).toMatch(
        /not compared here: some teams or regions have fewer than 5 of either/
      );
      expect(
        say(finding(rowsOf([]), {...context, manifest: {...context.manifest, audience: "enablement"}}))
      ).not.toMatch(/fewer than 5/);
    }
  });

  it("say who reaches it without a seat, who holds one under it, and what idle ones cost", () => {
    expect(say(seatRuleFinding(rows(rule()), context))).toBe(
      "1 seller reaches 50 without a seat; 10 of 60 seats are held under 50"
    );
    expect(plain(seatRuleNote(rows(rule()), context))).toMatch(
      /^3 seats had no use in the last four weeks: €300 a year\. The seats held under the threshold cost €1,000 a year\./
    );
    expect(seatRuleNote(rows(rule({cost: null, idle: null, idle_cost: null})), context)).toMatch(
      /idle seats are not known\. Set licence\.seat_cost/
    );
    expect(say(seatRuleFinding(rows([]), context))).toMatch(/^\(Nobody/);
    expect(say(seatRuleFinding(rows(rule({seat: null})), context))).toMatch(/^\(The roster does not say/);
  });
});

describe("network and content", () => {
  it("tell of requests, goals and answers, up and down", () => {
    const week = (i: number, received_per_seller: number | null, sellers = 20) => ({
      week: monday(i),
      sellers,
      received: received_per_seller,
      received_per_seller
    });
    expect(say(incomingFinding(rowsOf([week(0, 0.5), week(1, 0.8)]), context))).toBe(
      "A seller is asked 0.80 times a week to connect, up 0.30 on the first week"
    );
    expect(say(incomingFinding(rowsOf([week(0, null)]), context))).toMatch(/^\(No incoming/);
    expect(say(incomingFinding(rowsOf([week(0, 1, 3)]), context))).toMatch(/^\(Fewer than 10/);
    const goal = (i: number, at_goal: number, judged = 20) => ({week: monday(i), at_goal, judged});
    expect(say(goalFinding(rowsOf([goal(0, 3), goal(1, 8)]), context))).toBe(
      "8 of 20 sellers reached the goal of 5 new contacts in the persona in the last week; 3 of 20 in the first"
    );
    expect(say(goalFinding(rowsOf([goal(0, 3)]), context))).toMatch(/the only one counted$/);
    expect(say(goalFinding(rowsOf([goal(0, 0, 0)]), context))).toMatch(/^\(No week/);
    const answered = (i: number, minutes: number, n = 12) => ({
      week: monday(i),
      answered_posts: n,
      median_response_minutes: minutes
    });
    expect(say(responseFinding(rowsOf([answered(0, 100), answered(1, 60)]), context))).toBe(
      "Comments are answered within 60 minutes (median), down 40 minutes on the first week"
    );
    expect(say(responseFinding(rowsOf([answered(0, 60, 2)]), context))).toMatch(/^\(Fewer than 10 posts/);
    expect(say(responseFinding(rowsOf([]), context))).toMatch(/^\(No time/);
  });

  it("tell of followers by platform, also where only one week or only new ones are known", () => {
    const row = (i: number, platform: string | null, followers: number | null) => ({
      week: monday(i),
      platform,
      followers,
      gained: 1
    });
    expect(
      say(
        followersFinding(
          rowsOf([row(0, "linkedin", 100), row(0, "x", 50), row(1, "linkedin", 130), row(1, "x", 45)]),
          context
        )
      )
    ).toBe("Followers: 130 on linkedin (+30), 45 on x (−5), since the week of 5 Jan 2026");
    expect(say(followersFinding(rowsOf([row(0, null, 7)]), context))).toBe(
      "Followers: 7 on not given, in the only week on record"
    );
    expect(say(followersFinding(rowsOf([row(0, "x", null)]), context))).toMatch(/^\(Only new followers/);
    expect(say(followersFinding(rowsOf([]), context))).toMatch(/^\(No followers/);
  });

  it("tell of shares of the network and of the roster", () => {
    const share = (key: string, k: number, n: number) => ({
      key,
      in_persona: k,
      persona_known: n,
      persona_share: k / n,
      persona_share_low: k / n - 0.02,
      persona_share_high: k / n + 0.02
    });
    expect(say(personaNetworkFinding(rowsOf([share("A", 60, 100), share("B", 20, 100)]), context))).toBe(
      "40 % of the network on record is in the target persona; most for A (60 %), least for B (20 %)"
    );
    expect(say(personaNetworkFinding(rowsOf([]), context))).toMatch(/^\(No connection/);
    const trained = {
      key: "A",
      roster: 20,
      trained: 15,
      trained_share: 0.75,
      trained_share_low: 0.5,
      trained_share_high: 0.9
    };
    expect(say(rosterTrainedFinding(rowsOf([trained]), context))).toBe(
      "75 % of the sellers on the roster have been trained"
    );
    expect(say(rosterTrainedFinding(rowsOf([]), context))).toMatch(/^\(Nobody/);
  });
});

describe("one seller's page", () => {
  const profile = (more: object = {}) =>
    rowsOf([
      {
        seller_id: "S001",
        name: "Noémie Sauvêtre",
        region: "EMEA",
        team: "France",
        trained_on: "2025-02-04",
        week: "2026-09-21",
        ssi: 73.5,
        weakest: "brand",
        brand: 17.4,
        people: 20,
        insights: 18,
        relationships: 18.1,
        industry_rank: 6,
        network_rank: null,
        connections: 400,
        connections_added: 30,
        in_persona: 12,
        all_sellers: 98,
        all_median: 57.8,
        deals: 4,
        won: 2,
        won_amount: 1000,
        social_won_amount: null,
        open_deals: 0,
        open_amount: null,
        ...more
      }
    ]);

  it("says where they stand, against all, and that few deals judge nobody", () => {
    expect(sellerAnswer(profile(), context).map(plain)).toEqual([
      "Noémie Sauvêtre stands at 73.5, 15.7 points above the median of all sellers (n = 98).",
      "France, EMEA; trained on 4 Feb 2025. The SSI measures activity, not results. One seller's deals are too few to judge by."
    ]);
    expect(sellerAnswer(profile({ssi: 40}), context)[0]).toContain("17.8 points below");
    expect(sellerAnswer(profile({ssi: 57.5}), context)[0]).toContain("at the median");
    expect(sellerAnswer(profile({ssi: null}), context)[0]).toContain("not measured is not 0");
    expect(sellerAnswer(rowsOf([]), context)[0]).toMatch(/^No seller of this report/);
  });

  it("has cards that say what is not on record", () => {
    expect(plain(sellerSsiCard(profile(), context).caveat ?? "")).toBe(
      "top 6 % of the industry; low is good."
    );
    expect(sellerSsiCard(profile({ssi: null}), context).value).toBe("–");
    expect(sellerNetworkCard(profile(), context)).toMatchObject({
      value: "400",
      n: "30 new in the period, 12 in the persona"
    });
    expect(sellerNetworkCard(profile(), context).caveat).toMatch(/^Under 500/);
    expect(sellerNetworkCard(profile({connections: null, connections_added: null}), context).n).toContain(
      "not on record"
    );
    expect(sellerDealsCard(profile(), context)).toMatchObject({value: "2", unit: "of 4"});
    expect(sellerDealsCard(profile({deals: 0}), context).value).toBe("–");
  });

  it("names steps for the lowest pillar, and none without pillars", () => {
    const steps = nextSteps(profile(), context);
    expect(steps.finding).toBe("Professional brand is the lowest pillar, at 17.4 of 25.");
    expect(steps.steps.length).toBeGreaterThan(2);
    expect(nextSteps(profile({weakest: null}), context).steps).toEqual([]);
    expect(nextSteps(rowsOf([]), context).steps).toEqual([]);
  });

  it("tells what was done, and what is not on record", () => {
    const week = (i: number, days: number | null, sent: number | null = null) => ({
      week: monday(i),
      days_active: days,
      invitations_sent: sent,
      invitations_accepted: null,
      connections_added: null
    });
    expect(say(activityFinding(rowsOf([week(0, 2), week(1, 0)]), context))).toBe(
      "Sales Navigator was used in 1 of 2 weeks reported"
    );
    expect(say(activityFinding(rowsOf([week(0, null)]), context))).toMatch(/^\(No use/);
    expect(say(outreachFinding(rowsOf([week(0, 1, 4), week(1, 1, 2)]), context))).toBe("6 invitations sent");
    expect(say(outreachFinding(rowsOf([week(0, 1)]), context))).toMatch(/^\(Neither/);
  });
});

describe("the list of sellers", () => {
  const rows = rowsOf([
    {seller_id: "S001", name: "Noémie Sauvêtre", team: "France"},
    {seller_id: "S002", name: null, team: null},
    {seller_id: "S003", name: "<b>Ann</b>", team: "France"}
  ]);
  const options = new Map(rows.map((row) => [optionText(row), String(row["seller_id"])]));

  it("shows names where they are published, else what the report calls the seller", () => {
    expect([...options.keys()]).toEqual([
      "Noémie Sauvêtre (S001), France",
      "S002",
      "<b>Ann</b> (S003), France"
    ]);
  });

  it("finds by option, identifier, or a part that only one has", () => {
    expect(findSeller(options, "Noémie Sauvêtre (S001), France")).toBe("S001");
    expect(findSeller(options, "s002")).toBe("S002");
    expect(findSeller(options, "ann")).toBe("S003");
    expect(findSeller(options, "France")).toBeNull();
    expect(findSeller(options, "nobody")).toBeNull();
  });
});
