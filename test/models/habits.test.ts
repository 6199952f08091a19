import {describe, expect, it} from "vitest";
import {workspaceOf} from "../workspace-of.js";

const roster = `seller_id,region,team,seat,trained_on,hired_on,left_on
s1,North,A,true,2026-01-14,,
s2,North,A,true,,,
s3,South,B,true,,,2026-06-30
s4,South,B,false,,,
s5,South,B,true,,,
`;
const usage = `week,seller_id,days_active,searches,profile_views,inmails_sent,inmails_answered,saved_leads,saved_accounts
2026-01-05,s1,2,10,20,4,1,3,1
2026-01-05,s2,0,0,0,0,0,0,0
2026-01-05,s4,5,90,90,90,90,90,90
2026-01-12,s1,4,20,30,2,5,1,1
2026-01-12,s2,2,4,6,2,,1,0
2026-09-21,s1,1,1,1,0,0,0,0
2026-09-01,s2,1,1,1,0,0,0,0
`;

describe("Sales Navigator", () => {
  it("has totals and means per active seat, without sellers who have no seat", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "navigator_usage.csv": usage});
    const [first, second] = await rows("FROM navigator_weekly()");
    expect(first).toMatchObject({
      week: "2026-01-05",
      reported: 2,
      active: 1,
      active_share: 0.5,
      searches: 10,
      mean_searches: 10,
      mean_days_active: 2,
      answer_rate: 0.25
    });
    // 5 answers to 2 InMails count as 2; InMails whose answers are not known are in no rate.
    expect(second).toMatchObject({
      reported: 2,
      active: 2,
      inmails_sent: 4,
      mean_days_active: 3,
      answer_rate: 1
    });
    expect(await rows("FROM navigator_weekly(team := 'B')")).toEqual([]);
  });

  it("in total takes the InMails of a seller together in its interval", async () => {
    const {rows} = await workspaceOf({
      "navigator_usage.csv":
        "week,seller_id,days_active,inmails_sent,inmails_answered\n2026-01-05,s1,1,3,2\n2026-01-05,s2,1,2,0\n2026-01-05,s4,1,1,1\n2026-01-12,s4,0,2,2\n"
    });
    const [row] = await rows("FROM navigator_by('total')");
    expect(row).toMatchObject({sellers: 3, reported: 4, active: 3, active_share: 0.75, answer_rate: 0.625});
    // statsmodels 0.15.0: WLS([2/3, 0, 1], 1, weights=[3, 2, 3]).fit(cov_type="HC1").conf_int()[0][0] = 0.11900125
    expect(row?.answer_rate_low).toBeCloseTo(0.11900125, 8);
    expect(row?.answer_rate_high).toBe(1);
    await expect(rows("FROM navigator_by('week')")).rejects.toThrow("no dimension week");
  });

  it("is placed in weeks around the training", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "navigator_usage.csv": usage});
    expect(
      await rows("SELECT weeks_since, sellers, active, mean_days_active FROM navigator_since_training()")
    ).toEqual([
      {weeks_since: -1, sellers: 1, active: 1, mean_days_active: 2},
      {weeks_since: 0, sellers: 1, active: 1, mean_days_active: 4}
    ]);
  });

  it("has seats on the roster, ever used and used in four weeks", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "navigator_usage.csv": usage});
    expect(await rows("SELECT step, sellers, seats, share_low IS NULL AS bare FROM seat_funnel()")).toEqual([
      {step: "purchased", sellers: null, seats: 3, bare: true},
      {step: "seats", sellers: 3, seats: 3, bare: true},
      {step: "activated", sellers: 2, seats: 3, bare: false},
      {step: "active", sellers: 1, seats: 3, bare: false}
    ]);
    // s3 had not left yet; weeks after the end of the period do not count.
    expect(await rows("SELECT sellers FROM seat_funnel(until := '2026-01-11')")).toEqual([
      {sellers: null},
      {sellers: 4},
      {sellers: 1},
      {sellers: 1}
    ]);
    expect(
      await rows("SELECT sellers, share FROM seat_funnel(region := 'nowhere') WHERE step <> 'purchased'")
    ).toEqual(Array(3).fill({sellers: 0, share: null}));
  });
});

describe("the network", () => {
  it("has median, sellers under 500 and the gain of those known the week before", async () => {
    const {rows} = await workspaceOf({
      "ssi.csv":
        "week,seller_id,ssi,connections\n2026-01-05,s1,50,400\n2026-01-05,s2,50,600\n2026-01-12,s1,50,410\n2026-01-19,s2,50,700\n2026-01-19,s1,50,\n"
    });
    const columns = "week, sellers, median, under_500, under_500_share, compared, median_gain";
    expect(await rows(`SELECT ${columns} FROM network_weekly()`)).toEqual([
      {
        week: "2026-01-05",
        sellers: 2,
        median: 500,
        under_500: 1,
        under_500_share: 0.5,
        compared: 0,
        median_gain: null
      },
      {
        week: "2026-01-12",
        sellers: 1,
        median: 410,
        under_500: 1,
        under_500_share: 1,
        compared: 1,
        median_gain: 10
      },
      {
        week: "2026-01-19",
        sellers: 1,
        median: 700,
        under_500: 0,
        under_500_share: 0,
        compared: 0,
        median_gain: null
      }
    ]);
  });

  it("counts new connections, the persona's share and who reached the goal", async () => {
    const {rows} = await workspaceOf({
      "report.yaml":
        "title: T\nas_of: 2026-09-30\nweekly_goal: 3\nsources:\n  connections: {file: connections.csv}\n",
      "connections.csv":
        "week,seller_id,count,in_persona,total\n2026-01-05,s1,8,3,480\n2026-01-05,s2,4,2,900\n2026-01-05,s3,5,,\n"
    });
    const [row] = await rows("FROM connections_weekly()");
    expect(row).toMatchObject({
      sellers: 3,
      added: 17,
      persona_known: 12,
      in_persona: 5,
      goal: 3,
      judged: 2,
      at_goal: 1
    });
    // statsmodels 0.15.0: proportion_confint(5, 12, method="wilson")
    expect(row?.persona_share_low).toBeCloseTo(0.1932603136587565, 12);
    expect(row?.persona_share_high).toBeCloseTo(0.6804886874504502, 12);
    expect(await rows("SELECT sellers, median FROM network_weekly()")).toEqual([{sellers: 2, median: 690}]);
  });
});

describe("invitations", () => {
  it("go from sent to accepted to visited, beside the reference with its interval", async () => {
    const {rows} = await workspaceOf({
      "invitations.csv":
        "week,seller_id,sent,accepted,visited\n2026-01-05,s1,4,3,\n2026-01-05,s2,3,5,2\n2026-01-12,s1,9,,\n"
    });
    const [sent, accepted, visited] = await rows("FROM invitation_funnel()");
    expect(sent).toMatchObject({step: "sent", invitations: 16, rate: null});
    expect(accepted).toMatchObject({invitations: 8, compared: 6, before: 7, reference: 0.33});
    expect(visited).toMatchObject({invitations: 2, compared: 2, before: 5, rate: 0.4});
    // statsmodels 0.15.0: proportion_confint(3, 33, method="wilson")
    expect(visited?.reference_low).toBeCloseTo(0.03140394152458163, 12);
    expect(visited?.reference_high).toBeCloseTo(0.23572605646469735, 12);
  });

  it("have no rate where nothing is known", async () => {
    const {rows} = await workspaceOf({"invitations.csv": "week,seller_id,sent\n2026-01-05,s1,4\n"});
    expect(await rows("SELECT step, invitations, rate FROM invitation_funnel()")).toEqual([
      {step: "sent", invitations: 4, rate: null},
      {step: "accepted", invitations: 0, rate: null},
      {step: "visited", invitations: 0, rate: null}
    ]);
  });
});

const posts = `post_id,published_on,seller_id,platform,content_type,title,impressions,likes,comments,shares,saves,clicks,response_minutes
p1,2026-01-05,s1,linkedin,text,One,1000,20,5,3,2,10,10
p2,2026-01-06,s1,linkedin,text,Two,500,5,0,0,0,1,30
p3,2026-02-07,s2,linkedin,text,Three,200,12,,,,4,
p4,2026-02-08,s2,x,video,Four,,7,,,,9,
p5,2026-02-09,,x,video,,0,,,,,,
`;

describe("content", () => {
  it("has rates over reach whose intervals take each post as a whole", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "posts.csv": posts});
    const [text, video] = await rows("FROM posts_by('content_type')");
    expect(text).toMatchObject({
      posts: 3,
      reach: 1700,
      median_reach: 500,
      engagement: 47,
      engaged_posts: 3,
      clicks: 15
    });
    // statsmodels 0.15.0: WLS(engagement ÷ reach, 1, weights=reach).fit(cov_type="HC1"): 0.02764706,
    // conf_int 0.01184367 to 0.04345045; the same of clicks: 0.00882353, 0.00282933 to 0.01481773
    expect(text?.engagement_rate).toBeCloseTo(0.02764706, 8);
    expect(text?.engagement_rate_low).toBeCloseTo(0.01184367, 8);
    expect(text?.engagement_rate_high).toBeCloseTo(0.04345045, 8);
    expect(text?.click_rate).toBeCloseTo(0.00882353, 8);
    expect(text?.click_rate_low).toBeCloseTo(0.00282933, 8);
    expect(text?.click_rate_high).toBeCloseTo(0.01481773, 8);
    expect(text).toMatchObject({answered_posts: 2, median_response_minutes: 20});
    // Reach of p4 is not known and of p5 is zero: no rate, not 0.
    expect(video).toMatchObject({
      posts: 2,
      engagement: 7,
      engaged_posts: 0,
      engagement_rate: null,
      click_rate: null
    });
  });

  it("adds up by seller and by platform and kind, and lists the most clicked", async () => {
    const {rows} = await workspaceOf({"sellers.csv": roster, "posts.csv": posts});
    expect(await rows("SELECT key, posts FROM posts_by('seller')")).toEqual([
      {key: "s1", posts: 2},
      {key: "s2", posts: 2},
      {key: null, posts: 1}
    ]);
    expect(await rows("SELECT platform, content_type, posts FROM posts_by('platform_and_type')")).toEqual([
      {platform: "linkedin", content_type: "text", posts: 3},
      {platform: "x", content_type: "video", posts: 2}
    ]);
    expect(await rows("SELECT key, posts FROM posts_by('month', until := '2026-01-31')")).toEqual([
      {key: "2026-01", posts: 2}
    ]);
    expect(await rows("SELECT title, clicks, click_rate FROM top_posts()")).toEqual([
      {title: "One", clicks: 10, click_rate: 0.01},
      {title: "Four", clicks: 9, click_rate: null},
      {title: "Three", clicks: 4, click_rate: 0.02},
      {title: "Two", clicks: 1, click_rate: 0.002}
    ]);
    await expect(rows("FROM posts_by('day')")).rejects.toThrow("no dimension day");
  });
});

describe("visits and leads", () => {
  const traffic = `week,channel,campaign,sessions,leads,qualified_leads
2026-01-05,Organic Social,posts,60,7,3
2026-01-05,Direct,,140,3,0
2026-01-12,Paid Social,posts,50,,
2026-01-12,Direct,,50,2,5
`;

  it("come from channels and campaigns, with shares of all", async () => {
    const {rows} = await workspaceOf({"web_traffic.csv": traffic});
    const [direct, , social] = await rows("FROM web_traffic_by('channel_and_campaign')");
    expect(direct).toMatchObject({key: "Direct", social: false, sessions: 190, leads: 5, qualified_leads: 5});
    expect(direct?.qualified_rate).toBeCloseTo(2 / 5, 12);
    expect(social).toMatchObject({key: "Paid Social, posts", leads: null, lead_rate: null});
    const [, campaign] = await rows("FROM web_traffic_by('campaign')");
    expect(campaign).toMatchObject({key: "posts", social: true, sessions: 110, leads: 7});
    expect(campaign?.share_of_sessions).toBeCloseTo(110 / 300, 12);
    expect(campaign?.lead_rate).toBeCloseTo(7 / 60, 12);
    // statsmodels 0.15.0: proportion_confint(3, 7, method="wilson")
    expect(campaign?.qualified_rate_low).toBeCloseTo(0.15821985525146964, 12);
    expect(campaign?.qualified_rate_high).toBeCloseTo(0.7495416354723428, 12);
  });

  it("have a share from social networks by week", async () => {
    const {rows} = await workspaceOf({"web_traffic.csv": traffic});
    expect(
      await rows(
        "SELECT sessions, social_sessions, social_share, leads, social_leads FROM web_traffic_weekly()"
      )
    ).toEqual([
      {sessions: 200, social_sessions: 60, social_share: 0.3, leads: 10, social_leads: 7},
      {sessions: 100, social_sessions: 50, social_share: 0.5, leads: 2, social_leads: 0}
    ]);
  });

  it("that come from shares belong to the seller, in the channels of the settings", async () => {
    const files = {
      "sellers.csv": roster,
      "posts.csv": posts,
      "leads.csv":
        "lead_id,created_on,seller_id,channel,won\nl1,2026-01-05,s1,Content,1\nl2,2026-01-06,s1,content,0\nl3,2026-01-06,,content,0\nl4,2026-01-06,s2,list,1\n"
    };
    const {rows} = await workspaceOf(files);
    const columns = "seller_id, team, posts, leads, won, conversion";
    expect(await rows(`SELECT ${columns} FROM leads_from_shares()`)).toEqual([
      {seller_id: "s1", team: "A", posts: 2, leads: 2, won: 1, conversion: 0.5},
      {seller_id: null, team: null, posts: 0, leads: 1, won: 0, conversion: 0},
      {seller_id: "s2", team: "A", posts: 2, leads: 0, won: 0, conversion: null}
    ]);
    const own = await workspaceOf({
      ...files,
      "report.yaml":
        "title: T\nas_of: 2026-09-30\nshare_channels: [list]\nsources:\n  sellers: {file: sellers.csv}\n  leads: {file: leads.csv}\n"
    });
    expect(await own.rows("SELECT seller_id, leads FROM leads_from_shares()")).toEqual([
      {seller_id: "s2", leads: 1}
    ]);
  });

  it("stand beside search interest by week and term", async () => {
    const {rows} = await workspaceOf({
      "trends.csv": "week,term,interest\n2026-01-05,pumps,40\n2026-01-12,pumps,60\n"
    });
    expect(await rows("FROM search_interest(since := '2026-01-12')")).toEqual([
      {week: "2026-01-12", term: "pumps", interest: 60}
    ]);
  });
});
