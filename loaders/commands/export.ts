import {mkdir, rename, writeFile} from "node:fs/promises";
import {join, resolve} from "node:path";
import {buildReport} from "../build.js";
import {bytesText, print, secondsSince, tell} from "../console.js";
import {ReportError} from "../errors.js";
import {reportDeck} from "../export/deck.js";
import {readFindings, type PageFindings} from "../export/findings.js";
import {reportPdf} from "../export/pdf.js";
import {firstViewPages, readSite, siteJson, type ReadSite} from "../export/site.js";
import {reportWorkbook, type PageTables} from "../export/workbook.js";
import type {Manifest} from "../manifest.js";
import type {Metric} from "../metrics.js";
import {cacheRoot, projectRoot, shortPath} from "../project.js";
import {givenReport, snapshotOption} from "./build.js";
import {listPages, type Page} from "../site/pages.js";
import {audienceOption, givenAudience, textOption, workspaceOptions, type Command} from "./options.js";

const forms = {
  pdf: "the report on paper: cover, table of contents, page numbers",
  pptx: "a deck: one finding a slide",
  xlsx: "a workbook: every table behind the charts, with definitions"
} as const;
type Form = keyof typeof forms;

export const exportCommand: Command = {
  name: "export",
  summary: "Writes the report as PDF, deck and workbook.",
  options: {
    ...workspaceOptions,
    ...audienceOption("leadership"),
    ...snapshotOption,
    ...Object.fromEntries(
      Object.entries(forms).map(([form, help]) => [form, {type: "boolean", help}] as const)
    ),
    out: {type: "string", value: "DIR", help: "folder the files are written to (default: exports)"}
  },
  notes:
    "Without --pdf, --pptx and --xlsx, all three are written. What a reader sees at the default filters is what is written.",
  async run(given) {
    const start = performance.now();
    const asked = (Object.keys(forms) as Form[]).filter((form) => given.options[form] === true);
    const wanted = asked.length > 0 ? asked : (Object.keys(forms) as Form[]);
    const out = await outFolder(textOption(given, "out", join(projectRoot, "exports")));
    const audience = givenAudience(given, "leadership");
    const report = await givenReport(given, audience);
    const dir = join(cacheRoot, "exported-site", audience);
    await buildReport(report, {
      out: dir,
      onStep: (step) => tell(`  ${step} … ${secondsSince(start)}`)
    });
    const manifest = await siteJson<Manifest>(dir, "data/report/manifest.json");
    const write = async (form: Form, contents: Uint8Array): Promise<void> => {
      const path = join(
        out,
        `report-${manifest.as_of}${audience === "leadership" ? "" : `-${audience}`}.${form}`
      );
      await writeFile(`${path}.part`, contents);
      await rename(`${path}.part`, path);
      print(`${shortPath(path)} (${bytesText(contents.length)}, ${secondsSince(start)})`);
    };
    if (wanted.includes("xlsx")) await write("xlsx", await workbookOf(dir, manifest));
    if (wanted.some((form) => form !== "xlsx"))
      await readSite(dir, async (site) => {
        const pages = await pagesOf(site);
        if (wanted.includes("pdf")) await write("pdf", await reportPdf(site, {pages, manifest}));
        if (wanted.includes("pptx"))
          await write("pptx", await reportDeck(await allFindings(site, pages), manifest));
      });
    return 0;
  }
};

async function outFolder(given: string): Promise<string> {
  const out = resolve(given);
  await mkdir(out, {recursive: true}).catch((error: NodeJS.ErrnoException) => {
    throw new ReportError(
      `--out ${given}: the folder cannot be used (${error.code ?? "unknown"}). Name another.`
    );
  });
  return out;
}

/** The pages that go on paper: those of the site that speak from figures without being asked. */
async function pagesOf({dir}: ReadSite): Promise<Page[]> {
  const viewed = new Set(await firstViewPages(dir));
  return listPages(join(projectRoot, "src")).filter(({path}) =>
    viewed.has(path === "/" ? "index" : path.slice(1))
  );
}

async function allFindings(site: ReadSite, pages: readonly Page[]): Promise<PageFindings[]> {
  const found: PageFindings[] = [];
  for (const page of pages) found.push(await readFindings(site, page));
  return found;
}

async function workbookOf(dir: string, manifest: Manifest): Promise<Uint8Array> {
  const metrics = await siteJson<Metric[]>(dir, "data/report/metrics.json");
  const pages = await Promise.all(
    (await firstViewPages(dir)).map((page) =>
      siteJson<PageTables>(dir, `data/report/first-view/${page}.json`)
    )
  );
  return reportWorkbook(pages, {metrics, manifest});
}
