import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {beforeAll, describe, expect, it} from "vitest";
import {callSql} from "../src/components/calls.js";
import {parse, stringify} from "yaml";
import {startEngine} from "../loaders/engine.js";
import {leastArguments, metricMarks, type Metric} from "../loaders/metrics.js";
import {rowSettings} from "../loaders/project.js";
import {tableHashes} from "../loaders/quarters/freeze.js";
import {replaceMetrics} from "../loaders/replace-metrics.js";
import {makeSnapshot, openDatabase, openSnapshot, type Snapshot} from "../loaders/snapshot.js";
import {quoteText} from "../loaders/sql.js";
import {readWorkspace} from "../loaders/workspace.js";
import {temporaryFolder} from "./workspace-of.js";

const other = "CREATE MACRO won_by_hand() AS TABLE SELECT count(*) AS n FROM deals WHERE outcome = 'won'";
const otherShare =
  "CREATE MACRO social_share(region := NULL, team := NULL, since := NULL, until := NULL) AS TABLE SELECT 1 AS share";
const otherHeadline = `CREATE MACRO headline(since := NULL, until := NULL) AS TABLE
  SELECT 1 AS position, 'won_amount' AS figure, 'money' AS unit, 5.0 AS value, NULL AS low, NULL AS high, 1 AS n`;

describe("metrics on the rows of an earlier snapshot", () => {
  let whole: Snapshot;
  let replaced: Snapshot;

  beforeAll(async () => {
    const folder = await temporaryFolder();
    const workspace = await readWorkspace("data");
    const shown = {audience: "leadership" as const, key: "a key of 32 letters for a pseudonym", frozen: []};
    // One thread, so that sums of fractions are the same to the last digit.
    const marks = {rowsMark: "r", fingerprint: "f", settingsMark: "s", threads: 1};
    whole = await makeSnapshot(workspace, join(folder, "whole"), {...shown, ...marks});
    const otherSettings = join(folder, "other.yaml");
    await writeFile(otherSettings, withOtherDisplay(await readFile("data/report.yaml", "utf8")));
    const earlier = await makeSnapshot(await readWorkspace("data", otherSettings), join(folder, "earlier"), {
      ...shown,
      ...marks,
      settingsMark: "other"
    });
    await makeOther(earlier.dir);
    replaced = await replaceMetrics(await openSnapshot(earlier.dir), join(folder, "replaced"), {
      workspace,
      fingerprint: "f",
      settingsMark: "s",
      ...shown
    });
  }, 120_000);

  /** Every setting of display is another. */
  function withOtherDisplay(yaml: string): string {
    const settings = parse(yaml) as Record<string, unknown>;
    return stringify({
      ...settings,
      title: "Another title",
      sample: false,
      default_period: "all",
      weekly_goal: 17,
      share_channels: ["content"],
      licence: {seats: 3, seat_cost: 4},
      programme: {cost: 5, margin: 6},
      maturity: [{level: "Only", attendance: 7}],
      ssi: {...(settings["ssi"] as object), seat_threshold: 61}
    });
  }

  it("stand on equal tables, whatever the settings of display were before", async () => {
    const hashes = async (dir: string) => {
      const engine = await openDatabase(dir);
      try {
        return await tableHashes(engine);
      } finally {
        engine.close();
      }
    };
    expect(await hashes(replaced.dir)).toEqual(await hashes(whole.dir));
  });

  /** As if the snapshot had been made with other metrics: two that differ, one that is gone today, one that was not there. */
  async function makeOther(dir: string): Promise<void> {
    const engine = await startEngine({folders: [dir]});
    await engine.run(`ATTACH ${quoteText(join(dir, "report.duckdb"))} AS report; USE report`);
    await engine.run("DROP MACRO TABLE freshness; DROP MACRO TABLE social_share; DROP MACRO TABLE headline");
    for (const sql of [other, otherShare, otherHeadline]) await engine.run(sql);
    await engine.run('UPDATE quarter_values SET "now" = 5; DELETE FROM bridge_steps');
    await engine.run("USE memory; DETACH report");
    engine.close();
    const path = join(dir, "metrics.json");
    const metrics = JSON.parse(await readFile(path, "utf8")) as Metric[];
    const texts: Record<string, string> = {social_share: otherShare, headline: otherHeadline};
    const then = metrics
      .filter(({name}) => name !== "freshness")
      .map((metric) => ({...metric, sql: texts[metric.name] ?? metric.sql}));
    await writeFile(path, JSON.stringify([...then, {...then[0], name: "won_by_hand", sql: other}]));
  }

  it("give the same rows as a whole run, for every metric", async () => {
    const metrics = JSON.parse(await readFile(join(whole.dir, "metrics.json"), "utf8")) as Metric[];
    const engines = [await openDatabase(whole.dir), await openDatabase(replaced.dir)];
    // Sums of fractions depend in their last digit on how the rows are shared out among threads.
    for (const engine of engines) await engine.run("SET threads = 1");
    let rows = 0;
    for (const metric of metrics) {
      const sql = callSql(metric.name, leastArguments(metric));
      const [expected, found] = await Promise.all(engines.map((engine) => engine.table(sql)));
      expect(found, metric.name).toEqual(expected);
      rows += expected?.rows.length ?? 0;
    }
    expect(rows).toBeGreaterThan(1000);
    const macros =
      "SELECT function_name, macro_definition FROM duckdb_functions() WHERE database_name = 'report' ORDER BY ALL";
    const [expected, found] = await Promise.all(engines.map((engine) => engine.rows(macros)));
    expect(found).toEqual(expected);
    for (const engine of engines) engine.close();
  }, 120_000);

  it("are described as by a whole run", async () => {
    const text = (dir: string, name: string) => readFile(join(dir, name), "utf8");
    for (const name of ["metrics.json", "files.json", "rows.json"])
      expect(await text(replaced.dir, name)).toBe(await text(whole.dir, name));
    const {snapshot_bytes: _bytes, ...manifest} = replaced.manifest;
    const {snapshot_bytes: _, ...expected} = whole.manifest;
    expect(manifest).toEqual(expected);
  });
});

it("a metric's mark changes with what it rests on, at any depth, and with nothing else", () => {
  const marks = (base: string) =>
    metricMarks([
      {name: "a", sql: "FROM b() JOIN deals"},
      {name: "b", sql: "SELECT * FROM x, c(region := region)"},
      {name: "c", sql: base},
      {name: "d", sql: "FROM deals"}
    ]);
  const [before, after] = [marks("FROM deals"), marks("FROM leads")];
  expect(["a", "b", "c", "d"].filter((name) => before.get(name) !== after.get(name))).toEqual([
    "a",
    "b",
    "c"
  ]);
});

it("rows rest on every setting but those of display, and on no comment", () => {
  const yaml =
    "title: A\nas_of: 2026-01-01\nssi: {active: 70, seat_threshold: 50}\nsources: {deals: {file: d.csv}}\n";
  const same = [
    "title: B\n",
    "# A remark\n",
    "licence: {seats: 3}\n",
    "weekly_goal: 4\n",
    "default_period: all\n"
  ];
  for (const more of same)
    expect(rowSettings(more + yaml.replace(more.startsWith("title") ? "title: A\n" : "\0", ""))).toBe(
      rowSettings(yaml)
    );
  expect(rowSettings(yaml.replace("seat_threshold: 50", "seat_threshold: 60"))).toBe(rowSettings(yaml));
  for (const [from, to] of [
    ["active: 70", "active: 71"],
    ["2026-01-01", "2026-01-02"],
    ["d.csv", "e.csv"],
    ["as_of", "min_n: 3\nas_of"]
  ])
    expect(rowSettings(yaml.replace(from!, to!))).not.toBe(rowSettings(yaml));
});
