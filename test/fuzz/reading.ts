import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {stringify} from "yaml";
import {startEngine, type Engine} from "../../loaders/engine.js";
import {ReportError} from "../../loaders/errors.js";
import {scanFile} from "../../loaders/land/scan.js";
import {presets} from "../../loaders/presets/index.js";
import {makeSnapshot, openDatabase, prepareEngine} from "../../loaders/snapshot.js";
import type {SourceKind} from "../../loaders/sources/define.js";
import {sourceKinds} from "../../loaders/sources/index.js";
import {quoteText} from "../../loaders/sql.js";
import type {LandContext} from "../../loaders/stage/land.js";
import {prepareStage, stageKind} from "../../loaders/stage/stage.js";
import {readWorkspace, type SourceEntry, type Workspace} from "../../loaders/workspace.js";
import type {Case} from "./cases.js";

/** Rows as accounted for. */
export interface Counts {
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly ignored: number;
}

/** Reads bad files one after the other with one engine. */
export class Reader {
  private engine: Engine | undefined;
  private used = 0;

  private constructor(
    private readonly dir: string,
    private readonly workspace: Workspace
  ) {}

  static async start(): Promise<Reader> {
    const dir = await mkdtemp(join(tmpdir(), "report-fuzz-"));
    await writeFile(
      join(dir, "report.yaml"),
      "title: A\nas_of: 2026-09-30\nsources:\n  deals: {file: x.csv}\n"
    );
    await writeFile(join(dir, "x.csv"), "deal_id,created_on\n");
    return new Reader(dir, await readWorkspace(dir));
  }

  async close(): Promise<void> {
    this.engine?.close();
    await rm(this.dir, {recursive: true, force: true});
  }

  /** Reads a file and counts its rows. Throws a ReportError where it is refused, and anything else where that is a fault. */
  async read(one: Case): Promise<Counts> {
    const folder = join(this.dir, "case");
    await mkdir(folder);
    try {
      await writeFile(join(folder, one.name), one.bytes);
      return one.way === "report" ? await readWhole(one, folder) : await this.stage(one, folder);
    } finally {
      await rm(folder, {recursive: true, force: true});
    }
  }

  private async stage(one: Case, folder: string): Promise<Counts> {
    const engine = await this.freshEngine();
    try {
      return await this.stageWith(engine, one, folder);
    } catch (error) {
      if (error instanceof ReportError) await engine.run("ROLLBACK").catch(() => undefined);
      else this.retire();
      throw error;
    }
  }

  private async stageWith(engine: Engine, one: Case, folder: string): Promise<Counts> {
    const {kind} = one;
    const work = join(folder, "work");
    await mkdir(work);
    const entry = entryOf(one, folder);
    const context: LandContext = {
      engine,
      workspace: {...this.workspace, sources: [entry]},
      work,
      presets: await presets(),
      scanOf: (file) => scanFile(file.path, file.name)
    };
    for (const other of await readBefore(kind)) await stageKind(other, [], context);
    const [staged] = await stageKind(kind, [entry], context);
    if (!staged) throw new Error("no file was staged");
    const [found] = await engine.rows(`
      SELECT (SELECT count(*) FROM accepted.${kind.name}) AS accepted,
        (SELECT count(*) FROM stage.rejected WHERE kind = ${quoteText(kind.name)}) AS rejected,
        (SELECT count(DISTINCT row) FROM stage.rejected) AS once,
        (SELECT count(*) FROM stage.${kind.name}) AS rows`);
    if (found?.rejected !== found?.once) throw new Error("a row is rejected twice");
    const {rowsRead: read, ignored} = staged;
    return {read, ignored, accepted: Number(found?.accepted), rejected: Number(found?.rejected)};
  }

  /** An engine with nothing staged; a new one now and then, as engines are not made to live for ever. */
  private async freshEngine(): Promise<Engine> {
    if ((this.used += 1) % 300 === 0) this.retire();
    if (this.engine) {
      await this.engine.run("USE memory.main");
      for (const {name} of await this.engine.rows(
        "SELECT schema_name AS name FROM duckdb_schemas() WHERE NOT internal AND database_name = 'memory' AND schema_name <> 'main'"
      ))
        await this.engine.run(`DROP SCHEMA memory."${String(name)}" CASCADE`);
    } else {
      this.engine = await startEngine({
        folders: [this.dir],
        spill: join(this.dir, "spill"),
        memory: "1200MB"
      });
      await prepareEngine(this.engine, this.workspace);
    }
    await prepareStage(this.engine);
    return this.engine;
  }

  private retire(): void {
    this.engine?.close();
    this.engine = undefined;
  }
}

/** The kinds that a kind's checks look at; the roster always, as it tells whom texts name. */
async function readBefore(kind: SourceKind): Promise<SourceKind[]> {
  const names = [...JSON.stringify(kind).matchAll(/\baccepted\.(\w+)/g)].map(([, name = ""]) => name);
  const kinds = await sourceKinds();
  const before = new Set(["sellers", ...names].filter((name) => name !== kind.name));
  return [...before].flatMap((name) => kinds.get(name) ?? []);
}

function entryOf({kind, name, settings, way}: Case, folder: string): SourceEntry {
  const {member, ...rest} = settings;
  const path = join(folder, name);
  return {
    kind,
    at: ["sources", kind.name],
    files: [{name: member ? `${name}/${member}` : name, path, ...(member ? {member} : {})}],
    set: {},
    ...rest,
    ...(way === "sql" ? {sql: "SELECT * FROM t", values: {}} : {}),
    tables: way === "sql" ? ["t"] : []
  };
}

/** Makes a report of the file alone, as somebody would, and takes the counts from the report. */
async function readWhole({kind, name, settings}: Case, folder: string): Promise<Counts> {
  const {member, columns, values, reading, dateOrder, decimal} = settings;
  const {headerLine, ...how} = reading;
  const entry = {
    file: member ? `${name}/${member}` : name,
    columns,
    values,
    ...how,
    ...(headerLine ? {header_line: headerLine} : {}),
    ...(dateOrder ? {date_order: dateOrder} : {}),
    ...(decimal ? {decimal} : {})
  };
  const text = stringify({title: "A", as_of: "2026-09-30", sources: {[kind.name]: entry}});
  await writeFile(join(folder, "report.yaml"), text);
  const out = join(folder, "out", "snapshot");
  const {dir} = await makeSnapshot(await readWorkspace(folder), out);
  const engine = await openDatabase(dir);
  try {
    const [row] = await engine.rows("SELECT rows_read, accepted, rejected, ignored FROM files()");
    const [{n} = {n: 0}] = await engine.rows(
      "SELECT count(*) AS n FROM rejects() WHERE line >= 1 AND message <> ''"
    );
    if (Number(n) !== Number(row?.rejected)) throw new Error(`${n} rejects are listed of ${row?.rejected}`);
    return {
      read: Number(row?.rows_read),
      accepted: Number(row?.accepted),
      rejected: Number(row?.rejected),
      ignored: Number(row?.ignored)
    };
  } finally {
    engine.close();
  }
}
