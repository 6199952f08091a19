import {beforeAll, describe, expect, it} from "vitest";
import {writeSample, type SampleTruths} from "../loaders/sample/index.js";
import {LAG, TRAINING, meanTrainingLift} from "../loaders/sample/truths.js";
import {reportOf, temporaryFolder, type Made, type Row} from "./workspace-of.js";

let made: Made;
let truths: SampleTruths;

beforeAll(async () => {
  const dir = await temporaryFolder();
  truths = await writeSample({out: dir, scale: 1, seed: 1});
  made = await reportOf(dir);
});

async function one(sql: string): Promise<Row> {
  const [row, ...rest] = await made.rows(sql);
  expect(rest).toEqual([]);
  return row ?? {};
}

const notes = ["total_not_sum", "closed_before_created", "no_owner", "unmapped_value"];

describe("the sample's report", () => {
  it("accounts for every planted fault, file by file and rule by rule", async () => {
    const planted = truths.dirt.map(({file, rule, rows}) => `${file} ${rule} ${rows}`);
    const found = await made.rows(
      "SELECT file, rule, count(*) AS n FROM (SELECT file, rule FROM rejects() UNION ALL SELECT file, rule FROM notes()) GROUP BY ALL"
    );
    expect(found.map(({file, rule, n}) => `${String(file)} ${String(rule)} ${String(n)}`).sort()).toEqual(
      planted.sort()
    );
    expect(planted.length).toBeGreaterThan(100);
    for (const note of notes) expect(planted.some((line) => line.includes(note))).toBe(true);
  });

  it("reads, rejects and ignores as many rows of each file as were written", async () => {
    const rows = await made.rows("SELECT file, rows_read, accepted, rejected, ignored FROM files()");
    const written = new Map(truths.files.map((file) => [file.file, file]));
    expect(rows.map(({file}) => file).sort()).toEqual([...written.keys()].sort());
    for (const {file, rows_read, accepted, rejected, ignored} of rows) {
      expect({file, rows_read, rejected, ignored}).toEqual(written.get(String(file)));
      expect(Number(accepted) + Number(rejected) + Number(ignored)).toBe(rows_read);
    }
  });

  it("finds what follows a swing of the SSI at the planted lag, within sellers only, and nothing at the others", async () => {
    const rows = await made.rows(
      "SELECT comparison, lag, low, high FROM lagged_associations() WHERE activity = 'ssi' AND result = 'pipeline'"
    );
    const at = (comparison: string, lag: number): Row | undefined =>
      rows.find((row) => row.comparison === comparison && row.lag === lag);
    const planted = at("own", LAG.quarters);
    expect(planted?.low).toBeGreaterThan(0.2);
    for (const lag of [0, 1, 2, 3, 4]) {
      if (lag !== LAG.quarters) expect(Number(at("own", lag)?.high)).toBeLessThan(Number(planted?.low));
      // The level of the SSI moves nothing.
      expect(at("sellers", lag)?.low).toBeLessThan(0);
      expect(at("sellers", lag)?.high).toBeGreaterThan(0);
    }
  });

  it("finds no effect of training on won revenue, as none is planted", async () => {
    const {difference_low, difference_high} = await one("FROM trained_results()");
    expect(difference_low).toBeLessThan(0);
    expect(difference_high).toBeGreaterThan(0);
  });

  it("attributes the won revenue to the cent in every model, in all regions and in each", async () => {
    for (const region of ["NULL", "'EMEA'", "'LATAM'"]) {
      const {won} = await one(
        `SELECT sum(won_amount) AS won FROM deals_by('source', clock := 'closed', region := ${region})`
      );
      const models = await made.rows(
        `SELECT model, round(sum(amount), 2) AS amount FROM attribution(region := ${region}, since := '1900-01-01') GROUP BY model`
      );
      expect(models).toHaveLength(8);
      for (const {amount} of models) expect(amount).toBeCloseTo(Number(won), 2);
    }
  });

  it("holds the planted lift of the training within the interval shown, and groups that moved alike before it", async () => {
    const effect = await one("FROM training_effect() WHERE kind = 'effect'");
    expect(effect.low).toBeLessThan(meanTrainingLift());
    expect(effect.high).toBeGreaterThan(meanTrainingLift());
    expect(effect.low).toBeGreaterThan(1);
    expect(Number(effect.high) - Number(effect.low)).toBeLessThan(3);
    const parallel = await one("FROM training_effect() WHERE kind = 'parallel'");
    expect(parallel.low).toBeLessThan(0);
    expect(parallel.high).toBeGreaterThan(0);
    const trend = await made.rows(
      "SELECT trained_gain - waiting_gain AS apart FROM training_trend() WHERE weeks_since > 6"
    );
    for (const {apart} of trend) expect(Math.abs(Number(apart) - TRAINING.lift)).toBeLessThan(2);
  });

  it("recovers the deals that were planted, exactly", async () => {
    const {deals} = truths;
    const totals = await one(
      "SELECT sum(deals)::INT AS deals, sum(won)::INT AS won, sum(lost)::INT AS lost, sum(open)::INT AS open FROM deals_by('source')"
    );
    expect(totals).toEqual({deals: deals.deals, won: deals.won, lost: deals.lost, open: deals.open});
    const share = await one("FROM social_share()");
    expect(share.won_amount).toBeCloseTo(deals.won_amount, 2);
    expect(share.social_amount).toBeCloseTo(deals.social_won_amount, 2);
    expect(share.unknown_amount).toBeCloseTo(deals.unknown_won_amount, 2);
    for (const {region, social, rest} of deals.by_region) {
      const row = await one(`FROM social_against_rest_by('region') WHERE key = '${region}'`);
      expect(row).toMatchObject({
        social_deals: social.deals,
        social_won: social.won,
        rest_deals: rest.deals,
        rest_won: rest.won
      });
    }
  });

  it("shows social winning less often overall, and more often within regions: the planted paradox", async () => {
    const crude = await one("FROM social_against_rest()");
    expect(crude.difference).toBeCloseTo(truths.deals.crude_difference, 10);
    expect(Number(crude.difference_high)).toBeLessThan(0);
    const rows = await made.rows(
      "SELECT key, difference_low, difference_high FROM social_against_rest_by('region')"
    );
    const above = rows.filter(({difference_low}) => Number(difference_low) > 0).map(({key}) => key);
    const below = rows
      .filter(({difference_high}) => difference_high !== null && Number(difference_high) < 0)
      .map(({key}) => key);
    expect(above).toEqual(["EMEA", "LATAM"]);
    expect(below).toEqual(["NORAM"]);
    expect(truths.deals.mantel_haenszel_difference).toBeGreaterThan(0);
    const within = await made.rows("FROM difference_within()");
    const [plain, region, team, seller] = within;
    expect(plain?.difference).toBeCloseTo(truths.deals.crude_difference, 10);
    expect(region?.difference).toBeCloseTo(truths.deals.mantel_haenszel_difference, 10);
    for (const row of [region, team, seller]) expect(Number(row?.difference_low)).toBeGreaterThan(0);
    const [whole, alike] = await Promise.all([
      one("FROM winning_test()"),
      one("FROM winning_test(within := 'region')")
    ]);
    expect(Number(whole.p)).toBeLessThan(1e-6);
    expect(Number(alike.p)).toBeGreaterThan(0.1);
  });

  it("recovers the influenced and declared amounts that were planted, to the cent", async () => {
    const row = await one("FROM contribution()");
    expect(row.won_amount).toBeCloseTo(truths.deals.won_amount, 2);
    expect(row.sourced).toBeCloseTo(truths.deals.social_won_amount, 2);
    expect(row.influenced).toBeCloseTo(truths.deals.influenced_won_amount, 2);
    expect(row.declared).toBeCloseTo(truths.interviews.declared, 2);
  });

  it("does not show social cycles as shorter", async () => {
    const cycles =
      "SELECT median(cycle_days) AS days FROM deals WHERE outcome = 'won' AND cycle_days >= 0 AND source";
    const {social, rest} = truths.deals.median_cycle_days_won;
    expect((await one(`${cycles} = 'social'`)).days).toBe(social);
    expect((await one(`${cycles} <> 'social'`)).days).toBe(rest);
    const [shown] = await made.rows(
      "SELECT median_cycle_days_won AS days FROM deals_by('source') WHERE key = 'social'"
    );
    expect(Number(shown?.days)).toBeGreaterThan(rest);
  });

  it("recovers the lead score's power", async () => {
    const row = await one("FROM lead_score_quality('vendor')");
    expect(row).toMatchObject({leads: truths.leads.leads, won: truths.leads.won});
    expect(row.auc).toBeCloseTo(truths.leads.auc, 10);
    const deciles = await made.rows("SELECT leads, won, cumulative_gain FROM leads_by_decile('vendor')");
    expect(deciles.reduce((sum, {won}) => sum + Number(won), 0)).toBe(truths.leads.won);
    expect(deciles.at(-1)?.cumulative_gain).toBe(1);
  });

  it("shows that the vendor's score must not be read as per cent, and that the fitted chances may", async () => {
    const gap = async (call: string): Promise<number> =>
      Number((await one(`SELECT avg(said - conversion) AS gap FROM lead_calibration(${call})`)).gap);
    expect(await gap("'vendor'")).toBeGreaterThan(0.3);
    expect(Math.abs(await gap("'fitted', part := 'later'"))).toBeLessThan(0.03);
    const [brier] = await made.rows("SELECT squared_error FROM lead_calibration('vendor') LIMIT 1");
    expect(brier?.squared_error).toBeNull();
  });

  it("finds our rules better than attributes alone and than calling whoever was heard of last", async () => {
    const clear = await made.rows("SELECT other FROM lead_score_differences() WHERE difference_low > 0");
    expect(clear.map(({other}) => other)).toEqual(expect.arrayContaining(["static", "recency"]));
  });

  it("refuses the interviews that break a rule of the ledger, and recovers what the others declare", async () => {
    const refused = await made.rows(
      "SELECT rule, count(*) AS n FROM rejects() WHERE file = 'contributions.csv' GROUP BY rule"
    );
    expect(Object.fromEntries(refused.map(({rule, n}) => [rule, n]))).toEqual(truths.interviews.refused);
    const ledger = await one(
      "SELECT count(*) AS entries, count(DISTINCT deal_id) AS deals, sum(declared) AS declared FROM contributions"
    );
    expect(ledger).toMatchObject({entries: truths.interviews.accepted, deals: truths.interviews.deals});
    expect(ledger.declared).toBeCloseTo(truths.interviews.declared, 4);
  });

  it("keeps identities between metrics", async () => {
    const weekly = await one("SELECT sum(sellers)::INT AS n FROM ssi_weekly()");
    const bands = await one("SELECT sum(sellers)::INT AS n FROM ssi_bands()");
    const accepted = await one("SELECT sum(accepted)::INT AS n FROM files() WHERE source = 'ssi'");
    expect([weekly.n, bands.n]).toEqual([accepted.n, accepted.n]);
    const shares = await made.rows("SELECT week, sum(share) AS total FROM ssi_bands() GROUP BY week");
    for (const {total} of shares) expect(total).toBeCloseTo(1, 12);
    const byQuarter = await one("SELECT sum(won_amount) AS won FROM social_share_by_quarter()");
    expect(byQuarter.won).toBeCloseTo(truths.deals.won_amount, 2);
    const byTeam = await one("SELECT sum(deals)::INT AS n FROM deals_by('team')");
    expect(byTeam.n).toBe(truths.deals.deals);
  });

  it("has unique keys in every published table that has one", async () => {
    for (const [table, key] of [
      ["sellers", "seller_id"],
      ["seller_weeks", "seller_id, week"],
      ["deals", "deal_id"],
      ["leads", "lead_id"],
      ["lead_scores", "score, number"],
      ["score_terms", "term"],
      ["navigator_usage", "seller_id, week"],
      ["invitations", "seller_id, week"],
      ["surveys", "seller_id, week"],
      ["training", "seller_id, session"],
      ["coaching", "seller_id, planned_on"],
      ["profile_audits", "seller_id, audited_on"],
      ["posts", "post_id"],
      ["contributions", "interview_id"],
      ["web_traffic", "week, channel, coalesce(campaign, '')"]
    ] as const) {
      const row = await one(`SELECT count(*) AS rows, count(DISTINCT (${key})) AS keys FROM ${table}`);
      expect(row.rows, table).toBe(row.keys);
    }
  });

  it("is the same when it is made again", async () => {
    const again = await reportOf(made.dir);
    for (const table of [
      "sellers",
      "seller_weeks",
      "deals",
      "touches",
      "leads",
      "lead_hits",
      "lead_scores",
      "model_terms",
      "navigator_usage",
      "invitations",
      "posts",
      "contributions",
      "rejected_rows",
      "flagged_rows"
    ]) {
      const hash = `SELECT count(*) AS n, CAST(sum(hash(t)) AS VARCHAR) AS h FROM ${table} t`;
      expect(await again.rows(hash), table).toEqual(await made.rows(hash));
    }
    const {snapshot_bytes: _, ...manifest} = again.snapshot.manifest;
    expect(made.snapshot.manifest).toMatchObject(manifest);
  });
});
