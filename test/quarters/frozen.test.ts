import {cp, mkdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {gunzipSync} from "node:zlib";
import {expect, it} from "vitest";
import {frozenSnapshot} from "../../loaders/project.js";
import {freezeQuarter} from "../../loaders/quarters/freeze.js";
import {openDatabase, schemaVersion} from "../../loaders/snapshot.js";
import {readWorkspace} from "../../loaders/workspace.js";
import {readMetrics, leastArguments} from "../../loaders/metrics.js";
import {callSql} from "../../src/components/calls.js";
import {runCommand} from "../project-copy.js";
import {problemsOf, temporaryFolder, writeWorkspace} from "../workspace-of.js";

const minutes = 60_000;
const old = fileURLToPath(new URL("../fixtures/quarters/2025-Q4", import.meta.url));

/** A workspace that holds nothing but a quarter frozen by the first version of the program. */
async function oldWorkspace(): Promise<string> {
  const dir = await temporaryFolder();
  const to = join(dir, "snapshots/2025-Q4/enablement");
  await mkdir(to, {recursive: true});
  for (const file of ["manifest.json", "files.json"]) await cp(join(old, file), join(to, file));
  await writeFile(join(to, "report.duckdb"), gunzipSync(await readFile(join(old, "report.duckdb.gz"))));
  return dir;
}

it(
  "a report frozen two schemas ago opens, with its figures and every metric of today",
  async () => {
    const snapshot = await frozenSnapshot(await oldWorkspace(), "2025-Q4", "enablement");
    expect(snapshot.manifest).toMatchObject({
      title: "An older report",
      schema: schemaVersion,
      audience: "enablement",
      min_cell: 5
    });
    const engine = await openDatabase(snapshot.dir);
    try {
      expect(await engine.rows("SELECT won_amount, social_amount FROM social_share()")).toEqual([
        {won_amount: 1500, social_amount: 1000}
      ]);
      expect(await engine.rows("SELECT stage FROM deals ORDER BY deal_id LIMIT 1")).toEqual([{stage: "won"}]);
      for (const metric of await readMetrics())
        await engine.rows(callSql(metric.name, leastArguments(metric)));
    } finally {
      engine.close();
    }
  },
  3 * minutes
);

it("a quarter that was not frozen, or not for this audience, or by a newer program is told in a sentence", async () => {
  const dir = await oldWorkspace();
  expect(await problemsOf(frozenSnapshot(dir, "2025-Q3", "enablement"))).toEqual([
    `--snapshot 2025-Q3: no such quarter was frozen in ${join(dir, "snapshots")}. There is 2025-Q4.`
  ]);
  expect(await problemsOf(frozenSnapshot(dir, "2025-Q4", "leadership"))).toEqual([
    "--snapshot 2025-Q4: the quarter was frozen for enablement only. Write --audience enablement."
  ]);
  const path = join(dir, "snapshots/2025-Q4/enablement/manifest.json");
  await writeFile(path, (await readFile(path, "utf8")).replace('"schema": 1', '"schema": 99'));
  expect((await problemsOf(frozenSnapshot(dir, "2025-Q4", "enablement")))[0]).toContain(
    "frozen by a newer version"
  );
});

it(
  "a freeze takes nothing from one that was interrupted",
  async () => {
    const deals = (amount: number): string =>
      `deal_id,created_on,closed_on,outcome,amount,source\nd1,2026-01-01,2026-02-01,won,${amount},social\n`;
    const dir = await writeWorkspace({
      "report.yaml": "title: T\nas_of: 2026-03-31\nsources:\n  deals: {file: deals.csv}\n",
      "deals.csv": deals(1)
    });
    const freeze = async (): Promise<number> => {
      await freezeQuarter(await readWorkspace(dir), "2026-Q1", {audiences: ["leadership"], force: true});
      const engine = await openDatabase(join(dir, "snapshots/2026-Q1"));
      const [row] = await engine.rows("SELECT CAST(sum(amount) AS INTEGER) AS amount FROM deals");
      engine.close();
      return Number(row?.amount);
    };
    expect(await freeze()).toBe(1);
    // What a freeze leaves that is killed just before it puts the quarter in place.
    for (const left of [".2026-Q1.building/.leadership", ".2026-Q1.building.new", ".2026-Q1.building"]) {
      const to = join(dir, "snapshots", left);
      await cp(join(dir, "snapshots/2026-Q1"), to, {recursive: true});
      await writeFile(join(to, "files.json"), "[]");
      await writeFile(join(to, "rows.json"), '{"mark": ""}');
    }
    await writeFile(join(dir, "deals.csv"), deals(2));
    expect(await freeze()).toBe(2);
  },
  2 * minutes
);

it(
  "the same inputs give the same tables and the same manifest in two folders, time zones and languages",
  async () => {
    const files = {
      "report.yaml":
        "title: T\nas_of: 2026-03-31\naudiences: {key: REPORT_TEST_KEY}\nsources:\n  sellers: {file: sellers.csv}\n  deals: {file: deals.csv}\n  ssi: {file: 'ssi/*.csv'}\n",
      "sellers.csv": `seller_id,name,region,team\n${["Å", "A", "z", "Z", "é", "e"].map((name, index) => `s${index},${name},North,${name}`).join("\n")}\n`,
      "deals.csv": `deal_id,seller_id,created_on,closed_on,outcome,amount,source\n${Array.from({length: 300}, (_, index) => `d${index},s${index % 6},2026-01-${String((index % 28) + 1).padStart(2, "0")},2026-03-${String((index % 31) + 1).padStart(2, "0")},${index % 3 ? "won" : "lost"},${index}.${index % 10}7,${index % 2 ? "social" : "web"}`).join("\n")}\n`,
      "ssi/Ä.csv": "week,seller_id,ssi\n2026-01-05,s1,50.1\n",
      "ssi/b.csv": "week,seller_id,ssi\n2026-01-12,s1,52.3\n",
      "ssi/B.csv": "week,seller_id,ssi\n2026-01-19,s2,70\n"
    };
    const manifests: string[][] = [];
    for (const env of [
      ["TZ=Asia/Tokyo", "LC_ALL=sv_SE.UTF-8"],
      ["TZ=America/St_Johns", "LC_ALL=C"]
    ]) {
      const dir = await writeWorkspace(files);
      const before = ["env", ...env, `REPORT_TEST_KEY=${"k".repeat(40)}`];
      const {code, err} = await runCommand(["snapshot", "2026-Q1", "--data", dir], {before});
      expect(code, err).toBe(0);
      manifests.push(
        await Promise.all(
          ["", "enablement"].map((part) =>
            readFile(join(dir, "snapshots/2026-Q1", part, "manifest.json"), "utf8")
          )
        )
      );
      await rm(dir, {recursive: true});
    }
    expect(manifests[0]).toEqual(manifests[1]);
    expect(JSON.parse(manifests[0]?.[0] ?? "")).toHaveProperty("frozen.tables.deals.rows", 300);
  },
  4 * minutes
);
