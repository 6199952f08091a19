import type {Engine} from "../engine.js";
import {ReportError} from "../errors.js";
import type {Column, SourceKind} from "../sources/define.js";
import {
  areBare,
  askForDecimal,
  askForOrder,
  couldBeRead,
  dateOrderOf,
  dateStyles,
  decimalByDelimiter,
  decimalOf,
  type Evidence,
  type FormatPlace
} from "./formats.js";
import type {Check} from "./kind.js";
import {namingDamage, type Landed} from "./land.js";
import {plainFormat, type ColumnFormat, type DateOrder, type Decimal} from "./parse.js";
import {shapesOf, shapesSql, type Shape} from "./shapes.js";

/** How numbers and dates are written, by column of the kind. */
export type Formats = ReadonlyMap<string, ColumnFormat>;

/** Columns of a kind that are written in more than one way: numbers and dates. */
export function writtenColumns(kind: SourceKind): [string, Column][] {
  return Object.entries(kind.columns).filter(
    ([, {type, dropped, derived}]) =>
      !dropped && !derived && (type === "number" || type === "integer" || type === "date")
  );
}

/**
 * How the columns of each file are written, from all their values. Plain columns of large files are judged by their
 * first rows; `misread` finds out after reading whether that held. What a column does not tell is taken from the same
 * column in the entry's other files, then from the file's other columns, then from the preset; what nothing tells is
 * asked for.
 */
export async function formatsOf(
  kind: SourceKind,
  files: readonly Landed[],
  engine: Engine,
  {thorough = false}: {thorough?: boolean} = {}
): Promise<ReadonlyMap<Landed, Formats>> {
  const known = new Map<Landed, ReadonlyMap<string, readonly Shape[]>>();
  for (const file of files)
    known.set(file, await namingDamage(file, () => shapesOfFile(kind, file, {engine, thorough})));
  const problems: string[] = [];
  const formats = new Map<Landed, Formats>();
  for (const file of files) formats.set(file, decide(kind, file, {known, problems}));
  if (problems.length > 0) throw new ReportError(problems);
  return formats;
}

type KnownShapes = ReadonlyMap<Landed, ReadonlyMap<string, readonly Shape[]>>;

async function shapesOfFile(
  kind: SourceKind,
  file: Landed,
  {engine, thorough}: {engine: Engine; thorough: boolean}
): Promise<ReadonlyMap<string, readonly Shape[]>> {
  const given = writtenColumns(kind).filter(([name]) => file.indexes.has(name));
  const shapes = new Map<string, readonly Shape[]>();
  for (const [name, text] of file.constants) shapes.set(name, shapesOf([text]));
  const unsure = new Map<string, string>();
  for (const [name, column] of given) {
    const index = file.indexes.get(name) ?? 0;
    const sampled = file.shapes?.get(name) ?? shapesOf(file.sample.map((row) => row[index] ?? ""));
    shapes.set(name, sampled);
    const certain = file.shapes !== undefined || file.whole;
    if (!certain && (thorough || kind.personal || !isPlain(sampled, column, file.delimiter)))
      unsure.set(name, `c${index}`);
  }
  if (unsure.size > 0) for (const [name, all] of await allShapes(unsure, file, engine)) shapes.set(name, all);
  return shapes;
}

/** The shapes of all values; none where a file is not as plain as it seemed, because then it is rewritten and judged anew. */
async function allShapes(
  columns: ReadonlyMap<string, string>,
  {relation, bulk}: Landed,
  engine: Engine
): Promise<ReadonlyMap<string, readonly Shape[]>> {
  try {
    return await queryShapes(columns, relation, engine);
  } catch (error) {
    if (!bulk || error instanceof ReportError) throw error;
    return new Map();
  }
}

async function queryShapes(
  columns: ReadonlyMap<string, string>,
  relation: string,
  engine: Engine
): Promise<Map<string, Shape[]>> {
  const shapes = new Map<string, Shape[]>([...columns.keys()].map((name) => [name, []]));
  for (const row of await engine.rows(shapesSql(columns, relation)))
    shapes.get(String(row.name))?.push({
      text: String(row.text),
      count: Number(row.count),
      firstOver12: Number(row.firstOver12),
      secondOver12: Number(row.secondOver12),
      least: String(row.least),
      most: String(row.most)
    });
  return shapes;
}

/** True where texts are as a cast takes them, whatever else the file holds. */
function isPlain(shapes: readonly Shape[], column: Column, delimiter: string): boolean {
  if (column.type === "date") return [...dateStyles(shapes)].every((style) => style === "iso");
  return areBare(shapes, column) && (delimiter === "," || shapes.every(({text}) => !text.includes(".")));
}

interface Decision {
  readonly known: KnownShapes;
  readonly problems: string[];
}

function decide(kind: SourceKind, file: Landed, decision: Decision): Formats {
  const formats = new Map<string, ColumnFormat>();
  for (const [name, column] of writtenColumns(kind)) {
    const shapes = decision.known.get(file)?.get(name);
    if (!shapes) continue;
    const request = {kind, file, name, column, shapes, ...decision};
    try {
      formats.set(name, column.type === "date" ? dateFormat(request) : numberFormat(request));
    } catch (error) {
      if (!(error instanceof ReportError)) throw error;
      decision.problems.push(...error.problems);
    }
  }
  return formats;
}

interface ColumnRequest extends Decision {
  readonly kind: SourceKind;
  readonly file: Landed;
  readonly name: string;
  readonly column: Column;
  readonly shapes: readonly Shape[];
}

function numberFormat(request: ColumnRequest): ColumnFormat {
  const {file, column, shapes} = request;
  const evidence = decimalOf(shapes, column);
  const decimal =
    file.entry.decimal ??
    (evidence === "none"
      ? "."
      : "found" in evidence
        ? evidence.found
        : (elsewhere(request, (other, at) => (at.type === "date" ? "none" : decimalOf(other, at))) ??
          decimalByDelimiter(shapes, file.delimiter)));
  if (decimal === undefined)
    throw askForDecimal(
      placeOf(request),
      typeof evidence === "object" && "unclear" in evidence ? evidence.unclear : ""
    );
  const bare = decimal === "." && areBare(shapes, column);
  return {...plainFormat, decimal, bare: bare || (shapes.length === 0 && decimal === ".")};
}

function dateFormat(request: ColumnRequest): ColumnFormat {
  const {file, shapes} = request;
  const styles = dateStyles(shapes);
  if (!styles.has("ordered")) return {...plainFormat, styles};
  const evidence = dateOrderOf(shapes);
  const order: DateOrder | undefined =
    file.entry.dateOrder ??
    (typeof evidence === "object" && "found" in evidence
      ? evidence.found
      : (elsewhere(request, (other, at) => (at.type === "date" ? dateOrderOf(other) : "none")) ??
        file.recognised?.exported.dateOrder));
  if (order === undefined) throw askForOrder(placeOf(request));
  return {...plainFormat, styles, order};
}

/** What the same column in the entry's other files shows, then what the file's other columns show; nothing where they differ. */
function elsewhere<T extends DateOrder | Decimal>(
  {kind, file, name, known}: ColumnRequest,
  evidenceOf: (shapes: readonly Shape[], column: Column) => Evidence<T>
): T | undefined {
  const columns = new Map(writtenColumns(kind));
  const siblings = [...known].flatMap(([other, shapes]) =>
    other !== file && other.entry === file.entry ? [[name, shapes.get(name) ?? []] as const] : []
  );
  const neighbours = [...(known.get(file) ?? [])].filter(([other]) => other !== name);
  for (const group of [siblings, neighbours]) {
    const found = new Set(
      group.flatMap(([other, shapes]) => {
        const column = columns.get(other);
        const evidence = column ? evidenceOf(shapes, column) : "none";
        return typeof evidence === "object" && "found" in evidence ? [evidence.found] : [];
      })
    );
    const [only] = found;
    if (found.size === 1) return only;
  }
  return undefined;
}

function placeOf({file, name}: ColumnRequest): FormatPlace {
  const header = file.header[file.indexes.get(name) ?? -1] ?? name;
  return {file: file.name, header, setting: file.entry.at.join(".")};
}

interface Refusals {
  readonly formats: Formats;
  /** The number of the first file. */
  readonly first: number;
  readonly checks: readonly Check[];
  readonly file: Landed;
}

/**
 * Looks at texts that were refused after a look at the first rows only: true where they could be read if all were
 * looked at, "header" where they are the header once more.
 */
export async function misread(
  kind: SourceKind,
  {formats, first, checks, file}: Refusals,
  engine: Engine
): Promise<boolean | "header"> {
  const codes = checks.flatMap(({rule}, code) => (rule === "missing" ? [] : [code]));
  if (codes.length === 0) return false;
  const rows = await engine.rows(`
    SELECT _fault AS fault, list(DISTINCT _value)[:1000] AS texts FROM stage.${kind.name}
    WHERE _file >= ${first} AND _fault IN (${codes.join(", ")}) AND _value IS NOT NULL GROUP BY _fault`);
  const refused = rows.map(({fault, texts}) => ({
    name: checks[Number(fault)]?.column ?? "",
    texts: JSON.parse(String(texts)) as string[]
  }));
  const isHeader = refused.some(({name, texts}) =>
    texts.includes(file.header[file.indexes.get(name) ?? -1] ?? "\n")
  );
  if (isHeader) return "header";
  return refused.some(({name, texts}) => {
    const column = kind.columns[name];
    return column !== undefined && couldBeRead(shapesOf(texts), column, formats.get(name) ?? plainFormat);
  });
}
