import {readFile} from "node:fs/promises";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {MetricArgs} from "../../src/components/calls.js";
import {callSql} from "../../src/components/calls.js";
import {createFormat} from "../../src/components/format.js";
import type {ServedSite} from "../../loaders/site/server.js";
import {projectCopy} from "../project-copy.js";
import {reportOf, writeWorkspace, type Made, type Row} from "../workspace-of.js";
import {launchBrowser, openPage, serveReport, type Troubles} from "./harness.js";

const minutes = 60_000;
const none: Troubles = {console: [], errors: [], failed: [], foreign: []};
const format = createFormat("en-GB");

const head = `title: Test
as_of: 2026-09-30
default_period: all
sources:
  leads: {file: leads.csv}
  sellers: {file: sellers.csv}
  engagement: {file: engagement.csv}
`;

const rules = `lead_scoring:
  half_life_days: 40
  max: 60
  bands: {A: 20, B: 10, C: 5}
  attributes:
    - {name: right industry, field: industry, is: [Chemicals, "Pulp, paper: 50 %"], points: 10}
    - {name: GmbH or AG, field: headline, contains: [gmbh], points: 3}
  keywords:
    fields: {headline: 2, job_title: 1}
    terms:
      - {name: a word of measuring, words: [calibration, étalonnage], points: 5}
      - {name: does not buy, words: [student], points: -6}
  together: [{name: both, all: [right industry, a word of measuring], points: 4}]
  interactions:
    reply: 7
    profile_visit: {points: 3, before_accept: 9, half_life_days: 20}
    web/visit: {points: 5, max: 8}
`;

let browser: Browser;
let site: ServedSite;
let made: Made;
let files: Record<string, string>;

beforeAll(async () => {
  files = sampleFiles();
  const data = await writeWorkspace({...files, "report.yaml": `${head}${rules}`});
  const project = await projectCopy();
  site = await serveReport(project, ["--audience", "enablement", "--data", data]);
  browser = await launchBrowser();
  made = await reportOf(data);
}, 5 * minutes);

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Leads of which those who fit and answer are won more often, from a fixed sequence of numbers. */
function sampleFiles(): Record<string, string> {
  let state = 7;
  const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const pick = (texts: readonly string[]): string => texts[Math.floor(random() * texts.length)] ?? "";
  const leads: string[] = [];
  const touches: string[] = [];
  for (let i = 0; i < 400; i += 1) {
    const id = `L${String(i).padStart(3, "0")}`;
    const created = Date.UTC(2026, 0, 1) + Math.floor(random() * 150) * 864e5;
    const day = (after: number): string => new Date(created + after * 864e5).toISOString().slice(0, 10);
    const industry = pick(["Chemicals", '"Pulp, paper: 50 %"', "Retail", ""]);
    const headline = pick([
      "Calibration lead",
      "Étalonnage at Werk GmbH",
      "Student of chemistry",
      "Buyer",
      ""
    ]);
    const kinds = ["reply", "profile_visit", "visit", "invitation_sent", "invitation_accepted"];
    const events = Array.from({length: Math.floor(random() * 6)}, () => pick(kinds));
    const chance =
      0.1 +
      (industry === "Chemicals" ? 0.2 : 0) +
      (/alibration|talonnage/.test(headline) ? 0.15 : 0) +
      (events.includes("reply") ? 0.2 : 0);
    const won = random() < chance;
    leads.push(
      [
        id,
        day(0),
        `S${1 + (i % 3)}`,
        industry,
        headline,
        pick(["Student", "Calibration", ""]),
        won,
        won ? day(80) : ""
      ].join(",")
    );
    events.forEach((kind) =>
      touches.push(
        [
          day(Math.floor(random() * 29)),
          `S${1 + (i % 3)}`,
          kind === "visit" ? "web" : "linkedin",
          kind,
          id
        ].join(",")
      )
    );
  }
  return {
    "sellers.csv": "seller_id,name,region,team\nS1,Ada,North,A\nS2,Bo,North,B\nS3,Cleo,South,C\n",
    "leads.csv": `lead_id,created_on,seller_id,industry,headline,job_title,won,won_on\n${leads.join("\n")}\n`,
    "engagement.csv": `happened_on,seller_id,channel,kind,lead_id\n${touches.join("\n")}\n`
  };
}

async function open(path: string, width = 1280): Promise<{page: Page; troubles: Troubles}> {
  const opened = await openPage(browser, `${site.url}${path}`, {
    locale: "en-GB",
    viewport: {width, height: 900},
    permissions: ["clipboard-read", "clipboard-write"]
  });
  await opened.page.waitForLoadState("networkidle");
  return opened;
}

async function ask({rows}: Made, name: string, args: MetricArgs = {}): Promise<Row[]> {
  return rows(callSql(name, args));
}

/** Conversion by tenth from the highest score; leads with equal scores share their wins. */
async function tenths({rows}: Made, region: string | null): Promise<string[]> {
  const scored = await rows(
    `SELECT value, avg(won::INT) OVER (PARTITION BY value) AS won FROM lead_scores s JOIN leads USING (number)
    WHERE s.score = 'ours' AND ${region === null ? "true" : `region = '${region}'`} ORDER BY value DESC`
  );
  const shares = scored.map(({won}) => Number(won));
  const leads = shares.length;
  const size = (d: number): number => Math.floor(leads / 10) + (d < leads % 10 ? 1 : 0);
  return Array.from({length: 10}, (_, d) => {
    const tenth = shares.splice(0, size(d));
    return format.percent(tenth.reduce((sum, x) => sum + x, 0) / tenth.length);
  });
}

/** "71.4 times in 100 (65.0 to 77.9", as the page writes the AUC of our score. */
async function verdict(of: Made, region: string | null): Promise<string> {
  const [row] = await ask(of, "lead_score_quality", region === null ? {} : {region});
  const [auc, low, high] = ["auc", "auc_low", "auc_high"].map((c) =>
    format.decimal(Number(row?.[c]) * 100, 1)
  );
  return `${auc} times in 100 (${low} to ${high}`;
}

/** Moves points of rules and the half-life in the page, as a reader types them. */
async function move(page: Page, moves: Readonly<Record<string, number>>): Promise<void> {
  for (const [label, value] of Object.entries(moves))
    await page.getByLabel(label, {exact: true}).fill(String(value));
  await page.locator(".what-if-chart svg").waitFor();
}

const moves = {
  "Right industry": 2,
  "A word of measuring": 9,
  "Visited the seller's profile before accepting": 15,
  Both: -3,
  "Half-life of touches in days": 25
};

describe("what if the points were others", () => {
  it.each([null, "North"])(
    "scores again in the page as the report does with the copied section, region %s",
    async (region) => {
      const {page, troubles} = await open(region === null ? "leads" : `leads?region=${region}`);
      const said = page.locator(".what-if-verdict");
      await said.scrollIntoViewIfNeeded();
      await move(page, moves);
      const chart = page.locator(".what-if-chart svg");
      await page.getByRole("button", {name: "Copy as a section of report.yaml"}).click();
      await page.getByRole("button", {name: "Copied"}).waitFor();
      const section = await page.evaluate(() => navigator.clipboard.readText());
      const changed = await reportOf(await writeWorkspace({...files, "report.yaml": `${head}${section}`}));

      const [then, now] = [await verdict(made, region), await verdict(changed, region)];
      expect(now).not.toBe(then);
      expect(await said.innerText()).toContain(`Better of two leads picked ${now};`);
      expect(await said.innerText()).toContain(`with the settings ${then.split(" ")[0]})`);
      const [before, after] = [await tenths(made, region), await tenths(changed, region)];
      expect(after).not.toEqual(before);
      expect(await chart.getAttribute("aria-label")).toBe(
        `Conversion by tenth of the score, now: ${after.join(", ")}; as set: ${before.join(", ")}`
      );

      await page.getByRole("button", {name: "Back to the settings"}).click();
      await page.waitForFunction(
        () =>
          document.querySelector(".what-if-verdict")?.textContent?.includes("as with the settings") === true
      );
      expect(await chart.getAttribute("aria-label")).toBe(
        `Conversion by tenth of the score, now: ${before.join(", ")}; as set: ${before.join(", ")}`
      );
      expect(troubles).toEqual(none);
      await page.context().close();
    },
    2 * minutes
  );

  it(
    "takes no number that is not one, and keeps what was typed before",
    async () => {
      const {page, troubles} = await open("leads");
      await move(page, {"Right industry": 2});
      const before = await page.locator(".what-if-chart svg").getAttribute("aria-label");
      await page.getByLabel("Right industry", {exact: true}).fill("");
      await page.getByLabel("Half-life of touches in days", {exact: true}).fill("0");
      expect(await page.locator(".what-if-chart svg").getAttribute("aria-label")).toBe(before);
      await page.getByRole("button", {name: "Copy as a section of report.yaml"}).click();
      await page.getByRole("button", {name: "Copied"}).waitFor();
      const section = await page.evaluate(() => navigator.clipboard.readText());
      expect(section).toContain("half_life_days: 40");
      expect(section).toContain('name: "right industry"');
      expect(section).toMatch(/name: "right industry".*points: 2}/);
      expect(troubles).toEqual(none);
      await page.context().close();
    },
    minutes
  );
});

/** What the list shows, row by row, headings first. */
async function listed(page: Page): Promise<string[][]> {
  return page
    .locator(".priorities table")
    .evaluate((table) =>
      [...table.querySelectorAll("tr")].map((row) =>
        [...row.children].map((cell) => (cell.firstChild?.textContent ?? "").trim())
      )
    );
}

describe("the Priorities page", () => {
  it(
    "lists the leads in the order of their scores with the reasons, and follows filters and choices",
    async () => {
      const {page, troubles} = await open("priorities");
      const expected = await ask(made, "lead_priorities");
      expect(expected.length).toBeGreaterThan(100);
      const write = (row: Row): string[] => [
        String(row["place"]),
        String(row["lead_id"]),
        String(row["band"]),
        format.decimal(Number(row["score"])),
        String(row["seller_id"])
      ];
      const of = (rows: string[][]): string[][] => rows.slice(1).map((cells) => cells.slice(0, 5));
      await page.locator(".priorities table").waitFor();
      expect(of(await listed(page))).toEqual(expected.slice(0, 50).map(write));
      const [first = {}] = expected;
      const why = String(first["reasons"]).replaceAll("; ", ", ");
      expect(await page.locator(".answer").innerText()).toContain(
        `First comes ${String(first["lead_id"])}: ${why}`
      );
      expect(await page.locator(".answer").innerText()).toContain(
        `${expected.length} leads wait to be called`
      );

      await page.getByRole("combobox", {name: "Band"}).selectOption("B");
      await page.getByLabel("Seller", {exact: true}).fill("s2");
      await page.waitForFunction(() =>
        [...document.querySelectorAll(".priorities tbody tr")].every(
          (row) => row.children[4]?.textContent === "S2"
        )
      );
      const narrowed = expected.filter((row) => row["band"] === "B" && row["seller_id"] === "S2");
      expect(narrowed.length).toBeGreaterThan(0);
      expect(of(await listed(page))).toEqual(narrowed.slice(0, 50).map(write));
      const [saved] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", {name: "Save this list as CSV"}).click()
      ]);
      const lines = (await readFile(await saved.path(), "utf8")).trim().split(/\r?\n/).slice(1);
      expect(lines.map((line) => line.split(",")[1])).toEqual(narrowed.map((row) => row["lead_id"]));
      expect(troubles).toEqual(none);
      await page.context().close();
    },
    minutes
  );

  it(
    "writes names of rules within a sentence as the settings do",
    async () => {
      const {page} = await open("priorities");
      await page.locator(".priorities table").waitFor();
      await page.evaluate(() => document.querySelector<HTMLButtonElement>(".table-more")?.click());
      const text = await page.locator(".priorities").innerText();
      expect(text).toContain(", a word of measuring in the headline");
      expect(text).toMatch(/, GmbH or AG/);
      expect(text).not.toMatch(/, (A word|gmbH|Right|Visited|Replied)/);
      await page.context().close();
    },
    minutes
  );

  it(
    "shows why under the lead on a phone, without sideways scrolling",
    async () => {
      const {page, troubles} = await open("priorities", 390);
      const row = page.locator(".priorities tbody tr").first();
      await row.waitFor();
      const [first = {}] = await ask(made, "lead_priorities");
      const below = row.locator(".narrow-only");
      expect((await below.innerText()).toLowerCase()).toContain(
        String(first["reasons"]).split("; ")[0]?.toLowerCase()
      );
      const box = await below.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
      expect(await row.locator(".wide-only").isVisible()).toBe(false);
      for (const heading of ["Band", "Score"]) {
        const right = await page.getByRole("button", {name: heading, exact: true}).boundingBox();
        expect((right?.x ?? 0) + (right?.width ?? 999), heading).toBeLessThanOrEqual(390);
      }
      await page.setViewportSize({width: 1280, height: 900});
      expect(await below.isVisible()).toBe(false);
      expect(await row.locator(".wide-only").isVisible()).toBe(true);
      expect(troubles).toEqual(none);
      await page.context().close();
    },
    minutes
  );
});
