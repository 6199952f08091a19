import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {beforeAll, describe, expect, it} from "vitest";
import {reportOf, type Made} from "../workspace-of.js";
import {realData} from "./real-data.js";

interface Reference {
  readonly x_education: {
    readonly rows: number;
    readonly converted: number;
    readonly rows_with_vendor_score: number;
    readonly auc_activity: number;
    readonly auc_profile: number;
    readonly auc_sum: number;
    readonly conversion_by_score: Readonly<Record<string, [leads: number, won: number]>>;
    readonly logit_holdout_auc: {
      readonly all_columns_incl_leaky_tags: number;
      readonly without_tags_quality_profile_asym: number;
    };
  };
}

const data = join(realData, "x-education");

describe.skipIf(!existsSync(data))("the X Education leads", () => {
  const config = new URL("x-education/report.yaml", import.meta.url).pathname;
  let made: Made;
  let reference: Reference["x_education"];

  beforeAll(async () => {
    reference = (JSON.parse(readFileSync(join(realData, "reference.json"), "utf8")) as Reference).x_education;
    made = await reportOf(data, config);
  }, 120_000);

  it("are all read", async () => {
    expect(await made.rows("SELECT count(*) AS leads, count(*) FILTER (won) AS won FROM leads")).toEqual([
      {leads: reference.rows, won: reference.converted}
    ]);
    expect(await made.rows("FROM rejects()")).toEqual([]);
  });

  it("give the reference's AUC for each of the vendor's scores and their sum", async () => {
    const found = new Map(
      (await made.rows("FROM lead_score_comparison()")).map((row) => [row.score, row] as const)
    );
    const {auc_activity: activity, auc_profile: profile, auc_sum: both} = reference;
    for (const [score, auc] of Object.entries({activity, profile, both})) {
      expect(found.get(score)?.auc, score).toBeCloseTo(auc, 12);
      expect(found.get(score)?.leads).toBe(reference.rows_with_vendor_score);
    }
  });

  it("convert by score exactly as the reference says", async () => {
    const rows = await made.rows("SELECT value, leads, won FROM leads_by_score('both')");
    expect(Object.fromEntries(rows.map(({value, leads, won}) => [String(value), [leads, won]]))).toEqual(
      reference.conversion_by_score
    );
  });

  it("show which fields know the outcome, and how much too good a model with them looks", async () => {
    const flagged = await made.rows(
      "SELECT label, flag FROM lead_fields() WHERE flag IS NOT NULL ORDER BY label"
    );
    expect(flagged).toEqual([
      {label: "Asymmetrique Activity Index", flag: "score"},
      {label: "Asymmetrique Activity Score", flag: "score"},
      {label: "Asymmetrique Profile Index", flag: "score"},
      {label: "Asymmetrique Profile Score", flag: "score"},
      {label: "Lead Profile", flag: "filled"},
      {label: "Lead Quality", flag: "filled"},
      {label: "Tags", flag: "power"}
    ]);
    const models = await made.rows("FROM lead_models()");
    const {logit_holdout_auc: auc} = reference;
    const of = (model: string): number => Number(models.find((row) => row.model === model)?.auc);
    // Another three tenths are held out than in the reference; its standard error is about 0.006.
    expect(Math.abs(of("fitted") - auc.without_tags_quality_profile_asym)).toBeLessThan(0.012);
    expect(Math.abs(of("flagged") - auc.all_columns_incl_leaky_tags)).toBeLessThan(0.006);
  });
});
