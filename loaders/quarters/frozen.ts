import {existsSync} from "node:fs";
import {readFile, readdir} from "node:fs/promises";
import {join} from "node:path";
import {audiences, type Audience} from "../audience/audience.js";
import {ReportError, listed} from "../errors.js";
import type {Manifest} from "../manifest.js";
import {restoreFolder} from "../site/swap.js";

/** A headline figure as the metric `headline` gives it. */
export interface HeadlineFigure {
  readonly position: number;
  readonly figure: string;
  readonly unit: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
}

/** What a frozen quarter's manifest says besides what every report's does. */
export interface FrozenPart {
  readonly name: string;
  /** First and last day of the quarter; the last is the report's day where that is earlier. */
  readonly since: string;
  readonly until: string;
  /** Version of this program. */
  readonly tool: string;
  /** Tells whether two reports were made with one key of the pseudonyms. */
  readonly key_mark: string;
  readonly headline: readonly HeadlineFigure[];
  /** SHA-256 of report.yaml, and what it says but for the sources. */
  readonly settings_sha256: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly input_files: readonly Readonly<Record<string, unknown>>[];
  /** Rows of each table, and a hash of them that does not depend on their order. */
  readonly tables: Readonly<Record<string, {readonly rows: number; readonly hash: string}>>;
}

export type FrozenManifest = Omit<Manifest, "snapshot_bytes"> & {readonly frozen?: FrozenPart};

/** A frozen quarter as another report looks at it. */
export interface FrozenQuarter {
  readonly name: string;
  readonly dir: string;
  readonly as_of: string;
  readonly since: string;
  readonly until: string;
  readonly schema: number;
  readonly tool: string;
  readonly key_mark: string;
  readonly headline: readonly HeadlineFigure[];
}

/** What a quarter is called. */
export const quarterName = /^\d{4}-Q[1-4]$/;

/** Mark of reports that show identifiers as they are. */
export const namesMark = "names";

/** Where the frozen quarters of a workspace are. */
export function frozenRoot(workspaceDir: string): string {
  return join(workspaceDir, "snapshots");
}

/** The folder of a quarter's report for an audience: leadership's is the quarter's own, with names it lies inside. */
export function frozenFolder(workspaceDir: string, name: string, audience: Audience): string {
  const folder = join(frozenRoot(workspaceDir), name);
  return audience === "leadership" ? folder : join(folder, audience);
}

/** Reads the manifest of a quarter's report; throws when there is none for the audience. */
export async function readFrozen(
  workspaceDir: string,
  name: string,
  audience: Audience
): Promise<{dir: string; manifest: FrozenManifest; text: string}> {
  await restoreFolder(join(frozenRoot(workspaceDir), name));
  const dir = frozenFolder(workspaceDir, name, audience);
  const text = await readFile(join(dir, "manifest.json"), "utf8").catch(() => null);
  if (text === null || !existsSync(join(dir, "report.duckdb")))
    throw await missing(workspaceDir, name, audience);
  return {dir, manifest: JSON.parse(text) as FrozenManifest, text};
}

async function missing(workspaceDir: string, name: string, audience: Audience): Promise<ReportError> {
  const others = audiences.filter(
    (each) => each !== audience && existsSync(join(frozenFolder(workspaceDir, name, each), "manifest.json"))
  );
  if (others.length > 0)
    return new ReportError(
      `--snapshot ${name}: the quarter was frozen for ${listed(others)} only. Write --audience ${others[0]}.`
    );
  const known = await frozenNames(workspaceDir);
  return new ReportError(
    `--snapshot ${name}: no such quarter was frozen in ${frozenRoot(workspaceDir)}. ${known.length > 0 ? `There is ${listed(known)}.` : "npm run snapshot -- 2026-Q3 freezes one."}`
  );
}

/** Names of the quarters that were frozen, oldest first. */
export async function frozenNames(workspaceDir: string): Promise<string[]> {
  const names = await readdir(frozenRoot(workspaceDir)).catch((): string[] => []);
  return names.filter((name) => quarterName.test(name)).sort();
}

/** The quarters that were frozen for an audience, oldest first, with a text that changes whenever one of them does. */
export async function frozenQuarters(
  workspaceDir: string,
  audience: Audience,
  {before}: {before?: string} = {}
): Promise<{quarters: FrozenQuarter[]; mark: string}> {
  const quarters: FrozenQuarter[] = [];
  const texts: string[] = [];
  for (const name of await frozenNames(workspaceDir)) {
    if (before !== undefined && name >= before) continue;
    const found = await readFrozen(workspaceDir, name, audience).catch(() => null);
    if (!found) continue;
    quarters.push(asQuarter(name, found.dir, found.manifest));
    texts.push(found.text);
  }
  return {quarters, mark: texts.join("\n")};
}

/** Reports of the first schema said neither the quarter nor its figures; both are found from what they hold. */
function asQuarter(name: string, dir: string, manifest: FrozenManifest): FrozenQuarter {
  const {frozen, as_of, schema} = manifest;
  const period = manifest.periods.find(({key}) => key === name);
  return {
    name,
    dir,
    as_of,
    schema,
    since: frozen?.since ?? period?.since ?? as_of,
    until: frozen?.until ?? earlier(period?.until ?? as_of, as_of),
    tool: frozen?.tool ?? "",
    key_mark: frozen?.key_mark ?? namesMark,
    headline: frozen?.headline ?? []
  };
}

const earlier = (a: string, b: string): string => (a < b ? a : b);
