import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {reportOf} from "../workspace-of.js";
import {realData} from "./real-data.js";

interface Reference {
  readonly olist: {
    readonly by_origin: readonly {
      origin: string;
      n: number;
      won: number;
      mean_days: number;
      median_days: number;
      wilson_lo: number;
      wilson_hi: number;
    }[];
    readonly social_vs_rest: {
      rate_social: number;
      rate_rest: number;
      diff: number;
      newcombe95: [number, number];
      rows_with_negative_days: number;
      median_days_won: [number, number];
      logrank_chi2: number;
      km_won_pct_by_day: Record<"social" | "rest", Record<string, number>>;
    };
  };
}

const data = join(realData, "olist");

describe.skipIf(!existsSync(data))("the Olist leads", () => {
  const reference = (): Reference["olist"] =>
    (JSON.parse(readFileSync(join(realData, "reference.json"), "utf8")) as Reference).olist;
  const config = new URL("olist/report.yaml", import.meta.url).pathname;

  it("give the reference's leads, wins, intervals and days for all 11 origins, from settings alone", async () => {
    const {rows} = await reportOf(data, config);
    const found = new Map((await rows("FROM deals_by('origin')")).map((row) => [row.key ?? "NULL", row]));
    expect(found.size).toBe(11);
    for (const {origin, n, won, mean_days, median_days, wilson_lo, wilson_hi} of reference().by_origin) {
      const row = found.get(origin);
      expect(row, origin).toMatchObject({deals: n, won, median_cycle_days_won: median_days});
      expect(row?.hit_rate_low).toBeCloseTo(wilson_lo, 4);
      expect(row?.hit_rate_high).toBeCloseTo(wilson_hi, 4);
      expect(row?.mean_cycle_days_won).toBeCloseTo(mean_days, 4);
    }
    const leads = new Map((await rows("FROM leads_by('channel')")).map((row) => [row.key ?? "NULL", row]));
    for (const {origin, n, won} of reference().by_origin)
      expect(leads.get(origin)).toMatchObject({leads: n, won});
  });

  it("show social converting less, with the reference's interval", async () => {
    const {rows} = await reportOf(data, config);
    const [row] = await rows("FROM social_against_rest()");
    const {rate_social, rate_rest, diff, newcombe95, rows_with_negative_days} = reference().social_vs_rest;
    expect(row?.social_rate).toBeCloseTo(rate_social, 12);
    expect(row?.rest_rate).toBeCloseTo(rate_rest, 12);
    expect(row?.difference).toBeCloseTo(diff, 12);
    expect(row?.difference_low).toBeCloseTo(newcombe95[0], 10);
    expect(row?.difference_high).toBeCloseTo(newcombe95[1], 10);
    expect(await rows("SELECT count(*) AS n FROM notes() WHERE rule = 'closed_before_created'")).toEqual([
      {n: rows_with_negative_days}
    ]);
    expect(await rows("FROM rejects()")).toEqual([]);
  });

  it("show social won more slowly, with the reference's log-rank test, shares by day and medians", async () => {
    const {rows} = await reportOf(data, config);
    const {logrank_chi2, km_won_pct_by_day, median_days_won} = reference().social_vs_rest;
    const [test] = await rows("FROM winning_test()");
    expect(test).toMatchObject({a: "social", b: "rest", n_a: 1350, n_b: 6650});
    expect(test?.chi2).toBeCloseTo(logrank_chi2, 8);
    // scipy 1.17.1: scipy.stats.chi2.sf(41.13097655765871, 1)
    expect(test?.p).toBeCloseTo(1.4236212743725282e-10, 18);
    const at = await rows("FROM winning_at('social')");
    expect(at).toHaveLength(10);
    for (const {key, day, won, lost, median_day} of at) {
      const percent = km_won_pct_by_day[key as "social" | "rest"][String(day)] ?? NaN;
      expect(100 * Number(won), `${key} ${day}`).toBeCloseTo(percent, 3);
      expect({lost, median_day}).toEqual({lost: 0, median_day: null});
    }
    const medians = await rows(
      "SELECT source = 'social' AS social, median(cycle_days) AS days FROM deals WHERE outcome = 'won' GROUP BY 1 ORDER BY 1 DESC"
    );
    expect(medians.map(({days}) => days)).toEqual(median_days_won);
  });

  it("are told to lack lost deals and early wins", async () => {
    const {rows} = await reportOf(data, config);
    const [row] = await rows("FROM winning_window()");
    expect(row).toMatchObject({lost: 0, undated: 0, back_dated: 1, first_closed_on: "2017-12-05"});
    expect(row?.created_before).toBe(1827);
    expect(Number(row?.expected_before)).toBeGreaterThan(150);
  });
});
