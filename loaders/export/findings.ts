import type {Locator} from "playwright-core";
import type {Page as ListedPage} from "../site/pages.js";
import {openDrawn, siteFile, type ReadSite} from "./site.js";

/** What a page of the report says: its question, its answer, its cards, and one finding a chart. */
export interface PageFindings {
  readonly name: string;
  readonly question: string;
  readonly answer: readonly string[];
  readonly cards: readonly CardText[];
  readonly findings: readonly Finding[];
}

/** A card in words. */
export interface CardText {
  readonly label: string;
  readonly value: string;
  /** Interval, n and change, where the card has them. */
  readonly more: readonly string[];
}

/** A chart with the sentences around it; sizes are in CSS pixels. */
export interface Finding {
  readonly title: string;
  readonly subtitle: string;
  readonly note: string;
  readonly svg: string;
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Width at which charts are drawn for slides, in CSS pixels. */
const width = 1180;

/** Reads a page of the site as a reader would. A chart that shows no figures, but the reason, is left out. */
export async function readFindings(site: ReadSite, listed: ListedPage): Promise<PageFindings> {
  const page = await openDrawn(site, listed, {width});
  try {
    const main = page.locator("main");
    const pictures = `/${await siteFile(site.dir, "components/png.js")}`;
    return {
      name: listed.name,
      question: (await texts(main, "h1"))[0] ?? "",
      answer: await texts(main, ".answer p"),
      cards: await eachOf(main.locator(".card:not(.card-empty)"), readCard),
      findings: await eachOf(main.locator(".frame:has(.frame-chart svg)"), (frame) =>
        readChart(frame, pictures)
      )
    };
  } finally {
    await page.context().close();
  }
}

async function readCard(card: Locator): Promise<CardText> {
  const [label = ""] = await texts(card, ".card-label");
  const [value = ""] = await texts(card, ".card-value");
  return {label, value, more: await texts(card, ".range-text, .card-n, .card-delta")};
}

async function readChart(frame: Locator, pictures: string): Promise<Finding> {
  const [title = ""] = await texts(frame, ".frame-title");
  const [subtitle = ""] = await texts(frame, ".frame-subtitle");
  const [note = ""] = await texts(frame, ".frame-note");
  const chart = frame.locator(".frame-chart svg").first();
  const svg = await chart.evaluate(async (element, address) => {
    const {chartSvg} = (await import(address)) as {chartSvg: (svg: SVGSVGElement) => Promise<string>};
    return chartSvg(element as SVGSVGElement);
  }, pictures);
  const {width = 1, height = 1} = (await chart.boundingBox()) ?? {};
  const png = await chart.screenshot({animations: "disabled"});
  return {title, subtitle, note, svg, png, width, height};
}

/** The texts of the elements that a selector finds, without those that are blank. */
async function texts(inside: Locator, selector: string): Promise<string[]> {
  const found = await inside.locator(selector).allTextContents();
  return found.map((text) => text.trim()).filter(Boolean);
}

async function eachOf<T>(locator: Locator, read: (one: Locator) => Promise<T>): Promise<T[]> {
  const found: T[] = [];
  for (const one of await locator.all()) found.push(await read(one));
  return found;
}
