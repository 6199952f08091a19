import {ReportError, brief, listedBriefly} from "../errors.js";
import type {Preset} from "../presets/define.js";
import type {SourceKind} from "../sources/define.js";
import type {InputFile, ReadingSettings} from "../workspace.js";
import {bulkPlan, type BulkPlan} from "./bulk.js";
import {formOf, type Form} from "./form.js";
import {headText} from "./decode.js";
import {jsonRows} from "./json.js";
import {foldHeader, knownNames, type KnownNames} from "./names.js";
import {openOldWorkbook} from "./old-workbook.js";
import {layoutOf, textRows} from "./plan-text.js";
import {checkWidth, isBlankRow, type Row} from "./row.js";
import type {FileScan} from "./scan.js";
import type {Sheet} from "./sheet.js";
import {factsAbove, type Fact} from "./facts.js";
import {findTable, isFooter, tableTitles, type TableChoice, type TablePlace} from "./tables.js";
import {openWorkbook} from "./workbook.js";

/** How a file is laid out and how its rows are read. */
export interface FilePlan {
  readonly file: InputFile;
  /** Where the bytes are; another place than the file's where it was packed. */
  readonly path: string;
  readonly scan: FileScan;
  readonly form: Exclude<Form, "gzip" | "zip" | "parquet">;
  readonly delimiter: string;
  readonly encoding: string;
  readonly sheet?: string;
  readonly table: TablePlace;
  /** 1-based line of the header. */
  readonly headerLine: number;
  /** Header texts, those of facts above the table last. */
  readonly header: readonly string[];
  /** What stands above the table and holds for each of its rows. */
  readonly facts: readonly Fact[];
  /** How a bulk reader can take the file as it is; null where it has to be rewritten. */
  readonly bulk: BulkPlan | null;
  /** First rows of the table. */
  readonly sample: readonly (readonly string[])[];
  /** True where these are all rows. */
  readonly whole: boolean;
  /** Every row of the file or sheet from the top, in parts; those of a text file with their text, where it is wanted. */
  rows(options?: {readonly texts?: boolean}): AsyncIterable<readonly Row[]>;
}

export interface PlanOptions {
  readonly kind?: SourceKind;
  /** Header texts that settings give for columns of the kind. */
  readonly columns?: Readonly<Record<string, string>>;
  readonly presets?: readonly Preset[];
  /** What settings say of how the file is written. */
  readonly reading?: ReadingSettings;
  /** The entry's place in report.yaml. */
  readonly setting?: string;
}

/** Where the bytes of a file are, packed or not. */
export interface PlacedFile {
  readonly file: InputFile;
  readonly path: string;
  readonly scan: FileScan;
}

const sampleRows = 400;
const formHead = 4096;

/** Finds how a file is laid out. Throws a ReportError for a file that holds no table. */
export async function planFile(placed: PlacedFile, options: PlanOptions = {}): Promise<FilePlan> {
  const {file, path} = placed;
  const scan = withEncoding(placed.scan, options.reading?.encoding);
  if (scan.bytes <= scan.bom)
    throw new ReportError(`${file.name}: the file is empty. Export it again, or take it out of report.yaml.`);
  const found = formOf(scan, scan.binary ? "" : await headText(path, scan, formHead));
  if ("refusal" in found) throw new ReportError(`${file.name}: ${found.refusal}`);
  const names = options.kind ? knownNames(options.kind, options) : undefined;
  const request: PlanRequest = {...placed, scan, names, options, choice: choiceOf(options, names)};
  switch (found.form) {
    case "zip":
    case "old workbook":
    case "markup":
      return planSheets(request, found.form === "zip" ? "workbook" : found.form);
    case "json":
      return planJson(request);
    default:
      return planText(request);
  }
}

interface PlanRequest extends PlacedFile {
  readonly names: KnownNames | undefined;
  readonly options: PlanOptions;
  readonly choice: TableChoice;
}

function choiceOf({reading = {}}: PlanOptions, names: KnownNames | undefined): TableChoice {
  return {
    ...(names ? {names} : {}),
    ...(reading.headerLine === undefined ? {} : {headerLine: reading.headerLine}),
    ...(reading.table === undefined ? {} : {table: reading.table})
  };
}

/** A byte order mark says more than settings; otherwise settings decide. */
function withEncoding(scan: FileScan, encoding: string | undefined): FileScan {
  if (encoding === undefined || scan.bom > 0) return scan;
  const {binary, ...rest} = scan;
  return {...rest, encoding, ...(binary && binary !== "unknown" ? {binary} : {})};
}

async function planText(request: PlanRequest): Promise<FilePlan> {
  const {file, path, scan, options, choice} = request;
  const layout = await layoutOf(path, scan, {
    ...choice,
    ...(options.reading?.delimiter === undefined ? {} : {delimiter: options.reading.delimiter}),
    required: requiredColumns(options.kind)
  });
  const {delimiter, head} = layout;
  const plan = finishPlan(request, {form: "text", ...layout});
  const width = plan.table.beside ? 0 : plan.table.header.length;
  return {
    ...plan,
    delimiter,
    encoding: scan.encoding,
    bulk: await bulkPlan({path, scan, delimiter, table: plan.table, facts: plan.facts, head}),
    rows: (texts) => textRows(path, scan, {delimiter, width, name: file.name, ...texts})
  };
}

function requiredColumns(kind: SourceKind | undefined): number {
  return Object.values(kind?.columns ?? {}).filter(({required}) => required).length;
}

async function planSheets(
  request: PlanRequest,
  form: "workbook" | "old workbook" | "markup"
): Promise<FilePlan> {
  const {file, path, options, choice} = request;
  const sheets =
    form === "workbook" ? await openWorkbook(path, file.name) : await openOldWorkbook(path, file.name);
  const wanted = sheetsNamed(sheets, request);
  const looks: (Look & {sheet: Sheet})[] = [];
  for (const sheet of wanted) {
    const head = await firstRows(sheet.rows());
    looks.push({sheet, ...head, table: findTable(head.head, choice)});
  }
  const best = looks.reduce((top, each) =>
    (each.table?.named ?? -1) > (top.table?.named ?? -1) ? each : top
  );
  const tables = looks.filter(({table}) => table).length;
  if (tables > 1 && best.table && best.table.named < 2 && options.kind)
    throw new ReportError(
      `${file.name}: no sheet has a header that fits ${options.kind.name}. Name one of ${listedBriefly(sheets.map(({name}) => name))} as sheet: under ${options.setting ?? "the source"} in report.yaml.`
    );
  const plan = finishPlan(request, {form, ...best});
  return {
    ...plan,
    delimiter: "sheet",
    encoding: "sheet",
    sheet: best.sheet.name,
    bulk: null,
    rows: () => best.sheet.rows()
  };
}

function sheetsNamed(sheets: readonly Sheet[], {file, options}: PlanRequest): [Sheet, ...Sheet[]] {
  const wanted = options.reading?.sheet;
  const found =
    wanted === undefined
      ? sheets.filter(({hidden}) => !hidden)
      : sheets.filter(({name}) => foldHeader(name) === foldHeader(wanted));
  const [first, ...rest] = found.length > 0 || wanted !== undefined ? found : sheets;
  if (first) return [first, ...rest];
  const names = listedBriefly(sheets.map(({name}) => `"${brief(name)}"`));
  throw new ReportError(
    sheets.length === 0
      ? `${file.name}: the workbook has no sheet with cells. Export it again.`
      : `${file.name}: the workbook has no sheet "${wanted}". It has ${names}. Mend sheet: under ${options.setting ?? "the source"} in report.yaml.`
  );
}

async function planJson(request: PlanRequest): Promise<FilePlan> {
  const {file, path, scan, choice} = request;
  const rows = (): AsyncGenerator<readonly Row[]> => jsonRows(path, scan, file.name);
  const look = await firstRows(rows());
  const plan = finishPlan(request, {
    form: "json",
    ...look,
    table: findTable(look.head, {...choice, headerLine: 0})
  });
  return {...plan, delimiter: "json", encoding: scan.encoding, bulk: null, rows};
}

interface Look {
  readonly head: readonly Row[];
  readonly whole: boolean;
  readonly table?: TablePlace | undefined;
}

async function firstRows(rows: AsyncIterable<readonly Row[]>): Promise<Look> {
  const head: Row[] = [];
  for await (const part of rows) {
    head.push(...part);
    if (head.length > sampleRows) return {head, whole: false};
  }
  return {head, whole: true};
}

type Common = Omit<FilePlan, "delimiter" | "encoding" | "bulk" | "rows">;

function finishPlan(
  request: PlanRequest,
  {form, head, whole, table}: Look & {form: FilePlan["form"]}
): Common {
  const {file, path, scan, names} = request;
  if (!table || table.header.every((cell) => cell === "")) throw noTable(request, head);
  checkWidth(table.header.length, `${file.name} line ${table.headerLine}`);
  const facts = names ? factsAbove(head, table, names) : [];
  const {from, header, headerLine, beside} = table;
  const body = head
    .filter((row) => row.line > headerLine)
    .map(({cells}) => (beside ? cells.slice(from, from + header.length) : cells))
    .filter((cells) => !isBlankRow(cells) && !isFooter(cells))
    .map((cells) => [...fitted(cells, header.length), ...facts.map(({value}) => value)]);
  return {
    file,
    path,
    scan,
    form,
    table,
    headerLine,
    header: [...header, ...facts.map(({name}) => name)],
    facts,
    sample: body,
    whole
  };
}

function fitted(cells: readonly string[], width: number): string[] {
  return Array.from({length: width}, (_, index) => cells[index] ?? "");
}

function noTable({file, options}: PlanRequest, head: readonly Row[]): ReportError {
  const {headerLine, table} = options.reading ?? {};
  const under = `under ${options.setting ?? "the source"} in report.yaml`;
  if (headerLine !== undefined)
    return new ReportError(`${file.name}: line ${headerLine} holds no header. Mend header_line: ${under}.`);
  if (table !== undefined)
    return new ReportError(
      `${file.name}: there is no table "${table}". It has ${listedBriefly(tableTitles(head).map((title) => `"${brief(title)}"`)) || "none"}. Mend table: ${under}.`
    );
  return new ReportError(`${file.name}: no header was found. The first row must name the columns.`);
}
