import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {DuckDBInstance} from "@duckdb/node-api";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {ServedSite} from "../../loaders/site/server.js";
import {starterOf} from "../../src/notebook/gallery.js";
import {toFragment} from "../../src/notebook/link.js";
import {fromPage, pageName, toPage} from "../../src/notebook/page-file.js";
import type {Notebook} from "../../src/notebook/document.js";
import {projectCopy, runCommand} from "../project-copy.js";
import {temporaryFolder} from "../workspace-of.js";
import {axe, launchBrowser, openPage, serveReport, type OpenedPage} from "./harness.js";

const minutes = 60_000;
const evil = "<img src=x onerror=document.title='taken'>";
const starter = starterOf("win-rate")!;
const noTroubles = {console: [], errors: [], failed: [], foreign: []};

let browser: Browser;
let site: ServedSite;
let said = "";

beforeAll(async () => {
  const project = await projectCopy();
  const data = fileURLToPath(new URL("../../data", import.meta.url));
  await writeFile(join(project, `src/${pageName(starter.title)}.md`), toPage(starter));
  for (const args of [
    ["new", "page", "Win rate by manager"],
    ["new", "metric", "win_rate_by_manager"]
  ]) {
    const {code, out, err} = await runCommand(args, {cwd: project});
    if (code !== 0) throw new Error(err);
    said += out;
  }
  site = await serveReport(project, ["--data", data]);
  const again = await runCommand(["new", "page", "Win rate by manager"], {cwd: project});
  said += `${again.code} ${again.err}`;
  browser = await launchBrowser();
}, 6 * minutes);

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const open = (fragment = "", options = {}): Promise<OpenedPage> =>
  openPage(browser, `${site.url}notebook${fragment}`, {locale: "en-GB", ...options});

/** Goes to the selected cell as a reader does who has no mouse. */
async function tabToCell(page: Page): Promise<void> {
  await page.waitForSelector(".cell");
  for (let i = 0; i < 60; ++i) {
    if (await page.evaluate(() => document.activeElement?.classList.contains("cell"))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("No cell can be reached with the Tab key.");
}

async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

const cell = (page: Page, index: number) => page.locator(".cell").nth(index);

async function settled(page: Page, index: number, state = "done"): Promise<void> {
  await page.waitForFunction(
    ([i, wanted]) => document.querySelectorAll<HTMLElement>(".cell")[i]?.dataset["state"] === wanted,
    [index, state] as const,
    {timeout: 60_000}
  );
}

/** The cells of a grid as they are shown. */
async function grid(page: Page, index: number): Promise<string[][]> {
  return cell(page, index)
    .locator(".grid-body .grid-row:not([hidden])")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((each) => each.textContent ?? "")));
}

describe("queries, with the keyboard alone", () => {
  let opened: OpenedPage;
  let page: Page;
  beforeAll(async () => {
    opened = await open();
    page = opened.page;
    await tabToCell(page);
  });

  it("run, and what selects from them runs after them, and nothing else", async () => {
    await write(page, "SELECT 1 AS a UNION ALL SELECT 2 ORDER BY a");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.insertText("SELECT sum(a) AS s FROM query");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.insertText("SELECT random() AS r");
    await page.keyboard.press("Control+Enter");
    for (const i of [0, 1, 2]) await settled(page, i);
    expect(await grid(page, 0)).toEqual([["1"], ["2"]]);
    expect(await grid(page, 1)).toEqual([["3"]]);
    const [random] = await grid(page, 2);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("k");
    await write(page, "SELECT 5 AS a");
    await page.keyboard.press("Control+Enter");
    await page.waitForFunction(
      () => document.querySelectorAll(".cell")[1]?.querySelector(".grid-body")?.textContent === "5"
    );
    expect(await grid(page, 2)).toEqual([random]);
    expect(await cell(page, 0).locator(".cell-status").innerText()).toMatch(/^1 row · \d+ ms$/);
  });

  it("tell a fault in words, at its place", async () => {
    await write(page, "SELECT amonut\nFROM deals");
    await page.keyboard.press("Control+Enter");
    await settled(page, 0, "failed");
    expect(await cell(page, 0).locator(".cell-failure").innerText()).toMatch(
      /Referenced column "amonut" not found in FROM clause/
    );
    expect(await cell(page, 0).locator(".error-place").allInnerTexts()).toEqual(["amonut"]);
    expect(await cell(page, 1).locator(".cell-failure").innerText()).toBe(
      "This rests on query, which could not be run."
    );
  });

  it.each([
    ["DELETE FROM deals", /A cell asks and changes nothing/],
    ["FROM query_2", /query selects from query_2 selects from query: this goes in a circle/],
    ["FROM read_csv('/index.html')", /file system operations are disabled/],
    ["SELECT 1; SELECT 2", /A cell holds one query/]
  ])("refuse %s", async (text, message) => {
    await write(page, text);
    await page.keyboard.press("Control+Enter");
    await page.waitForFunction(
      (source) => new RegExp(source).test(document.querySelector(".cell-failure")?.textContent ?? ""),
      message.source
    );
  });

  it("show text of the data as text", async () => {
    await write(page, `SELECT '${evil.replaceAll("'", "''")}' AS x`);
    await page.keyboard.press("Control+Enter");
    await settled(page, 0);
    expect(await grid(page, 0)).toEqual([[evil]]);
  });

  it("complete names, and say what they mean", async () => {
    await page.waitForFunction(() => document.querySelector(".engine-state")?.textContent === "");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("FROM deals_b");
    await page.keyboard.press("Control+Space");
    await page.waitForSelector(".cm-tooltip-autocomplete");
    expect(await page.locator(".cm-completionInfo").innerText()).toMatch(
      /deals_by · metric\s+Deals compared/
    );
    // The list takes no key at first, so that a line end that was meant is not taken for a choice.
    await page.waitForTimeout(200);
    await page.keyboard.press("Enter");
    await page.keyboard.insertText("'region'");
    expect(await page.locator(".cm-content").innerText()).toBe("FROM deals_by('region')");
    await page.keyboard.press("End");
    await page.keyboard.type(" -- deals");
    await page.keyboard.press("Control+Space");
    await page.waitForTimeout(300);
    expect(await page.locator(".cm-tooltip-autocomplete").count(), "in a comment").toBe(0);
    await page.keyboard.press("Control+Enter");
    await settled(page, 0);
    expect((await grid(page, 0)).map(([key]) => key)).toContain("EMEA");
  });

  it("can be stopped, and others run afterwards", async () => {
    await write(page, "SELECT count(*) FROM range(1000000) a(i), range(1000000) b(j) WHERE (i * j) % 7 = 3");
    await page.keyboard.press("Control+Enter");
    await settled(page, 0, "running");
    await page.keyboard.press("i");
    await page.keyboard.press("i");
    await settled(page, 0, "stopped");
    await write(page, "SELECT 42 AS x");
    await page.keyboard.press("Control+Enter");
    await settled(page, 0);
    expect(await grid(page, 0)).toEqual([["42"]]);
  });

  it(
    "of 50 million rows stop at a stated limit; a million rows are shown, sorted, summarised",
    async () => {
      await write(page, "SELECT i FROM range(50000000) t(i)");
      await page.keyboard.press("Control+Enter");
      await settled(page, 0);
      expect(await cell(page, 0).locator(".cell-failure").innerText()).toMatch(
        /more than 2,000,000 rows and was stopped there\. Add a LIMIT/
      );
      await write(
        page,
        "SELECT i, 'n' || i AS t, CASE WHEN i % 4 = 0 THEN NULL ELSE i % 10 END AS k FROM range(1000000) t(i)"
      );
      await page.keyboard.press("Control+Enter");
      await page.waitForFunction(
        () => /^1,000,000 rows/.test(document.querySelector(".cell-status")?.textContent ?? ""),
        null,
        {timeout: 60_000}
      );
      expect(await page.locator(".grid-body .grid-row").count()).toBeLessThan(60);
      await page.waitForFunction(
        () => /25.% missing/.test(document.querySelector(".grid-header")?.textContent ?? ""),
        null,
        {timeout: 60_000}
      );
      await page.keyboard.press("Tab");
      for (
        let i = 0;
        i < 20 &&
        !(await page.evaluate(() => document.activeElement?.matches(".grid-head:first-child button")));
        ++i
      )
        await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.waitForFunction(
        () => document.querySelector(".grid-body .grid-cell")?.textContent === "999,999",
        null,
        {timeout: 60_000}
      );
      await page.keyboard.press("Escape");
    },
    3 * minutes
  );

  it("troubled nobody", () => expect(opened.troubles).toEqual(noTroubles));
});

describe("a notebook", () => {
  it("is kept with its versions, and undone also after the page was loaded again", async () => {
    const {page} = await open();
    await tabToCell(page);
    await write(page, "SELECT 1 AS kept");
    await page.keyboard.press("Escape");
    await page.waitForTimeout(1600);
    await page.keyboard.press("b");
    await page.keyboard.press("m");
    await write(page, `## Seen ${evil}<script>document.title='taken'</script>`);
    await page.keyboard.press("Escape");
    await page.keyboard.press("d");
    await page.keyboard.press("d");
    expect(await page.locator(".cell").count()).toBe(1);
    await page.waitForTimeout(600);
    await page.reload();
    await tabToCell(page);
    await page.keyboard.press("z");
    expect(await page.locator(".cell").count()).toBe(2);
    expect(await cell(page, 1).locator("h2").innerText()).toMatch(/^Seen/);
    expect(await cell(page, 1).locator("img, script").count()).toBe(0);
    expect(await page.title()).not.toBe("taken");
    await page.keyboard.press("Shift+Z");
    expect(await page.locator(".cell").count()).toBe(1);
    await page.context().close();
  });

  it("of someone else is shown, runs nothing before the reader says so, and tells what is gone", async () => {
    const foreign: Notebook = {
      title: evil,
      snapshot: {as_of: "2020-01-01", fingerprint: "other"},
      cells: [
        {id: "c1", kind: "text", text: `# Hello ${evil}`},
        {id: "c2", kind: "sql", name: "mine", text: "SELECT 7 AS seven"},
        {id: "c3", kind: "sql", name: "gone", text: "FROM no_such_table"}
      ]
    };
    const {page, troubles} = await open(await toFragment(foreign));
    await tabToCell(page);
    expect(await page.locator(".notices").innerText()).toMatch(
      /made by someone else\. Nothing of it has been run/
    );
    await page.keyboard.press("j");
    await page.keyboard.press("Control+Enter");
    await page.waitForFunction(
      () => /no_such_table/.test(document.querySelector(".notices")?.textContent ?? ""),
      null,
      {timeout: 60_000}
    );
    expect(await page.locator(".notices").innerText()).toMatch(/written for figures to 1 Jan 2020/);
    expect(await cell(page, 1).getAttribute("data-state")).toBe("idle");
    await page.getByRole("button", {name: "Run this notebook"}).focus();
    await page.keyboard.press("Enter");
    await settled(page, 1);
    expect(await grid(page, 1)).toEqual([["7"]]);
    expect(await page.title()).not.toBe("taken");
    expect(troubles).toEqual(noTroubles);
    await page.context().close();
  });

  it("in a damaged link is refused in words", async () => {
    const {page} = await open("#notebook=damaged");
    await page.waitForSelector(".cell");
    expect(await page.locator(".notices").innerText()).toMatch(/The link is damaged/);
    await page.context().close();
  });

  it("shows its keys", async () => {
    const {page} = await open();
    await tabToCell(page);
    await page.keyboard.press("h");
    expect(await page.locator("dialog.panel").innerText()).toMatch(/Run the cell and go to the next/);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("dialog.panel").count()).toBe(0);
    await page.context().close();
  });
});

describe("files of the reader", () => {
  it(
    "are joined with the report, and stay in the browser",
    async () => {
      const folder = await temporaryFolder();
      const database = join(folder, "own.duckdb");
      const connection = await (await DuckDBInstance.create(database)).connect();
      await connection.run("CREATE TABLE goals AS SELECT 'EMEA' AS region, 3 AS goal");
      await connection.run("CHECKPOINT");
      connection.closeSync();
      await writeFile(join(folder, "heads.csv"), "region,head\nEMEA,Ada\nAPAC,Grace\n");
      await writeFile(
        join(folder, "notes.jsonl"),
        '{"region": "EMEA", "note": "a, b"}\n{"region": "APAC"}\n'
      );
      await writeFile(join(folder, "bad.jsonl"), "{\n");
      const {page, troubles, requests} = await open();
      await tabToCell(page);
      const before = requests.length;
      await page
        .locator(".notebook-bar input[type=file]")
        .setInputFiles(
          ["heads.csv", "notes.jsonl", "own.duckdb", "bad.jsonl"].map((name) => join(folder, name))
        );
      await page.waitForFunction(() => document.querySelectorAll(".brought p").length === 3, null, {
        timeout: 60_000
      });
      expect(await page.locator(".brought").innerText()).toMatch(
        /heads\.csv stays in this browser and goes nowhere\. Ask it as heads\./
      );
      expect(await page.locator(".notices").innerText()).toMatch(/bad\.jsonl line 1: this is not JSON/);
      await tabToCell(page);
      await write(
        page,
        "SELECT h.head, n.note, g.goal, count(*) AS sellers\nFROM sellers s JOIN heads h USING (region) LEFT JOIN notes n USING (region) LEFT JOIN own.goals g USING (region)\nGROUP BY ALL ORDER BY h.head"
      );
      await page.keyboard.press("Control+Enter");
      await settled(page, 0);
      expect(await grid(page, 0)).toEqual([
        ["Ada", "a, b", "3", "42"],
        ["Grace", "–", "–", "24"]
      ]);
      expect(
        requests.slice(before).filter((path) => !/_file|_node|_import|_observablehq/.test(path))
      ).toEqual([]);
      expect(troubles).toEqual(noTroubles);
      await page.context().close();
    },
    2 * minutes
  );
});

/** Drops files on the page, as a reader does who drags them out of a folder. */
async function drop(page: Page, files: Readonly<Record<string, string>>): Promise<boolean> {
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const [name, text] of Object.entries(given)) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  const {taken} = await page.locator(".notebook").evaluate((element, dataTransfer) => {
    const options = {dataTransfer, bubbles: true, cancelable: true};
    // Without an answer to "dragover" the browser would open the file in place of the page.
    const over = !element.dispatchEvent(new DragEvent("dragover", options));
    return {taken: over && !element.dispatchEvent(new DragEvent("drop", options))};
  }, data);
  return taken;
}

describe("what is dropped on the page", () => {
  it("becomes a table that is asked beside the report; what is none is refused in words", async () => {
    const {page, troubles} = await open();
    await tabToCell(page);
    expect(
      await drop(page, {
        "Heads 2026.csv": "region;head;goal\nEMEA;Ädä;1,5\nAPAC;Grace;2,5\n",
        "photo.png": "no table",
        "empty.csv": ""
      })
    ).toBe(true);
    await page.waitForFunction(() => document.querySelectorAll(".notices p").length === 2, null, {
      timeout: 60_000
    });
    expect(await page.locator(".brought p").allInnerTexts()).toEqual([
      "Heads 2026.csv stays in this browser and goes nowhere. Ask it as heads_2026."
    ]);
    expect(await page.locator(".notices p").allInnerTexts()).toEqual([
      "photo.png: only .csv, .tsv, .txt, .jsonl, .ndjson and .duckdb files can be brought.",
      "empty.csv is empty."
    ]);
    await write(
      page,
      "SELECT h.head, count(*) AS sellers\nFROM sellers s JOIN heads_2026 h USING (region)\nGROUP BY ALL ORDER BY h.head"
    );
    await page.keyboard.press("Control+Enter");
    await settled(page, 0);
    expect(await grid(page, 0)).toEqual([
      ["Grace", "24"],
      ["Ädä", "42"]
    ]);
    expect(troubles).toEqual(noTroubles);
    await page.context().close();
  });

  it("as a notebook of Jupyter is shown as text, and runs nothing", async () => {
    const {page, troubles} = await open();
    await tabToCell(page);
    const file = {
      metadata: {language_info: {name: "python"}},
      cells: [
        {cell_type: "markdown", source: `# From elsewhere\n\n${evil}`},
        {cell_type: "code", source: "document.title = 'taken'\nSELECT 1", outputs: []}
      ]
    };
    expect(await drop(page, {"else.ipynb": JSON.stringify(file)})).toBe(true);
    await page.waitForFunction(() =>
      /made by someone else/.test(document.querySelector(".notices")?.textContent ?? "")
    );
    expect(await page.getByLabel("Title of the notebook").inputValue()).toBe("From elsewhere");
    expect(await page.locator(".cell").count()).toBe(2);
    expect((await cell(page, 1).locator("pre").innerText()).trimEnd()).toBe(
      "document.title = 'taken'\nSELECT 1"
    );
    expect(await page.locator(".cell img, .cell script, .cell .cm-editor, .cell .grid-body").count()).toBe(0);
    expect(await page.title()).not.toBe("taken");
    expect(await drop(page, {"damaged.ipynb": "{"})).toBe(true);
    await page.waitForFunction(() =>
      /damaged is damaged or no notebook/.test(document.querySelector(".notices")?.textContent ?? "")
    );
    expect(troubles).toEqual(noTroubles);
    await page.context().close();
  });
});

describe("the files of a cell", () => {
  /** Goes to a button of a cell with the Tab key, presses it and takes the file. */
  async function saved(page: Page, index: number, label: string): Promise<{name: string; bytes: Buffer}> {
    const at = (): Promise<boolean> =>
      page.evaluate(
        ([i, words]) => {
          const {activeElement} = document;
          return (
            activeElement?.textContent === words &&
            activeElement.closest(".cell") === document.querySelectorAll(".cell")[i]
          );
        },
        [index, label] as const
      );
    for (let i = 0; i < 120 && !(await at()); ++i) await page.keyboard.press("Tab");
    expect(await at(), label).toBe(true);
    const downloading = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    const file = await downloading;
    return {name: file.suggestedFilename(), bytes: await readFile(await file.path())};
  }

  it("hold its rows as CSV and its chart as PNG", async () => {
    const notebook: Notebook = {
      title: "Files",
      snapshot: null,
      cells: [
        {
          id: "c1",
          kind: "sql",
          name: "by_hand",
          text: "SELECT * FROM (VALUES ('a, \"b\"', 1.5, DATE '2026-09-30', true), ('=ü', NULL, NULL, false)) v(word, figure, day, yes)"
        },
        {
          id: "c2",
          kind: "chart",
          of: "by_hand",
          chart: {
            mark: "bar",
            x: "word",
            y: "figure",
            colour: null,
            facet: null,
            aggregate: "sum",
            sort: "rows"
          }
        }
      ]
    };
    const {page, troubles} = await open(await toFragment(notebook), {acceptDownloads: true});
    await page.getByRole("button", {name: "Run this notebook"}).focus();
    await page.keyboard.press("Enter");
    for (const i of [0, 1]) await settled(page, i);
    const csv = await saved(page, 0, "CSV");
    expect(csv.name).toBe("by-hand.csv");
    // A text that a spreadsheet would take for a formula gets an apostrophe.
    expect(csv.bytes.toString("utf8")).toBe(
      `\ufeffword,figure,day,yes\r\n"a, ""b""",1.5,2026-09-30,true\r\n'=ü,,,false\r\n`
    );

    await cell(page, 1).locator(".cell-output svg").waitFor();
    const drawn = await cell(page, 1)
      .locator(".cell-output svg")
      .evaluate((svg) => {
        const {width, height} = svg.getBoundingClientRect();
        const bars = [...svg.querySelectorAll("rect")].map((rect) => ({
          area: rect.getBoundingClientRect().width * rect.getBoundingClientRect().height,
          fill: getComputedStyle(rect).fill
        }));
        return {width, height, bar: bars.sort((one, other) => other.area - one.area)[0]!};
      });
    const png = await saved(page, 1, "PNG");
    expect(png.name).toBe("by-hand.png");
    const picture = await page.evaluate(
      async ([base64, fill]) => {
        const image = new Image();
        image.src = `data:image/png;base64,${base64}`;
        await image.decode();
        const {width, height} = image;
        const pen = Object.assign(document.createElement("canvas"), {width, height}).getContext("2d")!;
        pen.drawImage(image, 0, 0);
        const {data} = pen.getImageData(0, 0, width, height);
        let inBar = 0;
        for (let i = 0; i < data.length; i += 4)
          if (`rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})` === fill) inBar += 1;
        return {width, height, inBar};
      },
      [png.bytes.toString("base64"), drawn.bar.fill] as const
    );
    // At twice the size of the chart, with its margins and its title; the bar is as large as on the page.
    expect(picture.width).toBe(Math.floor((drawn.width + 48) * 2));
    expect(picture.height).toBeGreaterThan(drawn.height * 2);
    expect(picture.inBar / (4 * drawn.bar.area)).toBeCloseTo(1, 1);
    expect(drawn.bar.area).toBeGreaterThan(1000);
    expect(troubles).toEqual(noTroubles);
    await page.context().close();
  });
});

describe("a notebook and a page", () => {
  it(
    "show the same figures, and the page comes back as the notebook",
    async () => {
      const {page, troubles} = await open("#starter=win-rate");
      await tabToCell(page);
      const last = starter.cells.length - 1;
      await settled(page, last);
      const bySource = starter.cells.findIndex((each) => "name" in each && each.name === "by_source");
      const shown = await grid(page, bySource);
      expect(shown.length).toBeGreaterThan(3);
      const built = await openPage(browser, `${site.url}${pageName(starter.title)}`, {locale: "en-GB"});
      await built.page.waitForSelector("figure.notebook-chart svg", {timeout: 60_000});
      const tables = await built.page
        .locator("main table tbody")
        .evaluateAll((bodies) =>
          bodies.map((body) =>
            [...body.querySelectorAll("tr")].map((row) =>
              [...row.children].map((each) => (each.textContent ?? "").trim())
            )
          )
        );
      expect(tables[1]).toEqual(shown);
      expect(fromPage(toPage(starter))).toEqual(starter);
      expect(built.troubles).toEqual(noTroubles);
      expect(troubles).toEqual(noTroubles);

      // The input changes what rests on it, and only that.
      const regions = await cell(page, 1).locator(".cell-status").innerText();
      for (
        let i = 0;
        i < 40 && !(await page.evaluate(() => document.activeElement?.matches(".input-control select")));
        ++i
      )
        await page.keyboard.press("Tab");
      await page.keyboard.press("E");
      await page.waitForFunction(
        (first) => document.querySelectorAll(".cell")[3]?.querySelector(".grid-body")?.textContent !== first,
        shown.flat().join(""),
        {timeout: 60_000}
      );
      await settled(page, last);
      expect(await grid(page, bySource)).not.toEqual(shown);
      expect(await cell(page, 1).locator(".cell-status").innerText()).toBe(regions);
      await page.context().close();
      await built.page.context().close();
    },
    3 * minutes
  );

  it("are saved as files", async () => {
    const {page} = await open("#starter=win-rate", {acceptDownloads: true});
    await tabToCell(page);
    await page.getByRole("button", {name: "Hand it on"}).focus();
    await page.keyboard.press("Enter");
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", {name: "Save as a page"}).focus();
    await page.keyboard.press("Enter");
    const file = await downloading;
    expect(file.suggestedFilename()).toBe("are-social-deals-won-more-often.md");
    expect(fromPage(await readFile(await file.path(), "utf8")).cells).toEqual(starter.cells);
    const saving = page.waitForEvent("download");
    await page.getByRole("button", {name: "Save for Jupyter"}).focus();
    await page.keyboard.press("Enter");
    const jupyter = await saving;
    expect(jupyter.suggestedFilename()).toBe("are-social-deals-won-more-often.ipynb");
    await page.keyboard.press("Escape");
    await page.getByRole("button", {name: "Notebooks"}).focus();
    await page.keyboard.press("Enter");
    await page.locator(".panel-file input").setInputFiles({
      name: "again.ipynb",
      mimeType: "application/x-ipynb+json",
      buffer: await readFile(await jupyter.path())
    });
    await page.waitForFunction(() =>
      /made by someone else/.test(document.querySelector(".notices")?.textContent ?? "")
    );
    expect(await page.locator(".cell").count()).toBe(starter.cells.length);
    expect(await page.getByLabel("Title of the notebook").inputValue()).toBe(starter.title);
    await page.context().close();
  });
});

describe("a page that was begun with npm run new", () => {
  it(
    "says what to edit next, is not written over, and shows its figures",
    async () => {
      expect(said).toMatch(/src\/win-rate-by-manager\.md: write the question/);
      expect(said).toMatch(/test\/models\/win-rate-by-manager\.test\.ts: work the expected figure out/);
      expect(said).toMatch(/1 src\/win-rate-by-manager\.md is there already and is not written over/);
      const {page, troubles} = await openPage(browser, `${site.url}win-rate-by-manager`, {locale: "en-GB"});
      await page.waitForSelector(".frame svg", {timeout: 60_000});
      expect(await page.locator(".answer").innerText()).toMatch(/n = \d/);
      expect(await page.locator("main table tbody tr").count()).toBeGreaterThan(2);
      expect(troubles).toEqual(noTroubles);
      await page.context().close();
    },
    2 * minutes
  );
});

describe("the notebook page", () => {
  it.each([
    ["light", 1440],
    ["dark", 390]
  ] as const)(
    "has no serious fault of access in %s at %i",
    async (colorScheme, width) => {
      const {page} = await open("#starter=win-rate", {colorScheme, viewport: {width, height: 900}});
      await tabToCell(page);
      await settled(page, starter.cells.length - 1);
      await page.waitForTimeout(500);
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await page.keyboard.press("Enter");
      expect(await axe(page)).toEqual([]);
      await page.context().close();
    },
    2 * minutes
  );
});
