import {mkdtemp, rm, stat} from "node:fs/promises";
import {tmpdir} from "node:os";
import {basename, join, resolve} from "node:path";
import {ReportError} from "../errors.js";
import {scanFile} from "../land/scan.js";
import {openPacked} from "../land/unpack.js";
import {presets} from "../presets/index.js";
import {sourceKinds} from "../sources/index.js";
import {planEntry} from "../stage/land.js";
import {mapFile} from "../stage/mapping.js";
import {
  fileIn,
  inYaml,
  joinAlike,
  suggest,
  type Asked,
  type Refusal,
  type SuggestContext,
  type Suggestion
} from "../suggest/index.js";
import {dataFiles, readWorkspace, unnamedFiles, type SourceEntry, type Workspace} from "../workspace.js";

/** What report.yaml could say of the files in a folder that it does not name, or names without their required columns. */
export async function suggestSection(dir: string, config?: string): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), "report-suggest-"));
  try {
    const context = {kinds: [...(await sourceKinds()).values()], presets: await presets(), work};
    const workspace = await workspaceOf(dir, config);
    const all = await dataFiles(dir);
    const unnamed = workspace ? await unnamedFiles(workspace) : all;
    const asked: Asked[] = [
      ...unnamed.map((name) => ({file: fileIn(dir, name)})),
      ...(workspace ? await unread(workspace, context) : [])
    ];
    if (asked.length === 0)
      return workspace
        ? "# Every data file is named in report.yaml and has its required columns: nothing to suggest."
        : `# ${dir} holds no data file. Put your exports there.`;
    const outcomes: (Suggestion | Refusal)[] = [];
    for (const each of asked) outcomes.push(await suggest(each, context));
    const found = outcomes.filter((each): each is Suggestion => "kind" in each);
    const refused = outcomes.filter((each): each is Refusal => "sentence" in each);
    return inYaml(joinAlike(found, all), refused, {
      whole: workspace === undefined,
      title: `Social selling at ${basename(resolve(dir))}`,
      given: [...new Set(workspace?.sources.map(({kind}) => kind.name))]
    });
  } finally {
    await rm(work, {recursive: true, force: true});
  }
}

/** The workspace, or nothing where there is no settings file yet, or an empty one; a faulty one is an error. */
async function workspaceOf(dir: string, config?: string): Promise<Workspace | undefined> {
  const path = config ?? join(dir, "report.yaml");
  const isThere = await stat(path).then(
    ({size}) => size > 0,
    () => false
  );
  const isFolder = await stat(dir).then(
    (about) => about.isDirectory(),
    () => false
  );
  return isThere || !isFolder ? readWorkspace(dir, config) : undefined;
}

/** The first file of each entry whose required columns are not found. */
async function unread(workspace: Workspace, context: SuggestContext): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const entry of workspace.sources) {
    const [file] = entry.files;
    if (entry.sql !== undefined || !file) continue;
    if (await isMapped(entry, workspace, context)) continue;
    asked.push({file, kind: entry.kind, reading: entry.reading});
  }
  return asked;
}

async function isMapped(
  entry: SourceEntry,
  workspace: Workspace,
  {presets: known, work}: SuggestContext
): Promise<boolean> {
  const [file] = entry.files;
  if (!file) return true;
  try {
    const placed = await openPacked(file, await scanFile(file.path, file.name), {work});
    if (placed.scan.binary === "parquet") return true;
    const plan = await planEntry(placed, entry, known);
    mapFile(
      entry,
      {name: file.name, header: plan.header, line: plan.headerLine},
      {presets: known, workspace}
    );
    return true;
  } catch (error) {
    if (error instanceof ReportError) return false;
    throw error;
  }
}
