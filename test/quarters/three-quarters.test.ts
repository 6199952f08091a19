import {readFile, readdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import Papa from "papaparse";
import {beforeAll, expect, it} from "vitest";
import type {Audience} from "../../loaders/audience/audience.js";
import type {Engine} from "../../loaders/engine.js";
import {fingerprintWorkspace} from "../../loaders/project.js";
import {freezeQuarter} from "../../loaders/quarters/freeze.js";
import {writeSample} from "../../loaders/sample/index.js";
import {makeSnapshot, openDatabase} from "../../loaders/snapshot.js";
import {readWorkspace} from "../../loaders/workspace.js";
import {problemsOf, temporaryFolder, type Row} from "../workspace-of.js";

const minutes = 60_000;
const file = "crm/opportunities.csv";
type Record = globalThis.Record<string, string>;

let dir: string;
let all: Record[];
/** Deals with a part in the story, by what becomes of them. */
let late: Record,
  dearer: Record,
  deleted: Record,
  lostThenWon: Record,
  sourced: Record,
  postponed: Record,
  lateQ2: Record;
let engines: globalThis.Record<Audience, Engine>;

async function writeDay(asOf: string, rows: readonly Record[]): Promise<void> {
  const settings = await readFile(join(dir, "report.yaml"), "utf8");
  await writeFile(join(dir, "report.yaml"), settings.replace(/^as_of: .*/m, `as_of: ${asOf}`));
  await writeFile(join(dir, file), Papa.unparse([...rows], {newline: "\n"}));
}

async function freeze(name: string): Promise<void> {
  await freezeQuarter(await readWorkspace(dir), name, {audiences: ["leadership", "enablement"]});
}

/** The sample's own export, with changes to single deals; null takes one out. */
function changed(changes: ReadonlyMap<Record, Partial<Record> | null>): Record[] {
  return all.flatMap((row) => {
    const change = changes.get(row);
    return change === null ? [] : [{...row, ...(change as Record | undefined)}];
  });
}

/** Leaves the sources that deals and the index need, for speed. */
async function trimSources(): Promise<void> {
  const text = await readFile(join(dir, "report.yaml"), "utf8");
  await writeFile(join(dir, "report.yaml"), text.slice(0, text.indexOf("  # One file a month.")));
}

beforeAll(async () => {
  dir = await temporaryFolder();
  await writeSample({out: dir, scale: 1, seed: 1});
  await trimSources();
  all = Papa.parse<Record>((await readFile(join(dir, file), "utf8")).replace(/^\uFEFF/, ""), {
    header: true
  }).data.filter((row) => row["Created Date"] !== undefined);
  const ids = new Map<string, number>();
  for (const row of all) ids.set(row["Opportunity ID"]!, (ids.get(row["Opportunity ID"]!) ?? 0) + 1);
  const sellers = new Set(
    Papa.parse<Record>(await readFile(join(dir, "sellers.csv"), "utf8"), {header: true}).data.map(
      (row) => row.seller_id
    )
  );
  const sound = all.filter(
    (row) =>
      ids.get(row["Opportunity ID"]!) === 1 &&
      row["Amount Currency"] === "EUR" &&
      sellers.has(row["Owner ID"]) &&
      /^\d+\.\d\d$/.test(row.Amount!) &&
      /^\d{4}-\d\d-\d\d$/.test(row["Created Date"]!) &&
      row["Created Date"]! < row["Close Date"]!
  );
  const closedIn = (since: string, until: string, stage: string, source = "Cold call"): Record[] =>
    sound.filter(
      (row) =>
        row.Stage === stage &&
        row["Lead Source"] === source &&
        row["Close Date"]! >= since &&
        row["Close Date"]! <= until
    );
  [late, dearer, deleted, sourced, postponed] = closedIn("2026-01-05", "2026-03-20", "Closed Won") as [
    Record,
    Record,
    Record,
    Record,
    Record
  ];
  [lostThenWon] = closedIn("2026-01-05", "2026-03-20", "Closed Lost") as [Record];
  [lateQ2] = closedIn("2026-04-05", "2026-06-20", "Closed Won") as [Record];

  // The first quarter does not know a late deal yet.
  await writeDay(
    "2026-03-31",
    changed(
      new Map([
        [late, null],
        [lateQ2, null]
      ])
    )
  );
  await freeze("2026-Q1");
  // By the second the late deal has come, an amount was corrected, a deal is gone.
  const second = new Map<Record, Partial<Record> | null>([
    [lateQ2, null],
    [dearer, {Amount: "99999.99"}],
    [deleted, null]
  ]);
  await writeDay("2026-06-30", changed(second));
  await freeze("2026-Q2");
  // By the third a lost deal of the first was won after all, a source was mended, a close moved to the second quarter.
  const third = new Map<Record, Partial<Record> | null>([
    ...second,
    [lateQ2, {}],
    [lostThenWon, {Stage: "Closed Won"}],
    [sourced, {"Lead Source": "LinkedIn"}],
    [postponed, {"Close Date": "2026-04-02"}]
  ]);
  await writeDay("2026-09-30", changed(third));
  await freeze("2026-Q3");
  const workspace = await readWorkspace(dir);
  const open = async (audience: Audience): Promise<Engine> => {
    const {frozen, key, scans} = await fingerprintWorkspace(workspace, audience);
    const made = await makeSnapshot(workspace, join(await temporaryFolder(), "now"), {
      audience,
      key,
      frozen,
      scans
    });
    return openDatabase(made.dir);
  };
  engines = {leadership: await open("leadership"), enablement: await open("enablement")};
  return () => Object.values(engines).forEach((engine) => engine.close());
}, 15 * minutes);

const rows = (sql: string, audience: Audience = "enablement"): Promise<Row[]> => engines[audience].rows(sql);
const amount = (row: Record): number => Number(row.Amount);
const id = (row: Record): string => row["Opportunity ID"]!;

it("explains what became of the first quarter deal by deal, largest effect first, with what it was and is", async () => {
  const found = await rows("SELECT deal_id, change, effect, social_effect FROM restatements('2026-Q1')");
  const told = [
    {deal_id: id(late), change: "added", effect: amount(late), social_effect: 0},
    {deal_id: id(dearer), change: "amount", effect: 99999.99 - amount(dearer), social_effect: 0},
    {deal_id: id(deleted), change: "removed", effect: -amount(deleted), social_effect: 0},
    {deal_id: id(lostThenWon), change: "stage", effect: amount(lostThenWon), social_effect: 0},
    {deal_id: id(sourced), change: "source", effect: 0, social_effect: amount(sourced)},
    {deal_id: id(postponed), change: "stage", effect: -amount(postponed), social_effect: 0}
  ];
  expect(found.map(({deal_id}) => deal_id).sort()).toEqual(told.map(({deal_id}) => deal_id).sort());
  for (const deal of told) {
    const row = found.find(({deal_id}) => deal_id === deal.deal_id)!;
    expect(row.change).toBe(deal.change);
    expect(row.effect).toBeCloseTo(deal.effect, 2);
    expect(row.social_effect).toBeCloseTo(deal.social_effect, 2);
  }
  const sizes = found.map(({effect}) => Math.abs(Number(effect)));
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  expect(
    await rows(
      `SELECT outcome_then, outcome_now, source_then, source_now FROM restatements('2026-Q1') WHERE deal_id = '${id(sourced)}'`
    )
  ).toEqual([{outcome_then: "won", outcome_now: "won", source_then: "outbound", source_now: "social"}]);
});

it("explains the second quarter: a late deal, and one that was moved into it", async () => {
  const found = await rows("SELECT deal_id, change, effect FROM restatements('2026-Q2') ORDER BY deal_id");
  expect(found.map(({deal_id, change}) => `${deal_id} ${change}`).sort()).toEqual(
    [`${id(lateQ2)} added`, `${id(postponed)} date`].sort()
  );
  expect(found.find(({deal_id}) => deal_id === id(postponed))?.effect).toBeCloseTo(amount(postponed), 2);
});

it("says nothing is restated in the quarter that was just frozen", async () => {
  expect(await rows("FROM restatements('2026-Q3')")).toEqual([]);
});

it.each(["leadership", "enablement"] as const)(
  "for %s, the effects of the deals add up to what the headline figures differ by",
  async (audience) => {
    const sums = await rows(
      `SELECT f.quarter, f.restated, (SELECT coalesce(sum(r.effect), 0) FROM restated_deals r WHERE r.quarter = f.quarter) AS effects
    FROM quarter_figures() f WHERE f.figure = 'won_amount' AND f.reported IS NOT NULL`,
      audience
    );
    expect(sums.map(({quarter}) => quarter)).toEqual(["2026-Q3", "2026-Q2", "2026-Q1"]);
    for (const {restated, effects} of sums) expect(Number(effects)).toBeCloseTo(Number(restated), 2);
    const social = await rows(
      `SELECT f.restated, (SELECT sum(r.social_effect) FROM restated_deals r WHERE r.quarter = f.quarter) AS effects
    FROM quarter_figures() f WHERE f.figure = 'social_amount' AND f.quarter = '2026-Q1'`,
      audience
    );
    expect(Number(social[0]?.effects)).toBeCloseTo(Number(social[0]?.restated), 2);
  }
);

it("leadership reads the same restatements under pseudonyms", async () => {
  const sql = "SELECT change, effect FROM restatements('2026-Q1')";
  expect(await rows(sql, "leadership")).toEqual(await rows(sql));
  for (const {deal_id} of await rows("FROM restatements('2026-Q1')", "leadership"))
    expect(deal_id).toMatch(/^D-[0-9a-f]{16}$/);
});

it("the bridge leads from what the quarter before was reported as to this quarter, without a remainder", async () => {
  const steps = await rows("FROM quarter_bridge('2026-Q2')");
  expect(steps.map(({step}) => step)).toEqual([
    "reported",
    "restated",
    "volume",
    "hit_rate",
    "deal_size",
    "mix",
    "now"
  ]);
  const sum = steps.slice(0, -1).reduce((total, {effect}) => total + Number(effect), 0);
  expect(sum).toBeCloseTo(Number(steps.at(-1)?.effect), 2);
});

it("keeps with each quarter the fingerprint of every input file, the settings, the accounts and the versions", async () => {
  const manifest = JSON.parse(
    await readFile(join(dir, "snapshots/2026-Q1/enablement/manifest.json"), "utf8")
  ) as {
    schema: number;
    accounting: object;
    fingerprint: string;
    frozen: {
      tool: string;
      settings: object;
      input_files: {file: string; sha256: string}[];
      headline: object[];
    };
  };
  expect(manifest.schema).toBe(4);
  expect(manifest.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(manifest.accounting).toMatchObject({rejected: expect.any(Number) as number});
  expect(manifest.frozen.tool).toMatch(/^\d+\.\d+\.\d+$/);
  expect(manifest.frozen.settings).toMatchObject({asOf: "2026-03-31", minN: 10});
  expect(manifest.frozen.headline).toHaveLength(9);
  expect(manifest.frozen.input_files.map(({file}) => file)).toContain(file);
  for (const {sha256} of manifest.frozen.input_files) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
});

it("refuses to freeze a quarter twice, a name that is no quarter, and one that as_of does not lie in", async () => {
  const before = await readFile(join(dir, "snapshots/2026-Q3/manifest.json"), "utf8");
  const workspace = await readWorkspace(dir);
  const attempt = (name: string): Promise<string[]> =>
    problemsOf(freezeQuarter(workspace, name, {audiences: ["enablement"]}));
  expect(await attempt("2026-Q3")).toEqual([
    `snapshot 2026-Q3: the quarter is frozen already in ${join(dir, "snapshots/2026-Q3")}. Leave it, or replace it for good with --force.`
  ]);
  expect(await attempt("Q3")).toEqual(['snapshot: "Q3" is no quarter. Write it like 2026-Q3.']);
  expect(await attempt("2026-Q4")).toEqual([
    "snapshot 2026-Q4: as_of is 2026-09-30, which lies in 2026-Q3. Name that quarter, or set as_of in report.yaml."
  ]);
  expect(await readFile(join(dir, "snapshots/2026-Q3/manifest.json"), "utf8")).toBe(before);
  expect((await readdir(join(dir, "snapshots"))).sort()).toEqual(["2026-Q1", "2026-Q2", "2026-Q3"]);
});
