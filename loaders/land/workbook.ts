import {posix} from "node:path";
import type {Readable} from "node:stream";
import type {Entry, ZipFile} from "yauzl";
import {ReportError} from "../errors.js";
import {openOldWorkbook} from "./old-workbook.js";
import type {Row} from "./row.js";
import {figureText, formatShows, type Sheet, type Shown} from "./sheet.js";
import {damaged, entriesOf, limited, openEntry, openZip} from "./unpack.js";
import {readXml, takeXml} from "./xml.js";

/** The sheets of an .xlsx workbook. Rows are read as they are asked for; only the shared texts are held in memory. */
export async function openWorkbook(path: string, name: string): Promise<Sheet[]> {
  const zip = await openZip(path, name);
  try {
    const parts = new Map((await entriesOf(zip, name)).map((entry) => [entry.fileName.toLowerCase(), entry]));
    if (!parts.has("xl/workbook.xml")) return await openOldWorkbook(path, name);
    const book: Book = {path, name, ...(await readBook(zip, parts, name))};
    return book.sheets.map(({name: sheet, hidden, part}) => ({
      name: sheet,
      hidden,
      rows: () => sheetRows(book, part)
    }));
  } catch (error) {
    throw damaged(name, error);
  } finally {
    zip.close();
  }
}

interface Book {
  readonly path: string;
  readonly name: string;
  readonly sheets: readonly {readonly name: string; readonly hidden: boolean; readonly part: string}[];
  /** What each cell style shows. */
  readonly shown: readonly Shown[];
  readonly uses1904: boolean;
  readonly texts: string[];
}

type Parts = ReadonlyMap<string, Entry>;

async function readBook(zip: ZipFile, parts: Parts, name: string): Promise<Omit<Book, "path" | "name">> {
  const open = async (part: string): Promise<Readable | undefined> => {
    const entry = parts.get(part.toLowerCase());
    return entry && openPart(zip, entry, name);
  };
  const links = await readLinks(await open("xl/_rels/workbook.xml.rels"));
  const {listed, uses1904} = await readSheetList(await open("xl/workbook.xml"));
  const sheets = listed.flatMap(({id, ...sheet}) => {
    const link = links.get(id);
    return link?.type.endsWith("/worksheet") && parts.has(link.part.toLowerCase())
      ? [{...sheet, part: link.part}]
      : [];
  });
  const shown = await readStyles(await open("xl/styles.xml"));
  const texts = await readTexts(await open(partOf(links, "/sharedStrings") ?? "xl/sharedStrings.xml"), name);
  return {sheets, shown, uses1904, texts};
}

async function openPart(zip: ZipFile, entry: Entry, name: string): Promise<Readable> {
  const stream = await openEntry(zip, entry, name);
  const limit = limited(name, entry.compressedSize);
  stream.on("error", (error) => limit.destroy(error));
  return stream.pipe(limit);
}

interface Link {
  readonly type: string;
  readonly part: string;
}

function partOf(links: ReadonlyMap<string, Link>, type: string): string | undefined {
  return [...links.values()].find((link) => link.type.endsWith(type))?.part;
}

async function readLinks(stream: Readable | undefined): Promise<ReadonlyMap<string, Link>> {
  const links = new Map<string, Link>();
  if (stream)
    await takeXml(stream, {
      open: (name, attribute) => {
        if (name !== "Relationship") return;
        const target = attribute("Target") ?? "";
        const part = target.startsWith("/") ? target.slice(1) : posix.normalize(`xl/${target}`);
        links.set(attribute("Id") ?? "", {type: attribute("Type") ?? "", part});
      },
      close: () => {},
      text: () => {}
    });
  return links;
}

async function readSheetList(
  stream: Readable | undefined
): Promise<{listed: {name: string; hidden: boolean; id: string}[]; uses1904: boolean}> {
  const listed: {name: string; hidden: boolean; id: string}[] = [];
  let uses1904 = false;
  if (stream)
    await takeXml(stream, {
      open: (name, attribute) => {
        if (name === "workbookPr") uses1904 = /^(1|true)$/.test(attribute("date1904") ?? "");
        if (name === "sheet")
          listed.push({
            name: attribute("name") ?? "",
            hidden: /hidden/i.test(attribute("state") ?? ""),
            id: attribute("id") ?? ""
          });
      },
      close: () => {},
      text: () => {}
    });
  return {listed, uses1904};
}

/** Number formats that every program knows by number: those of dates, times and percentages. */
const builtInFormats: Readonly<Record<number, Shown>> = {
  9: "percent",
  10: "percent",
  46: "duration",
  ...Object.fromEntries(
    [14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 47, ...range(27, 36), ...range(50, 58)].map((id) => [id, "date"])
  )
};

function range(from: number, to: number): number[] {
  return Array.from({length: to - from + 1}, (_, index) => from + index);
}

async function readStyles(stream: Readable | undefined): Promise<Shown[]> {
  const custom = new Map<number, Shown>();
  const shown: Shown[] = [];
  let inCells = false;
  if (stream)
    await takeXml(stream, {
      open: (name, attribute) => {
        if (name === "numFmt")
          custom.set(Number(attribute("numFmtId")), formatShows(attribute("formatCode") ?? ""));
        if (name === "cellXfs") inCells = true;
        if (name !== "xf" || !inCells) return;
        const id = Number(attribute("numFmtId") ?? 0);
        shown.push(custom.get(id) ?? builtInFormats[id] ?? "number");
      },
      close: (name) => {
        if (name === "cellXfs") inCells = false;
      },
      text: () => {}
    });
  return shown;
}

const mostTextLength = 256 * 2 ** 20;

async function readTexts(stream: Readable | undefined, name: string): Promise<string[]> {
  const texts: string[] = [];
  let text = "";
  let length = 0;
  let inText = false;
  let inPhonetic = false;
  if (!stream) return texts;
  await takeXml(stream, {
    open: (tag) => {
      if (tag === "si") text = "";
      if (tag === "rPh") inPhonetic = true;
      inText = tag === "t" && !inPhonetic;
    },
    close: (tag) => {
      if (tag === "rPh") inPhonetic = false;
      if (tag === "t") inText = false;
      if (tag !== "si") return;
      length += text.length;
      if (length > mostTextLength) throw tooManyCells(name);
      texts.push(text);
    },
    text: (part) => {
      if (inText) text += part;
    }
  });
  return texts;
}

const mostRows = 1_048_576;
const mostColumns = 16_384;
const mostCells = 200_000_000;
/** Cells that are not in the sheet but before one that is; more of them than this are a few cells far out. */
const mostGaps = 20_000_000;

function tooManyCells(name: string): ReportError {
  return new ReportError(
    `${name}: the sheet has more cells than can be read. Save it as CSV and name that file.`
  );
}

/** The rows of a sheet; a gap between rows is one blank row. */
async function* sheetRows(book: Book, part: string): AsyncGenerator<readonly Row[]> {
  const zip = await openZip(book.path, book.name);
  try {
    const entries = await entriesOf(zip, book.name);
    const entry = entries.find(({fileName}) => fileName.toLowerCase() === part.toLowerCase());
    if (!entry) return;
    const rows = new RowBuilder(book);
    for await (const _ of readXml(await openPart(zip, entry, book.name), rows)) {
      const done = rows.take();
      if (done.length > 0) yield done;
    }
  } catch (error) {
    throw damaged(book.name, error);
  } finally {
    zip.close();
  }
}

/** Builds rows from the tags of a sheet. */
class RowBuilder {
  private readonly book: Book;
  private rows: Row[] = [];
  private cells: string[] = [];
  private line = 0;
  private column = -1;
  private type = "n";
  private style = 0;
  private value = "";
  private reading = false;
  private cellCount = 0;
  private gapCount = 0;

  constructor(book: Book) {
    this.book = book;
  }

  take(): Row[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === "row") this.startRow(Number(attribute("r") ?? this.line + 1));
    else if (name === "c") this.startCell(attribute);
    else if (name === "v" || name === "t") this.reading = true;
    else if (name === "rPh") this.reading = false;
  }

  text(text: string): void {
    if (this.reading) this.value += text;
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.reading = false;
    else if (name === "c") this.endCell();
    else if (name === "row") this.rows.push({line: this.line, cells: this.cells});
  }

  private startRow(line: number): void {
    if (!Number.isInteger(line) || line < 1 || line > mostRows)
      throw new Error(`row ${line} is outside the sheet`);
    if (line > this.line + 1) this.rows.push({line: line - 1, cells: []});
    this.line = line;
    this.cells = [];
    this.column = -1;
  }

  private startCell(attribute: (name: string) => string | undefined): void {
    this.column = columnOf(attribute("r")) ?? this.column + 1;
    if (this.column >= mostColumns) throw new Error("a column is outside the sheet");
    this.type = attribute("t") ?? "n";
    this.style = Number(attribute("s") ?? 0);
    this.value = "";
  }

  private endCell(): void {
    this.cellCount += 1;
    this.gapCount += Math.max(0, this.column - this.cells.length);
    if (this.cellCount > mostCells || this.gapCount > mostGaps) throw tooManyCells(this.book.name);
    while (this.cells.length < this.column) this.cells.push("");
    this.cells[this.column] = this.cellText();
  }

  private cellText(): string {
    const {value, type, book} = this;
    if (value === "") return "";
    if (type === "s") return book.texts[Number(value)] ?? "";
    if (type === "b") return value === "1" ? "TRUE" : "FALSE";
    if (type === "d") return value.replace("T", " ").replace(/ 00:00:00(\.0+)?Z?$/, "");
    if (type !== "n") return value.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => unescaped(code));
    const figure = Number(value);
    return Number.isNaN(figure)
      ? value
      : figureText(figure, book.shown[this.style] ?? "number", book.uses1904);
  }
}

function unescaped(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}

/** 0-based column of a reference such as "AB12". */
function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
    if (column > mostColumns) break;
  }
  return column === 0 ? undefined : column - 1;
}
