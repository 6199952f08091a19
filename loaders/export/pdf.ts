import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFString,
  StandardFonts,
  rgb,
  type PDFPage,
  type PDFRef
} from "@cantoo/pdf-lib";
import type {Manifest} from "../manifest.js";
import type {Page as ListedPage} from "../site/pages.js";
import {openDrawn, type ReadSite} from "./site.js";
import {coverHtml, type Chapter} from "./cover.js";

/** Width at which pages are laid out before they are put on paper, in CSS pixels. */
const width = 1000;
const margin = {top: "18mm", bottom: "20mm", left: "16mm", right: "16mm"};

/** The pages of the report as one paginated PDF: cover, table of contents with links, bookmarks and page numbers. */
export async function reportPdf(
  site: ReadSite,
  {pages, manifest}: {pages: readonly ListedPage[]; manifest: Manifest}
): Promise<Uint8Array> {
  const printed: {name: string; pdf: PDFDocument}[] = [];
  for (const page of pages)
    printed.push({name: page.name, pdf: await PDFDocument.load(await printPage(site, page))});
  let chapters = chaptersOf(printed, 1);
  let front = await PDFDocument.load(await printFront(site, manifest, chapters));
  chapters = chaptersOf(printed, front.getPageCount());
  front = await PDFDocument.load(await printFront(site, manifest, chapters));
  return bind(front, printed, {chapters, manifest});
}

async function printPage(site: ReadSite, listed: ListedPage): Promise<Uint8Array> {
  const page = await openDrawn(site, listed, {width, print: true});
  try {
    return await page.pdf({format: "A4", printBackground: true, margin, scale: 0.8});
  } finally {
    await page.context().close();
  }
}

async function printFront(
  {browser}: ReadSite,
  manifest: Manifest,
  chapters: readonly Chapter[]
): Promise<Uint8Array> {
  const page = await browser.newPage();
  try {
    await page.setContent(coverHtml(manifest, chapters));
    return await page.pdf({format: "A4", printBackground: true, margin});
  } finally {
    await page.close();
  }
}

/** The first page of each chapter, counted from 1, behind `front` pages. */
function chaptersOf(printed: readonly {name: string; pdf: PDFDocument}[], front: number): Chapter[] {
  let next = front + 1;
  return printed.map(({name, pdf}) => {
    const chapter = {name, page: next};
    next += pdf.getPageCount();
    return chapter;
  });
}

async function bind(
  front: PDFDocument,
  printed: readonly {pdf: PDFDocument}[],
  {chapters, manifest}: {chapters: readonly Chapter[]; manifest: Manifest}
): Promise<Uint8Array> {
  const whole = await PDFDocument.create();
  for (const pdf of [front, ...printed.map((each) => each.pdf)]) {
    const copied = await whole.copyPages(pdf, pdf.getPageIndices());
    for (const page of copied) whole.addPage(page);
  }
  whole.setTitle(manifest.title, {showInWindowTitleBar: true});
  whole.setLanguage("en");
  whole.setCreationDate(new Date(`${manifest.as_of}T00:00:00Z`));
  whole.setModificationDate(new Date(`${manifest.as_of}T00:00:00Z`));
  const pages = whole.getPages();
  await numberPages(whole, pages);
  linkContents(pages.slice(0, front.getPageCount()), pages);
  addBookmarks(whole, pages, chapters);
  return whole.save();
}

/** The number of each page but the cover, at its foot. */
async function numberPages(whole: PDFDocument, pages: readonly PDFPage[]): Promise<void> {
  const font = await whole.embedFont(StandardFonts.Helvetica);
  for (const [index, page] of pages.entries()) {
    if (index === 0) continue;
    const text = `${index + 1} / ${pages.length}`;
    const x = page.getWidth() - 45 - font.widthOfTextAtSize(text, 8);
    page.drawText(text, {x, y: 28, size: 8, font, color: rgb(0.36, 0.38, 0.42)});
  }
}

/** Links of the table of contents name a page ("https://page.invalid/7"); here they become links to that page. */
function linkContents(contents: readonly PDFPage[], pages: readonly PDFPage[]): void {
  for (const page of contents) {
    const annotations = page.node.Annots();
    for (let index = 0; index < (annotations?.size() ?? 0); index += 1) {
      const link = annotations?.lookup(index, PDFDict);
      const uri = link?.lookupMaybe(PDFName.of("A"), PDFDict)?.lookupMaybe(PDFName.of("URI"), PDFString);
      const target = pages[Number(/\/(\d+)$/.exec(uri?.asString() ?? "")?.[1]) - 1];
      if (!link || !target) continue;
      link.delete(PDFName.of("A"));
      link.set(PDFName.of("Dest"), destination(target));
    }
  }
}

function destination(page: PDFPage): PDFArray {
  const array = PDFArray.withContext(page.doc.context);
  array.push(page.ref);
  array.push(PDFName.of("Fit"));
  return array;
}

/** Bookmarks, one a chapter. */
function addBookmarks(whole: PDFDocument, pages: readonly PDFPage[], chapters: readonly Chapter[]): void {
  const {context} = whole;
  const root = context.nextRef();
  const refs: PDFRef[] = chapters.map(() => context.nextRef());
  for (const [index, {name, page: number}] of chapters.entries()) {
    const [ref, page, previous, next] = [refs[index], pages[number - 1], refs[index - 1], refs[index + 1]];
    if (!ref || !page) continue;
    const item = context.obj({Title: PDFHexString.fromText(name), Parent: root, Dest: destination(page)});
    if (previous) item.set(PDFName.of("Prev"), previous);
    if (next) item.set(PDFName.of("Next"), next);
    context.assign(ref, item);
  }
  const [first, last] = [refs[0], refs.at(-1)];
  if (!first || !last) return;
  context.assign(
    root,
    context.obj({Type: "Outlines", First: first, Last: last, Count: PDFNumber.of(refs.length)})
  );
  whole.catalog.set(PDFName.of("Outlines"), root);
}
