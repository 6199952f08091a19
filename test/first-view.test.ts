import {mkdir, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {beforeAll, describe, expect, it} from "vitest";
import {callKey, callSql, fenceKey} from "../src/components/calls.js";
import {defaultFilters, findCalls, firstViews, type PageViews} from "../loaders/first-view.js";
import {readMetrics} from "../loaders/metrics.js";
import {temporaryFolder, workspaceOf, type Made} from "./workspace-of.js";

let made: Made;

beforeAll(async () => {
  made = await workspaceOf({
    "sellers.csv": "seller_id,region,team\ns1,North,A\n",
    "deals.csv":
      "deal_id,seller_id,created_on,closed_on,outcome,amount,source\nd1,s1,2026-01-01,2026-02-01,won,5,social\n"
  });
});

async function views(pages: Record<string, string>): Promise<PageViews> {
  const src = await temporaryFolder();
  for (const [name, text] of Object.entries(pages)) {
    await mkdir(dirname(join(src, name)), {recursive: true});
    await writeFile(join(src, name), text);
  }
  const {engine, snapshot} = made;
  return firstViews(engine, {src, manifest: snapshot.manifest, metrics: await readMetrics()});
}

const fence = (code: string, tag = "js"): string => `# Page\n\n\`\`\`${tag}\n${code}\n\`\`\`\n`;

describe("a page's first view", () => {
  it("holds the rows of every metric call at the default filters, by the key that the page asks with", async () => {
    const {views: found, problems} = await views({
      "index.md": fence('const rows = metric("deals_by", {dimension: "source", ...filters});')
    });
    expect(problems).toEqual([]);
    const filters = defaultFilters(made.snapshot.manifest);
    const key = callKey("deals_by", {
      dimension: "source",
      since: filters.since as null,
      until: filters.until as null
    });
    expect(found[0]?.page).toBe("index");
    expect(Object.keys(found[0]?.calls ?? {})).toEqual([key]);
    const answer = found[0]?.calls[key];
    expect(answer?.columns[0]).toEqual({name: "key", type: "VARCHAR"});
    expect(answer?.rows[0]?.slice(0, 2)).toEqual(["social", 1]);
  });

  it("reads filters as a whole, spread, in part and by place", () => {
    const filters = {
      region: "North",
      team: null,
      since: "2026-01-01",
      until: null,
      place: {region: "North", team: null}
    };
    const args = (code: string): unknown => findCalls(fence(code), filters)[0]?.args;
    expect(args('metric("a", filters)')).toEqual({
      region: "North",
      team: null,
      since: "2026-01-01",
      until: null
    });
    expect(args('metric("a", {...filters.place})')).toEqual({region: "North", team: null});
    expect(args('page.metric("a", {since: filters.since, n: 3})')).toEqual({since: "2026-01-01", n: 3});
    expect(args('metric("a")')).toEqual({});
    expect(args('metric("a", {dimension: chosen})')).toBeUndefined();
  });

  it("is computed for pages in folders; calls that depend on an input are left to the engine", async () => {
    const {views: found, problems} = await views({
      "team/page.md": fence('metric("deals_by", {dimension: chosen, ...filters})')
    });
    expect(problems).toEqual([]);
    expect(found).toEqual([{page: "team/page", calls: {}}]);
  });
});

describe("a fault in a page is named with page and line", () => {
  it("an unknown metric", async () => {
    const {problems} = await views({"index.md": fence('\nmetric("deal_by", filters)')});
    expect(problems).toEqual(['src/index.md line 5: there is no metric "deal_by". Did you mean "deals_by"?']);
  });

  it("an unknown or missing parameter, also where a value cannot be read", async () => {
    const {problems} = await views({
      "a.md": fence('metric("deals_by", {dimenson: "source"})'),
      "b.md": fence('metric("social_share", {colour: chosen})')
    });
    expect(problems).toEqual([
      'src/a.md line 4: deals_by has no parameter "dimenson". It has: dimension, clock, region, team, since and until.',
      "src/a.md line 4: deals_by needs dimension: source, origin, region, team, seller, segment, created_quarter or closed_quarter.",
      'src/b.md line 4: social_share has no parameter "colour". It has: region, team, since and until.'
    ]);
  });

  it("a value that the metric refuses", async () => {
    const {problems} = await views({"a.md": fence('metric("deals_by", {dimension: "colour"})')});
    expect(problems[0]).toMatch(/^src\/a\.md line 4: deals_by: .*has no dimension colour/);
  });

  it("an unknown table or column in a SQL fence", async () => {
    const {problems} = await views({
      "a.md": fence("SELECT * FROM deal", "sql id=rows"),
      "b.md": `\n\n${fence("SELECT colour FROM deals", "sql")}`,
      "c.md": fence("SELECT * FROM deals WHERE region = ${region} LIMIT 3", "sql")
    });
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/^src\/a\.md line 4: .*deal does not exist/);
    expect(problems[1]).toMatch(/^src\/b\.md line 6: .*"colour" not found/);
  });
});

describe("the SQL of a call", () => {
  it("doubles quotes, leaves out what is not given and refuses odd names", () => {
    expect(callSql("deals_by", {dimension: "o'hara'); DROP", region: null, since: undefined})).toBe(
      "SELECT * FROM deals_by(dimension := 'o''hara''); DROP')"
    );
    expect(() => callSql("deals_by; drop", {})).toThrow('"deals_by; drop" is not a name');
    expect(() => callSql("deals_by", {"a b": 1})).toThrow('"a b" is not a name');
  });

  it("has a key that does not depend on the order of arguments", () => {
    expect(callKey("m", {b: 1, a: "x", c: null})).toBe(callKey("m", {a: "x", b: 1}));
    expect(callKey("m", {a: "1"})).not.toBe(callKey("m", {a: 1}));
  });
});

describe("faults of a page", () => {
  it("stand in its first view, by metric and by fence, for a preview to say them in their place", async () => {
    const {views: found} = await views({
      "index.md": `${fence('metric("deal_by", filters)')}${fence("SELECT ${wanted}, amonut FROM deals", "sql")}`
    });
    const sql = (strings: TemplateStringsArray, ..._: unknown[]) => fenceKey(strings);
    expect(found[0]?.faults).toMatchObject([
      {
        metric: "deal_by",
        words: 'src/index.md line 4: there is no metric "deal_by". Did you mean "deals_by"?'
      },
      {
        fence: sql`SELECT ${"x"}, amonut FROM deals`,
        words: expect.stringMatching(/^src\/index\.md line 9: .*amonut/) as string
      }
    ]);
  });

  it("are absent where there are none", async () => {
    const {views: found} = await views({"index.md": fence("1 + 1")});
    expect(found[0]).not.toHaveProperty("faults");
  });
});
