import {readFile, readdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import * as xlsx from "@e965/xlsx";
import {beforeAll, describe, expect, it} from "vitest";
import {projectCopy, runCommand, type Ran} from "../project-copy.js";
import {temporaryFolder, writeWorkspace} from "../workspace-of.js";

const minutes = 60_000;
const header = "deal_id,seller_id,created_on,closed_on,outcome,amount,source";
const deal = (index: number, amount: number): string =>
  `d${index},s${index % 12},2026-07-0${1 + (index % 9)},2026-08-01,${index % 3 ? "won" : "lost"},${amount},${index % 2 ? "social" : "inbound"}`;
const dealsOf = (amount: number): string =>
  `${header}\n${Array.from({length: 60}, (_, index) => deal(index, amount)).join("\n")}\n`;
const settings = (asOf: string): string =>
  `title: Quarters\nas_of: ${asOf}\ndefault_period: all\nsources:\n  sellers: {file: sellers.csv}\n  deals: {file: deals.csv}\n`;

let data: string;
let out: string;
let exported: Ran;
let project: string;

beforeAll(async () => {
  [project, out] = [await projectCopy(), await temporaryFolder()];
  data = await writeWorkspace({
    "report.yaml": settings("2026-09-30"),
    "sellers.csv": `seller_id,name,region,team\n${Array.from({length: 12}, (_, index) => `s${index},Secret Name ${index},North,A`).join("\n")}\n`,
    "deals.csv": dealsOf(100)
  });
  const frozen = await runCommand(["snapshot", "2026-Q3", "--data", data], {cwd: project});
  if (frozen.code !== 0) throw new Error(frozen.err);
  // Later exports say something else, and then there are none any more.
  await writeFile(join(data, "deals.csv"), dealsOf(999));
  await writeFile(join(data, "report.yaml"), settings("2026-12-31"));
  for (const file of ["sellers.csv", "deals.csv"]) await rm(join(data, file));
  exported = await runCommand(["export", "--xlsx", "--snapshot", "2026-Q3", "--data", data, "--out", out], {
    cwd: project
  });
}, 8 * minutes);

describe("the export of a frozen quarter", () => {
  it("is of the quarter's day and for leadership, from its folder alone", async () => {
    expect(exported.err).not.toMatch(/deals\.csv/);
    expect(exported.code).toBe(0);
    expect(await readdir(out)).toEqual(["report-2026-09-30.xlsx"]);
  });

  it("holds the figures as they were frozen, and no name", async () => {
    const bytes = await readFile(join(out, "report-2026-09-30.xlsx"));
    const book = xlsx.read(bytes);
    const name = book.SheetNames.find((each) => each.startsWith("social_share")) ?? "";
    const [row] = xlsx.utils.sheet_to_json<Record<string, number>>(book.Sheets[name] ?? {});
    // 40 of the 60 deals of 100 are won; of these, those with an odd number are social.
    expect(row).toMatchObject({won_amount: 4000, won_deals: 40, social_deals: 20, social_amount: 2000});
    const texts = book.SheetNames.map((each) => xlsx.utils.sheet_to_csv(book.Sheets[each] ?? {})).join("\n");
    expect(texts).not.toContain("Secret Name");
  });

  it("of a quarter that was not frozen ends in one sentence, and writes nothing", async () => {
    const {code, err} = await runCommand(
      ["export", "--xlsx", "--snapshot", "2026-Q2", "--data", data, "--out", out],
      {cwd: project}
    );
    expect([code, err]).toEqual([
      1,
      `--snapshot 2026-Q2: no such quarter was frozen in ${join(data, "snapshots")}. There is 2026-Q3.\n`
    ]);
    expect(await readdir(out)).toEqual(["report-2026-09-30.xlsx"]);
  });
});
