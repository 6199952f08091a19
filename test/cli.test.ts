import {describe, expect, it} from "vitest";
import {runCommand, runInside, type Ran} from "./project-copy.js";
import {writeWorkspace} from "./workspace-of.js";

const run = (...args: string[]): Promise<Ran> => runInside(args);

const report =
  "title: A\nas_of: 2026-09-30\nsources:\n  sellers: {file: sellers.csv}\n  deals: {file: deals.csv}\n";
const files = {
  "report.yaml": report,
  "sellers.csv": "seller_id,region,team\ns1,EMEA,A\ns2,APAC,B\n",
  "deals.csv":
    "deal_id,seller_id,created_on,closed_on,outcome,amount,source\nd1,s1,2026-01-01,2026-02-01,won,5,LinkedIn\nd2,s2,2026-01-01,2026-02-01,won,7,Webinar\nd3,s1,2026-01-01,2026-02-01,won,=1+1,Webinar\n",
  "extra.csv": "a\n1\n"
};

describe("query", () => {
  it("prints nothing but a JSON array of rows", async () => {
    const dir = await writeWorkspace(files);
    const args = ["--dimension", "source", "--region", "EMEA", "--format", "json", "--data", dir];
    const {code, out, err} = await runCommand(["query", "deals_by", ...args]);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{key: "social", deals: 1, won: 1, won_amount: 5}]);
  });

  it("prints a table, CSV with harmless formulas, and the list of metrics", async () => {
    const dir = await writeWorkspace(files);
    const table = await run("query", "social_share", "--data", dir);
    expect(table.out).toContain("won_amount");
    expect(table.out).toMatch(/1 row\n$/);
    const csv = await run("query", "rejects", "--format", "csv", "--data", dir);
    expect(csv.out.split("\n")[0]).toBe("file,line,column,value,rule,message");
    expect(csv.out).toContain("'=1+1");
    const list = await run("query");
    expect(list.out).toContain("social_against_rest_by");
  });

  it("answers free SQL", async () => {
    const dir = await writeWorkspace(files);
    const {out} = await run(
      "query",
      "--sql",
      "SELECT count(*) AS n FROM deals",
      "--format",
      "json",
      "--data",
      dir
    );
    expect(JSON.parse(out)).toEqual([{n: 2}]);
  });

  it("refuses what it does not know in one sentence", async () => {
    const dir = await writeWorkspace(files);
    const refused = async (...args: string[]): Promise<string> => {
      const {code, out, err} = await run("query", ...args, "--data", dir);
      expect([code, out]).toEqual([1, ""]);
      return err.trim();
    };
    expect(await refused("deal_by")).toBe('query: there is no metric "deal_by". Did you mean "deals_by"?');
    expect(await refused("deals_by")).toContain("query: deals_by needs --dimension: source, origin");
    expect(await refused("social_share", "--regoin", "EMEA")).toBe(
      "query: social_share has no parameter --regoin. Did you mean --region?"
    );
    expect(await refused("social_share", "EMEA")).toBe(
      'query social_share: "EMEA" was not expected. Write options after --, e.g. npm run query -- social_share --region EMEA.'
    );
    expect(await refused("social_share", "--region", "EMAE")).toBe(
      '--region: there is no region "EMAE". Did you mean "EMEA"?'
    );
    expect(await refused("social_share", "--since", "2026-02-01", "--until", "2026-01-01")).toBe(
      "--since 2026-02-01 is after --until 2026-01-01. Exchange the two."
    );
    expect(await refused("social_share", "--since", "January")).toBe(
      '--since: expected a date such as 2026-01-31, found "January".'
    );
    expect(await refused("social_share", "--format", "xml")).toBe(
      '--format: expected table, csv and json, found "xml".'.replace(" and ", " or ")
    );
    expect(await refused("--sql", "SELECT nonsense FROM deals")).toMatch(/^query: .*"nonsense" not found/);
    expect(await refused("--sql", "DROP TABLE deals")).toMatch(/^query: .*read-only/);
  });
});

describe("check", () => {
  it("accounts for every file and fails on rejects only when strict", async () => {
    const dir = await writeWorkspace(files);
    const plain = await run("check", "--data", dir);
    expect(plain.code).toBe(0);
    expect(plain.out).toMatch(/deals\.csv +deals +3 +2 +1 +0 +comma +utf-8/);
    expect(plain.out).toContain(
      '1 × not_a_number, first: deals.csv line 4, column amount: "=1+1" is not a number.'
    );
    expect(plain.out).toContain("In the folder, but named by no source: extra.csv.");
    expect((await run("check", "--strict", "--data", dir)).code).toBe(1);
    const json = JSON.parse((await run("check", "--json", "--data", dir)).out) as {
      files: unknown[];
      rejects: unknown[];
    };
    expect(json.files).toHaveLength(2);
    expect(json.rejects).toHaveLength(1);
  });
});

describe("every command", () => {
  it("has complete help", async () => {
    for (const name of ["start", "dev", "build", "check", "query", "sample", "bench"]) {
      const {code, out} = await run(name, "--help");
      expect(code).toBe(0);
      expect(out).toContain("--help");
      expect(out).toContain("--debug");
    }
  });

  it("refuses unknown options and commands with a hint", async () => {
    expect(await run("build", "--dta", "x")).toMatchObject({
      code: 1,
      err: "build: there is no option --dta. Did you mean --data?\n"
    });
    expect(await run("biuld")).toMatchObject({
      code: 1,
      err: 'There is no command "biuld". Did you mean "build"?\n'
    });
  });

  it("does not replace a folder that holds something else", async () => {
    const dir = await writeWorkspace(files);
    for (const [name, what] of [
      ["build", "the folder holds other files, which the site would replace."],
      ["sample", "the folder holds a report.yaml that is not the sample's."]
    ] as const) {
      const {code, err} = await run(name, "--out", dir, ...(name === "build" ? ["--data", dir] : []));
      expect(code).toBe(1);
      expect(err).toContain(`--out ${dir}: ${what} Name a new or an empty folder.`);
    }
  });

  it("shows faults of the workspace without a stack trace", async () => {
    const {code, out, err} = await run("check", "--data", "/no/such/folder");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toBe(
      "/no/such/folder: there is no such folder. Name the folder that holds your exports with --data.\n"
    );
  });
});
