// @vitest-environment jsdom
import {describe, expect, it} from "vitest";
import {beforeAfterChart} from "../../src/components/charts/before-after.js";
import {maturityLadder} from "../../src/components/charts/maturity-ladder.js";
import {trendChart, trendPoints} from "../../src/components/charts/trend.js";
import {
  attendanceByTeam,
  attendanceCard,
  auditsFinding,
  coachingFinding,
  maturityFinding,
  maturityRule,
  programmeAnswer,
  surveyFinding,
  teamsByMaturity,
  usefulCard,
  usefulnessFinding
} from "../../src/components/findings/programme.js";
import {liftRows} from "../../src/components/pages/programme.js";
import {context, plain, rowsOf} from "./fixtures.js";

const say = (finding: string | {empty: string}) =>
  plain(typeof finding === "string" ? finding : `(${finding.empty})`);

const team = (key: string | null, invited: number, attended: number, spread = 0.05) => ({
  key,
  invited,
  attended,
  attendance: invited === 0 ? null : attended / invited,
  attendance_low: invited === 0 ? null : attended / invited - spread,
  attendance_high: invited === 0 ? null : attended / invited + spread
});

describe("attendance", () => {
  const title = (...rows: ReturnType<typeof team>[]) => say(attendanceByTeam(rowsOf(rows), context));

  it("names most and least only where their intervals lie apart", () => {
    expect(title(team("North", 50, 45), team("South", 50, 25))).toBe(
      "Sellers came to 70 % of the training they were invited to; most for North (90 %), least for South (50 %)"
    );
    expect(title(team("North", 50, 45, 0.3), team("South", 50, 25, 0.3))).toMatch(
      /no clear difference between teams$/
    );
    expect(title(team("North", 50, 45), team("South", 3, 0))).toBe(
      "Sellers came to 85 % of the training they were invited to"
    );
  });

  it("is no rate of few, and nothing of none", () => {
    expect(title(team("North", 4, 3))).toBe("Too few invitations for a rate: 3 of 4");
    expect(title()).toBe("(No training session was held in this selection.)");
    expect(attendanceCard(rowsOf([team(null, 4, 3)]), context)).toMatchObject({
      value: "3",
      n: "3 of 4 invitations, too few for a rate"
    });
    expect(attendanceCard(rowsOf([]), context).value).toBe("–");
    expect(plain(attendanceCard(rowsOf([team(null, 40, 30)]), context).value)).toBe("75 %");
  });
});

describe("coaching", () => {
  it("is held ÷ planned", () => {
    const row = {key: "A", planned: 20, held: 15, held_rate: 0.75, held_rate_low: 0.5, held_rate_high: 0.9};
    expect(say(coachingFinding(rowsOf([row]), context))).toBe("75 % of planned coaching sessions were held");
    expect(say(coachingFinding(rowsOf([]), context))).toMatch(/^\(No coaching/);
  });
});

const week = (i: number, share: number, more: object = {}) => ({
  week: new Date(Date.UTC(2026, 0, 5 + 7 * i)).toISOString().slice(0, 10),
  rated: 50,
  roster: 100,
  response_rate: 0.5,
  mean_usefulness: 1 + 4 * share,
  top_two: 50 * share,
  top_two_share: share,
  top_two_share_low: share - 0.1,
  top_two_share_high: share + 0.1,
  ...more
});

describe("survey answers", () => {
  const title = (...rows: object[]) => say(surveyFinding(rowsOf(rows as Record<string, unknown>[]), context));

  it("rise, fall, or do not clearly change", () => {
    expect(title(week(0, 0.3), week(1, 0.6))).toMatch(
      /useful rose from 30 % to 60 % between the week of 5 Jan/
    );
    expect(title(week(0, 0.6), week(1, 0.3))).toMatch(/useful fell from 60 % to 30 %/);
    expect(title(week(0, 0.5), week(1, 0.55))).toMatch(/did not clearly change/);
    expect(title(week(0, 0.5))).toBe("50 % of answers find social selling useful in the week of 5 Jan 2026");
  });

  it("of too few, or of nobody, give no share", () => {
    expect(title(week(0, 0.5, {rated: 3}))).toMatch(/^\(Fewer than 10 answers/);
    expect(title()).toBe("(Nobody answered the survey in this selection.)");
    expect(say(usefulnessFinding(rowsOf([]), context))).toMatch(/^\(Nobody/);
    expect(say(usefulnessFinding(rowsOf([week(0, 0.5), week(1, 0.5)]), context))).toMatch(
      /3.0 of 5, unchanged from the week of 5 Jan 2026/
    );
  });

  it("come with the response rate on their card", () => {
    const row = rowsOf([week(0, 0.5)]);
    expect(plain(usefulCard(row, context).caveat ?? "")).toMatch(/^Response rate 50 %/);
    expect(usefulCard(rowsOf([week(0, 0.5, {response_rate: null})]), context).caveat).toMatch(/not known/);
    expect(usefulCard(rowsOf([]), context).n).toMatch(/^Nobody answered/);
  });

  it("are not drawn across missing weeks or from too few", () => {
    const rows = rowsOf([week(0, 0.5), week(1, 0.5, {rated: 2}), week(4, 0.5)]);
    const line = {column: "top_two_share", n: "rated", label: "Useful"};
    expect(trendPoints(rows, line, context).map((d) => d.value)).toEqual([0.5, null, null, 0.5]);
    const svg = trendChart(rows, {...context, width: 720, each: String, series: [line], domain: [0, 1]});
    expect(svg.querySelectorAll("circle")).toHaveLength(2);
    expect(svg.textContent).toContain("Useful");
  });
});

const criterion = (name: string, low: number, high: number, sellers = 40) => ({
  criterion: name,
  sellers,
  before: 10,
  after: 20,
  before_share: 0.25,
  after_share: 0.5,
  difference: (low + high) / 2,
  difference_low: low,
  difference_high: high
});

describe("profile audits", () => {
  const title = (...rows: ReturnType<typeof criterion>[]) => say(auditsFinding(rowsOf(rows), context));

  it("name what clearly changed, either way", () => {
    expect(
      title(criterion("photo", 0.1, 0.3), criterion("summary", -0.3, -0.1), criterion("network", -0.1, 0.1))
    ).toBe("After the training more sellers meet photo, fewer meet summary; no clear change in 1 other");
    expect(title(criterion("photo", -0.1, 0.1))).toBe(
      "No criterion of the profile audit clearly changed among 40 sellers"
    );
  });

  it("say when there are few or none, and draw no shares of few", () => {
    expect(title(criterion("photo", 0.1, 0.3, 4))).toMatch(/^Only 4 sellers/);
    expect(title()).toMatch(/^\(No seller/);
    const svg = beforeAfterChart(rowsOf([criterion("photo", 0.1, 0.3, 4)]), {...context, width: 720});
    expect(svg.querySelectorAll("circle")).toHaveLength(0);
    expect(svg.textContent).toContain("10 of 4");
    const wide = beforeAfterChart(rowsOf([criterion("photo", 0.1, 0.3)]), {...context, width: 390});
    expect(wide.querySelectorAll("circle")).toHaveLength(2);
  });
});

const measure = (name: string, level: number, more: object) => ({
  team: name,
  level,
  level_name: level === 0 ? null : "Launched",
  next_level_name: level === 2 ? null : "Embedded",
  measure: "attendance",
  observations: 20,
  value: 0.6,
  needed: 0.8,
  met: false,
  ...more
});

describe("maturity", () => {
  const rows = rowsOf([
    measure("North", 1, {}),
    measure("North", 1, {measure: "coaching", needed: 0.75, met: true}),
    measure("South", 0, {observations: 4}),
    measure("West", 2, {needed: null, met: null})
  ]);

  it("says where teams are and what would lift them", () => {
    expect(say(maturityFinding(rows, context))).toBe(
      "West is at Embedded; North is at Launched; South has no level yet"
    );
    expect(teamsByMaturity(rows, context).map((d) => d.missing.map(plain))).toEqual([
      ["training attended 80 % (now 60 %)"],
      ["training attended 80 % (only 4 observed)"],
      []
    ]);
    expect(liftRows(rows, context).map((d) => d["missing"])).toContain("This is the highest level.");
    expect(say(maturityFinding(rowsOf([]), context))).toMatch(/^\(No team/);
  });

  it("states its rule, and draws a dot for each level reached", () => {
    expect(plain(maturityRule(context.manifest.maturity, context))).toContain(
      "Embedded: training attended 80 % and coaching held 75 %."
    );
    const svg = maturityLadder(rows, {...context, width: 720});
    const fills = Array.from(svg.querySelectorAll("circle"), (c) => c.getAttribute("fill"));
    expect(fills.filter((fill) => fill === "var(--ink)")).toHaveLength(3);
    expect(fills).toHaveLength(6);
  });

  it("is part of the answer, which promises no business", () => {
    const coaching = rowsOf([]);
    const said = programmeAnswer(
      {attendance: rowsOf([team(null, 40, 30)]), coaching, survey: rowsOf([]), maturity: rows},
      context
    ).map(plain);
    expect(said[0]).toBe(
      "Sellers came to 75 % of the training they were invited to (30 of 40; 95 % interval 70 % to 80 %); no coaching is on record."
    );
    expect(said[1]).toMatch(
      /^1 of 3 teams has reached the highest level of maturity, Embedded\. .* no proof/
    );
  });
});
