import type {Cell, Notebook} from "./document.js";
import {headingOf, ownKey, sourceOf} from "./jupyter.js";
import {isObject, readNotebook} from "./read.js";

/** A cell of a file of Jupyter: what stands in it, and our own form of it where the file was saved here. */
interface Found {
  readonly type: string;
  readonly source: string;
  readonly own: Record<string, unknown> | null;
}

/**
 * A file of Jupyter as a notebook. One that was saved here comes back as it was; what was changed or added in Jupyter, and
 * all of a file from elsewhere, comes in as text, programs as text that is shown and never run. Results are left out.
 * Throws a sentence where the file is none of Jupyter's.
 */
export function fromJupyter(text: string, fallbackTitle = "Untitled notebook"): Notebook {
  const {metadata, cells, language} = readFile(text, fallbackTitle);
  const about = valuesIn(metadata[ownKey]);
  const found = cells.map(foundIn);
  if (!about)
    return readNotebook({
      title: firstHeading(found) ?? fallbackTitle,
      cells: found.map((each) => textOf(each, language))
    });
  const ours = found
    .filter(({own}) => typeof own?.["position"] === "number")
    .sort((a, b) => positionOf(a) - positionOf(b));
  const then = readNotebook({...about, cells: ours.map(({own}) => own)});
  const asSaved = new Map(ours.map((each, i) => [each, then.cells[i]]));
  const placed = places(found).map(({each, place}) => ({
    place,
    cell: cellOf(each, asSaved.get(each), {then, language})
  }));
  const inOrder = placed.filter(({cell}) => cell !== null).sort((a, b) => a.place - b.place);
  return readNotebook({...about, title: titleIn(found, then.title), cells: inOrder.map(({cell}) => cell)});
}

function readFile(
  text: string,
  name: string
): {metadata: Record<string, unknown>; cells: unknown[]; language: string} {
  let file: Record<string, unknown> | null;
  try {
    file = valuesIn(JSON.parse(text));
  } catch (error) {
    throw new Error(`${name} is damaged or no notebook of Jupyter: it cannot be read as JSON.`, {
      cause: error
    });
  }
  if (file && Array.isArray(file["worksheets"]))
    throw new Error(`${name} has a form of before 2015. Open it in Jupyter, save it, and bring it again.`);
  if (!file || !Array.isArray(file["cells"]))
    throw new Error(`${name} is no notebook of Jupyter: it has no list of cells.`);
  const metadata = valuesIn(file["metadata"]) ?? {};
  const language =
    valuesIn(metadata["language_info"])?.["name"] ?? valuesIn(metadata["kernelspec"])?.["language"];
  return {metadata, cells: file["cells"], language: typeof language === "string" ? language : ""};
}

function foundIn(value: unknown, index: number): Found {
  const cell = valuesIn(value);
  const lines = cell?.["source"];
  const source = Array.isArray(lines) ? lines.join("") : lines;
  if (!cell || typeof source !== "string") throw new Error(`Cell ${index + 1} has no text.`);
  return {type: String(cell["cell_type"]), source, own: valuesIn(valuesIn(cell["metadata"])?.[ownKey])};
}

/** Where each cell belongs: our own where they stood, others after the one before them. */
function places(found: readonly Found[]): {each: Found; place: number}[] {
  let place = -1;
  return found.map((each) => {
    if (typeof each.own?.["position"] === "number") place = each.own["position"];
    return {each, place};
  });
}

function positionOf({own}: Found): number {
  return Number(own?.["position"]);
}

/** Our own cell where nothing was changed in it; else its text. Null for what only Jupyter needs. */
function cellOf(
  each: Found,
  saved: Cell | undefined,
  {then, language}: {then: Notebook; language: string}
): object | null {
  if (saved) return sourceOf(saved, then.cells) === each.source ? saved : textOf(each, language);
  return each.own?.["kind"] === "heading" || each.own?.["kind"] === "opening" ? null : textOf(each, language);
}

function textOf({type, source}: Found, language: string): object {
  return {kind: "text", text: type === "code" ? fenced(source, language) : source};
}

/** A program as Markdown shows it. */
function fenced(source: string, language: string): string {
  const longest = Math.max(2, ...[...source.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = "`".repeat(longest + 1);
  return `${mark}${/^[\w+#-]*$/.test(language) ? language : ""}\n${source}\n${mark}`;
}

function titleIn(found: readonly Found[], saved: string): string {
  const heading = found.find(({own}) => own?.["kind"] === "heading");
  if (!heading || heading.source === headingOf(saved)) return saved;
  return firstHeading([heading]) ?? saved;
}

function firstHeading(found: readonly Found[]): string | undefined {
  const texts = found.filter(({type}) => type === "markdown").map(({source}) => source);
  return /^# +(.+?)\s*$/m.exec(texts.join("\n\n"))?.[1];
}

function valuesIn(value: unknown): Record<string, unknown> | null {
  return isObject(value) ? value : null;
}
