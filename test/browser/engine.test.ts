import {readFileSync} from "node:fs";
import {rm, writeFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {DuckDBInstance} from "@duckdb/node-api";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {buildSite} from "../../loaders/site/framework.js";
import {type ServedSite, serveSite} from "../../loaders/site/server.js";
import type {Answer} from "../../src/engine/to-answer.js";
import {copyFiles, scratchFolder, writeFiles} from "../site/scratch.js";
import {axe, launchBrowser, openPage} from "./harness.js";

/** A page that opens a report when it is told to, in the way that its address asks for. */
const enginePage = `# Engine

\`\`\`js
import {openDatabase, openReport, startEngine} from "./components/engine.js";

const file = FileAttachment("data/report/report.duckdb");
const openInParts = async () => openDatabase(await startEngine(), await file.url());
window.openEngine = () => (location.search === "?parts" ? openInParts() : openReport());
\`\`\`
`;

let root: string;
let site: ServedSite | undefined;
let browser: Browser | undefined;

beforeAll(async () => {
  root = await scratchFolder();
  await copyFiles(root, [
    "src/favicon.svg",
    "src/components/engine.ts",
    "src/components/opened.ts",
    "src/engine"
  ]);
  await copyFiles(root, ["src/data/duckdb-eh.wasm.gz.ts", "src/data/duckdb-eh.worker.js.ts"]);
  await writeFiles(root, {
    "src/style.css": '@import "observablehq:default.css";',
    "src/index.md": enginePage,
    "src/data/report/about.txt": ""
  });
  await writeDatabase(join(root, "src/data/report/report.duckdb"));
  const database = readFileSync(join(root, "src/data/report/report.duckdb"));
  await writeFile(join(root, "src/data/report/report.duckdb.gz"), gzipSync(database));
  await buildSite({root, out: join(root, "dist")});
  site = await serveSite({dir: join(root, "dist"), port: 0});
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await rm(root, {recursive: true});
});

async function writeDatabase(path: string): Promise<void> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  for (const statement of [
    `ATTACH '${path}' AS report (STORAGE_VERSION 'v1.0.0')`,
    "USE report",
    "CREATE TABLE deals AS SELECT i AS id, i % 4 = 0 AS won FROM range(60000) deals(i)",
    "CREATE MACRO deals_by(least := 0) AS TABLE SELECT won, count(*) AS deals FROM deals WHERE id >= least GROUP BY won ORDER BY won",
    "USE memory",
    "DETACH report"
  ])
    await connection.run(statement);
  connection.closeSync();
}

interface EngineWindow {
  openEngine?: () => Promise<{query: (sql: string) => Promise<Answer>; close: () => Promise<void>}>;
  database: Awaited<ReturnType<NonNullable<EngineWindow["openEngine"]>>>;
}

const openSite = (search = "") => openPage(browser!, site!.url + search);

/** Opens the report in the page; the message when that fails. */
async function open(page: Page): Promise<string> {
  await page.waitForFunction(() => "openEngine" in window);
  return page.evaluate(async () => {
    const engine = window as unknown as EngineWindow;
    try {
      engine.database = await engine.openEngine!();
      return "open";
    } catch (error) {
      return (error as Error).message;
    }
  });
}

/** The answer to a query in the page's database, or the message when it is refused. */
async function ask(page: Page, sql: string): Promise<Answer | string> {
  return page.evaluate(async (query) => {
    try {
      return await (window as unknown as EngineWindow).database.query(query);
    } catch (error) {
      return (error as Error).message;
    }
  }, sql);
}

const noTroubles = {console: [], errors: [], failed: [], foreign: []};

describe("before it is asked for", () => {
  test("nothing of the engine is fetched, and the page is sound", async () => {
    const {page, requests, troubles} = await openSite();
    await page.waitForLoadState("networkidle");
    expect(requests.filter((path) => /duckdb|arrow/.test(path))).toEqual([]);
    expect(readFileSync(join(root, "dist/index.html"), "utf8")).not.toMatch(/<link[^>]*(duckdb|arrow)/);
    expect(troubles).toEqual(noTroubles);
    expect(await axe(page)).toEqual([]);
  });
});

describe.each(["", "?parts"])("an open report%s", (search) => {
  let page: Page;
  let opened: Awaited<ReturnType<typeof openSite>>;

  beforeAll(async () => {
    opened = await openSite(search);
    page = opened.page;
    expect(await open(page)).toBe("open");
  });

  test("answers from its tables and macros", async () => {
    expect(await ask(page, "SELECT * FROM deals_by(least := 40000)")).toEqual({
      columns: [
        {name: "won", type: "BOOLEAN"},
        {name: "deals", type: "BIGINT"}
      ],
      rows: [
        [false, 15000],
        [true, 5000]
      ]
    });
  });

  test("gives plain values of every kind", async () => {
    const values = {
      "DATE '2026-09-30'": ["DATE", new Date("2026-09-30T00:00:00Z")],
      "TIMESTAMP '2026-09-30 12:00:00'": ["TIMESTAMP", new Date("2026-09-30T12:00:00Z")],
      "42::BIGINT": ["BIGINT", 42],
      "-42::HUGEINT": ["DECIMAL(38,0)", -42],
      "-1.25::DECIMAL(18, 2)": ["DECIMAL(18,2)", -1.25],
      "0.5::DOUBLE": ["DOUBLE", 0.5],
      "'<b>'": ["VARCHAR", "<b>"],
      true: ["BOOLEAN", true],
      "[DATE '2026-01-01', NULL]": ["DATE[]", [new Date("2026-01-01T00:00:00Z"), null]],
      "'a'::ENUM ('a', 'b')": ["VARCHAR", "a"],
      "{'a': 1::BIGINT}": ["STRUCT", {a: 1}],
      "NULL::DATE": ["DATE", null]
    };
    const answer = (await ask(page, `SELECT ${Object.keys(values).join(", ")}`)) as Answer;
    expect(answer.rows[0]?.map((value, i) => [answer.columns[i]?.type, value])).toEqual(
      Object.values(values)
    );
  });

  test("reports an error in a query", async () => {
    expect(await ask(page, "SELECT amonut FROM deals")).toMatch(/Referenced column "amonut" not found/);
  });

  test.each([
    ["a file of the site", "SELECT * FROM read_csv('/index.html')"],
    ["another host", "SELECT * FROM 'https://example.com/a.csv'"],
    ["an extension", "LOAD json"],
    ["a change", "DELETE FROM deals"],
    ["a new table", "CREATE TABLE report.a AS SELECT 1"],
    ["other settings", "SET enable_external_access = true"]
  ])("refuses %s", async (_, sql) => {
    expect(await ask(page, sql)).toMatch(/disabled|read-only|locked/);
  });

  test("broke no rule of the page and asked no other host", () =>
    expect(opened.troubles).toEqual(noTroubles));
});

describe("fetching the engine", () => {
  test("works where the host has told the browser to inflate it", async () => {
    const {page} = await openSite();
    const wasm = createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm");
    await page.route(/duckdb-eh\.wasm/, (route) => route.fulfill({path: wasm}));
    expect(await open(page)).toBe("open");
  });

  test("fails with a sentence when a file is not there", async () => {
    for (const [file, message] of [
      [/duckdb-eh\.wasm/, /duckdb-eh\.wasm\.\w+\.gz could not be fetched: 404/],
      [/report\.duckdb\.\w+\.gz/, /report\.duckdb\.\w+\.gz could not be fetched: 404/],
      [/worker/, /The query engine could not be started/]
    ] as const) {
      const {page} = await openSite();
      await page.route(file, (route) => route.fulfill({status: 404}));
      expect(await open(page)).toMatch(message);
    }
  });
});
