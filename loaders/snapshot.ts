import {mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {hideAccounts, hideFaultyTexts} from "./audience/accounting.js";
import {applyAudience, prepareAudience, type AudienceContext} from "./audience/apply.js";
import type {Audience} from "./audience/audience.js";
import {startEngine, type Engine} from "./engine.js";
import {hashOf} from "./hash.js";
import type {FileScan} from "./land/scan.js";
import {scanFile} from "./land/scan.js";
import {compute} from "./computed/index.js";
import {makeManifest, type Manifest} from "./manifest.js";
import {
  askTypes,
  describeMetrics,
  metricMarks,
  metricsInOrder,
  readMetrics,
  type ColumnTypes,
  type Metric
} from "./metrics.js";
import {keyMark} from "./audience/key.js";
import {compareQuarters} from "./quarters/compare.js";
import {namesMark, type FrozenQuarter} from "./quarters/frozen.js";
import {readingOrder} from "./order.js";
import {presets} from "./presets/index.js";
import type {OnProgress} from "./progress.js";
import {refuseMissingHeaders, scoreLeads} from "./scoring/score.js";
import {sectionTables} from "./settings/index.js";
import type {SourceKind} from "./sources/define.js";
import {sourceKinds} from "./sources/index.js";
import {quoteList, quoteText} from "./sql.js";
import {currencyMacros} from "./stage/currencies.js";
import {duplicateRules} from "./stage/reject.js";
import {stageKind, prepareStage, type StagedFile} from "./stage/stage.js";
import type {InputFile, SourceEntry, Workspace} from "./workspace.js";

/** Raised when tables of the published file change shape. */
export const schemaVersion = 4;

const models = new URL("./models/", import.meta.url);

export interface SnapshotOptions {
  /** Called with a short sentence at each step. */
  readonly onStep?: (sentence: string) => void;
  /** Called while a file is rewritten. */
  readonly onProgress?: OnProgress;
  readonly memory?: string;
  readonly threads?: number;
  readonly scans?: ReadonlyMap<string, FileScan>;
  readonly fingerprint?: string;
  /** Hash over all that the rows rest on. */
  readonly rowsMark?: string;
  /** Hash over the settings. */
  readonly settingsMark?: string;
  /** Who the report is for (default: enablement, which sees all that any audience sees). */
  readonly audience?: Audience;
  /** Key of the pseudonyms. */
  readonly key?: string;
  /** Quarters that were frozen, to compare with. */
  readonly frozen?: readonly FrozenQuarter[];
}

/** What a snapshot folder holds and how its files were read. */
export interface Snapshot {
  readonly dir: string;
  readonly database: string;
  readonly manifest: Manifest;
  readonly files: readonly StagedFile[];
  /** Snapshots with the same mark hold the same rows, and differ in metrics and settings of display; empty where unknown. */
  readonly rowsMark: string;
  readonly settingsMark: string;
}

/** Reads a workspace and writes report.duckdb, manifest.json, metrics.json, files.json and rows.json into a folder, all or nothing. */
export async function makeSnapshot(
  workspace: Workspace,
  dir: string,
  {
    onStep = () => {},
    onProgress = () => {},
    memory = "1200MB",
    threads,
    scans = new Map(),
    fingerprint = "",
    rowsMark = "",
    settingsMark = "",
    audience = "enablement",
    key = "",
    frozen = []
  }: SnapshotOptions = {}
): Promise<Snapshot> {
  await mkdir(join(dir, ".."), {recursive: true});
  const work = await mkdtemp(join(tmpdir(), "report-"));
  const building = await mkdtemp(`${dir}-building-`);
  try {
    const engine = await startEngine({
      folders: [
        ...(workspace.dir === "" ? [] : [workspace.dir]),
        work,
        building,
        ...outsideFolders(workspace),
        ...frozen.map((each) => each.dir)
      ],
      spill: join(work, "spill"),
      memory,
      ...(threads ? {threads} : {})
    });
    try {
      const scanOf = scanner(scans);
      const files = await fill(engine, workspace, {
        work,
        building,
        scanOf,
        onStep,
        frozen,
        onProgress,
        shown: {audience, key, minCell: workspace.audiences.min_cell}
      });
      await engine.run("DETACH report");
      const manifest = await describe(engine, workspace, {building, fingerprint, audience});
      await writeAbout(building, {files, rowsMark, settingsMark});
      await putInPlace(building, dir);
      return {dir, database: join(dir, "report.duckdb"), manifest, files, rowsMark, settingsMark};
    } finally {
      engine.close();
    }
  } finally {
    await rm(work, {recursive: true, force: true});
    await rm(building, {recursive: true, force: true});
  }
}

/** Writes how the files were read, and what the rows rest on. */
export async function writeAbout(
  dir: string,
  {files, rowsMark, settingsMark}: Pick<Snapshot, "files" | "rowsMark" | "settingsMark">
): Promise<void> {
  await writeFile(join(dir, "files.json"), JSON.stringify(files));
  await writeFile(join(dir, "rows.json"), JSON.stringify({mark: rowsMark, settings: settingsMark}));
}

/** Moves a folder to where another process may have put its like a moment ago; then that one stays. */
export async function putInPlace(building: string, dir: string): Promise<void> {
  try {
    await rename(building, dir);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    if (await openSnapshot(dir).catch(() => null)) return;
    await rm(dir, {recursive: true, force: true});
    await rename(building, dir);
  }
}

/** Opens a snapshot folder that was made earlier. */
export async function openSnapshot(dir: string): Promise<Snapshot> {
  return {
    dir,
    database: join(dir, "report.duckdb"),
    manifest: JSON.parse(await readFile(join(dir, "manifest.json"), "utf8")) as Manifest,
    files: JSON.parse(await readFile(join(dir, "files.json"), "utf8")) as StagedFile[],
    ...(await marksOf(dir))
  };
}

/** What the rows of a snapshot folder rest on, and its settings; empty where that is not written down. */
export async function marksOf(dir: string): Promise<Pick<Snapshot, "rowsMark" | "settingsMark">> {
  const text = await readFile(join(dir, "rows.json"), "utf8").catch(() => "{}");
  const {mark = "", settings = ""} = JSON.parse(text) as {mark?: string; settings?: string};
  return {rowsMark: mark, settingsMark: settings};
}

/** An engine with a snapshot's tables and metrics at hand, read-only. */
export async function openDatabase(dir: string): Promise<Engine> {
  const engine = await startEngine({folders: [dir]});
  await engine.run(`ATTACH ${quoteText(join(dir, "report.duckdb"))} AS report (READ_ONLY)`);
  await engine.run("USE report");
  return engine;
}

function outsideFolders(workspace: Workspace): string[] {
  return workspace.sources.flatMap((entry) => entry.files.map((file) => join(file.path, "..")));
}

type ScanOf = (file: InputFile) => Promise<FileScan>;

/** Scans every file once at the most. */
function scanner(scans: ReadonlyMap<string, FileScan>): ScanOf {
  const made = new Map<string, Promise<FileScan>>();
  return (file) => {
    const known = scans.get(file.path);
    if (known) return Promise.resolve(known);
    const scan = made.get(file.path) ?? scanFile(file.path, file.name);
    made.set(file.path, scan);
    return scan;
  };
}

/** Scans files in the order in which they will be asked for, while the engine is at work on earlier ones. */
async function scanAhead(
  files: readonly InputFile[],
  scanOf: ScanOf,
  {signal}: AbortController
): Promise<void> {
  for (const file of files) {
    if (signal.aborted) return;
    // Whoever asks for the file hears what is wrong with it.
    await scanOf(file).catch(() => undefined);
  }
}

interface FillContext {
  readonly work: string;
  readonly building: string;
  readonly scanOf: ScanOf;
  readonly onStep: (sentence: string) => void;
  readonly onProgress: OnProgress;
  readonly shown: AudienceContext;
  readonly frozen: readonly FrozenQuarter[];
}

async function fill(
  engine: Engine,
  workspace: Workspace,
  {work, building, scanOf, onStep, onProgress, shown, frozen}: FillContext
): Promise<StagedFile[]> {
  const macros = await prepareEngine(engine, workspace);
  await prepareStage(engine);
  const files = await stageKinds(engine, workspace, {work, scanOf, onStep, onProgress});
  await refuseMissingHeaders(engine, workspace);
  onStep("joining");
  const kinds = (await kindsOf(workspace)).map(({kind}) => kind);
  await prepareAudience(engine, shown);
  await hideFaultyTexts(engine, kinds, shown.audience);
  await account(engine, files, scanOf, workspace);
  await hideAccounts(engine, kinds, shown.audience);
  await applyAudience(engine, kinds, shown);
  await engine.run("CREATE SCHEMA marts");
  for (const sql of await martsInOrder()) await engine.run(sql);
  onStep("scoring and computing");
  await scoreLeads(engine, workspace);
  await compute(engine);
  onStep("publishing");
  await engine.run(
    `ATTACH ${quoteText(join(building, "report.duckdb"))} AS report (STORAGE_VERSION 'v1.0.0')`
  );
  await publish(engine, macros, {workspace, shown, frozen});
  return files;
}

/** Gives an engine the settings and macros that reading files needs; resolves to the macros' SQL. */
export async function prepareEngine(engine: Engine, workspace: Workspace): Promise<string> {
  const macros = await readFile(new URL("macros.sql", models), "utf8");
  await engine.run(macros);
  await engine.run(settingsSql(workspace));
  await engine.run(currencyMacros);
  await engine.run(readingMacros(workspace));
  return macros;
}

/** Every kind of source with its entries, those first that others refer to; settings may have given one more columns. */
async function kindsOf({sources}: Workspace): Promise<{kind: SourceKind; entries: SourceEntry[]}[]> {
  return [...(await sourceKinds()).values()].map((kind) => {
    const entries = sources.filter((entry) => entry.kind.name === kind.name);
    return {kind: entries[0]?.kind ?? kind, entries};
  });
}

/** Reads every kind of source, those first that others refer to. */
async function stageKinds(
  engine: Engine,
  workspace: Workspace,
  {work, scanOf, onStep, onProgress}: Omit<FillContext, "building" | "shown" | "frozen">
): Promise<StagedFile[]> {
  const known = await presets();
  const kinds = await kindsOf(workspace);
  const files: StagedFile[] = [];
  const ahead = new AbortController();
  const inOrder = kinds.flatMap(({entries}) => entries.flatMap((entry) => entry.files));
  const scanned = scanAhead(inOrder, scanOf, ahead);
  try {
    for (const {kind, entries} of kinds) {
      if (entries.length > 0) onStep(`reading ${kind.title.toLowerCase()}`);
      files.push(
        ...(await stageKind(kind, entries, {engine, workspace, work, scanOf, onProgress, presets: known}))
      );
    }
  } finally {
    ahead.abort();
    await scanned;
  }
  return files;
}

/** Writes the tables and the macros of the metrics. */
async function publish(
  engine: Engine,
  macros: string,
  {workspace, shown, frozen}: Pick<FillContext, "shown" | "frozen"> & {workspace: Workspace}
): Promise<void> {
  const tables = await readFile(new URL("publish.sql", models), "utf8");
  await engine.run(shown.audience === "leadership" ? inOwnOrder(tables) : tables);
  await engine.run("USE report");
  const shared = await readFile(new URL("table-macros.sql", models), "utf8");
  await engine.run("BEGIN");
  await engine.run([macros, shared, ...(await metricsInOrder())].join("\n"));
  await engine.run("COMMIT");
  await compareQuarters(engine, frozen, comparison(workspace, shown));
  await engine.run("USE memory");
  await engine.run("CHECKPOINT report");
}

/** How frozen quarters are compared with a workspace's. */
export function comparison(
  {asOf, fiscalYearStart}: Workspace,
  {audience, key}: Pick<AudienceContext, "audience" | "key">
): Parameters<typeof compareQuarters>[2] {
  return {asOf, fiscalYearStart, keyMark: audience === "leadership" ? keyMark(key) : namesMark};
}

/**
 * Tables without an order of their own are sorted by what they hold: rows in the order of the files would tell which
 * pseudonym stands where on the roster.
 */
function inOwnOrder(tables: string): string {
  return tables.replace(
    /CREATE TABLE (report\.\w+) AS\s+([^;]*);/g,
    (statement, name: string, query: string) =>
      /\bORDER BY\b/.test(query)
        ? statement
        : `CREATE TABLE ${name} AS SELECT * FROM (${query}) ORDER BY ALL;`
  );
}

/** The SQL of every mart, each after the marts that it reads. */
async function martsInOrder(): Promise<string[]> {
  const folder = new URL("marts/", models);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const texts = new Map<string, string>();
  for (const name of names) texts.set(name.slice(0, -4), await readFile(new URL(name, folder), "utf8"));
  const reads = (text: string): string[] =>
    [...text.matchAll(/\b(?:FROM|JOIN) marts\.(\w+)/g)].map(([, name = ""]) => name);
  return readingOrder(texts, reads).map((mart) => texts.get(mart) ?? "");
}

/** The tables of settings. */
export function settingsSql(workspace: Workspace): string {
  const {asOf, currency, fiscalYearStart, minN, ssi, weeklyGoal, shareChannels} = workspace;
  const channels = shareChannels.map((channel) => quoteText(channel.toLowerCase())).join(", ");
  return `CREATE TABLE settings AS SELECT
    DATE ${quoteText(asOf)} AS as_of, ${quoteText(currency)} AS currency, ${fiscalYearStart} AS fiscal_year_start,
    ${minN} AS min_n, ${ssi.foundation} AS ssi_foundation, ${ssi.active} AS ssi_active,
    ${ssi.seat_threshold} AS ssi_seat_threshold, ${weeklyGoal} AS weekly_goal, ${workspace.audiences.min_cell} AS min_cell,
    CAST([${channels}] AS VARCHAR[]) AS share_channels;
  ${sectionTables(workspace)}`;
}

/** What reading some kinds needs besides their columns: ceilings of moments, the persona, a mark to tell people apart. */
function readingMacros({persona}: Workspace): string {
  return `
    CREATE MACRO moment_ceiling(named) AS (SELECT ceiling FROM moments WHERE moment = named);
    CREATE MACRO deal_day(outcome, created_on, closed_on) AS
      CASE WHEN outcome <> 'open' AND closed_on <= (SELECT s.as_of FROM settings s) THEN closed_on ELSE created_on END;
    CREATE MACRO in_persona(title) AS ${personaSql(persona)};
    CREATE MACRO person_key(link, first_name, last_name) AS
      CASE WHEN coalesce(first_name, last_name, link) IS NOT NULL THEN
        CAST(hash(coalesce(nullif(concat_ws(' ', first_name, last_name), ''), link)) AS VARCHAR) END;`;
}

/** Whether a job title holds one of the words, as whole words, whatever the case and accents; NULL without title or words. */
function personaSql(persona: readonly string[]): string {
  if (persona.length === 0) return "CAST(NULL AS BOOLEAN)";
  const words = persona.map((word) => `lower(strip_accents(${quoteText(word)}))`).join(", ");
  const letters = (text: string): string =>
    `' ' || trim(regexp_replace(${text}, '[^\\p{L}\\p{N}]+', ' ', 'g')) || ' '`;
  return `CASE WHEN title IS NOT NULL THEN
    len(list_filter([${words}], word -> contains(${letters("lower(strip_accents(title))")}, ${letters("word")}))) > 0 END`;
}

/** Fills the accounting schema: files with their counts, rejected and flagged rows with file, line and header. */
async function account(
  engine: Engine,
  files: readonly StagedFile[],
  scanOf: ScanOf,
  workspace: Workspace
): Promise<void> {
  const hashes = new Map<string, string>();
  for (const file of workspace.sources.flatMap((entry) => entry.files))
    hashes.set(file.name, (await scanOf(file)).sha256);
  const rows = files.map(
    ({name, kind, rowsRead, ignored}, position) =>
      `(${position}, ${quoteText(kind)}, ${quoteText(name)}, ${rowsRead}, ${ignored}, ${quoteText(hashes.get(name) ?? "")})`
  );
  const located = (table: string): string => `
    SELECT f.position, sp.file, coalesce(l.line, r.row - sp.base + sp.first_line) AS line,
      coalesce(h.header, r.name) AS "column", r.value, r.rule,
      replace(r.message, '{value}', coalesce('"' || r.value || '"', 'The text')) AS message
    FROM stage.${table} r
    JOIN stage.spans sp ON sp.kind = r.kind AND r.row >= sp.base AND r.row < sp.base + sp.rows
    JOIN staged f ON f.kind = sp.kind AND f.file = sp.file
    LEFT JOIN stage.lines l ON l.kind = r.kind AND l.row = r.row
    LEFT JOIN stage.headers h ON h.kind = r.kind AND h.file = sp.file AND h.name = regexp_replace(r.name, '_text$', '')`;
  await engine.run(`
    CREATE SCHEMA accounting;
    CREATE TABLE staged (position INTEGER, kind VARCHAR, file VARCHAR, rows_read BIGINT, ignored BIGINT, sha256 VARCHAR);
    ${rows.length > 0 ? `INSERT INTO staged VALUES ${rows.join(", ")};` : ""}
    CREATE TABLE accounting.rejected AS ${located("rejected")};
    CREATE TABLE accounting.flagged AS ${located("flagged")};
    CREATE TABLE accounting.checks AS SELECT kind AS source, rule FROM stage.checks;
    ${readingsSql(files)}
    CREATE TABLE accounting.texts AS
      SELECT kind AS source, name AS "column", text, value AS meaning, listed, CAST(sum(rows) AS BIGINT) AS rows
      FROM stage.texts WHERE list_contains(${quoteList(await listedTexts())}, kind || '.' || name) GROUP BY ALL;
    CREATE TABLE accounting.files AS
      SELECT s.position, s.file, s.kind AS source, s.rows_read,
        s.rows_read - s.ignored - coalesce(r.n, 0) AS accepted, coalesce(r.n, 0) AS rejected, s.ignored,
        coalesce(r.duplicates, 0) AS duplicates, s.sha256
      FROM staged s
      LEFT JOIN (
        SELECT position, count(*) AS n, count(*) FILTER (list_contains(${quoteList(duplicateRules)}, rule)) AS duplicates
        FROM accounting.rejected GROUP BY position
      ) r USING (position);`);
  await proveAccounting(engine);
}

/** Columns whose texts are listed with what they mean: categories and labels. */
async function listedTexts(): Promise<string[]> {
  return [...(await sourceKinds()).values()].flatMap(({name, columns}) =>
    Object.entries(columns).flatMap(([column, {type, reader}]) =>
      type === "category" || reader === "label" ? [`${name}.${column}`] : []
    )
  );
}

/** How each file was read: its dialect, and the export it was taken for. */
function readingsSql(files: readonly StagedFile[]): string {
  const rows = files.map(
    ({name, encoding, delimiter, headerLine, sheet, dates, decimal, reading}, position) => {
      const texts = [
        name,
        encoding,
        delimiter,
        sheet,
        dates,
        decimal,
        reading?.preset,
        reading?.system,
        reading?.title
      ];
      const cells = texts.map((text) => (text === undefined ? "NULL" : quoteText(text)));
      const known = [reading?.confidence, reading?.verified].map((value) => String(value ?? "NULL"));
      const caveat = reading?.caveat === undefined ? "NULL" : quoteText(reading.caveat);
      return `(${position}, ${headerLine ?? "NULL"}, ${[...cells, ...known, caveat].join(", ")})`;
    }
  );
  return `
    CREATE TABLE accounting.readings (position INTEGER, header_line BIGINT, file VARCHAR, encoding VARCHAR,
      delimiter VARCHAR, sheet VARCHAR, dates VARCHAR, decimal_mark VARCHAR, preset VARCHAR, system VARCHAR,
      export VARCHAR, confidence DOUBLE, verified BOOLEAN, caveat VARCHAR);
    ${rows.length > 0 ? `INSERT INTO accounting.readings VALUES ${rows.join(", ")};` : ""}`;
}

/** Accepted rows are counted a second time, from the rows themselves; a difference is a fault of ours. */
async function proveAccounting(engine: Engine): Promise<void> {
  const [row] = await engine.rows("SELECT list(DISTINCT source) AS kinds FROM accounting.files");
  for (const kind of JSON.parse(String(row?.kinds ?? "[]")) as string[]) {
    const [counts] = await engine.rows(
      `SELECT (SELECT sum(accepted) FROM accounting.files WHERE source = ${quoteText(kind)}) AS said,
        (SELECT count(*) FROM accepted.${kind}) AS found`
    );
    if (Number(counts?.said) !== Number(counts?.found))
      throw new Error(`accounting of ${kind}: ${counts?.said} rows said, ${counts?.found} found`);
  }
}

/** Writes manifest.json and metrics.json beside the report that stands in a folder. */
export async function describe(
  engine: Engine,
  workspace: Workspace,
  {building, fingerprint, audience}: {building: string; fingerprint: string; audience: Audience}
): Promise<Manifest> {
  const database = join(building, "report.duckdb");
  await engine.run(`ATTACH ${quoteText(database)} AS report (READ_ONLY)`);
  await engine.run("USE report");
  const bytes = (await stat(database)).size;
  const manifest = await makeManifest(engine, workspace, {
    bytes,
    fingerprint,
    audience,
    schema: schemaVersion
  });
  const metrics = await describedOnce(engine);
  await engine.run("USE memory");
  await engine.run("DETACH report");
  await writeFile(join(building, "manifest.json"), JSON.stringify(manifest, null, 1));
  await writeFile(join(building, "metrics.json"), JSON.stringify(metrics));
  return manifest;
}

const described = new Map<string, ColumnTypes>();

/** The metrics with the types of their columns, which follow from the SQL alone; asked of an engine once a process. */
async function describedOnce(engine: Engine): Promise<Metric[]> {
  const metrics = await readMetrics();
  const texts = await Promise.all(
    ["publish.sql", "macros.sql", "table-macros.sql"].map((name) => readFile(new URL(name, models), "utf8"))
  );
  const tables = hashOf(...texts);
  const marks = metricMarks(metrics);
  return describeMetrics(metrics, async (metric) => {
    const sql = `${tables} ${marks.get(metric.name)}`;
    const types = described.get(sql) ?? (await askTypes(metric, engine));
    described.set(sql, types);
    return types;
  });
}
