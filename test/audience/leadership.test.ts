import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {expect, it} from "vitest";
import {keyFile, readKey} from "../../loaders/audience/key.js";
import {makeSnapshot, openDatabase} from "../../loaders/snapshot.js";
import {readWorkspace} from "../../loaders/workspace.js";
import {problemsOf, temporaryFolder, writeWorkspace, type Row} from "../workspace-of.js";
import type {Audience} from "../../loaders/audience/audience.js";

const key = "k".repeat(32);
const people = ["ann", "bob", "cy", "dan", "eve", "flo", "gus", "hal"];

/** Ann to Eve are team A, Flo to Hal team B, all in the North. */
const files = {
  "report.yaml":
    "title: T\nas_of: 2026-09-30\ndefault_period: all\nsources:\n  sellers: {file: sellers.csv}\n  deals: {file: deals.csv}\n  ssi: {file: 'ssi/*.csv'}\n",
  "sellers.csv": `seller_id,name,region,team,hired_on\n${people.map((id, index) => `${id},${id} Person,North,${index < 5 ? "A" : "B"},2020-01-01`).join("\n")}\n`,
  "deals.csv": `deal_id,seller_id,created_on,closed_on,outcome,amount,source,segment\n${people.map((id, index) => `d-${id},${id},2026-01-0${index + 1},2026-02-01,won,${index + 1},social,Large`).join("\n")}\nx,nobody,2026-01-01,,open,1,social,Large\n`,
  "ssi/ann.csv": "week,seller_id,ssi\n2026-01-05,ann,55\n"
};

const made = new Map<string, Promise<string>>();

/** The folder of an audience's snapshot of these files, which is made once. */
function snapshotOf(audience: Audience, given: Readonly<Record<string, string>>): Promise<string> {
  const name = `${audience} ${JSON.stringify(given)}`;
  const make = async (): Promise<string> => {
    const workspace = await readWorkspace(await writeWorkspace(given));
    const {dir, manifest} = await makeSnapshot(workspace, join(await temporaryFolder(), "s"), {
      audience,
      key
    });
    expect(manifest.audience).toBe(audience);
    return dir;
  };
  const dir = made.get(name) ?? make();
  made.set(name, dir);
  return dir;
}

async function ask(
  audience: Audience,
  sql: string,
  given: Readonly<Record<string, string>> = files
): Promise<Row[]> {
  const engine = await openDatabase(await snapshotOf(audience, given));
  try {
    return await engine.rows(sql);
  } finally {
    engine.close();
  }
}

it("enablement sees sellers by name, leadership by a pseudonym that is the same in every table", async () => {
  expect(await ask("enablement", "SELECT seller_id, name FROM sellers LIMIT 1")).toEqual([
    {seller_id: "ann", name: "ann Person"}
  ]);
  const sql = `SELECT count(*) AS deals, count(DISTINCT s.seller_id) AS sellers, count(s.name) AS names,
    bool_and(s.seller_id SIMILAR TO 'S-[0-9a-f]{10}') AS like_pseudonyms
    FROM deals d JOIN sellers s USING (seller_id)`;
  expect(await ask("leadership", sql)).toEqual([{deals: 8, sellers: 8, names: 0, like_pseudonyms: true}]);
});

it("figures of leadership are those of enablement", async () => {
  const sql = "SELECT won_amount, won_deals FROM social_share()";
  expect(await ask("leadership", sql)).toEqual(await ask("enablement", sql));
});

it("pseudonyms stay the same with the key, and change with it", async () => {
  const workspace = await readWorkspace(await writeWorkspace(files));
  const sellers = async (secret: string): Promise<Row[]> => {
    const {dir} = await makeSnapshot(workspace, join(await temporaryFolder(), "s"), {
      audience: "leadership",
      key: secret
    });
    const engine = await openDatabase(dir);
    const rows = await engine.rows("SELECT seller_id FROM sellers");
    engine.close();
    return rows;
  };
  expect(await sellers(key)).toEqual(await sellers(key));
  expect(await sellers(key)).not.toEqual(await sellers("l".repeat(32)));
});

it("a team of three is shown with the rest of its region, so that nothing is left to subtract", async () => {
  expect(await ask("leadership", "SELECT DISTINCT region, team FROM sellers")).toEqual([
    {region: "North", team: "Other teams"}
  ]);
  expect(await ask("enablement", "SELECT DISTINCT team FROM sellers ORDER BY team")).toEqual([
    {team: "A"},
    {team: "B"}
  ]);
});

it("a roster of fewer sellers than a cell has no rows of single sellers, and deals without owner", async () => {
  const few = {...files, "report.yaml": `${files["report.yaml"]}audiences: {min_cell: 9}\n`};
  const sql = `SELECT (SELECT count(*) FROM sellers) AS sellers, (SELECT count(*) FROM seller_weeks) AS weeks,
    (SELECT count(*) FROM deals) AS deals, (SELECT count(seller_id) + count(region) + count(team) FROM deals) AS owners`;
  expect(await ask("leadership", sql, few)).toEqual([{sellers: 0, weeks: 0, deals: 8, owners: 0}]);
});

it("rejected rows and files are told to leadership without the texts and names that stand there", async () => {
  expect(await ask("leadership", "SELECT file, line, value, message FROM rejects()")).toEqual([
    {
      file: "deals file 1",
      line: 10,
      value: null,
      message: "The text is not on the roster of sellers. Add the seller to the roster, or mend the name."
    }
  ]);
  expect(await ask("leadership", "SELECT file FROM files() WHERE source = 'ssi'")).toEqual([
    {file: "ssi file 1"}
  ]);
});

it("the order of rows tells nothing of the order on the roster", async () => {
  const rows = await ask("leadership", "SELECT seller_id FROM sellers");
  const ids = rows.map(({seller_id}) => String(seller_id));
  expect(ids).toEqual([...ids].sort());
});

it("the key is made once, in a folder that git leaves out, or read from a variable", async () => {
  const dir = await temporaryFolder();
  const [one, two] = await Promise.all([readKey({dir, variable: null}), readKey({dir, variable: null})]);
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(two).toBe(one);
  expect(await readFile(join(keyFile(dir), "../.gitignore"), "utf8")).toBe("*\n");
  expect(await readKey({dir, variable: "A_KEY"}, {A_KEY: key})).toBe(key);
  expect(await problemsOf(readKey({dir, variable: "A_KEY"}, {A_KEY: "short"}))).toEqual([
    "environment variable A_KEY: the key of the pseudonyms has 5 characters, and needs at least 32. Put the key back that was used before; with another one no seller keeps their pseudonym."
  ]);
});

it("messages that name another file or several sellers name neither to leadership", async () => {
  const given = {
    ...files,
    "report.yaml":
      "title: T\nas_of: 2026-09-30\nsources:\n  sellers: {file: sellers.csv}\n  deals: {file: 'deals*.csv'}\n",
    "sellers.csv": "seller_id,name\nann,Ann Lee\nbob,Ann Lee\n",
    "deals.csv": "deal_id,seller_id,created_on\nd1,ann,2026-01-01\nd2,Ann Lee,2026-01-01\n",
    "deals-zed.csv": "deal_id,seller_id,created_on\nd1,ann,2026-01-01\n"
  };
  const sql = "SELECT string_agg(message, ' ') AS messages FROM rejects()";
  const [enablement] = await ask("enablement", sql, given);
  expect(enablement?.messages).toMatch(/stands again in deals.*could be any of ann, bob/s);
  const [leadership] = await ask("leadership", sql, given);
  expect(leadership?.messages).not.toMatch(/zed|\bann\b|\bbob\b|Lee/);
  expect(leadership?.messages).toContain("any of several sellers");
  const [read] = await ask("leadership", "SELECT string_agg(file, ' ') AS files FROM readings()", given);
  expect(read?.files).toBe("sellers file 1 deals file 1 deals file 2");
});
