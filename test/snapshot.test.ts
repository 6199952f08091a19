import {readdir} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {readWorkspace} from "../loaders/workspace.js";
import {makeSnapshot} from "../loaders/snapshot.js";
import {problemsOf, temporaryFolder, workspaceOf, writeWorkspace} from "./workspace-of.js";

const roster = "seller_id,region,team\ns1,North,A\ns2,South,B\n";

async function problems(files: Record<string, string | Uint8Array>): Promise<string[]> {
  return problemsOf(workspaceOf(files));
}

describe("files that cannot be read as they are", () => {
  it("an empty file is named", async () => {
    expect(await problems({"deals.csv": ""})).toEqual([
      "deals.csv: the file is empty. Export it again, or take it out of report.yaml."
    ]);
  });

  it("a file with only a header gives a report without rows", async () => {
    const {rows} = await workspaceOf({"deals.csv": "deal_id,created_on,amount\n"});
    expect(await rows("FROM files()")).toEqual([
      {file: "deals.csv", source: "deals", rows_read: 0, accepted: 0, rejected: 0, ignored: 0, duplicates: 0}
    ]);
    expect(await rows("FROM deals_by('source')")).toEqual([]);
    expect(await rows("SELECT share, won_deals FROM social_share()")).toEqual([{share: null, won_deals: 0}]);
  });

  it("a file without a required column names it, what was looked for and what there is", async () => {
    expect(await problems({"ssi.csv": "seller_id,ssi\ns1,50\n"})).toEqual([
      'ssi.csv line 1: no column for week (looked for week, Date, Week starting, Semaine, Vecka, Woche or Semana). It has: seller_id and ssi. Name it in report.yaml: columns: {week: "…"}.'
    ]);
  });

  it("a column map to a header that is not there names the line of report.yaml", async () => {
    expect(
      await problems({
        "deals.csv": "deal_id,created_on,Montant\nd1,2026-01-01,5\n",
        "report.yaml":
          "title: A\nas_of: 2026-09-30\nsources:\n  deals:\n    file: deals.csv\n    columns:\n      amount: Montan\n"
      })
    ).toEqual([
      'report.yaml line 7, sources.deals.columns.amount: deals.csv has no column "Montan". Did you mean "Montant"?'
    ]);
  });

  it("a broken spreadsheet, a broken gzip file, an image and a PDF get one sentence", async () => {
    const bytes = (...head: number[]): Uint8Array => Uint8Array.from([...head, 0, 1, 2, 3]);
    expect(await problems({"deals.csv": bytes(0x50, 0x4b, 3, 4)})).toEqual([
      expect.stringMatching(/^deals\.csv: the file is damaged or cut off \(.*\)\. Export or copy it again\.$/)
    ]);
    expect(await problems({"deals.csv": bytes(0x1f, 0x8b)})).toEqual([
      expect.stringMatching(/^deals\.csv: the file is damaged or cut off \(.*\)\. Export or copy it again\.$/)
    ]);
    expect(await problems({"deals.csv": bytes(0x89, 0x50, 0x4e, 0x47)})).toEqual([
      "deals.csv: this is not a text file. Export it as CSV and name that file."
    ]);
    expect(await problems({"deals.csv": new TextEncoder().encode("%PDF-1.7\n")})).toEqual([
      "deals.csv: this is a PDF, which holds no rows. Export it as CSV or as a spreadsheet."
    ]);
  });

  it("SQL of the settings that fails is shown with its line", async () => {
    const [problem] = await problems({
      "a.txt": "x,y\n1,2\n",
      "report.yaml":
        "title: A\nas_of: 2026-09-30\nsources:\n  deals:\n    files: {a: a.txt}\n    sql: SELECT z AS deal_id FROM a\n"
    });
    expect(problem).toMatch(/^report\.yaml line 6, sources\.deals\.sql: .*"z".* Mend the SQL there\.$/);
  });

  it("SQL of the settings cannot read outside the workspace", async () => {
    const [problem] = await problems({
      "a.txt": "x,y\n1,2\n",
      "report.yaml":
        "title: A\nas_of: 2026-09-30\nsources:\n  deals:\n    files: {a: a.txt}\n    sql: SELECT * FROM read_text('/etc/hostname')\n"
    });
    expect(problem).toContain("Permission Error");
  });
});

describe("rows that cannot be used", () => {
  it("are rejected with file, line, column, value, rule and the mend", async () => {
    const {rows} = await workspaceOf({
      "sellers.csv": roster,
      "deals.csv":
        "Deal ID,Owner ID,Created,Amount\nd1,s1,2026-01-01,100\nd2,s1,2026-01-02,abc\nd3,s1,2026-02-30,1\n,s1,2026-01-01,1\nd5,s9,2026-01-01,1\nd6,s1,2026-10-01,1\n"
    });
    expect(await rows('SELECT line, "column", value, rule, message FROM rejects()')).toEqual([
      {
        line: 3,
        column: "Amount",
        value: "abc",
        rule: "not_a_number",
        message: '"abc" is not a number. Write it like 1234.50.'
      },
      {
        line: 4,
        column: "Created",
        value: "2026-02-30",
        rule: "not_a_date",
        message: '"2026-02-30" is not a date. Write it like 2026-01-29.'
      },
      {
        line: 5,
        column: "Deal ID",
        value: null,
        rule: "missing",
        message: "The row has no deal_id. Fill it in at its source."
      },
      {
        line: 6,
        column: "Owner ID",
        value: "s9",
        rule: "unknown_seller",
        message: '"s9" is not on the roster of sellers. Add the seller to the roster, or mend the name.'
      },
      {
        line: 7,
        column: "Created",
        value: "2026-10-01",
        rule: "after_as_of",
        message:
          "The deal was created after the report's date. Take the row out, or set a later as_of in report.yaml."
      }
    ]);
    expect(
      await rows("SELECT rows_read, accepted, rejected, ignored FROM files() WHERE source = 'deals'")
    ).toEqual([{rows_read: 6, accepted: 1, rejected: 5, ignored: 0}]);
  });

  it("are those with impossible scores; a text that means infinity is no number", async () => {
    const {rows} = await workspaceOf({
      "ssi.csv":
        "week,seller_id,ssi,brand\n2026-01-05,s1,137,10\n2026-01-05,s2,-3,10\n2026-01-05,s3,inf,10\n2026-01-05,s4,50,25.5\n2026-01-05,s5,100,25\n2026-01-05,s6,0,0\n"
    });
    expect(await rows("SELECT line, rule FROM rejects()")).toEqual([
      {line: 2, rule: "out_of_range"},
      {line: 3, rule: "out_of_range"},
      {line: 4, rule: "not_a_number"},
      {line: 5, rule: "out_of_range"}
    ]);
    expect(await rows("SELECT seller_id FROM seller_weeks ORDER BY 1")).toEqual([
      {seller_id: "s5"},
      {seller_id: "s6"}
    ]);
  });

  it("are earlier rows with the same key: the last one read is kept, across files too", async () => {
    const {rows} = await workspaceOf({
      "a.txt": "deal_id,created_on,amount\nd1,2026-01-01,1\nd2,2026-01-01,2\nd1,2026-01-01,3\n",
      "b.txt": "deal_id,created_on,amount\nd2,2026-01-01,4\n",
      "report.yaml": 'title: A\nas_of: 2026-09-30\nsources:\n  deals: {file: "*.txt"}\n'
    });
    expect(await rows("SELECT file, line, value, rule FROM rejects()")).toEqual([
      {file: "a.txt", line: 2, value: "d1", rule: "duplicate_key"},
      {file: "a.txt", line: 3, value: "d2", rule: "duplicate_key"}
    ]);
    expect(await rows("SELECT deal_id, amount FROM deals ORDER BY 1")).toEqual([
      {deal_id: "d1", amount: 3},
      {deal_id: "d2", amount: 4}
    ]);
  });

  it("are second scores of a seller in one ISO week, also on different days", async () => {
    const {rows} = await workspaceOf({
      "ssi.csv": "week,seller_id,ssi\n2026-01-05,s1,50\n2026-01-11,s1,60\n2026-01-12,s1,61\n"
    });
    expect(await rows("SELECT week, ssi FROM seller_weeks ORDER BY 1")).toEqual([
      {week: "2026-01-05", ssi: 60},
      {week: "2026-01-12", ssi: 61}
    ]);
  });

  it("are those in another currency than the report's", async () => {
    const {rows} = await workspaceOf({
      "deals.csv":
        "deal_id,created_on,amount,currency\nd1,2026-01-01,1,eur\nd2,2026-01-01,2,USD\nd3,2026-01-01,3,\n"
    });
    expect(await rows("SELECT line, rule, message FROM rejects()")).toEqual([
      {
        line: 3,
        rule: "other_currency",
        message:
          'The amount is in "USD", not in the report\'s currency. Give its rates in report.yaml, e.g. rates: {USD: {2026-01-01: 0.92}}, or convert it in the export.'
      }
    ]);
  });
});

describe("rows that are used and flagged", () => {
  it("keep a score that is not the sum of its pillars", async () => {
    const {rows} = await workspaceOf({
      "ssi.csv":
        "week,seller_id,ssi,brand,people,insights,relationships\n2026-01-05,s1,60,10,10,10,10\n2026-01-05,s2,40.4,10,10,10,10\n2026-01-05,s3,40,,10,10,10\n"
    });
    expect(await rows('SELECT line, "column", value, rule FROM notes()')).toEqual([
      {line: 2, column: "ssi", value: "60", rule: "total_not_sum"}
    ]);
    expect(await rows("SELECT count(*) AS n FROM seller_weeks")).toEqual([{n: 3}]);
  });

  it("keep deals closed before they were created, without owner or date, of a source nobody mapped", async () => {
    const {rows} = await workspaceOf({
      "deals.csv":
        "deal_id,created_on,closed_on,Stage,seller_id,source\nd1,2026-02-01,2026-01-01,Closed Won,s1,LinkedIn\nd2,2026-02-01,,Closed Lost,s1,Webinar\nd3,2026-02-01,,Open,,\nd4,2026-02-01,,Open,s1,Pigeon post\nd5,2026-02-01,2026-12-01,Closed Won,s1,linkedin\n"
    });
    expect(await rows('SELECT line, "column", rule FROM notes()')).toEqual([
      {line: 2, column: "closed_on", rule: "closed_before_created"},
      {line: 3, column: "closed_on", rule: "won_without_date"},
      {line: 4, column: "seller_id", rule: "no_owner"},
      {line: 5, column: "source", rule: "unmapped_value"},
      {line: 6, column: "closed_on", rule: "closed_after_as_of"}
    ]);
    expect(
      await rows("SELECT deal_id, source, origin, outcome, closed_on, cycle_days FROM deals ORDER BY 1")
    ).toEqual([
      {
        deal_id: "d1",
        source: "social",
        origin: "LinkedIn",
        outcome: "won",
        closed_on: "2026-01-01",
        cycle_days: -31
      },
      {
        deal_id: "d2",
        source: "inbound",
        origin: "Webinar",
        outcome: "lost",
        closed_on: null,
        cycle_days: null
      },
      {deal_id: "d3", source: "unknown", origin: null, outcome: "open", closed_on: null, cycle_days: null},
      {
        deal_id: "d4",
        source: "unknown",
        origin: "Pigeon post",
        outcome: "open",
        closed_on: null,
        cycle_days: null
      },
      {
        deal_id: "d5",
        source: "social",
        origin: "linkedin",
        outcome: "open",
        closed_on: null,
        cycle_days: null
      }
    ]);
  });
});

describe("ways of writing", () => {
  it("a French export: semicolons, decimal commas, thin spaces, day before month, a byte order mark", async () => {
    const {rows, snapshot} = await workspaceOf({
      "deals.csv":
        "\ufeffIdentifiant;Montant;Date de création;Étape;Origine\r\nd1;12\u202f500,50;29/01/2026;Gagnée;Réseaux sociaux\r\nd2;1.250,00 €;03/02/2026;Perdue;Salon\r\nd3;7;31/12/2025;En cours;\r\n"
    });
    expect(await rows("SELECT deal_id, amount, created_on, outcome, source FROM deals ORDER BY 1")).toEqual([
      {deal_id: "d1", amount: 12500.5, created_on: "2026-01-29", outcome: "won", source: "social"},
      {deal_id: "d2", amount: 1250, created_on: "2026-02-03", outcome: "lost", source: "event"},
      {deal_id: "d3", amount: 7, created_on: "2025-12-31", outcome: "open", source: "unknown"}
    ]);
    expect(snapshot.files[0]).toMatchObject({delimiter: ";", encoding: "utf-8"});
  });

  it("thousands commas and currency signs", async () => {
    const {rows} = await workspaceOf({
      "report.yaml": "title: T\nas_of: 2026-09-30\ncurrency: USD\nsources: {deals: {file: deals.csv}}\n",
      "deals.csv":
        'deal_id,created_on,amount\nd1,2026-01-01,"$1,234.50"\nd2,2026-01-01,"1,234"\nd3,2026-01-01,"12,34"\nd4,2026-01-01,1e3\n'
    });
    expect(await rows("SELECT deal_id, amount FROM deals ORDER BY 1")).toEqual([
      {deal_id: "d1", amount: 1234.5},
      {deal_id: "d2", amount: 1234},
      {deal_id: "d4", amount: 1000}
    ]);
    expect(await rows("SELECT value FROM rejects()")).toEqual([{value: "12,34"}]);
  });

  it("month before day is found from the whole column, and asked for where it cannot be", async () => {
    const found = await workspaceOf({
      "deals.csv": "deal_id,created_on\nd1,1/2/2026\nd2,1/29/2026\n"
    });
    expect(await found.rows("SELECT created_on FROM deals ORDER BY deal_id")).toEqual([
      {created_on: "2026-01-02"},
      {created_on: "2026-01-29"}
    ]);
    const files = {"deals.csv": "deal_id,Created\nd1,1/2/2026\nd2,3/4/2026\n"};
    expect(await problems(files)).toEqual([
      "deals.csv, column Created: every date could be day/month or month/day. Write date_order: dmy or date_order: mdy under sources.deals in report.yaml."
    ]);
    const told = await workspaceOf({
      ...files,
      "report.yaml": "title: A\nas_of: 2026-09-30\nsources:\n  deals: {file: deals.csv, date_order: dmy}\n"
    });
    expect(await told.rows("SELECT created_on FROM deals ORDER BY deal_id")).toEqual([
      {created_on: "2026-02-01"},
      {created_on: "2026-04-03"}
    ]);
  });

  it("footers, blank lines and rows of separators are ignored and counted; lines stay right", async () => {
    const {rows} = await workspaceOf({
      "deals.csv":
        'deal_id,created_on,name\nd1,2026-01-01,"two\nlines"\n\n,,\nd2,soon,x\n"Grand Totals (2 records)"\n\n"Confidential Information - Do Not Distribute"\n"Copyright (c) 2000-2026 Example, inc."\n'
    });
    expect(await rows("SELECT rows_read, accepted, rejected, ignored FROM files()")).toEqual([
      {rows_read: 8, accepted: 1, rejected: 1, ignored: 6}
    ]);
    expect(await rows("SELECT line, value FROM rejects()")).toEqual([{line: 6, value: "soon"}]);
  });

  it("a preamble above the header is skipped, and rows with too many cells are rejected", async () => {
    const {rows} = await workspaceOf({
      "deals.csv":
        "Report of today\n\ndeal_id,created_on\nd1,2026-01-01\nd2,2026-01-01,extra\nd3,2026-01-01,\n"
    });
    expect(await rows("SELECT line, rule FROM rejects()")).toEqual([{line: 5, rule: "too_many_fields"}]);
    expect(await rows("SELECT count(*) AS n FROM deals")).toEqual([{n: 2}]);
  });

  it("a quote that is never closed does not swallow the rest", async () => {
    const {rows} = await workspaceOf({
      "deals.csv":
        'deal_id,created_on,segment\nd1,2026-01-01,a\nd2,2026-01-02,"b\nd3,2026-01-03,c\nd4,soon,d\n'
    });
    expect(await rows("SELECT deal_id, segment FROM deals ORDER BY 1")).toEqual([
      {deal_id: "d1", segment: "a"},
      {deal_id: "d2", segment: "b"},
      {deal_id: "d3", segment: "c"}
    ]);
    expect(await rows("SELECT line, value FROM rejects()")).toEqual([{line: 5, value: "soon"}]);
  });

  it("UTF-16 and Windows-1252 are decoded", async () => {
    const text = "seller_id,region\ns1,Île-de-France\n";
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    for (const bytes of [wide, Buffer.from(text, "latin1")]) {
      const {rows} = await workspaceOf({"sellers.csv": bytes});
      expect(await rows("SELECT region FROM sellers")).toEqual([{region: "Île-de-France"}]);
    }
  });

  it("rows already counted keep their count", async () => {
    const {rows} = await workspaceOf({
      "engagement.csv": "happened_on,seller_id,count\n2026-01-01,s1,40\n2026-01-01,s1,\n"
    });
    expect(await rows('SELECT sum("count") AS n FROM touches')).toEqual([{n: 41}]);
  });

  it("texts of a category and of a text column are mapped by the settings", async () => {
    const {rows} = await workspaceOf({
      "deals.csv": "deal_id,created_on,Stage,source,segment\nd1,2026-01-01,Signé,Pigeon post,PME\n",
      "report.yaml":
        'title: A\nas_of: 2026-09-30\nsources:\n  deals:\n    file: deals.csv\n    values:\n      outcome: {"signe": won}\n      source: {"PIGEON POST": partner}\n      segment: {PME: Small}\n'
    });
    expect(await rows("SELECT outcome, source, segment FROM deals")).toEqual([
      {outcome: "won", source: "partner", segment: "Small"}
    ]);
  });
});

describe("texts of categories", () => {
  it("mean what their own file's settings say: two systems may use one text for different things", async () => {
    const {rows} = await workspaceOf({
      "a.txt": "deal_id,created_on,source\nd1,2026-01-01,Foo\nd2,2026-01-01,Bar\n",
      "b.txt": "deal_id,created_on,source,Stage\nd3,2026-01-01,foo,Signed\n",
      "report.yaml":
        "title: A\nas_of: 2026-09-30\nsources:\n  deals:\n    - {file: a.txt, values: {source: {Foo: social}}}\n    - {file: b.txt, values: {source: {Foo: inbound}}}\n"
    });
    expect(await rows("SELECT deal_id, source FROM deals ORDER BY 1")).toEqual([
      {deal_id: "d1", source: "social"},
      {deal_id: "d2", source: "unknown"},
      {deal_id: "d3", source: "inbound"}
    ]);
    expect(await rows("FROM texts_read()")).toEqual([
      {source: "deals", column: "outcome", text: "Signed", meaning: "open", listed: false, rows: 1},
      {source: "deals", column: "source", text: "Bar", meaning: "unknown", listed: false, rows: 1},
      {source: "deals", column: "source", text: "Foo", meaning: "social", listed: true, rows: 1},
      {source: "deals", column: "source", text: "foo", meaning: "inbound", listed: true, rows: 1}
    ]);
  });
});

describe("columns", () => {
  it("one header may serve two columns where the settings say so for one of them", async () => {
    const {rows} = await workspaceOf({
      "leads.csv": "lead_id,created_on,channel\nl1,2026-01-01,LinkedIn\n",
      "report.yaml":
        "title: A\nas_of: 2026-09-30\nsources:\n  leads: {file: leads.csv, columns: {source: channel}}\n"
    });
    expect(await rows("SELECT channel, source FROM leads")).toEqual([
      {channel: "LinkedIn", source: "social"}
    ]);
  });
});

describe("text that looks like a page", () => {
  it("stays text in values, file names and messages", async () => {
    const evil = "<img src=x onerror=alert(1)>";
    const {rows} = await workspaceOf({
      [`${evil}.txt`]: `deal_id,created_on,amount\n${evil},2026-01-01,${evil}\n`,
      "report.yaml": 'title: A\nas_of: 2026-09-30\nsources:\n  deals: {file: "*.txt"}\n'
    });
    expect(await rows("SELECT file, value, message FROM rejects()")).toEqual([
      {file: `${evil}.txt`, value: evil, message: `"${evil}" is not a number. Write it like 1234.50.`}
    ]);
  });
});

describe("a snapshot", () => {
  it("holds no column of a lead's or customer's person, and of a seller the name alone", async () => {
    const {engine} = await workspaceOf({
      "sellers.csv": "seller_id,name,email\ns1,Canary Person,canary@example.com\n",
      "leads.csv": "lead_id,created_on,name,company\nl1,2026-01-01,Canary Lead,Canary Ltd\n",
      "deals.csv": "deal_id,created_on,name,account\nd1,2026-01-01,Canary Deal,Canary Ltd\n"
    });
    const columns = await engine.rows(
      "SELECT DISTINCT table_name || '.' || column_name AS name FROM duckdb_columns() WHERE database_name = 'report'"
    );
    const personal = columns.filter(({name}) => /\.(name|email|company|account)$/.test(String(name)));
    expect(personal).toEqual([{name: "sellers.name"}]);
  });

  it("is there whole or not at all", async () => {
    const folder = await temporaryFolder();
    const dir = join(folder, "snapshot");
    const bad = await writeWorkspace({
      "deals.csv": "",
      "report.yaml": "title: A\nas_of: 2026-09-30\nsources:\n  deals: {file: deals.csv}\n"
    });
    await expect(makeSnapshot(await readWorkspace(bad), dir)).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
  });

  it("says what is missing and which file would fill it", async () => {
    const {snapshot} = await workspaceOf({"deals.csv": "deal_id,created_on\nd1,2026-01-01\n"});
    expect(Object.keys(snapshot.manifest.missing)).toEqual(
      expect.arrayContaining(["sellers", "ssi", "leads"])
    );
    expect(snapshot.manifest.missing.ssi).toContain("sources.ssi");
    expect(snapshot.manifest.sources.deals).toEqual({rows: 1});
    expect(snapshot.manifest.sources.ssi).toBeNull();
  });

  it("offers quarters of the fiscal year up to the report's date, newest first", async () => {
    const {snapshot} = await workspaceOf({
      "deals.csv": "deal_id,created_on\nd1,2025-08-15\n",
      "report.yaml":
        "title: A\nas_of: 2026-08-14\nfiscal_year_start: 7\ndefault_period: latest_quarter\nsources:\n  deals: {file: deals.csv}\n"
    });
    expect(snapshot.manifest.periods.map(({key, since, until}) => [key, since, until])).toEqual([
      ["last_4_quarters", "2025-10-01", "2026-09-30"],
      ["2027-Q1", "2026-07-01", "2026-09-30"],
      ["2026-Q4", "2026-04-01", "2026-06-30"],
      ["2026-Q3", "2026-01-01", "2026-03-31"],
      ["2026-Q2", "2025-10-01", "2025-12-31"],
      ["2026-Q1", "2025-07-01", "2025-09-30"],
      ["2027", "2026-07-01", "2026-09-30"],
      ["2026", "2025-07-01", "2026-06-30"],
      ["all", null, null]
    ]);
    expect(snapshot.manifest.default_period).toBe("2027-Q1");
    expect(snapshot.manifest.periods[1]?.label).toBe("Q1 2027 (so far)");
  });
});
