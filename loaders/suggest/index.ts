import {stringify} from "yaml";
import {basename, dirname, extname, join} from "node:path";
import {ReportError, listed} from "../errors.js";
import {mapColumns} from "../land/columns.js";
import {planFile} from "../land/plan.js";
import {cellOf, tableRows} from "../land/records.js";
import {scanFile} from "../land/scan.js";
import {openPacked} from "../land/unpack.js";
import type {Preset} from "../presets/define.js";
import {recognise} from "../presets/recognise.js";
import type {SourceKind} from "../sources/define.js";
import type {InputFile, ReadingSettings} from "../workspace.js";
import {fitOf, fitsOf, type Fit} from "./match.js";
import {isUnderstood, meaningsOf} from "./meanings.js";
import {profileColumns, type ColumnProfile} from "./profile.js";

/** What report.yaml could say of a file, and what a person still has to say. */
export interface Suggestion {
  /** Files written alike, one or several. */
  readonly files: readonly string[];
  readonly kind: string;
  /** An entry of sources, as report.yaml holds it. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** What the suggestion rests on, in one sentence. */
  readonly reason: string;
  readonly unread: readonly string[];
  readonly missing: readonly string[];
  /** The latest day of what the rows are about, "YYYY-MM-DD"; absent where dates are not written from year to day. */
  readonly lastDay?: string;
}

/** A file that no kind fits, with the nearest one's gaps. */
export interface Refusal {
  readonly files: readonly string[];
  readonly sentence: string;
}

export interface SuggestContext {
  readonly kinds: readonly SourceKind[];
  readonly presets: readonly Preset[];
  /** A folder for what has to be unpacked. */
  readonly work: string;
}

/** A file to look at; the kind and the settings where report.yaml names them already. */
export interface Asked {
  readonly file: InputFile;
  readonly kind?: SourceKind;
  readonly reading?: ReadingSettings;
}

const mostRows = 5000;

/** Looks at a file and suggests how to name it. */
export async function suggest(asked: Asked, context: SuggestContext): Promise<Suggestion | Refusal> {
  const {file} = asked;
  try {
    const {header, rows} = await look(asked, context);
    return suggestFor({...asked, header, rows}, context);
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    return {files: [file.name], sentence: error.problems.join(" ")};
  }
}

interface Looked {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

async function look({file, kind, reading}: Asked, {presets, work}: SuggestContext): Promise<Looked> {
  const placed = await openPacked(file, await scanFile(file.path, file.name), {work});
  if (placed.scan.binary === "parquet")
    throw new ReportError(`${file.name}: name a Parquet file's columns by hand; npm run check lists them.`);
  const plan = await planFile(placed, {presets, ...(kind ? {kind} : {}), ...(reading ? {reading} : {})});
  const rows: string[][] = [];
  for await (const part of tableRows(plan)) {
    for (const row of part.rows) rows.push(plan.header.map((_, index) => cellOf(plan, row, index)));
    if (rows.length >= mostRows) break;
  }
  return {header: plan.header, rows};
}

function suggestFor(
  {file, kind, header, rows}: Asked & Looked,
  {kinds, presets}: SuggestContext
): Suggestion | Refusal {
  const profiles = profileColumns(header, rows).filter(({header: text}) => text !== "");
  const recognised = recognise(header, presets, kind?.name);
  const exported = kinds.find(({name}) => name === recognised?.exported.kind);
  const chosen = kind ?? exported;
  const [fit] = chosen
    ? [fitOf(chosen, profiles, file.name)]
    : fitsOf(kinds, profiles, {fileName: file.name});
  if (!fit) return {files: [file.name], sentence: `${file.name}: there is no kind of source.`};
  const known = recognised?.exported.columns ?? {};
  const missing = fit.missing.filter((column) => !isFound(fit.kind, column, {header, known}));
  if (missing.length > 0 && !chosen) return refusal(file, fit, missing);
  return {
    files: [file.name],
    kind: fit.kind.name,
    entry: entryOf(file, fit, {header, known}),
    reason: recognised
      ? `taken for ${recognised.preset.system} ${recognised.exported.title}, ${Math.round(100 * recognised.confidence)} % sure`
      : `looks like ${fit.kind.title.toLowerCase()} by its headers and what stands below them`,
    unread: unreadOf(fit, profiles),
    missing: [...missingWords(fit, missing), ...doubts(fit)],
    ...lastDayOf(fit)
  };
}

type Known = {
  readonly header: readonly string[];
  readonly known: Readonly<Record<string, readonly string[]>>;
};

/** Whether a column is found without being named. */
function isFound(kind: SourceKind, column: string, {header, known}: Known): boolean {
  const only: SourceKind = {...kind, columns: {[column]: {...kind.columns[column]!, required: false}}};
  return mapColumns(only, header, {file: "", line: 1, columns: {}, known, place: () => ""}).indexes.has(
    column
  );
}

function refusal(file: InputFile, {kind, missing: lacks}: Fit, missing: readonly string[]): Refusal {
  return {
    files: [file.name],
    sentence: `${file.name}: no kind of source fits. Nearest is ${kind.name}, but no column fits its ${listed(missing.length > 0 ? missing : lacks)}.`
  };
}

function entryOf(file: InputFile, fit: Fit, known: Known): Record<string, unknown> {
  const columns = fit.matches.flatMap(({column, profile}) => {
    const map = mapColumns(looseKind(fit.kind), known.header, {
      file: "",
      line: 1,
      columns: {},
      known: known.known,
      place: () => ""
    });
    return map.indexes.get(column) === profile.index ? [] : [[column, profile.header]];
  });
  const values = valuesOf(fit);
  return {
    file: file.name,
    ...(columns.length > 0 ? {columns: Object.fromEntries(columns) as Record<string, string>} : {}),
    ...(Object.keys(values).length > 0 ? {values} : {})
  };
}

/** The kind with nothing required, to see what it finds by itself. */
function looseKind(kind: SourceKind): SourceKind {
  const columns = Object.entries(kind.columns).map(([name, column]) => [name, {...column, required: false}]);
  return {...kind, columns: Object.fromEntries(columns) as SourceKind["columns"]};
}

/** What texts of categories mean, where the kind does not know them itself. */
function valuesOf({kind, matches}: Fit): Record<string, Record<string, string>> {
  const values: Record<string, Record<string, string>> = {};
  if (kind.personal) return values;
  for (const [name, column] of Object.entries(kind.columns)) {
    if (column.type !== "category") continue;
    const match =
      matches.find((each) => each.column === name) ?? matches.find((each) => each.column === column.from);
    if (!match) continue;
    const texts = [...meaningsOf(column, match.profile.texts)].filter(
      ([text]) => !isUnderstood(column, text)
    );
    if (texts.length > 0) values[name] = Object.fromEntries(texts);
  }
  return values;
}

function unreadOf({matches}: Fit, profiles: readonly ColumnProfile[]): string[] {
  const read = new Set(matches.map(({profile}) => profile.index));
  return profiles.filter(({index}) => !read.has(index)).map(({header}) => header);
}

function missingWords({kind}: Fit, missing: readonly string[]): string[] {
  return missing.map(
    (column) =>
      `no column was found for ${column}, which ${kind.name} must have (${kind.columns[column]?.description ?? ""})`
  );
}

/** What a person has to decide or look at. */
function doubts({kind, matches}: Fit): string[] {
  const dates = matches.filter(({column}) => kind.columns[column]?.type === "date");
  const unclear = dates.filter(({profile}) => profile.unclearDates);
  const told = dates.length > unclear.length;
  const orders =
    unclear.length > 0 && !told
      ? [
          `every date in ${listed(unclear.map(({profile}) => profile.header))} could be day/month or month/day: add date_order: dmy or date_order: mdy`
        ]
      : [];
  return [...orders, ...outcomeDoubts({kind, matches})];
}

function outcomeDoubts({kind, matches}: Pick<Fit, "kind" | "matches">): string[] {
  if (kind.personal) return [];
  return Object.entries(kind.columns).flatMap(([name, column]) => {
    const match =
      matches.find((each) => each.column === name) ?? matches.find((each) => each.column === column.from);
    if (column.type !== "category" || !match || match.profile.texts.length === 0) return [];
    const meant = meaningsOf(column, match.profile.texts);
    const open = match.profile.texts.filter((text) => !meant.has(text));
    const noWin =
      column.values && "won" in column.values && ![...meant.values()].includes("won")
        ? [
            `no text in ${match.profile.header} seems to mean won: map one under values: {${name}: {"…": won}}`
          ]
        : [];
    if (open.length === 0) return noWin;
    const counted = column.otherwise ?? "other";
    return [
      ...noWin,
      `in ${match.profile.header}, ${listed(open.slice(0, 8).map((text) => JSON.stringify(text)))}${open.length > 8 ? " and others" : ""} will count as ${counted}; map them under values: {${name}: …} if they mean something else`
    ];
  });
}

/**
 * The latest day that the rows are about: of the dates that each row must have, and of those on which deals were closed.
 * The expected end of an open deal lies ahead, and does not count.
 */
function lastDayOf(fit: Fit): {lastDay?: string} {
  const closed = closedRows(fit);
  const days = fit.matches.flatMap(({column, profile}) => {
    const {type, required} = fit.kind.columns[column] ?? {};
    if (type !== "date") return [];
    return profile.days.filter(
      (day, row): day is string => day !== null && (required === true || closed(row))
    );
  });
  const last = days.sort().at(-1);
  return last === undefined ? {} : {lastDay: last};
}

/** Whether a row's outcome says that it is closed. */
function closedRows({kind, matches}: Fit): (row: number) => boolean {
  const {outcome} = kind.columns;
  const match = matches.find(({column}) => column === "outcome" || column === outcome?.from);
  if (!outcome || !match) return () => false;
  const meant = meaningsOf(outcome, match.profile.texts);
  const isClosed = match.profile.cells.map((cell) => ["won", "lost"].includes(meant.get(cell) ?? ""));
  return (row) => isClosed[row] ?? false;
}

/** Suggestions of files in one folder that are to be read alike become one, with a pattern, where it takes no other file. */
export function joinAlike(suggestions: readonly Suggestion[], allFiles: readonly string[]): Suggestion[] {
  const groups = new Map<string, Suggestion[]>();
  for (const each of suggestions) {
    const [file = ""] = each.files;
    const {file: _, ...rest} = each.entry;
    const key = JSON.stringify([each.kind, dirname(file), extname(file), rest]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const [file = ""] = first?.files ?? [];
    if (!first || group.length < 2) return group;
    const folder = dirname(file) === "." ? "" : `${dirname(file)}/`;
    const start = commonStart(group.map(({files}) => basename(files[0] ?? "")));
    const pattern = `${folder}${start}*${extname(file)}`;
    const taken = allFiles.filter(
      (name) =>
        name.startsWith(folder + start) &&
        name.endsWith(extname(file)) &&
        !name.slice(folder.length).includes("/")
    );
    if (taken.length !== group.length) return group;
    const last = group
      .flatMap(({lastDay}) => lastDay ?? [])
      .sort()
      .at(-1);
    return [
      {
        ...first,
        files: group.flatMap(({files}) => files),
        entry: {...first.entry, file: pattern},
        ...(last ? {lastDay: last} : {})
      }
    ];
  });
}

function commonStart(names: readonly string[]): string {
  const [first = "", ...others] = names;
  let length = first.length;
  for (const name of others) while (!name.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length).replace(/[\d*]+$/, "");
}

/** A section of report.yaml, or the whole file where there is none, with what is left to say as comments. */
export function inYaml(
  suggestions: readonly Suggestion[],
  refusals: readonly Refusal[],
  {whole, title, given = []}: {whole: boolean; title: string; given?: readonly string[]}
): string {
  const lines: string[] = [];
  if (whole) lines.push(`title: ${stringify(title).trim()}`, ...asOfLines(suggestions));
  const kinds = [...new Set(suggestions.map(({kind}) => kind))];
  if (kinds.length > 0) lines.push("sources:");
  for (const kind of kinds) {
    const list = suggestions.filter((each) => each.kind === kind);
    if (given.includes(kind))
      lines.push(`  # report.yaml has ${kind} already: make it a list, and add this to it.`);
    lines.push(`  ${kind}:`, ...list.flatMap((each) => entryLines(each, list.length > 1)));
  }
  return [...lines, ...refusals.map(({sentence}) => `# ${sentence}`)].join("\n");
}

function asOfLines(suggestions: readonly Suggestion[]): string[] {
  const last = suggestions
    .flatMap(({lastDay}) => lastDay ?? [])
    .sort()
    .at(-1);
  return last === undefined
    ? ["# The last day that your exports cover; write it as 2026-09-30.", "as_of: "]
    : ["# The last day that your exports cover; this is the latest day found.", `as_of: ${last}`];
}

function entryLines({entry, files, reason, unread, missing}: Suggestion, inList: boolean): string[] {
  const body = stringify(entry, {lineWidth: 0}).trimEnd().split("\n");
  const told = [
    `# ${files.length > 1 ? `${files.length} files` : (files[0] ?? "")}: ${reason}.`,
    ...(unread.length > 0 ? [`# Not read: ${unread.join(", ")}.`] : []),
    ...missing.map((words) => `# Still missing: ${words}.`)
  ];
  const indented = inList
    ? body.map((line, index) => `${index === 0 ? "    - " : "      "}${line}`)
    : body.map((line) => `    ${line}`);
  return [...told.map((line) => `    ${line.replace(/[\r\n]+/g, " ")}`), ...indented];
}

/** The file of a name in the workspace. */
export function fileIn(dir: string, name: string): InputFile {
  return {name, path: join(dir, name)};
}
