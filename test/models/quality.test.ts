import {describe, expect, it} from "vitest";
import {workspaceOf} from "../workspace-of.js";

const files = {
  "sellers.csv": "seller_id,name\ns1,Ann Lee\ns2,Ann Lee\n",
  "deals.csv": `deal_id,seller_id,created_on,closed_on,stage
d1,s1,2026-09-14,2026-09-01,Won
d2,,2026-09-15,,Open
d3,s9,2026-09-16,,Open
d4,Ann Lee,2026-09-16,,Open
d5,s1,2026-09-28,2026-09-30,Lost
`,
  "ssi.csv":
    "week,seller_id,ssi,brand,people,insights,relationships\n2026-09-14,s1,40,10,10,10,10\n2026-09-21,s1,50,10,10,10,10\n",
  "surveys.csv": "week,seller_id,meetings\n2026-06-01,s1,1\n2026-06-22,s1,1\n"
};

describe("quality", () => {
  it("says of each check that could be made how many rows it found", async () => {
    const {rows} = await workspaceOf(files);
    const found = await rows("SELECT source, rule, outcome, found, rows, share FROM quality_checks()");
    const of = (source: string, rule: string): unknown =>
      found.find((row) => row.source === source && row.rule === rule);
    expect(of("deals", "unknown_seller")).toEqual({
      source: "deals",
      rule: "unknown_seller",
      outcome: "rejected",
      found: 1,
      rows: 5,
      share: 0.2
    });
    expect(of("deals", "ambiguous_seller")).toMatchObject({outcome: "rejected", found: 1});
    expect(of("deals", "no_owner")).toMatchObject({outcome: "flagged", found: 1});
    expect(of("deals", "closed_before_created")).toMatchObject({outcome: "flagged", found: 1});
    expect(of("ssi", "total_not_sum")).toMatchObject({outcome: "flagged", found: 1, rows: 2, share: 0.5});
    expect(of("ssi", "unknown_seller")).toMatchObject({outcome: null, found: 0, share: 0});
    expect(of("deals", "other_currency")).toBeUndefined();
    expect(found.filter(({source}) => source === "sellers")).toEqual([]);
  });

  it("says how fresh each source is, and which weeks have nothing", async () => {
    const {rows} = await workspaceOf(files);
    expect(await rows("FROM freshness()")).toEqual([
      {
        source: "deals",
        rows: 3,
        first_day: "2026-09-14",
        last_day: "2026-09-28",
        days_old: 2,
        weeks: 3,
        empty_weeks: 1
      },
      {
        source: "ssi",
        rows: 2,
        first_day: "2026-09-14",
        last_day: "2026-09-21",
        days_old: 9,
        weeks: 2,
        empty_weeks: 0
      },
      {
        source: "surveys",
        rows: 2,
        first_day: "2026-06-01",
        last_day: "2026-06-22",
        days_old: 100,
        weeks: 4,
        empty_weeks: 2
      }
    ]);
    expect(await rows("FROM coverage_weekly(weeks := 3) WHERE source <> 'surveys'")).toEqual([
      {source: "deals", week: "2026-09-14", rows: 2, share: 1},
      {source: "deals", week: "2026-09-21", rows: 0, share: 0},
      {source: "deals", week: "2026-09-28", rows: 1, share: 0.5},
      {source: "ssi", week: "2026-09-14", rows: 1, share: 1},
      {source: "ssi", week: "2026-09-21", rows: 1, share: 1},
      {source: "ssi", week: "2026-09-28", rows: 0, share: 0}
    ]);
    expect(
      await rows("SELECT rows, share FROM coverage_weekly(weeks := 1) WHERE source = 'surveys'")
    ).toEqual([{rows: 0, share: null}]);
  });

  it("says how each file was read and what it was taken for", async () => {
    const {rows} = await workspaceOf({
      "deals.txt": "Liste\n\nID;Date de création;Montant\nd1;29/01/2026;1 234,50\nd2;02/03/2026;7,5\n",
      "connections.csv":
        'Notes:\n"When exporting"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nA,B,l,,C,D,08 Feb 2026\n',
      "report.yaml":
        "title: A\nas_of: 2026-09-30\nsources:\n  deals: {file: deals.txt}\n  connections: {file: connections.csv, set: {seller_id: s1}}\n"
    });
    expect(await rows("SELECT * EXCLUDE (caveat, confidence) FROM readings()")).toEqual([
      {
        file: "deals.txt",
        encoding: "utf-8",
        delimiter: ";",
        header_line: 3,
        sheet: null,
        dates: "29/01/2026",
        decimal_mark: ",",
        preset: null,
        system: null,
        export: null,
        verified: null
      },
      {
        file: "connections.csv",
        encoding: "utf-8",
        delimiter: ",",
        header_line: 4,
        sheet: null,
        dates: "29 Jan 2026",
        decimal_mark: null,
        preset: "linkedin-archive",
        system: "LinkedIn archive",
        export: "Connections",
        verified: true
      }
    ]);
    const [row] = await rows("SELECT caveat, confidence FROM readings() WHERE preset IS NOT NULL");
    expect(Number(row?.confidence)).toBeGreaterThanOrEqual(0.9);
    expect(row?.caveat).toContain("removed");
  });
});
