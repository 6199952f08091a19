import {join} from "node:path";
import {beforeAll, describe, expect, it} from "vitest";
import {makeSnapshot, openDatabase} from "../../loaders/snapshot.js";
import {readWorkspace} from "../../loaders/workspace.js";
import {temporaryFolder, writeWorkspace, type Row} from "../workspace-of.js";
import type {Audience} from "../../loaders/audience/audience.js";

const least = 5;

/** Seven teams of ten to eighteen in three regions; in team T1 one seller has no seat. */
const teams = [
  {team: "T1", region: "North", size: 12},
  {team: "T2", region: "North", size: 10},
  {team: "T3", region: "North", size: 18},
  {team: "T4", region: "South", size: 14},
  {team: "T5", region: "South", size: 12},
  {team: "T6", region: "East", size: 10},
  {team: "T7", region: "East", size: 16}
];
const sellers = teams.flatMap(({team, region, size}) =>
  Array.from({length: size}, (_, index) => ({
    id: `${team}-${index}`,
    team,
    region,
    seat: team === "T1" ? index > 0 : index % 2 === 0
  }))
);

/** The Monday of a week by its number. */
const monday = (week: number): string => new Date(Date.UTC(2025, 0, 6 + 7 * week)).toISOString().slice(0, 10);

/** Whether a seller has a row in a week: fixed numbers that look like chance, from few sellers to nearly all. */
function isThere(seller: number, week: number): boolean {
  const mixed = Math.imul(seller * 7919 + week * 104729 + 12345, 2654435761) >>> 0;
  return mixed / 2 ** 32 < 0.2 + (week % 9) / 9;
}
const weeks = Array.from({length: 60}, (_, week) => week);
const rows = weeks.flatMap((week) =>
  sellers.flatMap((seller, index) => (isThere(index, week) ? [{...seller, week: monday(week)}] : []))
);

const files = {
  "report.yaml": `title: T\nas_of: 2026-09-30\ndefault_period: all\nsources:\n${["sellers", "surveys", "ssi", "navigator_usage", "connections", "invitations"].map((kind) => `  ${kind}: {file: ${kind}.csv}`).join("\n")}\n`,
  "sellers.csv": `seller_id,name,region,team,seat,hired_on\n${sellers.map(({id, team, region, seat}, index) => `${id},${id} Person,${region},${team},${seat},${index === 0 ? "2025-03-03" : `20${10 + (index % 14)}-05-17`}`).join("\n")}\n`,
  "surveys.csv": `week,seller_id,usefulness\n${rows.map(({week, id}) => `${week},${id},4`).join("\n")}\n`,
  "ssi.csv": `week,seller_id,ssi,connections\n${rows.map(({week, id}, index) => `${week},${id},${40 + (index % 40)},${index % 4 === 0 ? 300 : 900}`).join("\n")}\n`,
  "navigator_usage.csv": `week,seller_id,days_active\n${rows.map(({week, id}) => `${week},${id},2`).join("\n")}\n`,
  "connections.csv": `connected_on,seller_id,count\n${rows.map(({week, id}) => `${week},${id},3`).join("\n")}\n`,
  "invitations.csv": `week,seller_id,sent\n${rows.map(({week, id}) => `${week},${id},3`).join("\n")}\n`
};

let ask: (sql: string, audience?: Audience) => Promise<Row[]>;

beforeAll(async () => {
  const workspace = await readWorkspace(await writeWorkspace(files));
  const snapshots = new Map<Audience, string>();
  for (const audience of ["leadership", "enablement"] as const) {
    const options = {audience, key: "k".repeat(32)};
    const {dir} = await makeSnapshot(workspace, join(await temporaryFolder(), "s"), options);
    snapshots.set(audience, dir);
  }
  ask = async (sql, audience = "leadership") => {
    const engine = await openDatabase(snapshots.get(audience) ?? "");
    try {
      return await engine.rows(sql);
    } finally {
      engine.close();
    }
  };
});

/** What a reader can ask for: everybody, a region, a team. */
const choices = [
  {call: "", of: () => true},
  ...["North", "South", "East"].map((region) => ({
    call: `region := '${region}'`,
    of: (row: {region: string}) => row.region === region
  })),
  ...teams.map(({team}) => ({call: `team := '${team}'`, of: (row: {team: string}) => row.team === team}))
];

/** Sellers that are in the first set and in none of the others, counted: what is left when all of them are subtracted. */
function left(whole: ReadonlySet<string>, parts: readonly ReadonlySet<string>[]): number {
  return [...whole].filter((id) => !parts.some((part) => part.has(id))).length;
}

describe.each([
  "survey_weekly",
  "ssi_weekly",
  "navigator_weekly",
  "connections_weekly",
  "invitations_weekly"
])("%s for leadership", (metric) => {
  /** Use of Sales Navigator is that of sellers with a seat. */
  const counted = rows.filter(({seat}) => seat || metric !== "navigator_weekly");

  it("tells of no week less than five sellers, by itself or by subtracting what else it tells", async () => {
    const told = new Map<string, Set<string>[]>();
    for (const {call, of} of choices)
      for (const {week} of await ask(`SELECT CAST(week AS VARCHAR) AS week FROM ${metric}(${call})`)) {
        const there = new Set(
          counted.filter((row) => row.week === String(week) && of(row)).map(({id}) => id)
        );
        told.set(String(week), [...(told.get(String(week)) ?? []), there]);
      }
    expect(told.size).toBeGreaterThan(40);
    for (const cells of told.values())
      for (const cell of cells) {
        expect(cell.size).toBeGreaterThanOrEqual(least);
        const inside = cells.filter((other) => other !== cell && [...other].every((id) => cell.has(id)));
        for (let chosen = 0; chosen < 2 ** inside.length; chosen++) {
          const rest = left(
            cell,
            inside.filter((_, index) => (chosen & (1 << index)) !== 0)
          );
          expect(rest === 0 || rest >= least).toBe(true);
        }
      }
  });

  it("tells of every week in which all groups are large enough, and enablement of every week", async () => {
    const sizes = (week: string): number[] =>
      teams.map(({team}) => counted.filter((row) => row.week === week && row.team === team).length);
    const full = weeks.map(monday).filter((week) => Math.min(...sizes(week)) >= least);
    expect(full.length).toBeGreaterThan(0);
    for (const {team} of teams) {
      const call = `SELECT CAST(week AS VARCHAR) AS week FROM ${metric}(team := '${team}') ORDER BY week`;
      const shown = (await ask(call)).map(({week}) => String(week));
      expect(shown).toEqual(expect.arrayContaining(full));
      expect(shown.length).toBeLessThan(weeks.length);
      const all = weeks
        .map(monday)
        .filter((week) => counted.some((row) => row.week === week && row.team === team));
      expect((await ask(call, "enablement")).map(({week}) => String(week))).toEqual(all);
    }
  });
});

it("compares sellers with and without a seat only where no team or region would show fewer than five", async () => {
  const seats = (call: string): Promise<Row[]> =>
    ask(`SELECT key, sellers FROM ssi_by('seat'${call}) ORDER BY key`);
  const week = String((await ask("SELECT CAST(max(week) AS VARCHAR) AS week FROM ssi_weekly()"))[0]?.week);
  const there = rows.filter((row) => row.week === week);
  expect(await seats("")).toEqual([
    {key: "with a seat", sellers: there.filter(({seat}) => seat).length},
    {key: "without a seat", sellers: there.filter(({seat}) => !seat).length}
  ]);
  for (const {team} of teams) expect(await seats(`, team := '${team}'`)).toEqual([]);
  const rule = "SELECT DISTINCT standing FROM seat_rule(team := 'T1') WHERE standing <> 'not measured'";
  expect(await ask(rule)).toEqual([{standing: "not told"}]);
  expect(await ask(rule, "enablement")).not.toEqual([{standing: "not told"}]);
});

it("leaves out the days of hiring before the first quarter of any row, and keeps the later ones", async () => {
  const sql = "SELECT CAST(hired_on AS VARCHAR) AS day FROM sellers WHERE hired_on IS NOT NULL";
  expect(await ask(sql)).toEqual([{day: "2025-03-03"}]);
  expect(await ask(sql, "enablement")).toHaveLength(sellers.length);
});

it("counts the same sellers of the whole company as for enablement", async () => {
  for (const call of ["ssi_coverage()", "survey_by('total')", "navigator_by('total')"])
    expect(await ask(`FROM ${call}`)).toEqual(await ask(`FROM ${call}`, "enablement"));
});
