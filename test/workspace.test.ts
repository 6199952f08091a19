import {mkdir, symlink} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {readWorkspace, unnamedFiles} from "../loaders/workspace.js";
import {problemsOf, temporaryFolder, writeWorkspace} from "./workspace-of.js";

const deals = "deal_id,created_on\nd1,2026-01-01\n";

async function problems(
  report: string,
  files: Record<string, string> = {"deals.csv": deals}
): Promise<string[]> {
  return problemsOf(readWorkspace(await writeWorkspace({...files, "report.yaml": report})));
}

describe("report.yaml", () => {
  it("takes defaults for what it does not say", async () => {
    const dir = await writeWorkspace({
      "deals.csv": deals,
      "report.yaml": "title: A\nas_of: 2026-09-30\nsources:\n  deals: {file: deals.csv}\n"
    });
    const workspace = await readWorkspace(dir);
    expect(workspace).toMatchObject({
      title: "A",
      asOf: "2026-09-30",
      currency: "EUR",
      fiscalYearStart: 1,
      minN: 10,
      ssi: {foundation: 50, active: 70, seat_threshold: 50},
      defaultPeriod: "last_4_quarters"
    });
    expect(workspace.sources.map((entry) => entry.files.map((file) => file.name))).toEqual([["deals.csv"]]);
  });

  it("has levels of maturity with thresholds, a weekly goal and channels of shares, with defaults", async () => {
    const read = async (more: string) =>
      readWorkspace(
        await writeWorkspace({
          "deals.csv": deals,
          "report.yaml": `title: A\nas_of: 2026-09-30\n${more}sources:\n  deals: {file: deals.csv}\n`
        })
      );
    const standard = await read("");
    expect(standard.maturity.map(({level}) => level)).toEqual(["Launched", "Practised", "Embedded"]);
    expect(standard).toMatchObject({
      weeklyGoal: 5,
      shareChannels: ["content", "post", "posts", "share", "shares"]
    });
    const own = await read("maturity: [{level: Set, audits: 40}]\nweekly_goal: 3\nshare_channels: [blog]\n");
    expect(own).toMatchObject({
      maturity: [{level: "Set", audits: 40}],
      weeklyGoal: 3,
      shareChannels: ["blog"]
    });
  });

  it("names what is wrong with a level of maturity", async () => {
    const levels = async (text: string) =>
      problems(`title: A\nas_of: 2026-09-30\nmaturity: ${text}\nsources:\n  deals: {file: deals.csv}\n`);
    expect(await levels("[{level: One}]")).toEqual([
      'report.yaml line 3, maturity.0: expected levels of different names from low to high, each with a threshold, e.g. [{level: Launched, attendance: 50}], found {"level":"One"}.'
    ]);
    expect(await levels("[{level: One, attendance: 1}, {level: One, audits: 2}]")).toHaveLength(1);
    expect(await levels("[{level: One, attendance: 120}]")).toEqual([
      "report.yaml line 3, maturity.0.attendance: expected a number from 0 to 100, found 120."
    ]);
    expect((await levels("[{level: One, attendence: 12}]"))[0]).toBe(
      'report.yaml line 3, maturity.0.attendence: there is no setting "attendence". Did you mean "attendance"?'
    );
    expect(await levels("[{attendance: 12}]")).toEqual([
      'report.yaml line 3: "maturity.0.level" is missing. Write level: followed by the name of a level such as Launched.'
    ]);
  });

  it("that is missing is named with its folder", async () => {
    const dir = await temporaryFolder();
    expect(await problemsOf(readWorkspace(dir))).toEqual([
      `report.yaml: there is no such file in ${dir}. Write one that names your exports; docs/settings.md shows how.`
    ]);
  });

  it("in a folder that is missing is named by the folder", async () => {
    expect(await problemsOf(readWorkspace("/no/such/folder"))).toEqual([
      "/no/such/folder: there is no such folder. Name the folder that holds your exports with --data."
    ]);
  });

  it("that is a folder is refused in one sentence", async () => {
    const dir = await temporaryFolder();
    await mkdir(join(dir, "report.yaml"));
    expect(await problemsOf(readWorkspace(dir))).toEqual([
      "report.yaml: the file cannot be read (EISDIR). Check that it is a file you may read."
    ]);
  });

  it("with broken YAML is refused with line and column", async () => {
    const [problem] = await problems("title: A\nsources: {deals: [}\n");
    expect(problem).toMatch(
      /^report\.yaml line 2, column \d+: this is not valid YAML: .+ Check the indentation/
    );
  });

  it("that is empty, or a list, is refused", async () => {
    for (const text of ["", "- a\n", "just text\n"])
      expect(await problems(text)).toEqual([
        'report.yaml: expected settings such as "title: …" and "sources: …". docs/settings.md lists them.'
      ]);
  });

  it("lists every fault with line, key and what was expected", async () => {
    expect(
      await problems(
        "title: 7\nas_of: 2026-13-01\ncurency: EUR\nmin_n: many\nsources:\n  deals: {file: deals.csv, colums: {amount: X}}\n"
      )
    ).toEqual([
      'report.yaml line 1, title: expected a text, e.g. "Social selling at Acme", found 7.',
      'report.yaml line 2, as_of: expected a date such as 2026-09-30, found "2026-13-01".',
      'report.yaml line 4, min_n: expected a whole number of at least 1, found "many".',
      'report.yaml line 6, sources.deals.colums: there is no setting "colums". Did you mean "columns"?',
      'report.yaml line 3, curency: there is no setting "curency". Did you mean "currency"?'
    ]);
  });

  it("without a required key says which", async () => {
    expect(await problems("title: A\nsources:\n  deals: {file: deals.csv}\n")).toEqual([
      'report.yaml: "as_of" is missing. Write as_of: followed by a date such as 2026-09-30.'
    ]);
  });

  it("with an unknown kind of source suggests the nearest", async () => {
    expect(await problems("title: A\nas_of: 2026-09-30\nsources:\n  deal: {file: deals.csv}\n")).toEqual([
      'report.yaml line 4, sources.deal: there is no such kind of source. Did you mean "deals"?'
    ]);
  });

  it("with an unknown column or value suggests what is known", async () => {
    expect(
      await problems(
        "title: A\nas_of: 2026-09-30\nsources:\n  deals:\n    file: deals.csv\n    columns:\n      amuont: Amount\n    values:\n      source:\n        LinkedIn: socal\n"
      )
    ).toEqual([
      'report.yaml line 7, sources.deals.columns.amuont: deals has no column "amuont". Did you mean "amount"?',
      'report.yaml line 10, sources.deals.values.source.LinkedIn: expected social, inbound, outbound, referral, event, partner, other or unknown, found "socal".'
    ]);
  });

  it("with a file that is missing, or a folder, says so", async () => {
    const dir = await writeWorkspace({
      "report.yaml":
        "title: A\nas_of: 2026-09-30\nsources:\n  deals: {file: deal.csv}\n  leads: {file: folder}\n"
    });
    await mkdir(join(dir, "folder"));
    expect(await problemsOf(readWorkspace(dir))).toEqual([
      `report.yaml line 4, sources.deals.file: there is no file "deal.csv" in ${dir}. Check the name, or take the source out.`,
      'report.yaml line 5, sources.leads.file: "folder" is a folder, not a file. Name the file inside it.'
    ]);
  });

  it("may not lead out of the workspace, by path or by link", async () => {
    const outside = await writeWorkspace({"deals.csv": deals});
    const dir = await writeWorkspace({
      "report.yaml": `title: A\nas_of: 2026-09-30\nsources:\n  deals: {file: ../deals.csv}\n  leads: {file: link.csv}\n`
    });
    await symlink(join(outside, "deals.csv"), join(dir, "link.csv"));
    expect(await problemsOf(readWorkspace(dir))).toEqual([
      'report.yaml line 4, sources.deals.file: "../deals.csv" leaves the workspace. Move the file into the workspace, or set allow_outside: true.',
      'report.yaml line 5, sources.leads.file: "link.csv" is a link that leaves the workspace. Move the file into the workspace, or set allow_outside: true.'
    ]);
  });

  it("may lead out of the workspace where it allows that", async () => {
    const outside = await writeWorkspace({"deals.csv": deals});
    const dir = await writeWorkspace({
      "report.yaml": `title: A\nas_of: 2026-09-30\nallow_outside: true\nsources:\n  deals: {file: ${join(outside, "deals.csv")}}\n`
    });
    const {sources} = await readWorkspace(dir);
    expect(sources[0]?.files[0]?.path).toBe(join(outside, "deals.csv"));
  });

  it("may give a kind several entries, and files by a pattern in the order of their names", async () => {
    const dir = await writeWorkspace({
      "b.csv": deals,
      "a.csv": deals,
      "old.csv": deals,
      "report.yaml":
        'title: A\nas_of: 2026-09-30\nsources:\n  deals:\n    - {file: "[ab].csv"}\n    - {file: old.csv, date_order: dmy}\n'
    });
    const {sources} = await readWorkspace(dir);
    expect(sources.map((entry) => entry.files.map((file) => file.name))).toEqual([
      ["a.csv", "b.csv"],
      ["old.csv"]
    ]);
    expect(sources[1]?.dateOrder).toBe("dmy");
  });

  it("leaves no data file in the folder unmentioned", async () => {
    const dir = await writeWorkspace({
      "deals.csv": deals,
      "extra/posts.csv": "a\n",
      "notes.md": "no data",
      "report.yaml": "title: A\nas_of: 2026-09-30\nsources:\n  deals: {file: deals.csv}\n"
    });
    expect(await unnamedFiles(await readWorkspace(dir))).toEqual(["extra/posts.csv"]);
  });
});
