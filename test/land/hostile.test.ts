import {readFile, symlink} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {readWorkspace} from "../../loaders/workspace.js";
import {problemsOf, reportOf, workspaceOf, writeWorkspace} from "../workspace-of.js";

const header = "deal_id,created_on,amount";
const files = "SELECT rows_read, accepted, rejected, ignored FROM files()";

describe("a file that was made to do harm, or was damaged", () => {
  test("may hold lone carriage returns in a cell of a file that is rewritten", async () => {
    const {rows} = await workspaceOf({
      "deals.csv": `${header}\n1,202\r6-01,10\n2,2026-01-30,20\n${header}\n3,2026-02-01,30\n`
    });
    expect(await rows(files)).toEqual([{rows_read: 4, accepted: 2, rejected: 1, ignored: 1}]);
  });

  test("with more columns than a spreadsheet is refused, and names few of many columns", async () => {
    const wide = (count: number): string => Array.from({length: count}, (_, at) => `c${at}`).join(",");
    expect(await problemsOf(workspaceOf({"deals.csv": `${header},${wide(17_000)}\n`}))).toEqual([
      "deals.csv line 1: there are 17003 columns, and at most 16384 can be read. Check the separator, or export fewer columns."
    ]);
    const [problem = ""] = await problemsOf(workspaceOf({"deals.csv": `deal_id,${wide(9000)}\n1\n`}));
    expect(problem).toContain("It has: deal_id, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 and 8990 more.");
  });

  test("that promises more cells than any memory holds is refused, and the program lives on", async () => {
    const contents = await readFile(new URL("../fixtures/hostile-promise.xls", import.meta.url));
    const settings = "title: t\nas_of: 2026-09-30\nsources:\n  posts: {file: old.xls, sheet: Metrics}\n";
    expect(await problemsOf(workspaceOf({"report.yaml": settings, "old.xls": contents}))).toEqual([
      "old.xls: the workbook is damaged or cut off. Open it in a spreadsheet program and save it again as .xlsx."
    ]);
  });

  test("with thousands of columns is read by those that are asked for", async () => {
    const commas = ",".repeat(10_000);
    const more = Array.from({length: 10_000}, (_, at) => `,c${at}`).join("");
    const {rows} = await workspaceOf({
      "deals.csv": `${header}${more}\n1,2026-01-30,20${commas}\n,,${commas}x\n2,2026-01-31,20${commas},y\n`
    });
    expect(await rows("SELECT line, rule FROM rejects()")).toEqual([
      {line: 3, rule: "missing"},
      {line: 4, rule: "too_many_fields"}
    ]);
  });

  test.each(["x,", '"x,', '"', '"",', "\\,"])(
    "with a row of a million %s is read in no time",
    async (unit) => {
      const start = performance.now();
      const {rows} = await workspaceOf({
        "deals.csv": `${header}\n${unit.repeat(2_000_000 / unit.length)}\n2,2026-01-30,20\n`
      });
      expect(await rows("SELECT rows_read, accepted FROM files()")).toEqual([{rows_read: 2, accepted: 1}]);
      expect(performance.now() - start).toBeLessThan(45_000);
    }
  );

  test("with pages of text in a column of numbers does not fill messages", async () => {
    const {rows} = await workspaceOf({"deals.csv": `${header}\n1,2026-01-30,${"x".repeat(70_000)}\n`});
    const [{rule, message} = {}] = await rows("SELECT rule, message FROM rejects()");
    expect(rule).toBe("not_a_number");
    expect(String(message).length).toBeLessThan(300);
  });

  test("with thousands of columns, read by SQL, gives those that are selected", async () => {
    const more = Array.from({length: 4000}, (_, at) => `,c${at}`).join("");
    const settings = (select: string): string =>
      `title: A\nas_of: 2026-09-30\nsources:\n  deals:\n    files: {d: deals.txt}\n    sql: SELECT ${select} FROM d\n`;
    const deals = `${header}${more}\n1,2026-01-30,20\n`;
    const {rows} = await workspaceOf({"deals.txt": deals, "report.yaml": settings("deal_id, created_on")});
    expect(await rows(files)).toEqual([{rows_read: 1, accepted: 1, rejected: 0, ignored: 0}]);
    expect(await problemsOf(workspaceOf({"deals.txt": deals, "report.yaml": settings("*")}))).toEqual([
      "report.yaml line 6, sources.deals.sql: it gives 4003 columns, and at most 500 can be used. Select those that are needed."
    ]);
  });

  test("with a line of megabytes is refused by its line", async () => {
    expect(await problemsOf(workspaceOf({"deals.csv": `${header}\n1,${"x".repeat(5_000_000)}\n`}))).toEqual([
      "deals.csv line 2: the line is longer than 4 million letters, so this is no table of rows. Export it again, one row a line."
    ]);
  });

  test("cannot bring line ends or signs for a terminal into a message", async () => {
    const [problem = ""] = await problemsOf(workspaceOf({"deals.csv": 'deal_id,"a\n\u001b[31mb"\n1,2\n'}));
    expect(problem).toContain("It has: deal_id and a [31mb.");
  });
});

describe("a file's name", () => {
  test("may look like a pattern", async () => {
    const names = ["deals [1].csv", "deals[1].csv", "{a,b}.csv", "what?.csv"];
    for (const name of names) {
      const made = await workspaceOf({
        [name]: `${header}\n1,2026-01-30,20\n`,
        "deals1.csv": `${header}\n2,2026-01-30,20\n3,2026-01-30,20\n`,
        "report.yaml": `title: A\nas_of: 2026-09-30\nsources:\n  deals: {file: "${name}"}\n`
      });
      expect(await made.rows("SELECT file, accepted FROM files()")).toEqual([{file: name, accepted: 1}]);
    }
  });
});

describe("a Parquet file", () => {
  const parquet = readFile(join(import.meta.dirname, "../fixtures/land/deals.parquet"));
  const sources: Readonly<Record<string, string>> = {
    columns: 'deals: {file: "deals[1].parquet"}',
    sql: 'deals: {files: {d: "deals[1].parquet"}, sql: "SELECT * FROM d"}'
  };

  test.each(Object.keys(sources))("is read by %s, and named where it is damaged", async (way) => {
    const settings = `title: A\nas_of: 2026-09-30\nsources:\n  ${sources[way]}\n`;
    const whole = await parquet;
    const {rows} = await workspaceOf({"deals[1].parquet": whole, "report.yaml": settings});
    expect(await rows("SELECT accepted FROM files()")).toEqual([{accepted: 2}]);
    const cut = workspaceOf({"deals[1].parquet": whole.subarray(0, 300), "report.yaml": settings});
    expect(await problemsOf(cut)).toEqual([
      "deals[1].parquet: the Parquet file is damaged or cut off. Export or copy it again."
    ]);
  });
});

describe("links", () => {
  const report = 'title: A\nas_of: 2026-09-30\nsources:\n  deals: {file: "deals.csv"}\n';

  test("that lead to themselves or to nothing are named", async () => {
    for (const target of ["deals.csv", "gone.csv"]) {
      const dir = await writeWorkspace({"report.yaml": report});
      await symlink(target, join(dir, "deals.csv"));
      const [problem = ""] = await problemsOf(readWorkspace(dir));
      expect(problem).toContain('"deals.csv"');
    }
  });

  test("of a folder that lead around in a circle do not catch a pattern", async () => {
    const dir = await writeWorkspace({
      "report.yaml": report.replace("deals.csv", "**/*.csv"),
      "a/deals.csv": `${header}\n1,2026-01-30,20\n`
    });
    await symlink("..", join(dir, "a/again"));
    const {rows} = await reportOf(dir);
    expect(await rows("SELECT file, accepted FROM files()")).toEqual([{file: "a/deals.csv", accepted: 1}]);
  });
});
