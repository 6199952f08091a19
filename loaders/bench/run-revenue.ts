import {mkdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {startEngine, type Engine} from "../engine.js";
import {makeSnapshot, prepareEngine} from "../snapshot.js";
import {quoteText} from "../sql.js";
import {readWorkspace, type Workspace} from "../workspace.js";
import {reportWork} from "./child.js";
import {revenueMetrics} from "./revenue-metrics.js";

const [dir = "", size = "10000"] = process.argv.slice(2);
const deals = Number(size);
const models = new URL("../models/", import.meta.url);

const files = {
  "report.yaml":
    "title: Benchmark\nas_of: 2026-09-30\ndefault_period: all\nprogramme: {cost: 180000, margin: 40}\nsources:\n  sellers: {file: sellers.csv}\n  deals: {file: deals.csv}\n  engagement: {file: engagement.csv}\n",
  "sellers.csv": "seller_id,region,team\ns1,R1,T1\n",
  "deals.csv": "deal_id,created_on,seller_id\nd1,2026-01-01,s1\n",
  "engagement.csv": "happened_on,seller_id,channel,deal_id\n2026-01-01,s1,linkedin,d1\n"
};

await rm(dir, {recursive: true, force: true});
await mkdir(dir, {recursive: true});
for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
const out = join(dir, "snapshot");
const workspace = await readWorkspace(dir);
await makeSnapshot(workspace, out);
const engine = await startEngine({folders: [dir], spill: join(dir, "spill"), memory: "2500MB", threads: 2});
await engine.run(`ATTACH ${quoteText(join(out, "report.duckdb"))} AS report`);
await prepare(engine, workspace);

await reportWork(async () => {
  const join_ = await timed(() => engine.run("CREATE TABLE influenced AS FROM marts.influenced_deals"));
  const publish = await timed(async () => {
    await engine.run("DELETE FROM report.deals; DELETE FROM report.touches");
    await engine.run(
      "INSERT INTO report.deals BY NAME SELECT * FROM marts.deals LEFT JOIN influenced USING (deal_id)"
    );
    await engine.run("INSERT INTO report.touches BY NAME SELECT * EXCLUDE received FROM marts.touches");
  });
  await engine.run("USE report");
  const metrics: Record<string, number> = {};
  for (const metric of revenueMetrics) metrics[metric] = await timed(() => engine.rows(`FROM ${metric}`));
  return {join: join_, publish, metrics};
});
engine.close();
await rm(dir, {recursive: true, force: true});

/** Deals, ten touches for each, and a hundred sellers, as accepted rows, with the marts over them. */
async function prepare(engine: Engine, workspace: Workspace): Promise<void> {
  await prepareEngine(engine, workspace);
  await engine.run(`
    CREATE SCHEMA accepted;
    CREATE SCHEMA marts;
    CREATE TABLE accepted.sellers AS
      SELECT 's' || i AS seller_id, 'R' || (i % 4) AS region, 'T' || (i % 8) AS team FROM range(100) r(i);
    CREATE TABLE accepted.deals AS
      SELECT 'd' || i AS deal_id, 's' || (hash(i) % 100) AS seller_id, 'Segment ' || (hash(i, 1) % 3) AS segment,
        ['social', 'inbound', 'outbound', 'referral', 'unknown'][CAST(1 + hash(i, 2) % 5 AS INTEGER)] AS source, NULL::VARCHAR AS source_text,
        NULL::VARCHAR AS stage, ['won', 'lost', 'lost', 'open'][CAST(1 + hash(i, 3) % 4 AS INTEGER)] AS outcome,
        DATE '2023-10-01' + (hash(i, 4) % 900)::INTEGER AS created_on,
        DATE '2023-10-01' + (hash(i, 4) % 900)::INTEGER + (hash(i, 5) % 180)::INTEGER AS closed_on,
        1000 + hash(i, 6) % 50000 AS amount, NULL::VARCHAR AS currency
      FROM range(${deals}) r(i);
    CREATE TABLE accepted.engagement AS
      SELECT DATE '2023-10-01' + (hash(i) % 1096)::INTEGER AS happened_on, 's' || (hash(i, 1) % 100) AS seller_id,
        ['linkedin', 'email', 'phone', 'x'][CAST(1 + hash(i, 2) % 4 AS INTEGER)] AS channel, 'message' AS kind,
        CASE WHEN hash(i, 3) % 10 < 6 THEN 'd' || (hash(i, 4) % ${deals}) END AS deal_id, NULL::VARCHAR AS lead_id, 1 AS "count",
        NULL::BOOLEAN AS received
      FROM range(${10 * deals}) r(i);`);
  for (const mart of ["deals", "touches", "influenced_deals"])
    await engine.run(await readFile(new URL(`marts/${mart}.sql`, models), "utf8"));
}

/** The seconds that some work takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
