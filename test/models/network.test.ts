import {describe, expect, it} from "vitest";
import {workspaceOf} from "../workspace-of.js";

const roster = `seller_id,region,team,seat,hired_on,left_on
a,North,Red,true,,
b,North,Red,false,,
c,South,Blue,true,,
gone,South,Blue,true,,2026-01-31
`;

describe("followers", () => {
  const followers = `week,platform,followers,gained,seller_id
2026-09-14,linkedin,100,5,
2026-09-14,linkedin,40,,a
2026-09-14,x,,3,
2026-09-21,linkedin,110,10,
2026-09-22,linkedin,112,12,
2026-09-21,x,,,
2026-10-05,x,9,9,
`;

  it("are summed by week and platform; a second row of the same week and page replaces the first", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "followers.csv": followers});
    expect(await rows("FROM followers_weekly()")).toEqual([
      {week: "2026-09-14", platform: "linkedin", followers: 140, gained: 5},
      {week: "2026-09-14", platform: "x", followers: null, gained: 3},
      {week: "2026-09-21", platform: "linkedin", followers: 112, gained: 12}
    ]);
    expect(await rows("SELECT week, followers FROM followers_weekly(region := 'North')")).toEqual([
      {week: "2026-09-14", followers: 40}
    ]);
    expect(await rows("SELECT rule, count(*) AS n FROM rejects() GROUP BY rule ORDER BY rule")).toEqual([
      {rule: "after_as_of", n: 1},
      {rule: "duplicate_key", n: 1},
      {rule: "missing", n: 1}
    ]);
  });
});

describe("invitations by week", () => {
  it("keep what is not recorded empty, and requests per seller with a row", async () => {
    const {rows} = await workspaceOf({
      "sellers.csv": roster,
      "invitations.csv":
        "week,seller_id,sent,accepted,received\n2026-09-14,a,10,4,2\n2026-09-14,b,6,,1\n2026-09-21,c,3,,\n"
    });
    expect(await rows("FROM invitations_weekly()")).toEqual([
      {
        week: "2026-09-14",
        sellers: 2,
        sent: 16,
        accepted: 4,
        received: 3,
        sent_per_seller: 8,
        received_per_seller: 1.5
      },
      {
        week: "2026-09-21",
        sellers: 1,
        sent: 3,
        accepted: null,
        received: null,
        sent_per_seller: 3,
        received_per_seller: null
      }
    ]);
  });
});

describe("the share of the network in the persona", () => {
  const connections = `week,seller_id,count,in_persona
2026-08-03,a,10,5
2026-09-14,a,10,3
2026-09-14,b,20,4
2026-09-14,c,4,
`;

  // By hand: p = 12/40; residuals of a, b: 8 - 6, 4 - 6; se = sqrt(2 × (4 + 4) / 1) / 40 = 0.1.
  it("takes all weeks up to the end of the period, with an interval over sellers", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "connections.csv": connections});
    const [total, ...rest] = await rows("FROM network_persona('total', since := '2026-09-01')");
    expect(rest).toEqual([]);
    expect(total).toMatchObject({
      sellers: 3,
      connections: 44,
      persona_known: 40,
      in_persona: 12,
      persona_share: 0.3
    });
    expect(total?.persona_share_low).toBeCloseTo(0.3 - 1.959964 * 0.1, 5);
    expect(total?.persona_share_high).toBeCloseTo(0.3 + 1.959964 * 0.1, 5);
    expect(
      await rows("SELECT key, persona_share FROM network_persona('team', until := '2026-08-31')")
    ).toEqual([{key: "Red", persona_share: 0.5}]);
    expect(
      await rows("SELECT persona_share, persona_known FROM network_persona('team', team := 'Blue')")
    ).toEqual([{persona_share: null, persona_known: 0}]);
  });
});

describe("content by week", () => {
  it("has engagement over what was shown, and the median time to answer with its quartiles", async () => {
    const {rows} = await workspaceOf({
      "sellers.csv": roster,
      "posts.csv":
        "post_id,published_on,seller_id,platform,content_type,title,impressions,likes,comments,shares,saves,clicks,response_minutes\n" +
        "1,2026-09-14,a,linkedin,text,t,100,5,0,0,0,1,10\n2,2026-09-15,a,linkedin,text,t,300,3,0,0,0,1,30\n3,2026-09-20,,x,text,t,,9,0,0,0,,\n4,2026-09-21,b,x,text,t,50,,,,,,50\n"
    });
    expect(await rows("FROM posts_weekly()")).toEqual([
      {
        week: "2026-09-14",
        posts: 3,
        sellers: 1,
        reach: 400,
        engagement_rate: 0.02,
        answered_posts: 2,
        median_response_minutes: 20,
        response_p25: 15,
        response_p75: 25
      },
      {
        week: "2026-09-21",
        posts: 1,
        sellers: 1,
        reach: 50,
        engagement_rate: null,
        answered_posts: 1,
        median_response_minutes: 50,
        response_p25: 50,
        response_p75: 50
      }
    ]);
  });
});

describe("what was done in Sales Navigator", () => {
  it("is totalled over seats, with mean and median of active weeks; sellers without a seat are left out", async () => {
    const {rows} = await workspaceOf({
      "sellers.csv": roster,
      "navigator_usage.csv":
        "week,seller_id,days_active,searches,inmails_sent\n2026-09-14,a,2,4,1\n2026-09-14,b,5,50,9\n2026-09-14,c,0,0,0\n2026-09-21,c,4,10,\n"
    });
    expect(await rows("FROM navigator_totals() WHERE total IS NOT NULL")).toEqual([
      {kind: "days", total: 6, active_weeks: 2, mean: 3, median: 3},
      {kind: "searches", total: 14, active_weeks: 2, mean: 7, median: 7},
      {kind: "InMails sent", total: 1, active_weeks: 1, mean: 1, median: 1}
    ]);
  });
});

describe("from the roster to the training room", () => {
  it("counts those on the roster, invited and present, up to the end of the period", async () => {
    const {rows} = await workspaceOf({
      "sellers.csv": roster,
      "training.csv":
        "session,held_on,seller_id,invited,attended\nT1,2026-01-10,a,true,true\nT1,2026-01-10,b,true,false\nT1,2026-01-10,gone,true,true\nT2,2026-08-01,b,true,true\n"
    });
    expect(
      await rows("SELECT key, roster, invited, trained, trained_share FROM training_reach('team')")
    ).toEqual([
      {key: "Red", roster: 2, invited: 2, trained: 2, trained_share: 1},
      {key: "Blue", roster: 1, invited: 0, trained: 0, trained_share: 0}
    ]);
    expect(
      await rows("SELECT roster, invited, trained FROM training_reach('total', until := '2026-01-31')")
    ).toEqual([{roster: 4, invited: 3, trained: 2}]);
  });
});

describe("one seller", () => {
  const files = {
    "sellers.csv": roster,
    "ssi.csv":
      "week,seller_id,ssi,brand,people,insights,relationships,connections\n2026-09-14,a,40,10,12,8,10,400\n2026-09-14,b,60,15,15,15,15,700\n2026-09-21,c,50,,,,,499\n",
    "deals.csv":
      "deal_id,seller_id,created_on,closed_on,outcome,amount,source\n1,a,2026-05-01,2026-06-01,won,100,social\n2,a,2026-05-01,2026-06-01,won,50.5,outbound\n3,a,2026-05-01,2026-06-01,lost,70,social\n4,a,2026-05-01,,open,30,\n5,b,2026-05-01,,open,900,\n"
  };

  it("is told in one row, and what is not reported is empty", async () => {
    const {rows} = await workspaceOf(files);
    const [row] = await rows("FROM seller_profile('a')");
    expect(row).toMatchObject({
      seller_id: "a",
      team: "Red",
      ssi: 40,
      weakest: "insights",
      all_sellers: 2,
      all_median: 50,
      weeks_reported: 0,
      days_active: null,
      inmails_sent: null,
      posts: 0,
      reach: null,
      deals: 4,
      won: 2,
      lost: 1,
      won_amount: 150.5,
      social_won_amount: 100,
      open_deals: 1,
      open_amount: 30
    });
    expect(await rows("SELECT ssi, weakest FROM seller_profile('c')")).toEqual([{ssi: 50, weakest: null}]);
    expect(await rows("SELECT ssi, deals FROM seller_profile('gone')")).toEqual([{ssi: null, deals: 0}]);
    expect(await rows("FROM seller_profile('nobody')")).toEqual([]);
    expect(await rows("SELECT seller_id FROM seller_profile('it''s')")).toEqual([]);
  });

  it("has weeks with anything on record, and posts by reach", async () => {
    const {rows} = await workspaceOf({
      ...files,
      "navigator_usage.csv": "week,seller_id,days_active\n2026-09-14,a,2\n",
      "invitations.csv": "week,seller_id,sent,accepted\n2026-09-14,a,5,2\n2026-09-21,a,1,\n",
      "posts.csv":
        "post_id,published_on,seller_id,platform,title,impressions,likes\n1,2026-09-21,a,x,low,10,1\n2,2026-09-22,a,x,high,200,4\n"
    });
    expect(
      await rows(
        "SELECT week, days_active, invitations_sent, invitations_accepted, posts FROM seller_activity('a')"
      )
    ).toEqual([
      {week: "2026-09-14", days_active: 2, invitations_sent: 5, invitations_accepted: 2, posts: null},
      {week: "2026-09-21", days_active: null, invitations_sent: 1, invitations_accepted: null, posts: 2}
    ]);
    expect(await rows("SELECT title, reach, engagement_rate FROM seller_posts('a')")).toEqual([
      {title: "high", reach: 200, engagement_rate: 0.02},
      {title: "low", reach: 10, engagement_rate: 0.1}
    ]);
  });

  it("with a small network is listed, the smallest first", async () => {
    const {rows} = await workspaceOf(files);
    expect(await rows("SELECT seller_id, connections, in_all FROM small_networks()")).toEqual([
      {seller_id: "c", connections: 499, in_all: 1}
    ]);
    expect(await rows("SELECT seller_id FROM small_networks(until := '2026-09-15')")).toEqual([
      {seller_id: "a"}
    ]);
  });
});
