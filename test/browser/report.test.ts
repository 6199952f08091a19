import {cp, mkdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {callSql, type MetricArgs} from "../../src/components/calls.js";
import {createFormat} from "../../src/components/format.js";
import type {Engine} from "../../loaders/engine.js";
import {readMetrics} from "../../loaders/metrics.js";
import {ensureSnapshot} from "../../loaders/project.js";
import {openDatabase} from "../../loaders/snapshot.js";
import type {ServedSite} from "../../loaders/site/server.js";
import {readWorkspace} from "../../loaders/workspace.js";
import {projectCopy} from "../project-copy.js";
import {temporaryFolder, type Row} from "../workspace-of.js";
import {axe, launchBrowser, openPage, serveReport, type Troubles} from "./harness.js";

const minutes = 60_000;
const pages = ["", "adoption", "programme", "habits", "revenue", "leads", "quality", "method", "notebook"];
const evil = "<img src=x onerror=document.title='taken'>";

/** A page like one that an analyst writes: SQL fences, and a way for the test to ask the page's engine. */
const probe = `# Probe

\`\`\`js
import {openPage} from "./components/page.js";
const {sql, Inputs, filterBar} = await openPage(FileAttachment("data/report/first-view/probe.json"));
const filters = view(filterBar());
window.ask = async (query) => { const rows = await sql([query]); return {columns: rows.columns, rows: rows.map((row) => ({...row}))}; };
\`\`\`

\`\`\`sql id=counted
SELECT source, count(*) AS deals FROM deals GROUP BY source ORDER BY source
\`\`\`

\`\`\`sql
SELECT 'shown by a fence' AS words, count(*) AS sellers FROM sellers
\`\`\`

\`\`\`sql
SELECT verbatim, argument FROM contributions WHERE verbatim LIKE '%onerror%'
\`\`\`

\${counted.length} sources
`;

let browser: Browser;
let site: ServedSite;
let native: Engine;

beforeAll(async () => {
  const project = await projectCopy();
  const data = join(await temporaryFolder(), "data");
  await cp(fileURLToPath(new URL("../../data", import.meta.url)), data, {recursive: true});
  await plantText(data);
  await writeFile(join(project, "src/probe.md"), probe);
  site = await serveReport(project, ["--audience", "enablement", "--data", data]);
  browser = await launchBrowser();
  native = await openDatabase(
    (await ensureSnapshot(await readWorkspace(data), {audience: "enablement"})).dir
  );
}, 5 * minutes);

afterAll(async () => {
  await browser?.close();
  await site?.close();
  native?.close();
});

/** Text that looks like a page, where a reader may see it: in a value, a key, a file name, a deal's name and a verbatim. */
async function plantText(data: string): Promise<void> {
  await mkdir(join(data, "engagement"), {recursive: true});
  await writeFile(
    join(data, "engagement", `2026-10 ${evil}.csv`),
    `event_id,happened_on,seller_id,channel,kind\n${evil},${evil},S001,linkedin,like\n`
  );
  const deals = join(data, "crm/opportunities.csv");
  const text = await readFile(deals, "utf8");
  const [header = "", first = ""] = text.split("\n");
  const cells = first.split(",");
  const at = header.split(",").indexOf("Amount");
  const faulty = cells.map((cell, index) => (index === at ? evil : index === 0 ? "OP-EVIL" : cell)).join(",");
  const named = cells.map((cell, index) => (index === 1 ? evil : cell)).join(",");
  await writeFile(deals, text.replace(`${first}\n`, `${named}\n${faulty}\n`));
  const interviews = join(data, "contributions.csv");
  const [columns = "", told = "", ...rest] = (await readFile(interviews, "utf8")).split("\n");
  const verbatim = [...told.split(",").slice(0, 7), evil, evil].join(",");
  await writeFile(interviews, [columns, verbatim, ...rest].join("\n"));
}

const none: Troubles = {console: [], errors: [], failed: [], foreign: []};

async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(
    () => performance.getEntriesByName("first-card").length > 0 || !document.querySelector(".card")
  );
  await page.waitForLoadState("networkidle");
}

/** Waits until a table with these words in its caption is there and nothing on the page waits for its rows. */
async function filled(page: Page, caption: string): Promise<void> {
  await page.locator("main table caption", {hasText: caption}).first().waitFor({state: "attached"});
  await page.waitForFunction(() => !document.querySelector("main [aria-busy=true]"), null, {timeout: 60_000});
}

interface Shown {
  readonly caption: string;
  readonly cells: string[][];
}

/** Every table on the page, all rows, as the reader sees them. */
async function tables(page: Page): Promise<Shown[]> {
  return page.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLButtonElement>(".table-more")) button.click();
    return [...document.querySelectorAll("main table")].map((table) => ({
      caption: table.querySelector("caption")?.textContent?.trim() ?? "",
      cells: [...table.querySelectorAll("tbody tr")].map((row) =>
        [...row.children].map((cell) => (cell.textContent ?? "").trim())
      )
    }));
  });
}

async function choose(page: Page, name: "period" | "region" | "team", value: string): Promise<void> {
  await page.evaluate(() => performance.clearMeasures("charts-drawn"));
  await page.locator(`#filter-${name}`).selectOption(value);
  await page.waitForFunction(() => performance.getEntriesByName("charts-drawn").length > 0, null, {
    timeout: 60_000
  });
}

const number = (text: string | undefined): number => Number((text ?? "").replace(/[^\d.-]/g, ""));

async function query(name: string, args: MetricArgs): Promise<Row[]> {
  return native.rows(callSql(name, args));
}

/** What stands for a parameter that takes no fixed list of values. */
const somebody: Readonly<Record<string, string>> = {lead: "L00001", seller: "S001"};

const quarter = {since: "2026-07-01", until: "2026-09-30"};
const lastYear = {since: "2025-10-01", until: "2026-09-30"};

describe("every page", () => {
  it.each(pages)(
    "/%s loads, draws before it asks for the engine, then gets the engine, and troubles nobody",
    async (path) => {
      const {page, troubles, requests} = await openPage(browser, `${site.url}${path}`, {locale: "en-GB"});
      await drawn(page);
      const engine = requests.findIndex((url) => /\.wasm|\.duckdb/.test(url));
      const view = requests.findIndex((url) => url.includes("/first-view/"));
      if (engine >= 0) expect(view).toBeLessThan(engine);
      await page.waitForTimeout(500);
      expect(troubles).toEqual(none);
      expect(await page.title()).not.toBe("taken");
      expect(await page.locator("img[src=x], [onerror]").count()).toBe(0);
      expect(await page.locator("main").innerText()).not.toMatch(/\bNaN\b|undefined|\[object|Infinity/);
      await page.context().close();
    },
    minutes
  );

  it.each(pages)(
    "/%s has no serious fault of access, in light and dark, wide and narrow",
    async (path) => {
      const wide = {width: 1440, height: 900};
      const {page} = await openPage(browser, `${site.url}${path}`, {colorScheme: "light", viewport: wide});
      for (const [colorScheme, width] of [
        ["light", 1440],
        ["dark", 390]
      ] as const) {
        await page.emulateMedia({colorScheme});
        await page.setViewportSize({width, height: 900});
        await drawn(page);
        // Charts are drawn anew for another width in the next frame.
        await page.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
        );
        expect(await axe(page), `${colorScheme} ${width}`).toEqual([]);
        const {scroll, client} = await page.evaluate(() => ({
          scroll: document.documentElement.scrollWidth,
          client: document.documentElement.clientWidth
        }));
        expect(scroll, "no sideways scrolling").toBeLessThanOrEqual(client);
      }
      await page.context().close();
    },
    2 * minutes
  );
});

describe("figures", () => {
  it(
    "are the same for every metric natively and in the browser",
    async () => {
      const {page, troubles} = await openPage(browser, `${site.url}probe`);
      await page.waitForFunction(() => "ask" in window);
      const filters: MetricArgs[] = [
        {},
        {...quarter},
        {region: "EMEA", ...lastYear},
        {team: "France"},
        {region: "nowhere"}
      ];
      for (const metric of await readMetrics()) {
        const names = metric.parameters.map(({name}) => name);
        const required = metric.parameters.filter((parameter) => parameter.default === null);
        const dimensions = required[0]?.values ?? [required[0] && somebody[required[0].name]];
        for (const [index, dimension] of dimensions.entries()) {
          // Every filter with the first dimension, and one of them in turn with each other.
          const turn = index === 0 ? filters : [{}, filters[1 + (index % (filters.length - 1))] ?? {}];
          for (const filter of names.includes("region") ? turn : [{}]) {
            const taken = Object.entries(filter).filter(([name]) => names.includes(name));
            const args = {
              ...Object.fromEntries(taken),
              ...(required[0] ? {[required[0].name]: dimension} : {})
            };
            const sql = callSql(metric.name, args);
            const there = await page.evaluate(
              (text) =>
                (window as unknown as {ask: (sql: string) => Promise<{rows: Record<string, unknown>[]}>}).ask(
                  text
                ),
              sql
            );
            expectSame(there.rows, await native.rows(sql), sql);
          }
        }
      }
      expect(troubles).toEqual(none);
      await page.context().close();
    },
    3 * minutes
  );

  it(
    "of SQL fences are shown, and can be used in the text",
    async () => {
      const {page, troubles} = await openPage(browser, `${site.url}probe`);
      await page.getByText("shown by a fence").waitFor();
      const expected = await native.rows("SELECT count(DISTINCT source) AS n FROM deals");
      await page.getByText(`${String(expected[0]?.n)} sources`).waitFor();
      expect(troubles).toEqual(none);
      await page.context().close();
    },
    minutes
  );

  it(
    "follow each filter, stand in the address, come back from it, and agree with the command line",
    async () => {
      const {page, troubles} = await openPage(browser, `${site.url}revenue`, {locale: "en-GB"});
      await drawn(page);
      await expectDeals(page, lastYear);
      await choose(page, "period", "2026-Q3");
      await expectDeals(page, quarter);
      await choose(page, "region", "EMEA");
      await expectDeals(page, {...quarter, region: "EMEA"});
      await choose(page, "team", "France");
      await expectDeals(page, {...quarter, region: "EMEA", team: "France"});
      const url = new URL(page.url());
      expect(Object.fromEntries(url.searchParams)).toEqual({
        period: "2026-Q3",
        region: "EMEA",
        team: "France"
      });
      await page.reload();
      await drawn(page);
      await filled(page, "created in the period");
      await expectDeals(page, {...quarter, region: "EMEA", team: "France"});
      await page.getByRole("button", {name: "Reset"}).click();
      await page.waitForTimeout(1500);
      await expectDeals(page, lastYear);
      expect(troubles).toEqual(none);
      await page.context().close();
    },
    2 * minutes
  );

  it(
    "of revenue agree on Overview and Revenue, in the headline, the cards, the tables, and with the command line",
    async () => {
      const format = createFormat("en-GB");
      const [share] = await query("social_share", lastYear);
      const [sets] = await query("contribution", lastYear);
      const [social, all] = ["social_amount", "won_amount"].map((column) =>
        format.moneyShort(Number(share?.[column]), "EUR")
      ) as [string, string];
      for (const [part, whole] of [
        ["sourced", "social_amount"],
        ["won_amount", "won_amount"]
      ] as const)
        expect(Number(sets?.[part]), part).toBeCloseTo(Number(share?.[whole]), 4);

      const {page, troubles} = await openPage(browser, site.url, {locale: "en-GB"});
      await drawn(page);
      const overview = await page.locator(".answer").innerText();
      expect(overview).toContain(`Social brought ${social} of ${all} won revenue`);
      await page.goto(`${site.url}revenue`);
      await drawn(page);
      const headline = await page.locator(".answer-first").innerText();
      expect(overview).toContain(headline);
      expect(await page.getByLabel("Won revenue from social").locator(".card-value").innerText()).toBe(
        social
      );

      const shown = await tables(page);
      const rows = (caption: string): string[][] =>
        shown.find((table) => table.caption === caption)?.cells ?? [];
      const closed = rows("Deals closed in the period, by source");
      const amounts = closed.map((cells) => number(cells.find((cell) => cell.startsWith("€"))));
      expect(amounts.length).toBeGreaterThan(3);
      // Every amount is rounded to a whole euro.
      expect(Math.abs(amounts.reduce((a, b) => a + b, 0) - Number(share?.won_amount))).toBeLessThan(
        closed.length
      );
      const parts = rows("Won revenue by what it counts as").map((cells) => number(cells[1]));
      const whole = parts.at(-1) ?? NaN;
      expect(whole).toBe(Math.round(Number(share?.won_amount)));
      expect(Math.abs(parts.slice(0, -1).reduce((a, b) => a + b, 0) - whole)).toBeLessThan(parts.length);
      expect(troubles).toEqual(none);
      await page.context().close();
    },
    minutes
  );

  it(
    "keep the filters from page to page",
    async () => {
      const {page} = await openPage(browser, `${site.url}?period=2026-Q2&region=LATAM`, {locale: "en-GB"});
      await drawn(page);
      await page.getByRole("link", {name: "Leads", exact: true}).click();
      await page.waitForURL(/leads\?/);
      expect(new URL(page.url()).search).toBe("?period=2026-Q2&region=LATAM");
      await filled(page, "Leads by channel");
      const args = {since: "2026-04-01", until: "2026-06-30", region: "LATAM"};
      const expected = await query("leads_by", {dimension: "channel", ...args});
      const shown = (await tables(page)).find(({caption}) => caption === "Leads by channel");
      const pairs = (shown?.cells ?? []).map((cells) => [number(cells[1]), number(cells[2])]);
      expect(pairs.sort()).toEqual(expected.map(({leads, won}) => [Number(leads), Number(won)]).sort());
      await page.context().close();
    },
    minutes
  );

  it(
    "say so where the address names what the report does not have",
    async () => {
      const {page, troubles} = await openPage(browser, `${site.url}adoption?region=Atlantis&period=1999-Q1`);
      await drawn(page);
      const said = await page.locator(".filter-dropped").innerText();
      expect(said).toContain("Atlantis");
      expect(said).toContain("1999-Q1");
      expect(troubles).toEqual(none);
      await page.context().close();
    },
    minutes
  );

  it(
    "prove on the quality page that rows read are rows accepted, rejected and ignored",
    async () => {
      const {page} = await openPage(browser, `${site.url}quality`, {locale: "en-GB"});
      await drawn(page);
      const files = (await tables(page)).find(({caption}) => /file/i.test(caption));
      const expected = await query("files", {});
      expect(files?.cells).toHaveLength(expected.length);
      const shown = new Map(files?.cells.map((cells) => [cells[0], cells]));
      for (const row of expected) {
        const cells = shown.get(String(row.file));
        for (const column of ["rows_read", "accepted", "rejected", "ignored"])
          expect(
            cells?.map((cell) => number(cell)),
            `${String(row.file)} ${column}`
          ).toContain(row[column]);
      }
      await page.context().close();
    },
    minutes
  );
});

describe("text from files that looks like a page", () => {
  it(
    "is shown as text in values, messages and file names",
    async () => {
      const {page, troubles} = await openPage(browser, `${site.url}quality`);
      await drawn(page);
      await tables(page);
      const text = await page.locator("main").innerText();
      expect(text).toContain(`2026-10 ${evil}.csv`);
      expect(text).toContain(`"${evil}" is not a number`);
      expect(await page.locator("main img").count()).toBe(0);
      expect(await page.title()).not.toBe("taken");
      expect(troubles).toEqual(none);
      await page.context().close();
    },
    minutes
  );

  it(
    "is shown as text where a page asks for the words of an interview",
    async () => {
      const {page, troubles} = await openPage(browser, `${site.url}probe`);
      await page.waitForFunction((text) => document.querySelector("main")?.innerText.includes(text), evil);
      expect(await page.locator("img[src=x], [onerror]").count()).toBe(0);
      expect(await page.title()).not.toBe("taken");
      expect(troubles).toEqual(none);
      await page.context().close();
    },
    minutes
  );
});

/** The tables of the revenue page against the same metrics asked natively, row by row. */
async function expectDeals(page: Page, args: MetricArgs): Promise<void> {
  const created = await query("deals_by", {dimension: "source", ...args});
  const closed = await query("deals_by", {dimension: "source", clock: "closed", ...args});
  const shown = await tables(page);
  const of = (caption: RegExp): string[][] => shown.find((table) => caption.test(table.caption))?.cells ?? [];
  const counts = of(/created in the period/).map((cells) => cells.slice(1, 5).map(number));
  expect(counts.sort()).toEqual(
    created.map((row) => [row.deals, row.won, row.lost, row.open].map(Number)).sort()
  );
  const amounts = of(/closed in the period/).map((cells) => [number(cells[2]), number(cells[7])]);
  const expected = closed.map((row) => [Number(row.won), Math.round(Number(row.won_amount ?? 0))]);
  expect(amounts.map(([won]) => won).sort()).toEqual(expected.map(([won]) => won).sort());
  const sum = (pairs: number[][]): number => pairs.reduce((total, [, amount = 0]) => total + amount, 0);
  expect(Math.abs(sum(amounts) - sum(expected))).toBeLessThan(closed.length);
}

/** Rows from the browser against native rows: numbers within 1e-9, days by date. */
function expectSame(there: readonly Record<string, unknown>[], here: readonly Row[], sql: string): void {
  expect(there.length, sql).toBe(here.length);
  for (const [index, row] of here.entries()) {
    for (const [column, value] of Object.entries(row)) {
      const other = there[index]?.[column];
      const place = `${sql} row ${index} ${column}`;
      if (typeof value === "number") {
        const scale = Math.max(1, Math.abs(value));
        expect(typeof other, place).toBe("number");
        expect(Math.abs(Number(other) - value) / scale, place).toBeLessThan(1e-9);
      } else if (other instanceof Date) {
        expect(other.toISOString().slice(0, 10), place).toBe(value);
      } else expect(other ?? null, place).toEqual(value);
    }
  }
}
