import {readFile, readdir, truncate, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {serveSite, type ServedSite} from "../../loaders/site/server.js";
import {projectCopy, runCommand} from "../project-copy.js";
import {temporaryFolder, writeWorkspace} from "../workspace-of.js";
import {axe, launchBrowser, openPage} from "./harness.js";

const minutes = 60_000;
const passphrase = "seven slow herons";
const title = "Larkspur quarterly review";
const days = Array.from(
  {length: 30},
  (_, index) =>
    `d${index},s1,2026-01-01,2026-02-01,${index % 3 ? "won" : "lost"},100,${index % 2 ? "social" : "inbound"}`
);

let browser: Browser;
let site: ServedSite;
let out: string;

beforeAll(async () => {
  const project = await projectCopy();
  const data = await writeWorkspace({
    "report.yaml": `title: ${title}\nas_of: 2026-03-31\ndefault_period: all\nsources:\n  sellers: {file: sellers.csv}\n  deals: {file: deals.csv}\n`,
    "sellers.csv": "seller_id,region,team\ns1,Northumbria,Heronry\n",
    "deals.csv": `deal_id,seller_id,created_on,closed_on,outcome,amount,source\n${days.join("\n")}\n`
  });
  out = join(await temporaryFolder(), "site");
  const args = [
    "build",
    "--data",
    data,
    "--out",
    out,
    "--audience",
    "enablement",
    "--passphrase",
    passphrase
  ];
  const {code, err} = await runCommand(args, {cwd: project});
  if (code !== 0) throw new Error(err);
  site = await serveSite({dir: out, port: 0});
  browser = await launchBrowser();
}, 5 * minutes);

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function answer(page: Page, text: string): Promise<void> {
  await page.getByLabel("Passphrase").fill(text);
  await page.keyboard.press("Enter");
}

async function built(pattern: RegExp): Promise<string> {
  const files = await readdir(join(out, "_file/data/report"), {recursive: true});
  return join(out, "_file/data/report", files.find((file) => pattern.test(file)) ?? "missing");
}

describe(
  "a protected site",
  () => {
    it("holds neither title, nor region, nor figure in any of its files", async () => {
      const files = (await readdir(out, {recursive: true, withFileTypes: true})).filter((file) =>
        file.isFile()
      );
      expect(files.length).toBeGreaterThan(20);
      for (const file of files) {
        const contents = await readFile(join(file.parentPath, file.name));
        for (const secret of [title, "Northumbria", "Heronry", 'won_amount":', passphrase])
          expect(contents.includes(secret), `${secret} in ${file.name}`).toBe(false);
      }
    });

    it("asks for the passphrase, refuses a wrong one in a sentence, opens with the right one, engine included", async () => {
      const {page, troubles} = await openPage(browser, `${site.url}revenue`);
      await page.getByLabel("Passphrase").waitFor();
      expect(await axe(page)).toEqual([]);
      await answer(page, "seven slow hens, maybe");
      await page.getByText("This passphrase does not open the report. Check it and type it again.").waitFor();
      expect(await page.locator(".card").count()).toBe(0);
      await answer(page, passphrase);
      await page.locator(".card .card-value", {hasText: /\d/}).first().waitFor();
      await page.locator("#filter-period").selectOption("2026-Q1");
      await page.waitForFunction(() => performance.getEntriesByName("charts-drawn").length > 0);
      expect(await page.locator(".failure").count()).toBe(0);
      expect(troubles).toEqual({console: [], errors: [], failed: [], foreign: []});
      await page.goto(`${site.url}adoption`);
      await page.locator(".answer").getByText(/\w/).first().waitFor();
      expect(await page.getByLabel("Passphrase").count()).toBe(0);
      await page.context().close();
    });

    it("says in one sentence that a file was changed, or cut short", async () => {
      const view = await built(/first-view.revenue\./);
      const whole = await readFile(view);
      const at = whole.length - 200;
      const changed = Buffer.from(whole);
      changed[at] = changed[at] === 65 ? 66 : 65;
      for (const [spoil, sentence] of [
        [() => writeFile(view, changed), "was changed after it was published"],
        [() => truncate(view, at), "arrived incomplete or was changed"]
      ] as const) {
        await spoil();
        const {page} = await openPage(browser, `${site.url}revenue`);
        await answer(page, passphrase);
        await page.getByText(sentence).waitFor();
        expect(await page.locator(".card").count()).toBe(0);
        await page.context().close();
      }
      await writeFile(view, whole);
    });

    it("says so when the database was cut short", async () => {
      const database = await built(/report\.\w+\.duckdb$/);
      const whole = await readFile(database);
      await truncate(database, whole.length - 100);
      const {page} = await openPage(browser, `${site.url}revenue?period=2026-Q1`);
      await answer(page, passphrase);
      await page
        .getByText(/report\.duckdb arrived incomplete: \d+ of \d+ bytes/)
        .first()
        .waitFor();
      await writeFile(database, whole);
      await page.context().close();
    });
  },
  2 * minutes
);

describe("a short passphrase", () => {
  it("is refused before anything is built", async () => {
    const {code, err} = await runCommand(["build", "--out", out, "--passphrase", "short"]);
    expect(code).toBe(1);
    expect(err).toContain(
      "--passphrase: it has 5 characters, which can be guessed by trying. Give at least 12"
    );
  });
});
