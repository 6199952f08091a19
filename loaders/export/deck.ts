import {unzipSync, zipSync} from "fflate";
import pptxgen from "pptxgenjs";
import type {Manifest} from "../manifest.js";
import {longDate, shownPeriod} from "./cover.js";
import type {CardText, Finding, PageFindings} from "./findings.js";

const ink = "1F2328";
const muted = "5B626B";
const social = "00708A";
/** The ground on which charts are drawn. */
const paper = "FFFEFB";
const font = "Calibri";
/** A wide slide, in inches. */
const slide = {width: 13.333, height: 7.5, margin: 0.6};
const inner = slide.width - 2 * slide.margin;

/** The library's types are those of a CommonJS module, but Node loads its ES module, whose default is the class. */
const Presentation = "default" in pptxgen ? pptxgen.default : pptxgen;
type Deck = InstanceType<typeof Presentation>;
type Slide = ReturnType<Deck["addSlide"]>;

/** Findings of a page that stand in the deck's main part, those that come first on the page. */
const mainFindings = 2;

/**
 * A deck for the board: a cover, then for each page its answer with the cards and its first findings, one a slide. The
 * other findings stand in an appendix, and none stands twice. The first page, the overview, is shown whole.
 */
export async function reportDeck(pages: readonly PageFindings[], manifest: Manifest): Promise<Uint8Array> {
  const deck = new Presentation();
  deck.layout = "LAYOUT_WIDE";
  deck.title = manifest.title;
  for (const {title} of Object.values(sections)) deck.addSection({title});
  addCover(deck, manifest);
  const pictures: Uint8Array[] = [];
  const add = (finding: Finding, page: PageFindings, section: Section): void => {
    addFinding(deck, finding, {page, manifest, section});
    pictures.push(finding.png);
  };
  const {main, appendix} = partsOf(pages);
  for (const [page, findings] of main) {
    addAnswer(deck, page, manifest);
    for (const finding of findings) add(finding, page, sections.main);
  }
  if (appendix.length > 0) addDivider(deck, appendix);
  for (const [page, findings] of appendix)
    for (const finding of findings) add(finding, page, sections.appendix);
  const made = (await deck.write({outputType: "uint8array"})) as Uint8Array;
  return withPictures(made, pictures);
}

const sections = {main: {title: "Findings"}, appendix: {title: "Appendix"}} as const;
type Section = (typeof sections)[keyof typeof sections];
type Part = (readonly [page: PageFindings, findings: readonly Finding[]])[];

/** What stands in front, and what behind. */
export function partsOf(pages: readonly PageFindings[]): {main: Part; appendix: Part} {
  const seen = new Set<string>();
  const main: Part = [];
  const appendix: Part = [];
  for (const [index, page] of pages.entries()) {
    if (page.answer.length === 0 && page.findings.length === 0) continue;
    const findings = page.findings.filter(({title, subtitle}) => {
      const name = `${title}\n${subtitle}`;
      if (seen.has(name)) return false;
      seen.add(name);
      return true;
    });
    const first = index === 0 ? findings.length : mainFindings;
    main.push([page, findings.slice(0, first)]);
    if (findings.length > first) appendix.push([page, findings.slice(first)]);
  }
  return {main, appendix};
}

function addSlide(deck: Deck, {title}: Section = sections.main): Slide {
  const made = deck.addSlide({sectionTitle: title});
  made.background = {color: paper};
  return made;
}

function addCover(deck: Deck, manifest: Manifest): void {
  const made = addSlide(deck);
  made.addShape("line", {x: slide.margin, y: 2.3, w: 1.6, h: 0, line: {color: social, width: 3}});
  const lines = [
    shownPeriod(manifest),
    `Figures to ${longDate(manifest.as_of)}`,
    ...(manifest.sample ? ["The company and its figures are made up."] : [])
  ];
  made.addText(manifest.title, {...box(2.5, 1.5), fontSize: 40, bold: true, color: ink, valign: "top"});
  made.addText(lines.join("\n"), {...box(4.2, 1.4), fontSize: 18, color: muted, valign: "top"});
}

/** A slide that says what follows it, and how much. */
function addDivider(deck: Deck, appendix: Part): void {
  const made = addSlide(deck, sections.appendix);
  made.addShape("line", {x: slide.margin, y: 2.3, w: 1.6, h: 0, line: {color: social, width: 3}});
  const lines = appendix.map(([{name}, findings]) => `${name}: ${findings.length} more`);
  made.addText("Appendix", {...box(2.5, 0.8), fontSize: 32, bold: true, color: ink, valign: "top"});
  made.addText(lines.join("\n"), {...box(3.4, 3.2), fontSize: 16, color: muted, valign: "top"});
}

function addAnswer(deck: Deck, {name, question, answer, cards}: PageFindings, manifest: Manifest): void {
  const made = addSlide(deck);
  const [first = "", ...rest] = answer;
  made.addText(question, {...box(0.4, 0.5), fontSize: 16, color: social});
  made.addText(first, {
    ...box(0.95, 1.9),
    fontSize: fitting(first, 26),
    bold: true,
    color: ink,
    valign: "top"
  });
  if (rest.length > 0)
    made.addText(rest.join(" "), {
      ...box(2.95, 1.4),
      fontSize: rest.join(" ").length > 450 ? 11 : 13,
      color: muted,
      valign: "top"
    });
  const shown = cards.slice(0, 4);
  for (const [index, card] of shown.entries()) addCard(made, card, {index, of: shown.length});
  addFoot(made, name, manifest);
}

function addCard(
  made: Slide,
  {label, value, more}: CardText,
  {index, of}: {index: number; of: number}
): void {
  const gap = 0.3;
  const w = (inner - gap * (of - 1)) / of;
  const x = slide.margin + index * (w + gap);
  made.addShape("line", {x, y: 4.5, w, h: 0, line: {color: "A8A59C", width: 1}});
  made.addText(label, {
    x,
    y: 4.55,
    w,
    h: 0.6,
    fontSize: 12,
    color: muted,
    fontFace: font,
    margin: 0,
    valign: "top"
  });
  made.addText(value, {
    x,
    y: 5.1,
    w,
    h: 0.7,
    fontSize: value.length > 12 ? 17 : 28,
    bold: true,
    color: ink,
    fontFace: font,
    margin: 0
  });
  made.addText(more.join("\n"), {
    x,
    y: 5.8,
    w,
    h: 0.9,
    fontSize: 11,
    color: muted,
    fontFace: font,
    margin: 0,
    valign: "top"
  });
}

function addFinding(
  deck: Deck,
  {title, subtitle, note, svg, width, height}: Finding,
  {page, manifest, section}: {page: PageFindings; manifest: Manifest; section: Section}
): void {
  const made = addSlide(deck, section);
  made.addText(title, {...box(0.4, 1), fontSize: fitting(title, 26), bold: true, color: ink, valign: "top"});
  made.addText(subtitle, {...box(1.4, 0.4), fontSize: 13, color: muted, valign: "top"});
  const room = {y: 1.95, w: inner, h: note === "" ? 4.8 : 4.1};
  const scale = Math.min(room.w / width, room.h / height);
  made.addImage({
    data: `image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`,
    x: slide.margin + (room.w - width * scale) / 2,
    y: room.y + (room.h - height * scale) / 2,
    w: width * scale,
    h: height * scale,
    altText: `${title}. ${subtitle}`
  });
  if (note !== "") made.addText(note, {...box(6.1, 0.8), fontSize: 11, color: muted, valign: "top"});
  addFoot(made, page.name, manifest);
}

function addFoot(made: Slide, name: string, manifest: Manifest): void {
  const text = `${manifest.title} · ${name} · ${shownPeriod(manifest)}`;
  made.addText(text, {...box(7.0, 0.3), w: inner - 1, fontSize: 9, color: muted});
  made.slideNumber = {
    x: slide.width - slide.margin - 0.5,
    y: 7.0,
    w: 0.5,
    h: 0.3,
    fontFace: font,
    fontSize: 9,
    color: muted,
    align: "right"
  };
}

function box(y: number, h: number) {
  return {x: slide.margin, y, w: inner, h, fontFace: font, margin: 0};
}

/** A size at which a long sentence still has room on its two or three lines. */
function fitting(sentence: string, largest: number): number {
  return sentence.length > 200 ? largest * 0.65 : sentence.length > 100 ? largest * 0.8 : largest;
}

/**
 * Programs that know no SVG show the picture beside it. The library puts an empty one there; here it becomes the
 * chart's own. Pictures are in the order of their slides.
 */
function withPictures(deck: Uint8Array, pictures: readonly Uint8Array[]): Uint8Array {
  const entries = unzipSync(deck);
  const stand = Object.keys(entries)
    .filter((name) => /^ppt\/media\/image-\d+-\d+\.png$/.test(name))
    .sort((a, b) => slideOf(a) - slideOf(b));
  if (stand.length !== pictures.length)
    throw new Error(`the deck has room for ${stand.length} pictures; there are ${pictures.length}.`);
  for (const [index, name] of stand.entries()) entries[name] = new Uint8Array(pictures[index] ?? []);
  return zipSync(entries, {mtime: new Date(1980, 0, 1)});
}

function slideOf(name: string): number {
  return Number(/image-(\d+)-/.exec(name)?.[1]);
}
