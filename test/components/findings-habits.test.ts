// @vitest-environment jsdom
import {describe, expect, it} from "vitest";
import {engagementHeatmap} from "../../src/components/charts/heatmap.js";
import {invitationSteps, seatSteps} from "../../src/components/charts/steps.js";
import {
  clicks,
  contentFinding,
  daysFinding,
  describeContent,
  engagementCard,
  habitsAnswer,
  heatmapFinding,
  interestFinding,
  invitationsFinding,
  networkCard,
  networkFinding,
  personaFinding,
  seatsCard,
  seatsFinding,
  trafficFinding,
  trainingFinding
} from "../../src/components/findings/habits.js";
import {context, plain, rowsOf} from "./fixtures.js";

const say = (finding: string | {empty: string}) =>
  plain(typeof finding === "string" ? finding : `(${finding.empty})`);
const monday = (i: number) => new Date(Date.UTC(2026, 0, 5 + 7 * i)).toISOString().slice(0, 10);
const weeks = (days: (number | null)[], active = 30) =>
  rowsOf(days.map((mean_days_active, i) => ({week: monday(i), active, mean_days_active})));

describe("use of Sales Navigator", () => {
  it("goes up, down or stays, told by quarters of the weeks", () => {
    expect(say(daysFinding(weeks([1, 1, 2, 2, 2, 2, 3, 3]), context))).toBe(
      "Active seats use Sales Navigator on 3.0 days a week, up 2.0 on the first 2 weeks"
    );
    expect(say(daysFinding(weeks([3, 1]), context))).toMatch(/down 2.0 on the first week$/);
    expect(say(daysFinding(weeks([2, 2, 2]), context))).toMatch(/unchanged from the first week$/);
  });

  it("is not spoken of from few seats, one week says so, and none is said", () => {
    expect(say(daysFinding(weeks([2, 3], 4), context))).toMatch(/^\(Fewer than 10 seats/);
    expect(say(daysFinding(weeks([2]), context))).toMatch(/only week/);
    expect(say(daysFinding(weeks([]), context))).toBe(
      "(No use of Sales Navigator is reported in this selection.)"
    );
  });

  it("around the training is weighted by sellers, and needs both sides", () => {
    const at = (weeks_since: number, sellers: number, mean_days_active: number) => ({
      weeks_since,
      sellers,
      mean_days_active
    });
    expect(say(trainingFinding(rowsOf([at(-2, 10, 1), at(-1, 30, 2), at(1, 20, 3)]), context))).toBe(
      "Sellers used Sales Navigator on 3.00 days a week in the 12 weeks after the training, on 1.75 before it"
    );
    expect(say(trainingFinding(rowsOf([at(-1, 20, 2), at(1, 20, 2)]), context))).toMatch(/as often after/);
    expect(say(trainingFinding(rowsOf([at(-1, 20, 2), at(1, 3, 2)]), context))).toMatch(/^\(Too few/);
    expect(say(trainingFinding(rowsOf([]), context))).toMatch(/^\(Too few/);
  });

  it("has seats that stand idle", () => {
    const funnel = (seats: number, activated: number, active: number) =>
      rowsOf(
        Object.entries({seats, activated, active}).map(([step, sellers]) => ({
          step,
          sellers,
          seats,
          share: seats === 0 ? null : sellers / seats,
          share_low: 0.1,
          share_high: 0.9
        }))
      );
    expect(say(seatsFinding(funnel(20, 15, 12), context))).toBe(
      "Of 20 seats, 15 were ever used and 12 in the last four weeks: 8 stand idle"
    );
    expect(say(seatsFinding(funnel(20, 20, 20), context))).toMatch(/^All 20 seats/);
    expect(say(seatsFinding(funnel(0, 0, 0), context))).toMatch(/^\(Nobody/);
    expect(plain(seatsCard(funnel(20, 15, 12), context).value)).toBe("60 %");
    expect(seatsCard(funnel(5, 3, 2), context).value).toBe("2");
    expect(seatSteps(funnel(5, 3, 2), {...context, width: 720}).textContent).toContain("too few for a share");
  });
});

describe("the network", () => {
  const row = (i: number, median: number, sellers = 40) => ({
    week: monday(i),
    sellers,
    median,
    p25: 400,
    p75: 900,
    under_500: 1
  });

  it("grows or shrinks, and says who is under 500", () => {
    expect(say(networkFinding(rowsOf([row(0, 500), row(1, 560)]), context))).toBe(
      "The median network has 560 connections, up 60 on the first week"
    );
    expect(networkCard(rowsOf([row(0, 500)]), context).caveat).toMatch(/^1 seller is under 500/);
    expect(networkCard(rowsOf([row(0, 500, 3)]), context).value).toBe("3");
    expect(networkCard(rowsOf([]), context).value).toBe("–");
    expect(say(networkFinding(rowsOf([]), context))).toMatch(/^\(The size/);
  });

  it("has a share in the persona, where titles are known", () => {
    const persona = (in_persona: number, persona_known: number) =>
      rowsOf([{week: monday(0), in_persona, persona_known, at_goal: 2, judged: 5}]);
    expect(say(personaFinding(persona(10, 40), context))).toBe(
      "25 % of new connections are in the target persona; 2 of 5 sellers reached 5 in the last week"
    );
    expect(say(personaFinding(persona(1, 4), context))).toMatch(/^Too few/);
    expect(say(personaFinding(persona(0, 0), context))).toMatch(/^\(No job titles/);
    expect(say(personaFinding(rowsOf([]), context))).toMatch(/^\(No new connection/);
  });

  const steps = (before: number, rate: number | null, spread: number) =>
    rowsOf([
      {
        step: "sent",
        invitations: before,
        compared: null,
        before: null,
        rate: null,
        rate_low: null,
        rate_high: null,
        reference: null,
        reference_low: null,
        reference_high: null
      },
      {
        step: "accepted",
        invitations: 10,
        compared: 10,
        before,
        rate,
        rate_low: rate === null ? null : rate - spread,
        rate_high: rate === null ? null : rate + spread,
        reference: 0.33,
        reference_low: 0.25,
        reference_high: 0.43
      }
    ]);

  it("compares invitations with the reference", () => {
    const title = (before: number, rate: number | null, spread = 0.05) =>
      say(invitationsFinding(steps(before, rate, spread), context));
    expect(title(100, 0.5)).toBe("50 % of invitations are accepted, above the reference of 33 %");
    expect(title(100, 0.1)).toMatch(/under the reference/);
    expect(title(100, 0.3)).toMatch(/in line with the reference/);
    expect(title(5, 0.3)).toMatch(/^5 invitations sent; what became of them/);
    expect(title(0, null)).toMatch(/^\(No invitation/);
    const few = invitationSteps(steps(5, 0.3, 0.1), {...context, width: 720});
    expect(few.textContent).toContain("too few for a rate");
  });
});

describe("content", () => {
  const kind = (key: string, posts: number, rate: number, spread = 0.001) => ({
    key,
    platform: "linkedin",
    content_type: key,
    posts,
    reach: 1000,
    engagement: 50,
    engaged_posts: posts,
    engagement_rate: rate,
    engagement_rate_low: rate - spread,
    engagement_rate_high: rate + spread,
    clicks: 10,
    clicked_posts: posts,
    click_rate: rate,
    click_rate_low: rate - spread,
    click_rate_high: rate + spread,
    answered_posts: 4,
    median_response_minutes: 90
  });
  const title = (...rows: ReturnType<typeof kind>[]) => say(heatmapFinding(rowsOf(rows), context));

  it("names most and least only where they lie apart", () => {
    expect(title(kind("poll", 20, 0.04), kind("text", 30, 0.02))).toBe(
      "Most engagement per showing: poll (4.0 %), least text (2.0 %)"
    );
    expect(title(kind("poll", 20, 0.04, 0.03), kind("text", 30, 0.02, 0.03))).toMatch(/^No clear difference/);
    expect(title(kind("poll", 20, 0.04), kind("text", 3, 0.02))).toMatch(/^Only poll/);
    expect(title(kind("poll", 2, 0.04))).toBe("Too few posts for a rate: 2");
    expect(title()).toBe("(Nothing was posted in this selection.)");
    const most = {most: "Most clicked:", groups: "kinds"};
    expect(say(contentFinding(rowsOf([]), clicks, most, context))).toMatch(/^\(Nothing/);
  });

  it("is counted in posts, in words and cells", () => {
    expect(
      plain(describeContent(rowsOf([kind("poll", 20, 0.04), kind("text", 3, 0.02)]), clicks, context))
    ).toBe("poll: 20 posts, 4.0 %. text: 3 posts, too few for a rate.");
    const svg = engagementHeatmap(rowsOf([kind("poll", 20, 0.04), kind("text", 3, 0.9)]), {
      ...context,
      width: 720
    });
    expect(plain(svg.textContent)).toContain("4.0 %");
    expect(plain(svg.textContent)).not.toContain("90.0 %");
    const card = engagementCard(rowsOf([kind("all", 20, 0.04)]), context);
    expect(card.caveat).toBe("Comments are answered in 90 minutes (median of 4 posts).");
    expect(engagementCard(rowsOf([kind("all", 4, 0.04)]), context)).toMatchObject({
      label: "Posts",
      value: "4"
    });
    expect(engagementCard(rowsOf([]), context).value).toBe("–");
  });
});

describe("visits", () => {
  const row = (i: number, social_sessions: number, sessions = 100) => ({
    week: monday(i),
    sessions,
    social_sessions,
    social_share: social_sessions / sessions
  });

  it("from social networks have a share of all, and move", () => {
    expect(say(trafficFinding(rowsOf([row(0, 10), row(1, 20)]), context))).toBe(
      "15.0 % of visits to the site come from social networks (30 of 200); lately: up 10.0 points on the first week"
    );
    expect(say(trafficFinding(rowsOf([row(0, 1, 4)]), context))).toMatch(/^Only 4 visits/);
    expect(say(trafficFinding(rowsOf([]), context))).toMatch(/^\(No visits/);
    expect(say(interestFinding(rowsOf([]), context))).toMatch(/^\(No search interest/);
  });

  it("are not part of the answer, which says that use is no result", () => {
    const said = habitsAnswer({weekly: weeks([1, 2]), invitations: rowsOf([]), posts: rowsOf([])}, context);
    expect(said[0]).toMatch(/^Active seats use Sales Navigator on 2.0 days a week, up 1.0/);
    expect(said[1]).toBe("No invitation was sent in this selection. Use is activity, not results.");
  });
});
