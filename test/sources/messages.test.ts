import {readFile} from "node:fs/promises";
import {describe, expect, it} from "vitest";
import {workspaceOf, type Made} from "../workspace-of.js";

const header =
  "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n";
const message = (thread: string, from: string, day: string): string =>
  `${thread},,${from},,x,,${day} 08:00:00 UTC,,Hello,INBOX\n`;

const settings = (engagement: string, more = ""): string =>
  `title: A\nas_of: 2026-09-30\n${more}sources:\n  sellers: {file: sellers.csv}\n  engagement: ${engagement}\n`;

const kinds = async ({rows}: Made): Promise<Record<string, unknown>> =>
  Object.fromEntries(
    (await rows("SELECT kind, count(*) AS n FROM touches GROUP BY 1 ORDER BY 1")).map(({kind, n}) => [
      String(kind),
      n
    ])
  );
const flagged = async ({rows}: Made): Promise<unknown[]> =>
  (await rows("SELECT rule, count(*) AS n FROM notes() GROUP BY ALL")).map(({rule, n}) => `${n} × ${rule}`);

describe("messages of an archive", () => {
  it("that the seller received are replies, told by the name on the roster however it is written", async () => {
    for (const name of ["Ann Lee", '"Lee, Ann"', "LEE Ann", "ann LÉE"]) {
      const made = await workspaceOf({
        "report.yaml": settings("{file: messages.csv, set: {seller_id: s1}}"),
        "sellers.csv": `seller_id,name\ns1,${name}\ns2,Ove Ek\n`,
        "messages.csv": await readFile(
          new URL("../fixtures/land/linkedin-messages.csv", import.meta.url),
          "utf8"
        )
      });
      expect(await kinds(made), name).toEqual({message: 1, reply: 1});
      expect(await flagged(made), name).toEqual([]);
    }
  });

  it("of before 2018 say themselves which way they went", async () => {
    const made = await workspaceOf({
      "report.yaml": settings("{file: messages.csv, set: {seller_id: s1}, date_order: mdy}"),
      "sellers.csv": "seller_id\ns1\n",
      "messages.csv": await readFile(
        new URL("../fixtures/land/linkedin-messages-2018.csv", import.meta.url),
        "utf8"
      )
    });
    expect(await kinds(made)).toEqual({message: 1, reply: 1});
  });

  it("without the name on the roster are told by who wrote in more than half of three conversations or more", async () => {
    const made = async (rows: string): Promise<Made> =>
      workspaceOf({
        "report.yaml": settings('{file: "*/messages.csv", seller_from: folder}'),
        "sellers.csv": "seller_id\ns1\ns2\n",
        "s1/messages.csv": header + rows
      });
    const three =
      message("1", "Me", "2026-06-01") +
      message("1", "Zoe", "2026-06-02") +
      message("2", "Me", "2026-06-01") +
      message("3", "Zed", "2026-06-01") +
      message("3", "Zed", "2026-06-02");
    expect(await kinds(await made(three))).toEqual({message: 2, reply: 3});
    const two =
      message("1", "Me", "2026-06-01") + message("1", "Zoe", "2026-06-02") + message("2", "Me", "2026-06-01");
    const open = await made(two);
    expect(await kinds(open)).toEqual({message: 3});
    expect(await flagged(open)).toEqual(["3 × unknown_sender"]);
    const even = ["1", "2", "3"].map(
      (id) => message(id, "Me", "2026-06-01") + message(id, "Zoe", "2026-06-02")
    );
    expect(await flagged(await made(even.join("")))).toEqual(["6 × unknown_sender"]);
  });

  it("are told in each archive by itself", async () => {
    const made = await workspaceOf({
      "report.yaml": settings('{file: "*/messages.csv", seller_from: folder}'),
      "sellers.csv": "seller_id,name\ns1,Ann Lee\ns2,Ove Ek\n",
      "s1/messages.csv":
        header + message("1", "Ann Lee", "2026-06-01") + message("1", "Ove Ek", "2026-06-02"),
      "s2/messages.csv": header + message("1", "Ann Lee", "2026-06-01") + message("1", "Ove Ek", "2026-06-02")
    });
    expect(await made.rows("SELECT seller_id, happened_on, kind FROM touches ORDER BY ALL")).toEqual([
      {seller_id: "s1", happened_on: "2026-06-01", kind: "message"},
      {seller_id: "s1", happened_on: "2026-06-02", kind: "reply"},
      {seller_id: "s2", happened_on: "2026-06-01", kind: "reply"},
      {seller_id: "s2", happened_on: "2026-06-02", kind: "message"}
    ]);
  });
});

describe("a message that the seller received", () => {
  const files = {
    "sellers.csv": "seller_id,name\ns1,Ann Lee\n",
    "deals.csv":
      "deal_id,seller_id,created_on,closed_on,outcome,amount\nd1,s1,2026-04-10,2026-05-10,won,10\nd2,s1,2026-04-10,2026-05-10,won,10\n",
    "leads.csv": "lead_id,seller_id,created_on,channel\nl1,s1,2026-04-01,Web\nl2,s1,2026-04-01,Web\n",
    "mail.csv":
      "When,From,Deal,Lead,Channel\n2026-04-12,Ann Lee,d1,l1,linkedin\n2026-04-13,Zoe Q,d2,l2,linkedin\n2026-04-14,Zoe Q,d1,,linkedin\n",
    "report.yaml": `title: A
as_of: 2026-09-30
default_period: all
sources:
  sellers: {file: sellers.csv}
  deals: {file: deals.csv}
  leads: {file: leads.csv}
  engagement: {file: mail.csv, set: {seller_id: s1, kind: message}, columns: {happened_on: When, sender: From, deal_id: Deal, lead_id: Lead}}
`
  };

  it("is no touch of the seller's: in no quarter's activity, no influence and no attribution", async () => {
    const {rows} = await workspaceOf(files);
    expect(await rows("SELECT touches FROM seller_quarters() WHERE quarter = '2026-Q2'")).toEqual([
      {touches: 1}
    ]);
    expect(await rows("SELECT deal_id FROM deals WHERE first_social_on IS NOT NULL")).toEqual([
      {deal_id: "d1"}
    ]);
    expect(await rows("SELECT use, touches FROM touches_used()")).toEqual([{use: "counted", touches: 1}]);
    expect(await rows("SELECT channel, names FROM channels")).toEqual([{channel: "linkedin", names: 1}]);
  });

  it("is the lead's answer", async () => {
    const {rows} = await workspaceOf(files);
    expect(await rows("SELECT step, leads FROM lead_funnel() WHERE step = 'replied'")).toEqual([
      {step: "replied", leads: 1}
    ]);
    expect(await rows("SELECT lead_id, kind FROM touches WHERE lead_id IS NOT NULL ORDER BY 1")).toEqual([
      {lead_id: "l1", kind: "message"},
      {lead_id: "l2", kind: "reply"}
    ]);
  });
});
