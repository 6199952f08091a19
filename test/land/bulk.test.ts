import {describe, expect, test} from "vitest";
import {workspaceOf} from "../workspace-of.js";

const settings = (file: string): string =>
  `title: A\nas_of: 2026-09-30\ndefault_period: all\nsources:\n  engagement: {file: "${file}"}\n`;
const header = "event_id,happened_on,seller_id,channel,account";

describe("files of one source", () => {
  test("keep their lines, whatever their line ends, marks and cells of several lines", async () => {
    const {rows} = await workspaceOf({
      "report.yaml": settings("*.csv"),
      "a.csv": `${header}\n1,2026-01-01,s1,email,\n2,soon 1,s1,email,\n`,
      "b.csv": `${header}\r\n3,2026-01-01,s1,email,x\r\n4,2026-01-01,s1,email,y\r\n5,never 2,s1,email,\r\n`,
      "c.csv": `\uFEFF${header}\n6,later 3,s1,email,\n`,
      "d.csv": `${header}\n7,2026-01-01,s1,email,"two\nlines"\n\n8,perhaps 4,s1,email,\n`,
      "e.csv": `${header}\n9,2026-01-01,s1,email,\n10,once 5,s1,email,z\n`
    });
    expect(await rows("SELECT file, line, value FROM rejects()")).toEqual([
      {file: "a.csv", line: 3, value: "soon 1"},
      {file: "b.csv", line: 4, value: "never 2"},
      {file: "c.csv", line: 2, value: "later 3"},
      {file: "d.csv", line: 5, value: "perhaps 4"},
      {file: "e.csv", line: 3, value: "once 5"}
    ]);
    expect(await rows("SELECT file, rows_read, accepted, ignored FROM files()")).toEqual([
      {file: "a.csv", rows_read: 2, accepted: 1, ignored: 0},
      {file: "b.csv", rows_read: 3, accepted: 2, ignored: 0},
      {file: "c.csv", rows_read: 1, accepted: 0, ignored: 0},
      {file: "d.csv", rows_read: 3, accepted: 1, ignored: 1},
      {file: "e.csv", rows_read: 2, accepted: 1, ignored: 0}
    ]);
    expect(await rows("SELECT DISTINCT channel FROM touches")).toEqual([{channel: "email"}]);
  });

  test("are read one by one where one of them is not what it seemed", async () => {
    const {rows} = await workspaceOf({
      "report.yaml": settings("*.csv"),
      "a.csv": `${header}\n1,2026-01-01,s1,email,\n`,
      "b.csv": `${header}\n2,2026-01-01,s1,email,,,too many\n3,2026-01-01,s1,email\n`,
      "c.csv": `${header}\n4,2026-01-01,s1,email,\n`
    });
    expect(await rows("SELECT file, line, rule FROM rejects()")).toEqual([
      {file: "b.csv", line: 2, rule: "too_many_fields"}
    ]);
    expect(await rows("SELECT file, rows_read, accepted FROM files()")).toEqual([
      {file: "a.csv", rows_read: 1, accepted: 1},
      {file: "b.csv", rows_read: 2, accepted: 1},
      {file: "c.csv", rows_read: 1, accepted: 1}
    ]);
  });

  test("may hold rows of separators only, which are ignored, and rows with other columns only, which are not", async () => {
    const {rows} = await workspaceOf({
      "report.yaml": settings("*.csv"),
      "a.csv": `${header},remark\n1,2026-01-01,s1,email,,\n,,,,,\n,,,,,call back\n2,2026-01-01,s1,email,,\n`,
      "b.csv": `${header},remark\n3,2026-01-01,s1,email,,\n`
    });
    expect(await rows("SELECT file, rows_read, accepted, rejected, ignored FROM files()")).toEqual([
      {file: "a.csv", rows_read: 4, accepted: 2, rejected: 1, ignored: 1},
      {file: "b.csv", rows_read: 1, accepted: 1, rejected: 0, ignored: 0}
    ]);
    expect(await rows("SELECT file, line, rule FROM rejects()")).toEqual([
      {file: "a.csv", line: 4, rule: "missing"}
    ]);
  });
});

describe("a footer", () => {
  const deals = "deal_id,created_on,amount,stage";

  test("is left out, and so are totals between rows", async () => {
    const {rows} = await workspaceOf({
      "deals.csv": `${deals}\nd1,2026-01-01,10,\nTotal North,,10,\nd2,2026-01-02,x,\n\nGrand total,,30,\n"Copyright, all rights reserved"\n\n`
    });
    expect(await rows("SELECT rows_read, accepted, rejected, ignored FROM files()")).toEqual([
      {rows_read: 7, accepted: 1, rejected: 1, ignored: 5}
    ]);
    expect(await rows("SELECT line, value FROM rejects()")).toEqual([{line: 4, value: "x"}]);
  });

  test("that is the last line of a quoted cell is none", async () => {
    const {rows} = await workspaceOf({
      "deals.csv": `${deals}\nd1,2026-01-01,10,won\nd2,2026-01-02,20,"lost\nTotal"\n`
    });
    expect(await rows("SELECT rows_read, accepted, ignored FROM files()")).toEqual([
      {rows_read: 2, accepted: 2, ignored: 0}
    ]);
  });

  test("may be all that stands below the header", async () => {
    const {rows} = await workspaceOf({"deals.csv": `${deals}\n\nTotal,,0,\n`});
    expect(await rows("SELECT rows_read, accepted, ignored FROM files()")).toEqual([
      {rows_read: 2, accepted: 0, ignored: 2}
    ]);
  });
});

describe("spaces", () => {
  test("at the ends of cells are left out, also those of other scripts and beside letters with accents", async () => {
    const {rows} = await workspaceOf({
      "deals.csv":
        "deal_id,created_on,amount,segment\n d1 ,2026-01-01, 10 ,\u00a0Été \nd2, 2026-01-02 ,20,Plain\u3000\nd3,2026-01-03,30,   \n"
    });
    expect(await rows("SELECT deal_id, amount, segment FROM deals ORDER BY ALL")).toEqual([
      {deal_id: "d1", amount: 10, segment: "Été"},
      {deal_id: "d2", amount: 20, segment: "Plain"},
      {deal_id: "d3", amount: 30, segment: null}
    ]);
  });
});
