import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {startEngine, type Engine} from "../engine.js";
import {prepareEngine} from "../snapshot.js";
import {bareWorkspace} from "../workspace.js";
import {reportWork} from "./child.js";

/** What attribution took, beside the whole: its marts, and the macro over what they hold. */
export interface AttributionWork {
  readonly martSeconds: number;
  readonly macroSeconds: number;
  readonly cents: number;
}

const [deals = "1000000", touches = "10", memory = "2000MB"] = process.argv.slice(2);
const models = new URL("../models/", import.meta.url);
const read = (name: string): Promise<string> => readFile(new URL(name, models), "utf8");
const marts = [
  "deals",
  "channels",
  "deal_touches",
  "journeys",
  "channel_credits",
  "channel_steps",
  "channel_routes",
  "touch_uses"
];
const published = ["channels", "channel_credits", "channel_steps", "channel_routes", "touch_uses", "deals"];

const spill = await mkdtemp(join(tmpdir(), "report-bench-"));
const engine = await startEngine({folders: [], spill, memory, threads: 2});
try {
  await makeDeals(engine);
  await reportWork(async () => {
    const martSeconds = await timed(async () => {
      for (const mart of marts) await engine.run(await read(`marts/${mart}.sql`));
      for (const table of published)
        await engine.run(`CREATE TABLE main.${table} AS SELECT * FROM marts.${table}`);
    });
    await engine.run(await read("metrics/attribution.sql"));
    let cents = 0;
    const macroSeconds = await timed(async () => {
      const rows = await engine.rows(
        "SELECT sum(amount) AS amount FROM attribution() WHERE model = 'markov'"
      );
      cents = Math.round(Number(rows[0]?.amount) * 100);
    });
    return {martSeconds, macroSeconds, cents} satisfies AttributionWork;
  });
} finally {
  engine.close();
  await rm(spill, {recursive: true, force: true});
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Deals of three years in five teams, and so many touches each in twelve channels, in no order. */
async function makeDeals(target: Engine): Promise<void> {
  const about = {title: "Benchmark", as_of: "2026-09-30", currency: "EUR", fiscal_year_start: 1};
  await prepareEngine(target, bareWorkspace(about));
  await target.run(`
    CREATE SCHEMA accepted; CREATE SCHEMA marts;
    CREATE TABLE accepted.sellers AS
      SELECT 'S' || i AS seller_id, 'R' || i % 3 AS region, 'T' || i % 5 AS team FROM range(500) s(i);
    CREATE TABLE accepted.deals AS
      SELECT
        'D' || i AS deal_id, 'S' || i % 500 AS seller_id, 'Mid' AS segment, 'social' AS source, 'x' AS source_text,
        'Closed' AS stage, DATE '2023-10-01' + CAST(hash(i) % 900 AS INTEGER) AS created_on,
        DATE '2023-10-01' + CAST(hash(i) % 900 + hash(i + 1) % 150 AS INTEGER) AS closed_on,
        CASE WHEN hash(i + 2) % 3 = 0 THEN 'won' ELSE 'lost' END AS outcome,
        CAST(hash(i + 3) % 5000000 AS DOUBLE) / 100 AS amount, NULL::VARCHAR AS currency
      FROM range(${Number(deals)}) d(i);
    CREATE TABLE accepted.engagement AS
      SELECT
        i AS _row, 'S' || i % 500 AS seller_id, 'D' || hash(i) % ${Number(deals)} AS deal_id,
        DATE '2023-10-01' + CAST(hash(hash(i) % ${Number(deals)}) % 900 + hash(i + 7) % 160 AS INTEGER) AS happened_on,
        'c' || hash(i + 5) % 12 AS channel, 1::BIGINT AS "count", NULL::BOOLEAN AS received
      FROM range(${Number(deals) * Number(touches)}) e(i)`);
}
