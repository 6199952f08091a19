import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {baselineSteps} from "../../loaders/bench/baseline.js";
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
  for (const {sql} of baselineSteps(data)) await baseline.run(sql);
});

afterAll(async () => {
  baseline.close();
  report.close();
  await rm(work, {recursive: true, force: true});
});

const tables = {
  sellers: "sellers",
  deals: "deals",
  touches: "engagement",
  leads: "leads",
  seller_weeks: "ssi"
};

test.each(Object.entries(tables))(
  "the baseline writes the accepted rows of %s and, looking for none, those of repeated keys",
  async (table, source) => {
    const plain = await countOf(baseline, `SELECT count(*) AS n FROM report.${table}`);
    const accepted = await countOf(
      report,
      `SELECT sum(accepted) AS n FROM files() WHERE source = '${source}'`
    );
    const repeated = await countOf(
      report,
      `SELECT count(*) AS n FROM rejects() r JOIN files() f USING (file)
        WHERE f.source = '${source}' AND r.rule = 'duplicate_key'`
    );
    expect(accepted).toBeGreaterThan(0);
    expect(plain).toBe(accepted + repeated);
  }
);

test("the baseline's amounts and counts sum to those of the report, repeated keys aside", async () => {
  const sums = 'SELECT sum("count") AS n FROM report.touches';
  const plain = await countOf(baseline, sums);
  const ours = await countOf(report, sums);
  expect(plain).toBeGreaterThanOrEqual(ours);
  expect(plain - ours).toBeLessThan(0.01 * ours);
});

async function countOf(engine: Engine, sql: string): Promise<number> {
  const [row] = await engine.rows(sql);
  return Number(row?.n);
}
