import {readFile} from "node:fs/promises";
import {describe, expect, it} from "vitest";
import {workspaceOf} from "../workspace-of.js";

const settings = 'title: Test\nas_of: 2026-09-30\npersona: ["plant manager", CTO, Ingénieur]\nsources:\n';

describe("connections", () => {
  it("given as weekly counts are taken as they are", async () => {
    const {rows} = await workspaceOf({
      "connections.csv":
        "week,seller_id,new connections,in_persona,total\n2026-01-05,s1,7,2,510\n2026-01-12,s1,3,,513\n2026-01-06,s1,8,3,511\n"
    });
    expect(await rows("SELECT week, added, in_persona, persona_known, total FROM connections")).toEqual([
      {week: "2026-01-05", added: 8, in_persona: 3, persona_known: 8, total: 511},
      {week: "2026-01-12", added: 3, in_persona: null, persona_known: 0, total: 513}
    ]);
    expect(await rows("SELECT line, rule FROM rejects()")).toEqual([{line: 2, rule: "duplicate_key"}]);
  });

  it("of an archive are counted by week, the persona told from the title as whole words", async () => {
    const {rows} = await workspaceOf({
      "connections.csv": `First Name,Last Name,URL,Company,Position,Connected On,seller_id
Ada,Quill,l/1,Acme,Plant Manager EMEA,08 Feb 2026,s1
Bo,Reed,l/2,Acme,Director,08 Feb 2026,s1
Cy,Sand,l/3,Bolt,INGENIEUR,02 Feb 2026,s1
Di,Tarn,l/4,Bolt,Doctor,03 Feb 2026,s1
,,,,,03 Feb 2026,s1
,,,,,03 Feb 2026,s1
`,
      "report.yaml": `${settings}  connections: {file: connections.csv}\n`
    });
    expect(await rows("SELECT week, added, in_persona, persona_known, companies FROM connections")).toEqual([
      {week: "2026-02-02", added: 6, in_persona: 2, persona_known: 4, companies: 2}
    ]);
    expect(await rows("FROM rejects()")).toEqual([]);
  });

  it("of two archives of one seller count once, whatever was added to the profile in between", async () => {
    const {rows} = await workspaceOf({
      "a.txt":
        "First Name,Last Name,Email Address,Company,Position,Connected On,seller_id\nAda,Quill,,Acme,CTO,08 Feb 2026,s1\n",
      "b.txt":
        "First Name,Last Name,URL,Company,Position,Connected On,seller_id\nAda,Quill,l/1,Bolt,CEO,08 Feb 2026,s1\nBo,Reed,l/2,Acme,CTO,10 Feb 2026,s1\nAda,Quill,l/1,Bolt,CEO,08 Feb 2026,s2\n",
      "report.yaml": `${settings}  connections: {file: "*.txt"}\n`
    });
    expect(
      await rows("SELECT seller_id, sum(added) AS added FROM connections GROUP BY 1 ORDER BY 1")
    ).toEqual([
      {seller_id: "s1", added: 2},
      {seller_id: "s2", added: 1}
    ]);
    expect(await rows("SELECT file, line, rule FROM rejects()")).toEqual([
      {file: "a.txt", line: 2, rule: "duplicate_key"}
    ]);
  });

  it("leave no name, address, link, title or company in what is published, nor in rejected rows", async () => {
    const {rows, snapshot} = await workspaceOf({
      "connections.csv": `First Name,Last Name,URL,Email Address,Company,Position,Connected On,seller_id
Zebulon,Quirkfield,https://z.example/quirk,zq@z.example,Marzipanworks,Plant Manager,08 Feb 2026,s1
Quirkfield,https://z.example/quirk,zq@z.example,Marzipanworks,Plant Manager,08 Feb 2026,Zebulon,s1
Zebulon,Quirkfield,https://z.example/quirk,zq@z.example,Marzipanworks,Plant Manager,Quirkfield,s1,Zebulon
`,
      "report.yaml": `${settings}  connections: {file: connections.csv}\n`
    });
    expect(await rows('SELECT line, rule, value, "column" FROM rejects()')).toEqual([
      {line: 3, rule: "not_a_date", value: null, column: "Connected On"},
      {line: 4, rule: "too_many_fields", value: null, column: ""}
    ]);
    expect(await rows("SELECT message FROM rejects() WHERE line = 3")).toEqual([
      {message: "The text is not a date. Write it like 2026-01-29."}
    ]);
    const bytes = (await readFile(snapshot.database)).toString("latin1");
    for (const text of ["Zebulon", "Quirkfield", "z.example", "Marzipanworks", "Plant Manager"])
      expect(bytes).not.toContain(text);
  });

  it("without keywords have no persona", async () => {
    const {rows} = await workspaceOf({
      "connections.csv": "First Name,Last Name,Position,Connected On,seller_id\nAda,Quill,CTO,2026-02-08,s1\n"
    });
    expect(await rows("SELECT added, in_persona, persona_known FROM connections")).toEqual([
      {added: 1, in_persona: null, persona_known: 0}
    ]);
  });
});

describe("invitations", () => {
  it("given as weekly counts keep what was accepted and who visited", async () => {
    const {rows} = await workspaceOf({
      "invitations.csv":
        "week,seller_id,sent,accepted,visited,received\n2026-01-05,s1,10,3,1,2\n2026-01-12,s1,2,3,4,0\n"
    });
    expect(await rows("SELECT week, sent, accepted, visited, received FROM invitations")).toEqual([
      {week: "2026-01-05", sent: 10, accepted: 3, visited: 1, received: 2},
      {week: "2026-01-12", sent: 2, accepted: 3, visited: 4, received: 0}
    ]);
    expect(await rows("SELECT line, rule FROM notes() ORDER BY rule")).toEqual([
      {line: 3, rule: "more_accepted_than_sent"},
      {line: 3, rule: "more_visits_than_accepted"}
    ]);
  });

  it("of an archive are counted by week and direction; what was accepted is not known", async () => {
    const {rows, snapshot} = await workspaceOf({
      "invitations.csv": `From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl,seller_id
Me,Zebulon,"1/29/26, 2:37 PM",Marzipan?,OUTGOING,l/me,l/1,s1
Me,Bo,"1/29/26, 3:37 PM",,OUTGOING,l/me,l/2,s1
Cy,Me,"1/30/26, 2:37 AM",,INCOMING,l/3,l/me,s1
Me,Bo,"1/29/26, 3:37 PM",,OUTGOING,l/me,l/2,s1
`
    });
    expect(await rows("SELECT week, sent, accepted, visited, received FROM invitations")).toEqual([
      {week: "2026-01-26", sent: 2, accepted: null, visited: null, received: 1}
    ]);
    expect(await rows("SELECT line, rule FROM rejects()")).toEqual([{line: 3, rule: "duplicate_key"}]);
    const bytes = (await readFile(snapshot.database)).toString("latin1");
    for (const text of ["Zebulon", "Marzipan", "l/me"]) expect(bytes).not.toContain(text);
  });
});
