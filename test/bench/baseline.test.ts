import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {baselineSql} from "../../loaders/bench/baseline.js";
import {startEngine, type Engine} from "../../loaders/engine.js";
import {projectRoot} from "../../loaders/project.js";
import {makeSnapshot, openDatabase} from "../../loaders/snapshot.js";
import {readWorkspace} from "../../loaders/workspace.js";

const data = join(projectRoot, "data");
let work: string;
let baseline: Engine;
let report: Engine;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "baseline-"));
  await makeSnapshot(await readWorkspace(data), join(work, "snapshot"));
  report = await openDatabase(join(work, "snapshot"));
  baseline = await startEngine({folders: [data]});
  await baseline.run("ATTACH ':memory:' AS report");
  await baseline.run(await baselineSql(data));
});

afterAll(async () => {
  baseline.close();
  report.close();
  await rm(work, {recursive: true, force: true});
});

const tables: Record<string, string> = {
  sellers: "sellers",
  deals: "deals",
  touches: "engagement",
  leads: "leads",
  seller_weeks: "ssi",
  navigator_usage: "navigator_usage",
  invitations: "invitations",
  training: "training",
  coaching: "coaching",
  profile_audits: "profile_audits",
  surveys: "surveys",
  posts: "posts",
  contributions: "contributions",
  web_traffic: "web_traffic"
};

/** Columns that the report works out from several files, or by the rules of settings and audiences, which the baseline does not. */
const workedOut: Record<string, string[]> = {
  deals: ["first_social_on"],
  touches: ["social"],
  leads: ["number", "scored_day", "part"],
  seller_weeks: ["withheld", "seat_withheld", "network_withheld"],
  navigator_usage: ["withheld"],
  invitations: ["withheld"],
  surveys: ["withheld"]
};

/** Rules that the baseline does not look at. */
const unlooked = "'duplicate_key', 'over_ceiling', 'no_argument', 'unknown_deal', 'lost_deal', 'over_100'";

/** Kinds whose small files the baseline leaves out, which makes it faster. */
const unread = ["connections", "followers", "trends"];

test("the baseline reads every kind of source that the sample has, but for three small ones", async () => {
  const kinds = await report.rows("SELECT DISTINCT source FROM files() ORDER BY source");
  expect([...Object.values(tables), ...unread].sort()).toEqual(kinds.map(({source}) => source));
});

test.each(Object.entries(tables))(
  "the baseline writes the accepted rows of %s, and those rejected by rules it does not look at",
  async (table, source) => {
    const plain = await countOf(baseline, `SELECT count(*) AS n FROM report.${table}`);
    const accepted = await countOf(
      report,
      `SELECT sum(accepted) AS n FROM files() WHERE source = '${source}'`
    );
    const others = await countOf(
      report,
      `SELECT count(*) AS n FROM rejects() r JOIN files() f USING (file)
        WHERE f.source = '${source}' AND r.rule IN (${unlooked})`
    );
    expect(accepted).toBeGreaterThan(0);
    expect(plain).toBe(accepted + others);
    const worked = workedOut[table] ?? [];
    const published = await columnsOf(report, table);
    expect(published).toEqual(expect.arrayContaining(worked));
    expect(await columnsOf(baseline, table)).toEqual(published.filter((column) => !worked.includes(column)));
  }
);

test.each([
  ["touches", "kind", 'sum("count")'],
  ["deals", "source", "sum(amount)"],
  ["deals", "closed_quarter", "coalesce(sum(cycle_days), 1)"],
  ["leads", "source", "count(*)"],
  ["seller_weeks", "band", "sum(ssi)"]
])("the baseline's %s by %s are those of the report, but for repeated keys", async (table, by, sum) => {
  const sql = `SELECT ${by} AS key, ${sum} AS n FROM ${table} GROUP BY ALL ORDER BY ALL`;
  const plain = await baseline.rows(sql.replace(table, `report.${table}`));
  const ours = await report.rows(sql);
  expect(plain.map(({key}) => key)).toEqual(ours.map(({key}) => key));
  for (const [index, {n}] of plain.entries()) expect(Number(n) / Number(ours[index]?.n)).toBeCloseTo(1, 1);
});

async function columnsOf(engine: Engine, table: string): Promise<string[]> {
  const rows = await engine.rows(
    `SELECT column_name AS name FROM duckdb_columns() WHERE database_name = 'report' AND table_name = '${table}'`
  );
  return rows.map(({name}) => String(name));
}

async function countOf(engine: Engine, sql: string): Promise<number> {
  const [row] = await engine.rows(sql);
  return Number(row?.n);
}
