import {readFile, realpath, stat} from "node:fs/promises";
import {dirname, isAbsolute, join, relative, resolve, sep} from "node:path";
import {glob, isDynamicPattern} from "tinyglobby";
import {LineCounter, isNode, parseDocument, type Document} from "yaml";
import {z} from "zod";
import {ReportError, listed, nearest} from "./errors.js";
import type {Preset} from "./presets/define.js";
import {presets} from "./presets/index.js";
import {sectionOf, sectionSchemas, sectionValues, type SectionValues} from "./settings/index.js";
import type {SourceKind} from "./sources/define.js";
import {withScoring} from "./scoring/columns.js";
import {sourceKinds} from "./sources/index.js";

/** An input file, with the path that messages and the report name it by. */
export interface InputFile {
  /** Path relative to the workspace, with forward slashes. */
  readonly name: string;
  readonly path: string;
  /** The file inside a zip file, where the report names one: archive.zip/deals.csv. */
  readonly member?: string;
}

/** What settings say of how a file is written; what they leave out is found in the file. */
export interface ReadingSettings {
  /** As TextDecoder names it. */
  readonly encoding?: string;
  readonly delimiter?: string;
  /** 1-based line of the header. */
  readonly headerLine?: number;
  readonly sheet?: string;
  /** Title or number of the table in a file or sheet with several. */
  readonly table?: string | number;
}

/** One entry of a source: files read by a column map, or files read by SQL. */
export interface SourceEntry {
  readonly kind: SourceKind;
  /** The entry's place, for messages: "sources.deals" or "sources.deals.1". */
  readonly at: readonly (string | number)[];
  readonly files: readonly InputFile[];
  readonly columns: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The preset to read the files by; "none" for aliases only, absent where it is found from the header. */
  readonly preset?: string;
  /** Texts that hold for all rows, by column. */
  readonly set: Readonly<Record<string, string>>;
  /** Where each file is one seller's, what names the seller. */
  readonly sellerFrom?: "file_name" | "folder";
  /** Overrides what is found in the file. */
  readonly dateOrder?: "dmy" | "mdy" | "ymd";
  readonly decimal?: "." | ",";
  readonly reading: ReadingSettings;
  /** SQL over the named files; each file is a table of texts. */
  readonly sql?: string;
  /** With `sql`: the table name of each file, in the order of `files`. */
  readonly tables: readonly string[];
}

export type DefaultPeriod = "latest_quarter" | "last_4_quarters" | "all";

/** Channels of a lead, as written, that mean it came from what a seller shared, unless settings say otherwise. */
export const defaultShareChannels: readonly string[] = ["content", "post", "posts", "share", "shares"];

/** A workspace: the settings of report.yaml, its sections by key, with its files found. */
export interface Workspace extends SectionValues {
  readonly dir: string;
  readonly config: string;
  /** report.yaml as messages name it. */
  readonly configName: string;
  readonly title: string;
  readonly sample: boolean;
  /** The report's clock, "YYYY-MM-DD". */
  readonly asOf: string;
  readonly currency: string;
  /** Month in which the fiscal year starts, 1 to 12. */
  readonly fiscalYearStart: number;
  readonly defaultPeriod: DefaultPeriod;
  /** Fewest observations for which a rate is shown. */
  readonly minN: number;
  /** Words of job titles that make a person part of the target persona. */
  readonly persona: readonly string[];
  /** New connections of the persona that a seller is to make in a week. */
  readonly weeklyGoal: number;
  /** Channels of a lead that mean it came from what a seller shared. */
  readonly shareChannels: readonly string[];
  readonly sources: readonly SourceEntry[];
  /** "report.yaml line 7" for a key path. */
  place(path: readonly (string | number)[]): string;
}

const isoDate = z
  .string()
  .refine(
    (text) =>
      /^\d{4}-\d{2}-\d{2}$/.test(text) &&
      !Number.isNaN(Date.parse(text)) &&
      new Date(text).toISOString().startsWith(text)
  );

/** True for a name that TextDecoder knows. */
function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

const delimiterSigns: Readonly<Record<string, string>> = {comma: ",", semicolon: ";", tab: "\t", pipe: "|"};

const entrySchema = z.strictObject({
  file: z.string().min(1).optional(),
  files: z.record(z.string().regex(/^[a-z_][a-z0-9_]*$/), z.string().min(1)).optional(),
  sql: z.string().min(1).optional(),
  date_order: z.enum(["dmy", "mdy", "ymd"]).optional(),
  decimal: z.enum([".", ","]).optional(),
  encoding: z.string().refine(isEncoding).optional(),
  delimiter: z.enum([",", ";", "\t", "|", "comma", "semicolon", "tab", "pipe"]).optional(),
  header_line: z.int().min(1).optional(),
  sheet: z.string().min(1).optional(),
  table: z.union([z.string().min(1), z.int().min(1)]).optional(),
  preset: z.string().min(1).optional(),
  seller_from: z.enum(["file_name", "folder"]).optional(),
  set: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  columns: z.record(z.string(), z.string()).default({}),
  values: z.record(z.string(), z.record(z.string(), z.string())).default({})
});

const settingsSchema = z.strictObject({
  title: z.string().min(1),
  sample: z.boolean().default(false),
  as_of: isoDate,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default("EUR"),
  fiscal_year_start: z.int().min(1).max(12).default(1),
  default_period: z.enum(["latest_quarter", "last_4_quarters", "all"]).default("last_4_quarters"),
  min_n: z.int().min(1).default(10),
  persona: z.array(z.string().trim().min(1)).default([]),
  weekly_goal: z.int().min(1).default(5),
  share_channels: z.array(z.string().trim().min(1)).default([...defaultShareChannels]),
  allow_outside: z.boolean().default(false),
  ...sectionSchemas,
  sources: z.record(z.string(), z.union([entrySchema, z.array(entrySchema).min(1)]))
});

/** What each setting outside the sections must be, in words; the last key of the path decides. */
const expectations: Readonly<Record<string, string>> = {
  title: 'a text, e.g. "Social selling at Acme"',
  sample: "true or false",
  as_of: "a date such as 2026-09-30",
  currency: "three capital letters such as EUR",
  fiscal_year_start: "a month from 1 to 12",
  default_period: "latest_quarter, last_4_quarters or all",
  min_n: "a whole number of at least 1",
  persona: 'a list of words from job titles, e.g. ["plant manager", maintenance]',
  weekly_goal: "a whole number of at least 1",
  share_channels: "a list of channels of leads, e.g. [content, post]",
  allow_outside: "true or false",
  sources: "a list of sources by kind, e.g. deals: {file: deals.csv}",
  file: "a path or a pattern such as ssi/*.csv",
  files: "table names with paths, e.g. {mql: mql.csv}; names in small letters",
  date_order: "dmy, mdy or ymd",
  decimal: 'a point "." or a comma ","',
  encoding: "a name such as utf-8, utf-16le, windows-1252 or macintosh",
  delimiter: "comma, semicolon, tab or pipe",
  header_line: "the number of the line that names the columns, at least 1",
  sheet: "the name of a sheet in the workbook",
  table: "the title of a table in the file, or its number from the top",
  sql: "a SELECT statement over the tables of files",
  preset: "the name of a preset, or none",
  seller_from: "file_name or folder",
  set: "columns with the text that holds for all rows, e.g. {channel: linkedin}",
  columns: "column names with header texts, e.g. {amount: Montant}",
  values: "texts and what they mean, e.g. {source: {LinkedIn: social}}"
};

/** Reads and checks report.yaml and finds its files; throws a ReportError that lists every problem. */
export async function readWorkspace(dir: string, configPath?: string): Promise<Workspace> {
  const config = resolve(configPath ?? join(dir, "report.yaml"));
  const configName = configPath ? relative(process.cwd(), config) || config : "report.yaml";
  const text = await readConfig(config, configName, dir);
  const {document, place} = parseConfig(text, configName);
  const settings = checkSettings(document, place);
  const sources = await findSources(settings, {dir: resolve(dir), place});
  return {dir: resolve(dir), config, configName, ...settingsAsUsed(settings), sources, place};
}

/** A workspace without files, for a report whose tables come from elsewhere. */
export function bareWorkspace({
  title,
  as_of,
  currency,
  fiscal_year_start
}: Pick<Settings, "title" | "as_of" | "currency" | "fiscal_year_start">): Workspace {
  const settings = settingsSchema.parse({title, as_of, currency, fiscal_year_start, sources: {}});
  const nowhere = {dir: "", config: "", configName: ""};
  return {...nowhere, ...settingsAsUsed(settings), sources: [], place: () => ""};
}

function settingsAsUsed(
  settings: Settings
): Omit<Workspace, "dir" | "config" | "configName" | "sources" | "place"> {
  return {
    title: settings.title,
    sample: settings.sample,
    asOf: settings.as_of,
    currency: settings.currency,
    fiscalYearStart: settings.fiscal_year_start,
    defaultPeriod: settings.default_period,
    minN: settings.min_n,
    persona: settings.persona,
    weeklyGoal: settings.weekly_goal,
    shareChannels: settings.share_channels,
    ...sectionValues(settings)
  };
}

type Path = readonly (string | number)[];
type Place = (path: Path) => string;
type Settings = z.infer<typeof settingsSchema>;
type Entry = z.infer<typeof entrySchema>;

async function readConfig(config: string, configName: string, dir: string): Promise<string> {
  const folder = await stat(dir).catch(() => undefined);
  if (!folder?.isDirectory())
    throw new ReportError(
      `${dir}: there is no such folder. Name the folder that holds your exports with --data.`
    );
  try {
    return await readFile(config, "utf8");
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    if (missing && dirname(config) !== resolve(dir))
      throw new ReportError(
        `${configName}: there is no such file. --config is a path from where the command runs.`
      );
    throw new ReportError(
      missing
        ? `${configName}: there is no such file in ${dir}. Write one that names your exports; docs/settings.md shows how.`
        : `${configName}: the file cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}). Check that it is a file you may read.`
    );
  }
}

function parseConfig(text: string, configName: string): {document: Document; place: Place} {
  const lines = new LineCounter();
  const document = parseDocument(text, {lineCounter: lines, prettyErrors: false});
  const lineOf = (offset: number): number => lines.linePos(offset).line;
  if (document.errors.length > 0)
    throw new ReportError(
      document.errors.map((error) => {
        const {line, col} = lines.linePos(error.pos[0]);
        return `${configName} line ${line}, column ${col}: this is not valid YAML: ${error.message.split("\n")[0]}. Check the indentation and quotes there.`;
      })
    );
  const place: Place = (path) => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = keyNode(document, path.slice(0, depth));
      if (node !== undefined) return `${configName} line ${lineOf(node)}`;
    }
    return configName;
  };
  return {document, place};
}

/** Offset of the key (or list item) at a path. */
function keyNode(document: Document, path: Path): number | undefined {
  const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const items = (parent as {items?: unknown[]} | undefined)?.items ?? [];
  const last = path.at(-1);
  const pair = items.find((item) => String((item as {key?: unknown}).key) === String(last)) as
    {key?: unknown} | undefined;
  if (pair && isNode(pair.key)) return pair.key.range?.[0];
  const node = document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

function checkSettings(document: Document, place: Place): Settings {
  const value: unknown = document.toJS();
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new ReportError(
      `${place([])}: expected settings such as "title: …" and "sources: …". docs/settings.md lists them.`
    );
  const result = settingsSchema.safeParse(value);
  if (result.success) return result.data;
  throw new ReportError(
    flatten(result.error.issues).flatMap((issue) => sentences(issue, value, place, document))
  );
}

/** Issues of a union are those of the branch that fits the value's shape best. */
function flatten(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_union") return [issue];
    const branches = issue.errors.map((branch) =>
      flatten(branch).map((inner) => ({...inner, path: [...issue.path, ...inner.path]}))
    );
    const deepest = (branch: readonly z.core.$ZodIssue[]): number =>
      Math.max(0, ...branch.map((inner) => inner.path.length + (inner.code === "unrecognized_keys" ? 1 : 0)));
    return branches.sort((a, b) => deepest(b) - deepest(a))[0] ?? [issue];
  });
}

function sentences(
  issue: z.core.$ZodIssue,
  settings: object,
  place: Place,
  document: Document
): string | string[] {
  const path = issue.path as (string | number)[];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => unknownKey([...path, key], key, path, place));
  const found: unknown = path.length > 0 ? document.getIn(path) : settings;
  const names = path.filter((part) => typeof part === "string");
  const expected = expectationAt(names);
  if (found === undefined)
    return `${place(path)}: "${path.join(".")}" is missing. Write ${String(path.at(-1))}: followed by ${expected}.`;
  return `${place(path)}, ${path.join(".")}: expected ${expected}, found ${shown(found)}.`;
}

/** What must stand at a path of keys: what the last one says of itself, or else the nearest above it. */
function expectationAt(names: readonly string[]): string {
  const section = sectionOf(names[0]);
  const words = section ? {...section.keys, [String(names[0])]: section.expected} : expectations;
  const told = names.findLast((name) => Object.hasOwn(words, name));
  return (told === undefined ? undefined : words[told]) ?? "another value";
}

function unknownKey(at: Path, key: string, parent: Path, place: Place): string {
  const inside = sectionOf(parent[0])?.keys ?? entrySchema.shape;
  const known = Object.keys(parent.length === 0 ? settingsSchema.shape : inside);
  const near = nearest(key, known);
  const hint = near ? `Did you mean "${near}"?` : `Known here: ${listed(known, "or")}.`;
  return `${place(at)}, ${at.join(".")}: there is no setting "${key}". ${hint}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

async function findSources(
  settings: Settings,
  {dir, place}: {dir: string; place: Place}
): Promise<SourceEntry[]> {
  const kinds = await sourceKinds();
  const problems: string[] = [];
  const entries: SourceEntry[] = [];
  for (const [name, value] of Object.entries(settings.sources)) {
    const known = kinds.get(name);
    if (!known) {
      const near = nearest(name, [...kinds.keys()]);
      const hint = near ? `Did you mean "${near}"?` : `Known kinds: ${listed([...kinds.keys()])}.`;
      problems.push(`${place(["sources", name])}, sources.${name}: there is no such kind of source. ${hint}`);
      continue;
    }
    const kind = name === "leads" ? withScoring(known, settings) : known;
    const list = Array.isArray(value) ? value : [value];
    for (const [index, entry] of list.entries()) {
      const at = Array.isArray(value) ? ["sources", name, index] : ["sources", name];
      const outcome = await readEntry(kind, entry, {
        at,
        dir,
        place,
        allowOutside: settings.allow_outside
      });
      problems.push(...outcome.problems);
      if (outcome.entry) entries.push(outcome.entry);
    }
  }
  if (problems.length === 0 && entries.length === 0)
    problems.push(
      `${place(["sources"])}, sources: no source is named. Name at least sellers, deals or leads, e.g. deals: {file: deals.csv}.`
    );
  if (problems.length > 0) throw new ReportError(problems);
  const order = [...kinds.keys()];
  return entries.sort((a, b) => order.indexOf(a.kind.name) - order.indexOf(b.kind.name));
}

interface EntryContext {
  readonly at: Path;
  readonly dir: string;
  readonly place: Place;
  readonly allowOutside: boolean;
}

async function readEntry(
  kind: SourceKind,
  entry: Entry,
  context: EntryContext
): Promise<{entry?: SourceEntry; problems: string[]}> {
  const problems = [
    ...shapeProblems(entry, context),
    ...mapProblems(kind, entry, context),
    ...presetProblems(kind, entry, {...context, presets: await presets()})
  ];
  if (problems.length > 0) return {problems};
  const wanted: [string, string][] =
    entry.file !== undefined ? [["file", entry.file]] : Object.entries(entry.files ?? {});
  const found = await Promise.all(
    wanted.map(async ([key, pattern]) => {
      const at = entry.file !== undefined ? [...context.at, "file"] : [...context.at, "files", key];
      return {key, ...(await findFiles(pattern, {...context, at, many: entry.file !== undefined}))};
    })
  );
  problems.push(...found.flatMap((result) => result.problems));
  if (problems.length > 0) return {problems};
  return {
    problems,
    entry: {
      kind,
      at: context.at,
      files: found.flatMap((result) => result.files),
      columns: entry.columns,
      values: entry.values,
      set: entry.set,
      ...(entry.preset !== undefined ? {preset: entry.preset} : {}),
      ...(entry.seller_from ? {sellerFrom: entry.seller_from} : {}),
      ...(entry.date_order ? {dateOrder: entry.date_order} : {}),
      ...(entry.decimal ? {decimal: entry.decimal} : {}),
      reading: readingOf(entry),
      ...(entry.sql !== undefined ? {sql: entry.sql} : {}),
      tables: entry.sql !== undefined ? found.flatMap((result) => result.files.map(() => result.key)) : []
    }
  };
}

function readingOf({encoding, delimiter, header_line, sheet, table}: Entry): ReadingSettings {
  return {
    ...(encoding === undefined ? {} : {encoding}),
    ...(delimiter === undefined ? {} : {delimiter: delimiterSigns[delimiter] ?? delimiter}),
    ...(header_line === undefined ? {} : {headerLine: header_line}),
    ...(sheet === undefined ? {} : {sheet}),
    ...(table === undefined ? {} : {table})
  };
}

function shapeProblems(entry: Entry, {at, place}: EntryContext): string[] {
  const here = `${place(at)}, ${at.join(".")}`;
  if (entry.file !== undefined && (entry.files !== undefined || entry.sql !== undefined))
    return [`${here}: give either file, or files with sql, not both.`];
  if (entry.file === undefined && entry.files === undefined)
    return [`${here}: no file is named. Write file: followed by ${expectations.file}.`];
  if (entry.files !== undefined && entry.sql === undefined)
    return [`${here}: files needs sql that selects the columns from them. Write sql: SELECT …`];
  return [];
}

function mapProblems(kind: SourceKind, entry: Entry, {at, place}: EntryContext): string[] {
  const known = Object.keys(kind.columns);
  const problems: string[] = [];
  for (const group of ["columns", "values", "set"] as const) {
    for (const column of Object.keys(entry[group])) {
      if (known.includes(column)) continue;
      const near = nearest(column, known);
      const hint = near ? `Did you mean "${near}"?` : `It has ${listed(known)}.`;
      const path = [...at, group, column];
      problems.push(`${place(path)}, ${path.join(".")}: ${kind.name} has no column "${column}". ${hint}`);
    }
  }
  for (const [column, texts] of Object.entries(entry.values)) {
    const {type, values = {}} = kind.columns[column] ?? {};
    const allowed = Object.keys(values);
    if (type !== undefined && type !== "category" && type !== "text") {
      const path = [...at, "values", column];
      problems.push(
        `${place(path)}, ${path.join(".")}: "${column}" is a ${type}, so its texts cannot be mapped. Take this line out.`
      );
      continue;
    }
    for (const [text, value] of Object.entries(texts)) {
      if (allowed.length === 0 || allowed.includes(value)) continue;
      const path = [...at, "values", column, text];
      problems.push(
        `${place(path)}, ${path.join(".")}: expected ${listed(allowed, "or")}, found ${shown(value)}.`
      );
    }
  }
  return problems;
}

function presetProblems(
  kind: SourceKind,
  {preset: name, set, columns, seller_from: sellerFrom}: Entry,
  {at, place, presets: known}: EntryContext & {presets: readonly Preset[]}
): string[] {
  const told = (key: string, sentence: string): string =>
    `${place([...at, key])}, ${[...at, key].join(".")}: ${sentence}`;
  const problems = Object.keys(set)
    .filter((column) => column in columns)
    .map((column) => told("set", `"${column}" stands under columns as well. Take one of the two out.`));
  if (sellerFrom !== undefined && !("seller_id" in kind.columns))
    problems.push(told("seller_from", `${kind.name} has no seller. Take this line out.`));
  if (name === undefined || name === "none") return problems;
  const preset = known.find((each) => each.name === name);
  const names = known.map((each) => each.name);
  if (!preset) {
    const near = nearest(name, names);
    const hint = near ? `Did you mean "${near}"?` : `Known: ${listed([...names, "none"], "or")}.`;
    return [...problems, told("preset", `there is no preset "${name}". ${hint}`)];
  }
  const kinds = [...new Set(preset.exports.map((each) => each.kind))];
  if (kinds.includes(kind.name)) return problems;
  const sentence = `the preset "${name}" reads ${listed(kinds)}, not ${kind.name}. Take this line out.`;
  return [...problems, told("preset", sentence)];
}

/** Names in the order in which they count up: "Q2" before "Q10". */
const inOrder = new Intl.Collator("en", {numeric: true});

async function findFiles(
  pattern: string,
  {at, dir, place, allowOutside, many}: EntryContext & {many: boolean}
): Promise<{files: InputFile[]; problems: string[]}> {
  const here = `${place(at)}, ${at.join(".")}`;
  if (!allowOutside && leaves(pattern))
    return {files: [], problems: [`${here}: "${pattern}" leaves the workspace. ${outsideMend}`]};
  const [outer, member] = splitMember(pattern);
  if (member !== undefined) return findMember(outer, member, {dir, here, pattern, allowOutside});
  const paths =
    many && isDynamicPattern(pattern) && !(await isNamedSo(pattern, dir))
      ? await glob(pattern, {
          cwd: dir,
          absolute: true,
          onlyFiles: true,
          dot: false,
          expandDirectories: false,
          followSymbolicLinks: false
        })
      : [resolve(dir, pattern)];
  if (paths.length === 0)
    return {files: [], problems: [`${here}: no file matches "${pattern}" in ${dir}. Check the pattern.`]};
  const results = await Promise.all(
    paths.sort(inOrder.compare).map((path) => inspect(path, {dir, here, pattern, allowOutside}))
  );
  const problems = results.flatMap((result) => result.problem ?? []);
  return {files: results.flatMap((result) => result.file ?? []), problems};
}

/** True where a file has the very name, such as "deals [1].csv"; a pattern with * or ? stays one. */
async function isNamedSo(pattern: string, dir: string): Promise<boolean> {
  if (/[*?]/.test(pattern)) return false;
  const about = await stat(resolve(dir, pattern)).catch(() => undefined);
  return about?.isFile() ?? false;
}

/** "archive.zip/deals.csv" as the zip file and the file in it. */
function splitMember(pattern: string): [outer: string, member?: string] {
  const parts = /^(.*?\.zip)\/(.+)$/i.exec(pattern);
  return parts ? [parts[1] ?? "", parts[2]] : [pattern];
}

async function findMember(
  outer: string,
  member: string,
  {dir, ...about}: {dir: string; here: string; pattern: string; allowOutside: boolean}
): Promise<{files: InputFile[]; problems: string[]}> {
  const folder = await stat(resolve(dir, outer)).catch(() => undefined);
  if (folder?.isDirectory()) {
    const {file, problem} = await inspect(resolve(dir, outer, member), {dir, ...about});
    return {files: file ? [file] : [], problems: problem ? [problem] : []};
  }
  const {file, problem} = await inspect(resolve(dir, outer), {dir, ...about});
  return {
    files: file ? [{...file, name: `${file.name}/${member}`, member}] : [],
    problems: problem ? [problem] : []
  };
}

const outsideMend = "Move the file into the workspace, or set allow_outside: true.";

function leaves(pattern: string): boolean {
  return isAbsolute(pattern) || pattern.split(/[\\/]/).includes("..");
}

async function inspect(
  path: string,
  {dir, here, pattern, allowOutside}: {dir: string; here: string; pattern: string; allowOutside: boolean}
): Promise<{file?: InputFile; problem?: string}> {
  const real = await realpath(path).catch(() => undefined);
  const about = real === undefined ? undefined : await stat(real).catch(() => undefined);
  const name = relative(dir, path).split(sep).join("/");
  if (real === undefined || about === undefined)
    return {
      problem: `${here}: there is no file "${pattern}" in ${dir}. Check the name, or take the source out.`
    };
  if (about.isDirectory())
    return {problem: `${here}: "${name}" is a folder, not a file. Name the file inside it.`};
  if (!about.isFile())
    return {problem: `${here}: "${name}" is no file that can be read to its end. Name a file.`};
  const home = await realpath(dir);
  if (!allowOutside && relative(home, real).startsWith(".."))
    return {problem: `${here}: "${name}" is a link that leaves the workspace. ${outsideMend}`};
  return {file: {name, path}};
}

const dataFile = /\.(csv|tsv|tab|txt|xlsx?|xlsm|xlsb|ods|parquet|jsonl?|ndjson|gz|zip)$/i;

/** The name of the file in the workspace; of a file in a zip file, that of the zip file. */
function outerName({name, member}: InputFile): string {
  return member === undefined ? name : name.slice(0, -member.length - 1);
}

/** Data files in the workspace that no source names; nothing is overlooked silently. */
export async function unnamedFiles({dir, sources}: Workspace): Promise<string[]> {
  const named = new Set(sources.flatMap((entry) => entry.files.map(outerName)));
  return (await dataFiles(dir)).filter((name) => !named.has(name));
}

/** Files in a folder and those below it that look like exports, by name. */
export async function dataFiles(dir: string): Promise<string[]> {
  const found = await glob("**/*", {
    cwd: dir,
    ignore: ["snapshots/**"],
    onlyFiles: true,
    dot: false,
    expandDirectories: false,
    followSymbolicLinks: false
  });
  return found.filter((name) => dataFile.test(name)).sort(inOrder.compare);
}
