import {spawnSync} from "node:child_process";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import * as xlsx from "@e965/xlsx";
import {PDFArray, PDFDict, PDFDocument, PDFName} from "@cantoo/pdf-lib";
import {strFromU8, unzipSync} from "fflate";
import {beforeAll, describe, expect, it} from "vitest";
import {projectCopy, runCommand} from "../project-copy.js";
import {temporaryFolder, writeWorkspace} from "../workspace-of.js";

const minutes = 60_000;
const title = "Ventes & <réseaux> 한국";
const deals = Array.from({length: 60}, (_, index) => {
  const outcome = index % 3 ? "won" : "lost";
  return `d${index},s${index % 12},2026-01-0${1 + (index % 9)},2026-02-01,${outcome},100,${index % 2 ? "social" : "inbound"}`;
});
const sellers = Array.from({length: 12}, (_, index) => `s${index},Secret Name ${index},North,A`);

let out: string;
let pdf: PDFDocument;

beforeAll(async () => {
  const project = await projectCopy();
  out = await temporaryFolder();
  const data = await writeWorkspace({
    "report.yaml": `title: "${title}"\nas_of: 2026-03-31\ndefault_period: all\nsources:\n  sellers: {file: sellers.csv}\n  deals: {file: deals.csv}\n`,
    "sellers.csv": `seller_id,name,region,team\n${sellers.join("\n")}\n`,
    "deals.csv": `deal_id,seller_id,created_on,closed_on,outcome,amount,source\n${deals.join("\n")}\n`
  });
  const {code, err} = await runCommand(["export", "--data", data, "--out", out], {cwd: project});
  if (code !== 0) throw new Error(err);
  pdf = await PDFDocument.load(await readFile(join(out, "report-2026-03-31.pdf")));
}, 5 * minutes);

describe("the PDF", () => {
  it("has a cover, contents that link to pages, bookmarks, and a title", () => {
    expect(pdf.getTitle()).toBe(title);
    const [, contents] = pdf.getPages();
    const links = contents?.node.Annots()?.asArray() ?? [];
    expect(links.length).toBeGreaterThan(5);
    const refs = new Set(pdf.getPages().map(({ref}) => ref));
    for (const index of links.keys()) {
      const link = contents?.node.Annots()?.lookup(index, PDFDict);
      expect(link?.has(PDFName.of("A"))).toBe(false);
      expect(refs.has(link?.lookup(PDFName.of("Dest"), PDFArray).get(0) as never)).toBe(true);
    }
    expect(pdf.catalog.lookup(PDFName.of("Outlines"), PDFDict).get(PDFName.of("Count"))?.toString()).toBe(
      String(links.length)
    );
  });

  it("says on paper what the page says, with page numbers that match the contents", (test) => {
    const found = spawnSync("pdftotext", ["-layout", join(out, "report-2026-03-31.pdf"), "-"], {
      encoding: "utf8"
    });
    if (found.error) return test.skip("pdftotext is not on this machine");
    const sheets = found.stdout.split("\f");
    expect(sheets[0]).toContain("Ventes & <réseaux>");
    expect(sheets[0]).toContain("Figures to 31 March 2026");
    const line = /^\s*Revenue\s+(\d+)\s*$/m.exec(sheets[1] ?? "");
    const page = sheets[Number(line?.[1]) - 1] ?? "";
    expect(page).toContain("What does social selling bring in?");
    expect(page).toContain(`${line?.[1]} / ${pdf.getPageCount()}`);
    expect(found.stdout).not.toContain("Secret Name");
  });
});

describe("the deck", () => {
  it("has a slide for each finding, with the chart as SVG and as a picture, and no name", async () => {
    const entries = unzipSync(new Uint8Array(await readFile(join(out, "report-2026-03-31.pptx"))));
    const names = Object.keys(entries);
    const slides = names
      .filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
      .map((name) => strFromU8(entries[name] ?? new Uint8Array()));
    expect(slides.length).toBeGreaterThan(6);
    expect(slides.some((slide) => slide.includes("What does social selling bring in?"))).toBe(true);
    const charts = names.filter((name) => name.endsWith(".svg"));
    const pictures = names.filter((name) => /^ppt\/media\/.*\.png$/.test(name));
    expect(charts.length).toBeGreaterThan(2);
    expect(pictures.length).toBe(charts.length);
    for (const name of charts)
      expect(strFromU8(entries[name] ?? new Uint8Array())).toMatch(/^<svg[^]*<\/svg>$/);
    for (const name of pictures) expect([...(entries[name] ?? [])].slice(1, 4)).toEqual([80, 78, 71]);
    for (const name of names)
      expect(strFromU8(entries[name] ?? new Uint8Array(), true), name).not.toContain("Secret Name");
  });
});

describe("the workbook", () => {
  it("holds the figures that the page shows, typed", async () => {
    const book = xlsx.read(await readFile(join(out, "report-2026-03-31.xlsx")));
    const name = book.SheetNames.find((each) => each.startsWith("social_share")) ?? "";
    const [row] = xlsx.utils.sheet_to_json<Record<string, number>>(book.Sheets[name] ?? {});
    // 40 of the 60 deals are won; of these, those with an odd number are social.
    expect(row).toMatchObject({
      won_amount: 4000,
      won_deals: 40,
      social_deals: 20,
      social_amount: 2000,
      share: 0.5
    });
    expect(book.SheetNames.at(-1)).toBe("Definitions");
  });
});

describe("an export that cannot be written", () => {
  it("says so in one sentence", async () => {
    const file = join(await temporaryFolder(), "a-file");
    await writeFile(file, "");
    const {code, err} = await runCommand(["export", "--xlsx", "--out", file]);
    expect(code).toBe(1);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toContain("--out");
  });
});
