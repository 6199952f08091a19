import {spawnSync} from "node:child_process";
import {existsSync} from "node:fs";
import {readFile, readdir, rm, stat, utimes, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {beforeAll, describe, expect, it} from "vitest";
import {projectCopy, runCommand, type Ran} from "./project-copy.js";
import {temporaryFolder, writeWorkspace} from "./workspace-of.js";

const minutes = 60_000;
const deals = (amount: string): string =>
  `deal_id,seller_id,created_on,closed_on,outcome,amount,source\nd1,s1,2026-01-01,2026-02-01,won,${amount},social\nd2,s1,2026-01-01,2026-02-01,won,100,web\n`;

let project: string;
let data: string;
let out: string;

async function build(before: readonly string[] = []): Promise<Ran> {
  return runCommand(["build", "--data", data, "--out", out], {cwd: project, before});
}

/** The first view of the overview, as a reader's browser would load it. */
async function firstView(): Promise<string> {
  const folder = join(out, "_file/data/report/first-view");
  const [name = ""] = (await readdir(folder)).filter((file) => file.startsWith("index."));
  return readFile(join(folder, name), "utf8");
}

async function wonAmount(): Promise<unknown> {
  const {calls} = JSON.parse(await firstView()) as {
    calls: Record<string, {columns: {name: string}[]; rows: unknown[][]}>;
  };
  const answer = Object.entries(calls).find(([key]) => key.startsWith("social_share("))?.[1];
  return answer?.rows[0]?.[answer.columns.findIndex(({name}) => name === "won_amount")];
}

async function times(): Promise<Record<string, number>> {
  const files = await readdir(out, {recursive: true, withFileTypes: true});
  const pairs = files
    .filter((file) => file.isFile())
    .map(async (file): Promise<[string, number]> => {
      const path = join(file.parentPath, file.name);
      return [path, (await stat(path)).mtimeMs];
    });
  return Object.fromEntries(await Promise.all(pairs));
}

beforeAll(async () => {
  project = await projectCopy();
  data = await writeWorkspace({
    "report.yaml":
      "title: First title\nas_of: 2026-03-31\ndefault_period: all\nsources:\n  sellers: {file: sellers.csv}\n  deals: {file: deals.csv}\n",
    "sellers.csv": "seller_id,region,team\ns1,North,A\n",
    "deals.csv": deals("200")
  });
  out = join(await temporaryFolder(), "site");
  const {code, err} = await build();
  expect(err).toContain("3 rows read from 2 files = 3 accepted + 0 rejected + 0 ignored");
  expect(code).toBe(0);
}, 5 * minutes);

describe("the built site", () => {
  it("shows what is in the files", async () => {
    expect(await wonAmount()).toBe(300);
  });

  it("is left alone, to the file, when nothing has changed", async () => {
    const before = await times();
    const {err} = await build();
    expect(err).toContain("Nothing has changed");
    expect(await times()).toEqual(before);
  });

  it(
    "follows an export that was edited without a change of size or time",
    async () => {
      const path = join(data, "deals.csv");
      const {atime, mtime} = await stat(path);
      await writeFile(path, deals("700"));
      await utimes(path, atime, mtime);
      await build();
      expect(await wonAmount()).toBe(800);
    },
    3 * minutes
  );

  it(
    "follows a metric and a setting that were edited",
    async () => {
      const metric = join(project, "loaders/models/metrics/social_share.sql");
      const sql = await readFile(metric, "utf8");
      await writeFile(
        metric,
        sql.replace(
          "CAST(sum(amount) AS DOUBLE) AS won_amount",
          "CAST(2 * sum(amount) AS DOUBLE) AS won_amount"
        )
      );
      const settings = join(data, "report.yaml");
      await writeFile(settings, (await readFile(settings, "utf8")).replace("First title", "Second title"));
      await build();
      expect(await wonAmount()).toBe(1600);
      expect(await readFile(join(out, "index.html"), "utf8")).toContain("Second title");
      await writeFile(metric, sql);
    },
    3 * minutes
  );

  it.skipIf(spawnSync("unshare", ["-n", "true"]).status !== 0)(
    "is built with the network off",
    async () => {
      const {code, err} = await build(["unshare", "-n"]);
      expect(err).toContain("pages");
      expect(code).toBe(0);
      expect(await wonAmount()).toBe(800);
    },
    3 * minutes
  );

  it(
    "stays as it was when a page is at fault, and the fault is named with page and line",
    async () => {
      const before = await times();
      const page = join(project, "src/faulty.md");
      await writeFile(
        page,
        '# Faulty\n\n```js\nmetric("deal_by", {dimension: "source"})\n```\n\n```sql\nSELECT colour FROM deals\n```\n\n```sql\nSELECT 1 FROM no_such_table\n```\n'
      );
      const {code, err} = await build();
      expect(code).toBe(1);
      expect(err).toContain('src/faulty.md line 4: there is no metric "deal_by". Did you mean "deals_by"?');
      expect(err).toMatch(/src\/faulty\.md line 8: .*"colour" not found/);
      expect(err).toMatch(/src\/faulty\.md line 12: .*no_such_table/);
      expect(err).not.toMatch(/^\s+at /m);
      expect(await times()).toEqual(before);
      await writeFile(
        page,
        '# Faulty\n\n```js\nimport nothing from "no-such-package";\n```\n\n[dead](./nowhere)\n'
      );
      const second = await build();
      expect(second.code).toBe(1);
      expect(second.err).toContain("src/faulty.md line 4");
      expect(second.err).toContain("no-such-package");
      await writeFile(page, "# Faulty\n\n[dead](./nowhere)\n");
      const third = await build();
      expect(third.code).toBe(1);
      expect(third.err).toContain("src/faulty.md line 3");
      expect(await times()).toEqual(before);
      await rm(page);
    },
    4 * minutes
  );

  it("has a policy in every page that lets in nothing but the site itself", async () => {
    const files = (await readdir(out, {recursive: true})).filter((file) => file.endsWith(".html"));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const html = await readFile(join(out, file), "utf8");
      const [, policy = ""] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
      expect(policy, file).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'/);
      expect(policy, file).toContain("connect-src 'self';");
      expect(policy, file).not.toMatch(/https?:|\*|'unsafe-eval'|script-src[^;]*'unsafe-inline'/);
      expect(html.indexOf("Content-Security-Policy"), file).toBeLessThan(html.indexOf("<script"));
    }
  });

  it("holds nothing of the workspace but the report", async () => {
    const files = await readdir(out, {recursive: true});
    expect(files.filter((file) => file.endsWith(".csv") || file.endsWith(".yaml"))).toEqual([]);
    expect(existsSync(join(out, "index.html"))).toBe(true);
  });
});
