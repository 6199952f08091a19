import {describe, expect, it} from "vitest";
import {problemsOf, workspaceOf} from "../workspace-of.js";

const files = {
  "sellers.csv": "seller_id,region,team\ns1,North,A\ns2,South,B\n",
  "deals.csv": `deal_id,seller_id,amount,outcome,created_on,closed_on
d1,s1,1000.50,won,2026-01-01,2026-03-31
d2,s2,200,lost,2026-01-01,2026-03-31
d3,s2,300,won,2026-01-01,2026-10-15
d4,s2,400,open,2026-01-01,
d5,s2,500,won,2026-01-01,2026-06-30
d6,s9,600,won,2026-01-01,2026-06-30
`
};
const header = "interview_id,interviewed_on,seller_id,deal_id,moment,percent,argument,verbatim\n";

async function ledger(rows: string, settings = "") {
  return workspaceOf({
    ...files,
    "contributions.csv": header + rows,
    "report.yaml": `title: Test\nas_of: 2026-09-30\n${settings}sources:\n  sellers: {file: sellers.csv}\n  deals: {file: deals.csv}\n  contributions: {file: contributions.csv}\n`
  });
}

const refused = "SELECT line, rule FROM rejects() WHERE file = 'contributions.csv'";

describe("an interview", () => {
  it("credits its part of a won deal to the seller who was asked, or to the deal's owner", async () => {
    const {rows} = await ledger(
      "i1,2026-05-01,s2,d1,found_account,33,argued,“quoted”\ni2,2026-07-01,,d5,Found the prospect,10,argued,\n"
    );
    expect(await rows(refused)).toEqual([]);
    expect(
      await rows(
        "SELECT interview_id, seller_id, region, deal_id, moment, percent, argument, verbatim, closed_quarter, declared FROM contributions ORDER BY ALL"
      )
    ).toEqual([
      {
        interview_id: "i1",
        seller_id: "s2",
        region: "South",
        deal_id: "d1",
        moment: "found_account",
        percent: 33,
        argument: "argued",
        verbatim: "“quoted”",
        closed_quarter: "2026-Q1",
        declared: 330.165
      },
      {
        interview_id: "i2",
        seller_id: "s2",
        region: "South",
        deal_id: "d5",
        moment: "found_prospect",
        percent: 10,
        argument: "argued",
        verbatim: null,
        closed_quarter: "2026-Q2",
        declared: 50
      }
    ]);
  });

  it("is refused on a deal that is lost, open, won after the report's date, rejected or unknown", async () => {
    const {rows} = await ledger(
      ["d2", "d4", "d3", "d6", "d99"]
        .map((deal, i) => `i${i},2026-05-01,s1,${deal},other,10,argued,\n`)
        .join("")
    );
    expect(await rows(refused)).toEqual([
      {line: 2, rule: "lost_deal"},
      {line: 3, rule: "lost_deal"},
      {line: 4, rule: "lost_deal"},
      {line: 5, rule: "unknown_deal"},
      {line: 6, rule: "unknown_deal"}
    ]);
  });

  it("is refused without a percentage or argument, outside 0 to 100, and above its moment's ceiling", async () => {
    const {rows} = await ledger(
      "i1,2026-05-01,s1,d1,other,,argued,\ni2,2026-05-01,s1,d1,other,10,,\ni3,2026-05-01,s1,d1,other,-1,argued,\ni4,2026-05-01,s1,d1,other,101,argued,\ni5,2026-05-01,s1,d1,other,21,argued,\ni6,2026-05-01,s1,d1,other,20,argued,\ni7,2026-05-01,s1,d1,other,0,argued,\ni8,2026-05-01,s1,d1,other,many,argued,\n"
    );
    expect(await rows(refused)).toEqual([
      {line: 2, rule: "missing"},
      {line: 3, rule: "no_argument"},
      {line: 4, rule: "out_of_range"},
      {line: 5, rule: "over_100"},
      {line: 6, rule: "over_ceiling"},
      {line: 9, rule: "not_a_number"}
    ]);
    expect(await rows("SELECT message FROM rejects() WHERE rule = 'over_ceiling'")).toEqual([
      {
        message:
          '"21" is more than the decisive moment allows. Lower it, choose another moment, or raise the ceiling under moments in report.yaml.'
      }
    ]);
  });

  it("is measured against the ceilings of the settings", async () => {
    const {rows} = await ledger(
      "i1,2026-05-01,s1,d1,other,35,argued,\ni2,2026-05-01,s1,d5,found_account,61,argued,\n",
      "moments: {other: 35}\n"
    );
    expect(await rows(refused)).toEqual([{line: 3, rule: "over_ceiling"}]);
    expect(
      await rows("SELECT ceiling FROM moments WHERE moment IN ('other', 'found_account') ORDER BY 1")
    ).toEqual([{ceiling: 35}, {ceiling: 60}]);
  });

  it("is refused from where a deal's percentages exceed 100, in order of the interviews; refused ones do not count", async () => {
    const {rows} = await ledger(
      "i1,2026-05-03,s1,d1,found_account,50,argued,\ni2,2026-05-01,s1,d1,found_account,60,argued,\ni3,2026-05-02,s1,d1,found_prospect,40,argued,\ni4,2026-04-01,s1,d1,found_account,60,,\ni5,2026-05-04,s2,d5,found_account,60,argued,\n"
    );
    expect(await rows(refused)).toEqual([
      {line: 2, rule: "over_100_in_total"},
      {line: 5, rule: "no_argument"}
    ]);
  });

  it("with a moment that nobody listed counts as other, and is flagged", async () => {
    const {rows} = await ledger("i1,2026-05-01,s1,d1,by luck,20,argued,\ni2,2026-05-01,s1,d5,,25,argued,\n");
    expect(await rows("SELECT line, rule FROM notes() WHERE file = 'contributions.csv'")).toEqual([
      {line: 2, rule: "unmapped_value"}
    ]);
    expect(await rows(refused)).toEqual([{line: 3, rule: "over_ceiling"}]);
  });

  it("without deals in the workspace stays, and declares nothing", async () => {
    const {rows} = await workspaceOf({
      "contributions.csv": `${header}i1,2026-05-01,s1,d1,other,10,argued,\n`
    });
    expect(await rows("SELECT deal_id, percent, declared FROM contributions")).toEqual([
      {deal_id: "d1", percent: 10, declared: null}
    ]);
  });

  it("has ceilings from 0 to 100 for the six moments only", async () => {
    expect(await problemsOf(ledger("", "moments: {other: 101, luck: 10}\n"))).toEqual([
      "report.yaml line 3, moments.other: expected a number from 0 to 100, found 101.",
      'report.yaml line 3, moments.luck: there is no setting "luck". Known here: found_account, found_prospect, opened_conversation, new_contacts, anticipated_tender or other.'
    ]);
  });
});
