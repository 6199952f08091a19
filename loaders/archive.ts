import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {promisify} from "node:util";
import {gzip} from "node:zlib";
import {zipSync, type Zippable} from "fflate";
import {isFetchedWhole} from "../src/engine/whole-file.js";
import {ReportError} from "./errors.js";
import {firstViews, type FirstViewOptions} from "./first-view.js";
import type {Metric} from "./metrics.js";
import {projectRoot} from "./project.js";
import {sealFiles, type Files} from "./protect.js";
import type {ReportSource} from "./report-source.js";
import {openDatabase, type Snapshot} from "./snapshot.js";

export interface Archive {
  readonly bytes: Uint8Array;
  readonly snapshot: Snapshot;
  /** Names of the pages that have a first view. */
  readonly pages: readonly string[];
  /** Faults in pages, with page and line; only with `lenient`, otherwise they are thrown. */
  readonly problems: readonly string[];
}

// The first day that a zip archive can name, so that equal inputs give equal bytes.
const oldestDay = new Date(1980, 0, 1);

/**
 * The archive that pages read: report.duckdb, manifest.json, metrics.json and a first view for each page. Stored
 * without compression, because the site's files are compressed on their way to the reader; but for the database, which
 * most hosts send as it is: unless it is large, or sealed, it is there gzipped, too (report.duckdb.gz, else empty).
 */
export async function archiveOf(
  report: ReportSource,
  {
    passphrase,
    onStep,
    lenient = false,
    known
  }: {
    /** With it, every file is sealed. */
    passphrase?: string | undefined;
    onStep?: (sentence: string) => void;
    lenient?: boolean;
    /** Answers by the rows of the snapshot, kept from one archive to the next. */
    known?: Map<string, FirstViewOptions["known"]>;
  } = {}
): Promise<Archive> {
  const snapshot = await report.snapshot(onStep);
  const metrics = await readFile(join(snapshot.dir, "metrics.json"), "utf8");
  onStep?.("computing first views");
  const engine = await openDatabase(snapshot.dir);
  try {
    const {views, problems} = await firstViews(engine, {
      src: join(projectRoot, "src"),
      manifest: snapshot.manifest,
      metrics: JSON.parse(metrics) as Metric[],
      ...(known
        ? {
            known: knownIn(
              known,
              snapshot.rowsMark ? `${snapshot.rowsMark} ${snapshot.settingsMark}` : snapshot.dir
            )
          }
        : {})
    });
    if (problems.length > 0 && !lenient) throw new ReportError(problems);
    const texts: Record<string, string> = {
      "manifest.json": JSON.stringify(snapshot.manifest),
      "metrics.json": metrics,
      ...Object.fromEntries(views.map((view) => [`first-view/${view.page}.json`, JSON.stringify(view)]))
    };
    const database = new Uint8Array(await readFile(snapshot.database));
    const isPacked = passphrase === undefined && isFetchedWhole(database.length);
    const files: Files = {
      "report.duckdb": database,
      "report.duckdb.gz": isPacked ? new Uint8Array(await gzipped(database)) : new Uint8Array(),
      ...Object.fromEntries(
        Object.entries(texts).map(([name, text]) => [name, new TextEncoder().encode(text)])
      )
    };
    return {
      bytes: packed(passphrase === undefined ? files : await sealFiles(files, passphrase)),
      snapshot,
      pages: views.map(({page}) => page),
      problems
    };
  } finally {
    engine.close();
  }
}

const gzipped = promisify(gzip);

/** The answers on some rows; those on others are forgotten. */
function knownIn(
  known: Map<string, FirstViewOptions["known"]>,
  rows: string
): NonNullable<FirstViewOptions["known"]> {
  const answers = known.get(rows) ?? new Map<string, never>();
  known.clear();
  known.set(rows, answers);
  return answers;
}

/** Files as an archive; equal files give equal bytes. */
export function packed(files: Files): Uint8Array {
  const entries = Object.entries(files).map(([name, contents]) => [name, [contents, {level: 0}]]);
  return zipSync(Object.fromEntries(entries) as Zippable, {mtime: oldestDay});
}
