import {describe, expect, it} from "vitest";
import {normaliseHeader} from "../../loaders/sources/define.js";
import {sourceKinds} from "../../loaders/sources/index.js";
import {workspaceOf} from "../workspace-of.js";

const roster = "seller_id,region,team,trained_on,seat\ns1,North,A,2026-03-01,true\ns2,South,B,,false\n";

describe("the kinds of source", () => {
  it("stand after the kinds they refer to", async () => {
    const names = [...(await sourceKinds()).keys()];
    expect(names.slice(0, 2)).toEqual(["sellers", "deals"]);
    expect(names.toSorted()).toEqual([
      "coaching",
      "connections",
      "contributions",
      "deals",
      "engagement",
      "followers",
      "invitations",
      "leads",
      "navigator_usage",
      "posts",
      "profile_audits",
      "sellers",
      "ssi",
      "surveys",
      "training",
      "trends",
      "web_traffic"
    ]);
  });

  it("each have a title, a grain, a sentence for their absence, and columns that are described", async () => {
    for (const kind of (await sourceKinds()).values()) {
      expect(kind.grain, kind.name).toMatch(/^One row per .+\.$/);
      expect(kind.missing, kind.name).toMatch(
        new RegExp(`^No .+sources\\.${kind.name} in report\\.yaml.+\\.$`)
      );
      for (const [name, column] of Object.entries(kind.columns))
        expect(column.description, `${kind.name}.${name}`).toMatch(/.[.…]$/);
    }
  });

  it("each have example rows, which are one report without a doubt", async () => {
    const examples = [...(await sourceKinds()).values()].map(
      ({name, example = []}) => [name, example] as const
    );
    const {rows} = await workspaceOf(
      Object.fromEntries(examples.map(([name, lines]) => [`${name}.csv`, `${lines.join("\n")}\n`]))
    );
    const accepted = await rows("SELECT source, accepted FROM files()");
    expect(new Map(accepted.map((row) => [row.source, row.accepted]))).toEqual(
      new Map(examples.map(([name, lines]) => [name, lines.length - 1]))
    );
    expect(examples.filter(([, lines]) => lines.length < 2)).toEqual([]);
    expect(
      await rows("SELECT file, message FROM rejects() UNION ALL SELECT file, message FROM notes()")
    ).toEqual([]);
  });

  it("name no header twice", async () => {
    for (const kind of (await sourceKinds()).values()) {
      const headers = Object.entries(kind.columns)
        .filter(([, column]) => !column.derived)
        .flatMap(([name, {aliases = []}]) => [...new Set([name, ...aliases].map(normaliseHeader))]);
      expect(
        headers.filter((header, at) => headers.indexOf(header) !== at),
        kind.name
      ).toEqual([]);
    }
  });
});

describe("rows of the programme", () => {
  it("training: whoever came was invited; a later session has nobody present yet", async () => {
    const {rows} = await workspaceOf({
      "sellers.csv": roster,
      "training.csv":
        "session,held_on,seller_id,invited,attended\nT1,2026-02-01,s1,true,true\nT1,2026-02-01,s2,no,yes\nT2,2026-10-01,s1,true,true\nT1,2026-02-01,s9,true,true\nT1,2026-02-02,s1,true,false\n"
    });
    expect(
      await rows("SELECT session, seller_id, team, invited, attended FROM training ORDER BY ALL")
    ).toEqual([
      {session: "T1", seller_id: "s1", team: "A", invited: true, attended: false},
      {session: "T1", seller_id: "s2", team: "B", invited: true, attended: true},
      {session: "T2", seller_id: "s1", team: "A", invited: true, attended: null}
    ]);
    expect(await rows("SELECT line, rule FROM rejects() ORDER BY line")).toEqual([
      {line: 2, rule: "duplicate_key"},
      {line: 5, rule: "unknown_seller"}
    ]);
    expect(await rows("SELECT line, rule FROM notes() ORDER BY line")).toEqual([
      {line: 3, rule: "attended_uninvited"},
      {line: 4, rule: "attended_in_future"}
    ]);
  });

  it("a list of participants only means that all came", async () => {
    const {rows} = await workspaceOf({"training.csv": "session,held_on,seller_id\nT1,2026-02-01,s1\n"});
    expect(await rows("SELECT invited, attended FROM training")).toEqual([{invited: true, attended: true}]);
  });

  it("coaching: a session needs a day; without a plan it was planned for the day it was held", async () => {
    const {rows} = await workspaceOf({
      "coaching.csv":
        "planned_on,held_on,seller_id,coach,actions,actions_closed\n2026-01-10,2026-01-12,s1,Zebulon,2,1\n,2026-02-01,s1,Zebulon,1,2\n2026-03-01,,s1,Zebulon,,\n,,s1,Zebulon,,\n2026-09-29,2026-10-02,s2,Zebulon,1,0\n"
    });
    expect(await rows("SELECT planned_on, held_on, actions FROM coaching ORDER BY 1")).toEqual([
      {planned_on: "2026-01-10", held_on: "2026-01-12", actions: 2},
      {planned_on: "2026-02-01", held_on: "2026-02-01", actions: 1},
      {planned_on: "2026-03-01", held_on: null, actions: null},
      {planned_on: "2026-09-29", held_on: null, actions: 1}
    ]);
    expect(await rows("SELECT line, rule FROM rejects()")).toEqual([{line: 5, rule: "missing"}]);
    expect(await rows("SELECT line, rule FROM notes() ORDER BY line")).toEqual([
      {line: 3, rule: "more_closed_than_agreed"},
      {line: 6, rule: "held_after_as_of"}
    ]);
  });

  it("profile audits: without a round the day of training decides", async () => {
    const {rows} = await workspaceOf({
      "sellers.csv": roster,
      "profile_audits.csv":
        "audited_on,seller_id,photo,network\n2026-02-01,s1,x,n\n2026-04-01,s1,1,maybe\n2026-04-02,s1,oui,\n2026-04-01,s2,yes,yes\n"
    });
    expect(
      await rows("SELECT audited_on, seller_id, round, photo, network FROM profile_audits ORDER BY ALL")
    ).toEqual([
      {audited_on: "2026-02-01", seller_id: "s1", round: "before", photo: true, network: false},
      {audited_on: "2026-04-01", seller_id: "s2", round: "before", photo: true, network: true},
      {audited_on: "2026-04-02", seller_id: "s1", round: "after", photo: true, network: null}
    ]);
    expect(await rows("SELECT line, rule FROM rejects()")).toEqual([{line: 3, rule: "not_yes_or_no"}]);
  });

  it("surveys: an answer is from 1 to 5, the last one of a week counts", async () => {
    const {rows} = await workspaceOf({
      "surveys.csv":
        "week,seller_id,meetings,opportunities,influenced,usefulness\n2026-01-05,s1,1,0,0,6\n2026-01-05,s2,1,0,0,2\n2026-01-07,s2,2,1,0,5\n2026-01-07,s1,-1,1,0,5\n2026-01-07,s1,1.5,1,0,5\n"
    });
    expect(await rows("SELECT week, seller_id, meetings, usefulness FROM surveys")).toEqual([
      {week: "2026-01-05", seller_id: "s2", meetings: 2, usefulness: 5}
    ]);
    expect(await rows("SELECT line, rule FROM rejects()")).toEqual([
      {line: 2, rule: "out_of_range"},
      {line: 3, rule: "duplicate_key"},
      {line: 5, rule: "out_of_range"},
      {line: 6, rule: "not_a_number"}
    ]);
  });
});

describe("rows of habits", () => {
  it("use of Sales Navigator: a week has seven days", async () => {
    const {rows} = await workspaceOf({
      "sellers.csv": roster,
      "navigator_usage.csv":
        "week,Seat holder,Days Active,Searches Performed,Profile Views,inmails_sent,InMails accepted,Leads saved,Accounts saved\n2026-01-05,s1,5,12,13,1,2,4,0\n2026-01-12,s1,8,1,1,0,0,0,0\n"
    });
    expect(
      await rows(
        "SELECT week, team, seat, days_active, searches, inmails_answered, saved_leads FROM navigator_usage"
      )
    ).toEqual([
      {
        week: "2026-01-05",
        team: "A",
        seat: true,
        days_active: 5,
        searches: 12,
        inmails_answered: 2,
        saved_leads: 4
      }
    ]);
    expect(await rows("SELECT line, rule FROM rejects()")).toEqual([{line: 3, rule: "out_of_range"}]);
    expect(await rows("SELECT line, rule FROM notes()")).toEqual([{line: 2, rule: "more_answers_than_sent"}]);
  });

  it("posts: engagement is the sum of what is known, and not known where nothing is", async () => {
    const {rows} = await workspaceOf({
      "posts.csv":
        "post_id,published_on,platform,title,impressions,likes,comments,shares,saves,clicks\np1,2026-01-05,linkedin,<b>A</b>,100,3,2,,1,7\np2,2026-01-06,x,B,0,,,,,1\np2,2026-01-06,x,C,5,,,,,1\n"
    });
    expect(
      await rows("SELECT post_id, seller_id, title, impressions, engagement, clicks FROM posts")
    ).toEqual([
      {post_id: "p1", seller_id: null, title: "<b>A</b>", impressions: 100, engagement: 6, clicks: 7},
      {post_id: "p2", seller_id: null, title: "C", impressions: 5, engagement: null, clicks: 1}
    ]);
    expect(await rows("SELECT line, rule FROM rejects()")).toEqual([{line: 3, rule: "duplicate_key"}]);
  });

  it("web traffic: channels fall into groups, in three languages, and those nobody listed are flagged", async () => {
    const {rows} = await workspaceOf({
      "web_traffic.csv":
        "week,Session default channel group,campaign,sessions,leads,qualified_leads\n2026-01-05,Organic Social,,10,1,0\n2026-01-05,Paid Social,été,5,0,1\n2026-01-05,Accès direct,,3,0,0\n2026-01-05,Carrier pigeon,,2,,\n2026-01-06,Organic Social,,11,1,0\n"
    });
    expect(
      await rows(
        "SELECT channel, channel_group, campaign, sessions, leads FROM web_traffic ORDER BY sessions"
      )
    ).toEqual([
      {channel: "Carrier pigeon", channel_group: "other", campaign: null, sessions: 2, leads: null},
      {channel: "Accès direct", channel_group: "direct", campaign: null, sessions: 3, leads: 0},
      {channel: "Paid Social", channel_group: "social", campaign: "été", sessions: 5, leads: 0},
      {channel: "Organic Social", channel_group: "social", campaign: null, sessions: 11, leads: 1}
    ]);
    expect(await rows("SELECT line, rule FROM rejects()")).toEqual([{line: 2, rule: "duplicate_key"}]);
    expect(await rows("SELECT line, rule FROM notes() ORDER BY line")).toEqual([
      {line: 3, rule: "more_qualified_than_leads"},
      {line: 5, rule: "unmapped_value"}
    ]);
  });

  it("trends: interest is from 0 to 100", async () => {
    const {rows} = await workspaceOf({
      "trends.csv": "Week,Search term,Interest\n2026-01-05,social selling,40\n2026-01-12,social selling,140\n"
    });
    expect(await rows("SELECT week, term, interest FROM trends")).toEqual([
      {week: "2026-01-05", term: "social selling", interest: 40}
    ]);
  });
});
