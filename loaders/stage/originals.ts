import {dirname} from "node:path";
import {isContact} from "../audience/texts.js";
import {startEngine, type Engine} from "../engine.js";
import type {FilePlan, PlacedFile} from "../land/plan.js";
import {csvLine} from "../land/records.js";
import type {Row} from "../land/row.js";
import {scanFile} from "../land/scan.js";
import {openPacked} from "../land/unpack.js";
import {presets} from "../presets/index.js";
import {normaliseHeader, type Column, type SourceKind} from "../sources/define.js";
import {quoteName, quoteText} from "../sql.js";
import type {InputFile, SourceEntry, Workspace} from "../workspace.js";
import {planEntry} from "./land.js";
import {isPersonal, mapFile, type Mapping} from "./mapping.js";

/** Stands for a cell that is not shown. */
export const hiddenCell = "[not shown]";
/** Stands for a row of a file that is about other people. */
export const hiddenRow = "[not shown: the file holds data of other people; look at this line in it]";

/** Lines by file, as the report names them. */
export type Places = ReadonlyMap<string, ReadonlySet<number>>;

/**
 * Rows as they stand in their files, read at the moment of asking and kept nowhere: text files as text, sheets, JSON and
 * Parquet as a line of CSV. Rows about other people are not shown; of those about leads only identifiers, dates and
 * numbers; elsewhere columns with contact data that the report does not read are left out. Rows of a source that is read
 * by SQL stand in no file.
 */
export async function originalRows(
  workspace: Workspace,
  places: Places,
  work: string
): Promise<ReadonlyMap<string, ReadonlyMap<number, string>>> {
  const found = new Map<string, Map<number, string>>();
  const known = await presets();
  for (const entry of workspace.sources.filter(({sql}) => sql === undefined))
    for (const file of entry.files) {
      const lines = places.get(file.name);
      if (!lines) continue;
      const read = await readRows(entry, file, lines, {work, mapping: {presets: known, workspace}});
      const rows = found.get(file.name) ?? new Map<number, string>();
      for (const [line, text] of read) rows.set(line, stricter(rows.get(line) ?? "", text));
      found.set(file.name, rows);
    }
  return found;
}

/** Of a row in a file that is read as several kinds what hides more. */
function stricter(one: string, other: string): string {
  const hidden = (text: string): number => (text === hiddenRow ? Infinity : text.split(hiddenCell).length);
  return hidden(one) > hidden(other) ? one : other;
}

interface ReadContext {
  readonly work: string;
  readonly mapping: Parameters<typeof mapFile>[2];
}

async function readRows(
  entry: SourceEntry,
  file: InputFile,
  lines: ReadonlySet<number>,
  {work, mapping}: ReadContext
): Promise<Map<number, string>> {
  const placed = await openPacked(file, await scanFile(file.path, file.name), {work});
  if (placed.scan.binary === "parquet") return readParquet(placed, lines, {entry, mapping});
  const plan = await planEntry(placed, entry, mapping.presets);
  const show = shower(entry, {name: file.name, header: plan.header, line: plan.headerLine}, mapping);
  const rows = new Map<number, string>();
  for await (const part of plan.rows({texts: true}))
    for (const row of part) if (lines.has(row.line)) rows.set(row.line, show(ownCells(plan, row)));
  return rows;
}

/** The cells of the table that is read, where another one stands beside it. */
function ownCells({table: {beside, from, header}}: FilePlan, row: Row): Row {
  return beside ? {line: row.line, cells: row.cells.slice(from, from + header.length)} : row;
}

async function readParquet(
  {file, path}: PlacedFile,
  lines: ReadonlySet<number>,
  {entry, mapping}: {entry: SourceEntry; mapping: ReadContext["mapping"]}
): Promise<Map<number, string>> {
  const engine = await startEngine({folders: [dirname(path)]});
  try {
    return await parquetRows(engine, {path, lines}, (header) =>
      shower(entry, {name: file.name, header, line: 1}, mapping)
    );
  } finally {
    engine.close();
  }
}

async function parquetRows(
  engine: Engine,
  {path, lines}: {path: string; lines: ReadonlySet<number>},
  showerOf: (header: readonly string[]) => Show
): Promise<Map<number, string>> {
  const {columns} = await engine.table(`SELECT * FROM read_parquet(${quoteText(path)}) LIMIT 0`);
  const header = columns.map(({name}) => name);
  const texts = header.map((name) => `CAST(${quoteName(name)} AS VARCHAR)`);
  const {rows} = await engine.table(`
    SELECT file_row_number + 1, ${texts.join(", ")} FROM read_parquet(${quoteText(path)}, file_row_number = true)
    WHERE list_contains([${[...lines].join(", ")}], file_row_number + 1)`);
  const show = showerOf(header);
  return new Map(
    rows.map(([line, ...cells]) => [
      Number(line),
      show({line: Number(line), cells: cells.map((cell) => (cell === null ? "" : String(cell)))})
    ])
  );
}

type Show = (row: Row) => string;

/** How rows of a file may be shown. */
function shower(
  entry: SourceEntry,
  file: Parameters<typeof mapFile>[1],
  context: ReadContext["mapping"]
): Show {
  const mapping = mapFile(entry, file, context);
  if (isPersonal(entry.kind, mapping)) return () => hiddenRow;
  const mayShow =
    "lead_id" in entry.kind.columns ? ofLeads(entry.kind, mapping) : ofOthers(file.header, mapping);
  const width = file.header.length;
  return ({cells, text}) => {
    const shown = cells.map((cell, index) => {
      const isShown = cell.trim() === "" || (cells.length <= width && mayShow(cell, index));
      return isShown ? cell : hiddenCell;
    });
    const isWhole = shown.every((cell, index) => cell === cells[index]);
    return isWhole && text !== undefined ? text : csvLine(shown);
  };
}

type MayShow = (cell: string, index: number) => boolean;

/** Of leads identifiers, dates and numbers that look it: anything else in a row that is wrong could be a name or a message. */
function ofLeads({columns}: SourceKind, {indexes}: Mapping): MayShow {
  const forms = new Map([...indexes].map(([name, index]) => [index, figureForm(columns[name])]));
  return (cell, index) => forms.get(index)?.test(cell.trim()) === true && !isContact(cell);
}

function figureForm(column: Column | undefined): RegExp | undefined {
  if (!column || column.dropped || column.type === "category") return undefined;
  if (column.type !== "text") return /^(?:[\d\s.,:/+%-]|T(?=\d)|Z$|UTC$|[AP]M$)+$/i;
  return column.reader === "id" || column.references !== undefined ? /^[\w.:#-]*\d[\w.:#-]*$/ : undefined;
}

const contactWords =
  /(^|_)(e_?mail|mail|courriel|correo|phone|telephone|telefon|telefono|telefone|tel|mobile|mobil|handy|movil|cell|fax|contact|contacts|kontakt|contacto|contato|ansprechpartner|linkedin|address|adresse|adress|direccion|endereco)(_|$)/;

/** Elsewhere every cell but those of columns that the report does not read and whose header speaks of contacts. */
function ofOthers(header: readonly string[], {indexes}: Mapping): MayShow {
  const read = new Set(indexes.values());
  const hidden = new Set(
    header.flatMap((text, index) =>
      !read.has(index) && contactWords.test(normaliseHeader(text)) ? [index] : []
    )
  );
  return (_, index) => !hidden.has(index);
}
