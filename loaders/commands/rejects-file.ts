import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import type {Cell} from "../engine.js";
import {ReportError} from "../errors.js";
import {originalRows} from "../stage/originals.js";
import {listsToCsv} from "../../src/stats/csv.js";
import type {Workspace} from "../workspace.js";

const columns = ["file", "line", "column", "value", "rule", "message"] as const;
const mark = "\ufeff";
const header = listsToCsv([...columns, "row"], []);

/** Refuses a path at which something else stands than an earlier list of rejected rows. */
export async function refuseOtherFile(path: string): Promise<void> {
  const known = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new ReportError(`--rejects ${path}: it cannot be written (${error.code}). Name a new CSV file.`);
  });
  if (known !== null && known !== "" && !known.startsWith(mark + header))
    throw new ReportError(
      `--rejects ${path}: the file holds something else, which the rejected rows would replace. Name a new CSV file.`
    );
}

/**
 * Writes rejected rows with their place, their fault and the row as it stands in its file, for whoever mends it. Texts
 * that a spreadsheet would take for formulas are made harmless. Only the owner of the file may read it.
 */
export async function writeRejects(
  path: string,
  rejects: readonly Readonly<Record<string, Cell>>[],
  workspace: Workspace
): Promise<void> {
  const places = new Map<string, Set<number>>();
  for (const {file, line} of rejects)
    places.set(String(file), (places.get(String(file)) ?? new Set()).add(Number(line)));
  const work = await mkdtemp(join(tmpdir(), "report-rejects-"));
  try {
    const rows = await originalRows(workspace, places, work);
    const lists = rejects.map((reject) => [
      ...columns.map((column) => reject[column]),
      rows.get(String(reject.file))?.get(Number(reject.line)) ?? null
    ]);
    await writeFile(resolve(path), mark + listsToCsv([...columns, "row"], lists), {mode: 0o600});
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (error instanceof ReportError || code === undefined) throw error;
    throw new ReportError(
      `--rejects ${path}: it cannot be written (${code}). Name a CSV file in a folder that exists.`
    );
  } finally {
    await rm(work, {recursive: true, force: true});
  }
}
