import {describe, expect, it} from "vitest";
import {problemsOf, workspaceOf, type Made} from "../workspace-of.js";

const roster =
  "seller_id,name,email,crm_id\ns1,Ann Lee,ann@lark.example,005A\ns2,Bo Ek,bo@lark.example,005B\n";

/** A report of one file under a source, with more lines for its entry. */
async function report(source: string, text: string, lines: readonly string[] = []): Promise<Made> {
  const entry = ["file: export.csv", ...lines].map((line) => `    ${line}\n`).join("");
  return workspaceOf({
    "export.csv": text,
    "report.yaml": `title: A\nas_of: 2026-09-30\nsources:\n  ${source}:\n${entry}`
  });
}

function taken(made: Made): string[] {
  return made.snapshot.files.flatMap(({reading}) =>
    reading ? [`${reading.preset}: ${reading.title}`] : ["none"]
  );
}

const deals =
  "SELECT deal_id, seller_id, amount, outcome, source, segment, created_on, closed_on FROM deals ORDER BY deal_id";

describe("deals of", () => {
  it("a Salesforce report, with its footers", async () => {
    const made = await report(
      "deals",
      `"Opportunity ID","Opportunity Owner","Account Name","Opportunity Name","Stage","Amount (converted) Currency","Amount (converted)","Probability (%)","Close Date","Created Date","Lead Source","Type"
"006A","Ann Lee","Acme","Pump","Closed Won","EUR","1,200.50","100","2026-03-31","2026-01-02","Employee Referral","New"
"006B","Ann Lee","Acme","Valve","Prospecting","EUR","300","10","2026-12-31","2026-01-03","LinkedIn","New"

"Grand Totals (2 records)","","","","","","","","","","",""
"Confidential Information - Do Not Distribute"
"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."
`
    );
    expect(taken(made)).toEqual(["salesforce: opportunities report"]);
    expect(await made.rows(deals)).toEqual([
      {
        deal_id: "006A",
        seller_id: "Ann Lee",
        amount: 1200.5,
        outcome: "won",
        source: "referral",
        segment: "New",
        created_on: "2026-01-02",
        closed_on: "2026-03-31"
      },
      {
        deal_id: "006B",
        seller_id: "Ann Lee",
        amount: 300,
        outcome: "open",
        source: "social",
        segment: "New",
        created_on: "2026-01-03",
        closed_on: null
      }
    ]);
    expect(await made.rows("SELECT rows_read, accepted, ignored FROM files()")).toEqual([
      {rows_read: 6, accepted: 2, ignored: 4}
    ]);
  });

  it("Salesforce by field name, won and lost by flags", async () => {
    const made = await report(
      "deals",
      `id,account_id,name,amount,stage_name,lead_source,created_date,close_date,is_closed,is_won,probability,owner_id,type
006A,001,Pump,10,Signed,Web,2026-01-02,2026-03-31,true,true,100,005A,New
006B,001,Valve,20,Gone,Purchased List,2026-01-02,2026-03-31,true,false,0,005A,New
006C,001,Pipe,30,Somewhere,,2026-01-02,2026-12-31,false,false,10,005A,New
`
    );
    expect(taken(made)).toEqual(["salesforce: opportunities by field name"]);
    expect(await made.rows("SELECT deal_id, seller_id, outcome, source FROM deals ORDER BY 1")).toEqual([
      {deal_id: "006A", seller_id: "005A", outcome: "won", source: "inbound"},
      {deal_id: "006B", seller_id: "005A", outcome: "lost", source: "outbound"},
      {deal_id: "006C", seller_id: "005A", outcome: "open", source: "unknown"}
    ]);
  });

  it("HubSpot, where a referral is a visit from another website", async () => {
    const made = await report(
      "deals",
      `Record ID,Deal Name,Deal Stage,Amount,Deal owner,Close Date,Create Date,Last Activity Date,Pipeline,Original Traffic Source
11,Pump,Closed won,10,Ann Lee,2026-03-31 10:12,2026-01-02 09:00,,Sales,Organic Social
12,Valve,Closed lost,20,Ann Lee,2026-03-31 10:12,2026-01-02 09:00,,Sales,Referrals
13,Pipe,Contract sent,30,,2026-12-31 10:12,2026-01-02 09:00,,Sales,Offline Sources
`
    );
    expect(taken(made)).toEqual(["hubspot: deals"]);
    expect(await made.rows("SELECT deal_id, outcome, source, created_on FROM deals ORDER BY 1")).toEqual([
      {deal_id: "11", outcome: "won", source: "social", created_on: "2026-01-02"},
      {deal_id: "12", outcome: "lost", source: "inbound", created_on: "2026-01-02"},
      {deal_id: "13", outcome: "open", source: "unknown", created_on: "2026-01-02"}
    ]);
  });

  it("Dynamics 365, with its hidden columns", async () => {
    const made = await report(
      "deals",
      `(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Account,Status,Status Reason,Rating,Probability,Est. revenue,Close Date,Pipeline Phase,Created On,Owner
a-1,x=,2026-02-02,Pump,Acme,Won,Won,Hot,100,"1,200",2026-03-31,Close,2026-01-02,Ann Lee
a-2,y=,2026-02-02,Valve,Acme,Open,In Progress,Warm,10,20,2026-12-31,Develop,2026-01-02,Ann Lee
`
    );
    expect(taken(made)).toEqual(["dynamics365: opportunities view"]);
    expect(
      await made.rows("SELECT deal_id, seller_id, amount, outcome, closed_on FROM deals ORDER BY 1")
    ).toEqual([
      {deal_id: "a-1", seller_id: "Ann Lee", amount: 1200, outcome: "won", closed_on: "2026-03-31"},
      {deal_id: "a-2", seller_id: "Ann Lee", amount: 20, outcome: "open", closed_on: null}
    ]);
  });

  it("Pipedrive, whose won and lost deals are dated in two columns", async () => {
    const header =
      "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of value,Organization,Contact person,Deal - Owner,Deal - Stage,Deal - Status,Deal - Creation date,Deal - Won time,Deal - Lost time,Deal - Lost reason,Deal - Expected close date";
    const made = await report(
      "deals",
      `${header}
1,Pump,10,EUR,Acme,Zebulon,Ann Lee,Contract,Won,2026-01-02 10:00:00,2026-03-31 11:00:00,,,2026-02-01
2,Valve,20,EUR,Acme,Zebulon,Ann Lee,Contract,Lost,2026-01-02 10:00:00,,2026-04-30 11:00:00,price,2026-02-01
3,Pipe,30,EUR,Acme,Zebulon,Ann Lee,Contract,Open,2026-01-02 10:00:00,,,,2026-12-01
`
    );
    expect(taken(made)).toEqual(["pipedrive: deals"]);
    expect(await made.rows("SELECT deal_id, outcome, closed_on FROM deals ORDER BY 1")).toEqual([
      {deal_id: "1", outcome: "won", closed_on: "2026-03-31"},
      {deal_id: "2", outcome: "lost", closed_on: "2026-04-30"},
      {deal_id: "3", outcome: "open", closed_on: null}
    ]);
  });
});

describe("leads of", () => {
  it("HubSpot contacts are won when they are customers", async () => {
    const made = await report(
      "leads",
      `Record ID,First Name,Last Name,Email,Company Name,Original Traffic Source,Original Traffic Source Drill-Down 1,Lifecycle Stage,Lead Status,Create Date,HubSpot Score
1,Zebulon,Q,z@q.example,Acme,Paid Social,x,Customer,New,2026-01-02,40
2,Zebulon,R,z@r.example,Acme,Organic Search,x,Lead,New,2026-01-02,50
`
    );
    expect(taken(made)).toEqual(["hubspot: contacts"]);
    expect(await made.rows("SELECT lead_id, source, channel, won, score FROM leads ORDER BY 1")).toEqual([
      {lead_id: "1", source: "social", channel: "Paid Social", won: true, score: 40},
      {lead_id: "2", source: "inbound", channel: "Organic Search", won: false, score: 50}
    ]);
  });

  it("a Salesforce report are won when they were converted", async () => {
    const made = await report(
      "leads",
      `Lead ID,Lead Owner,First Name,Last Name,Company / Account,Lead Source,Lead Status,Created Date,Converted,Converted Date
00Q1,Ann Lee,Zebulon,Q,Acme,LinkedIn,Qualified,2026-01-02,1,2026-02-03
00Q2,Ann Lee,Zebulon,R,Acme,Purchased List,Open,2026-01-02,0,
`
    );
    expect(taken(made)).toEqual(["salesforce: leads report"]);
    expect(await made.rows("SELECT lead_id, source, won, won_on FROM leads ORDER BY 1")).toEqual([
      {lead_id: "00Q1", source: "social", won: true, won_on: "2026-02-03"},
      {lead_id: "00Q2", source: "outbound", won: false, won_on: null}
    ]);
  });
});

describe("a LinkedIn archive", () => {
  it("has one file a seller: the file's name or its folder says whose", async () => {
    const text =
      "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nZe,Q,l/1,,Acme,CTO,08 Feb 2026\n";
    const made = await workspaceOf({
      "sellers.csv": roster,
      "archives/s1 Connections.csv": text,
      "archives/Connections_s2.csv": text,
      "more/s1/Connections.csv": text.replace("Ze,Q,l/1", "Zo,P,l/2"),
      "report.yaml": `title: A
as_of: 2026-09-30
sources:
  sellers: {file: sellers.csv}
  connections:
    - {file: "archives/*.csv", seller_from: file_name}
    - {file: "more/*/*.csv", seller_from: folder}
`
    });
    expect(taken(made)).toEqual(["none", ...Array<string>(3).fill("linkedin-archive: Connections")]);
    expect(await made.rows("SELECT seller_id, added FROM connections ORDER BY 1")).toEqual([
      {seller_id: "s1", added: 2},
      {seller_id: "s2", added: 1}
    ]);
  });

  it("without a word on whose it is, is refused with the way to say it", async () => {
    expect(
      await problemsOf(report("connections", "First Name,Last Name,URL,Connected On\nZe,Q,l/1,08 Feb 2026\n"))
    ).toEqual([
      'export.csv line 1: no column for seller_id (looked for seller_id, Seller, Sales rep, Vendeur, Commercial, Säljare, Verkäufer or Vendedor). It has: First Name, Last Name, URL and Connected On. Name it in report.yaml: columns: {seller_id: "…"}, or write seller_from: file_name where each file is one seller\'s.'
    ]);
  });

  it("has touches in its messages, reactions and comments, each once in two archives", async () => {
    const messages =
      "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\nc1,,Ann Lee,l/me,Zebulon Q,l/1,2026-06-01 14:03:22 UTC,,Marzipan?,INBOX\nc1,,Ann Lee,l/me,Zebulon Q,l/1,2026-06-01 14:05:00 UTC,,Marzipan!,INBOX\n";
    const made = await workspaceOf({
      "a/s1.csv": messages,
      "b/s1.csv": messages,
      "c/s1.csv": "Date,Type,Link\n2026-06-02 10:00:00,LIKE,l/9\n",
      "d/s1.csv": "Date,Link,Message\n2026-06-03 10:00:00,l/9,Marzipan\n",
      "report.yaml": `title: A\nas_of: 2026-09-30\nsources:\n  engagement: {file: "*/s1.csv", seller_from: file_name}\n`
    });
    expect(taken(made)).toEqual([
      "linkedin-archive: messages",
      "linkedin-archive: messages",
      "linkedin-archive: Reactions",
      "linkedin-archive: Comments"
    ]);
    expect(
      await made.rows("SELECT happened_on, seller_id, channel, kind FROM touches ORDER BY happened_on, kind")
    ).toEqual([
      {happened_on: "2026-06-01", seller_id: "s1", channel: "linkedin", kind: "message"},
      {happened_on: "2026-06-01", seller_id: "s1", channel: "linkedin", kind: "message"},
      {happened_on: "2026-06-02", seller_id: "s1", channel: "linkedin", kind: "reaction"},
      {happened_on: "2026-06-03", seller_id: "s1", channel: "linkedin", kind: "comment"}
    ]);
    expect(await made.rows("SELECT rule, count(*) AS n FROM rejects() GROUP BY 1")).toEqual([
      {rule: "duplicate_key", n: 2}
    ]);
  });

  it("has invitations with two-digit years, month first where the days leave it open", async () => {
    const made = await report(
      "invitations",
      'From,To,Sent At,Message,Direction\nMe,Ze,"1/9/26, 2:37 PM",,OUTGOING\nMe,Zo,"2/3/26, 2:37 PM",,OUTGOING\n',
      ["set: {seller_id: s1}"]
    );
    expect(taken(made)).toEqual(["linkedin-archive: Invitations"]);
    expect(await made.rows("SELECT week, sent FROM invitations ORDER BY 1")).toEqual([
      {week: "2026-01-05", sent: 1},
      {week: "2026-02-02", sent: 1}
    ]);
  });

  it("has shares, told apart by their link, which is not kept", async () => {
    const made = await report(
      "posts",
      'Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n2026-06-01 10:00:00,l/1,"Marzipan\nand more",,,MEMBER_NETWORK\n2026-06-01 10:00:00,l/1,"Marzipan\nand more",,,MEMBER_NETWORK\n',
      ["set: {seller_id: s1}"]
    );
    expect(taken(made)).toEqual(["linkedin-archive: Shares"]);
    expect(await made.rows("SELECT post_id, published_on, seller_id, platform, title FROM posts")).toEqual([
      {post_id: null, published_on: "2026-06-01", seller_id: "s1", platform: "linkedin", title: null}
    ]);
  });
});

describe("other exports", () => {
  it("posts of a LinkedIn page, whose first row is a note", async () => {
    const made = await report(
      "posts",
      `"Showing all posts of the last year",,,,,,,,,,,,,,,,,,,
Post title,Post link,Post type,Campaign name,Posted by,Created date,Campaign start date,Campaign end date,Audience,Impressions,Views,Offsite Views,Clicks,Click through rate (CTR),Likes,Comments,Reposts,Follows,Engagement rate,Content Type
Pumps,l/1,Organic,,Zebulon,03/04/2026,,,All,100,5,0,7,0.07,3,2,1,0,0.13,Image
`
    );
    expect(taken(made)).toEqual(["linkedin-page: content, sheet All posts"]);
    expect(
      await made.rows(
        "SELECT published_on, platform, title, content_type, impressions, engagement, clicks FROM posts"
      )
    ).toEqual([
      {
        published_on: "2026-03-04",
        platform: "linkedin",
        title: "Pumps",
        content_type: "Image",
        impressions: 100,
        engagement: 6,
        clicks: 7
      }
    ]);
  });

  it("the activity export of Sales Navigator", async () => {
    const made = await report(
      "engagement",
      "activityId,activityType,createdAt,seatId,memberIdentityKey\n1,PROFILE_VIEWED,01-09-2026 14:03:22,s1,k1\n2,INMAIL_SENT,02-03-2026 14:03:22,s1,k2\n"
    );
    expect(taken(made)).toEqual(["sales-navigator-activity: activity export of Analytics Services"]);
    expect(await made.rows("SELECT happened_on, channel, kind FROM touches ORDER BY 1")).toEqual([
      {happened_on: "2026-01-09", channel: "linkedin", kind: "profile_view"},
      {happened_on: "2026-02-03", channel: "linkedin", kind: "inmail"}
    ]);
  });

  it("traffic of Google Analytics, its week given by settings", async () => {
    const made = await report(
      "web_traffic",
      "Session default channel group,Sessions,Engaged sessions,Engagement rate,Average engagement time per session,Events per session,Event count,Key events,Total revenue\nOrganic Social,120,80,0.66,30,5,600,4,0\nDirect,300,100,0.33,20,4,1200,6,0\n",
      ["set: {week: 2026-05-04}"]
    );
    expect(taken(made)).toEqual(["ga4: traffic acquisition"]);
    expect(
      await made.rows("SELECT week, channel_group, sessions, leads FROM web_traffic ORDER BY sessions")
    ).toEqual([
      {week: "2026-05-04", channel_group: "social", sessions: 120, leads: 4},
      {week: "2026-05-04", channel_group: "direct", sessions: 300, leads: 6}
    ]);
  });

  it("attendance of a Teams meeting: whoever joined twice was there once", async () => {
    const made = await report(
      "training",
      "Name,First Join,Last Leave,In-Meeting Duration,Email,Participant ID (UPN),Role\nAnn Lee,2026-02-03 10:00:00,2026-02-03 11:00:00,1h 1m 55s,s1,s1,Presenter\nAnn Lee,2026-02-03 10:30:00,2026-02-03 11:00:00,30m,s1,s1,Presenter\n",
      ["set: {session: Kick-off}"]
    );
    expect(taken(made)).toEqual(["teams-attendance: attendance report"]);
    expect(await made.rows("SELECT session, held_on, seller_id, attended FROM training")).toEqual([
      {session: "Kick-off", held_on: "2026-02-03", seller_id: "s1", attended: true}
    ]);
  });

  it("shares of EveryoneSocial", async () => {
    const made = await report(
      "engagement",
      "Name,Type,Created On,Onboarded,Last Active,Reach,Posts,Shares,Clicks\ns1,user,2025-01-01,2025-01-02,2026-03-04,5000,2,7,30\n"
    );
    expect(taken(made)).toEqual(["everyonesocial: users report"]);
    expect(await made.rows('SELECT happened_on, seller_id, kind, "count" FROM touches')).toEqual([
      {happened_on: "2026-03-04", seller_id: "s1", kind: "share", count: 7}
    ]);
  });
});

describe("settings over presets", () => {
  const hubspot =
    "Record ID,Deal Name,Deal Stage,Amount,Deal owner,Create Date,Budget\n11,Pump,Closed won,10,Ann Lee,2026-01-02,99\n";

  it("columns win over the preset's", async () => {
    const made = await report("deals", hubspot, ["columns: {amount: Budget}"]);
    expect(taken(made)).toEqual(["hubspot: deals"]);
    expect(await made.rows("SELECT amount FROM deals")).toEqual([{amount: 99}]);
  });

  it("values win over the preset's", async () => {
    const made = await report(
      "deals",
      "Record ID,Deal Name,Deal Stage,Create Date,Original Traffic Source\n11,Pump,Open,2026-01-02,Referrals\n",
      ["values: {source: {Referrals: partner}}"]
    );
    expect(await made.rows("SELECT source FROM deals")).toEqual([{source: "partner"}]);
  });

  it("none reads by aliases alone, and a name is taken at its word", async () => {
    expect(taken(await report("deals", hubspot, ["preset: none"]))).toEqual(["none"]);
    const asked = await report("deals", "Record ID,Deal Name,Create Date\n11,Pump,2026-01-02\n", [
      "preset: hubspot"
    ]);
    expect(asked.snapshot.files[0]?.reading).toMatchObject({preset: "hubspot", confidence: 0.744});
    const unlike = await report("deals", "deal_id,created_on\n11,2026-01-02\n", ["preset: hubspot"]);
    expect(unlike.snapshot.files[0]?.reading).toMatchObject({preset: "hubspot", confidence: 0});
  });

  it("that make no sense are refused with their place", async () => {
    expect(await problemsOf(report("deals", hubspot, ["preset: hubspt"]))).toEqual([
      'report.yaml line 6, sources.deals.preset: there is no preset "hubspt". Did you mean "hubspot"?'
    ]);
    expect(await problemsOf(report("deals", hubspot, ["preset: ga4"]))).toEqual([
      'report.yaml line 6, sources.deals.preset: the preset "ga4" reads web_traffic, not deals. Take this line out.'
    ]);
    expect(
      await problemsOf(report("deals", hubspot, ["columns: {amount: Budget}", "set: {amount: 7}"]))
    ).toEqual([
      'report.yaml line 7, sources.deals.set: "amount" stands under columns as well. Take one of the two out.'
    ]);
    expect(await problemsOf(report("deals", hubspot, ["set: {amuont: 7}"]))).toEqual([
      'report.yaml line 6, sources.deals.set.amuont: deals has no column "amuont". Did you mean "amount"?'
    ]);
    expect(
      await problemsOf(report("web_traffic", "week,channel,sessions\n", ["seller_from: folder"]))
    ).toEqual([
      "report.yaml line 6, sources.web_traffic.seller_from: web_traffic has no seller. Take this line out."
    ]);
    expect(await problemsOf(report("deals", hubspot, ["seller_from: heaven"]))).toEqual([
      'report.yaml line 6, sources.deals.seller_from: expected file_name or folder, found "heaven".'
    ]);
  });
});
