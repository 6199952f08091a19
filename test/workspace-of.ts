import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterAll} from "vitest";
import type {Cell, Engine} from "../loaders/engine.js";
import {makeSnapshot, openDatabase, type Snapshot} from "../loaders/snapshot.js";
import {readWorkspace, type Workspace} from "../loaders/workspace.js";

export type Row = Record<string, Cell>;

/** A report made from literal files, to ask questions of. */
export interface Made {
  readonly dir: string;
  readonly workspace: Workspace;
  readonly snapshot: Snapshot;
  readonly engine: Engine;
  readonly rows: (sql: string) => Promise<Row[]>;
}

const folders: string[] = [];
const engines: Engine[] = [];

afterAll(async () => {
  for (const engine of engines) engine.close();
  await Promise.all(folders.map((folder) => rm(folder, {recursive: true, force: true})));
});

/** A temporary folder that is removed after the tests of the file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "report-test-"));
  folders.push(folder);
  return folder;
}

/** Writes files (text or bytes) into a temporary workspace. */
export async function writeWorkspace(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const dir = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), {recursive: true});
    await writeFile(join(dir, name), content);
  }
  return dir;
}

const settings = "title: Test\nas_of: 2026-09-30\ndefault_period: all\n";

/** Makes the report of literal files; without report.yaml each `<kind>.csv` is that kind's file. */
export async function workspaceOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Made> {
  const kinds = Object.keys(files).filter((name) => /^\w+\.csv$/.test(name));
  const sources = kinds.map((name) => `  ${name.slice(0, -4)}: {file: ${name}}\n`).join("");
  const dir = await writeWorkspace({"report.yaml": `${settings}sources:\n${sources}`, ...files});
  return reportOf(dir);
}

/** Makes the report of a folder. */
export async function reportOf(dir: string, config?: string): Promise<Made> {
  const workspace = await readWorkspace(dir, config);
  const snapshot = await makeSnapshot(workspace, join(await temporaryFolder(), "snapshot"));
  const engine = await openDatabase(snapshot.dir);
  engines.push(engine);
  return {dir, workspace, snapshot, engine, rows: (sql) => engine.rows(sql)};
}

/** The problems of a promise that must be refused with a ReportError. */
export async function problemsOf(promise: Promise<unknown>): Promise<string[]> {
  try {
    await promise;
  } catch (error) {
    const {problems} = error as {problems?: string[]};
    if (problems === undefined) throw error;
    return problems;
  }
  throw new Error("expected a ReportError, but all went well");
}
