import {once} from "node:events";
import {mkdir, rename, utimes, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {watch, type FSWatcher} from "chokidar";
import {strFromU8, strToU8, unzipSync} from "fflate";
import {archiveOf, packed} from "../archive.js";
import {dropStaleCache} from "../build.js";
import {print, secondsSince, tell} from "../console.js";
import {ReportError, messageOf} from "../errors.js";
import {cacheRoot, projectRoot} from "../project.js";
import {workspaceReport} from "../report-source.js";
import {environment} from "../site/environment.js";
import {previewSite} from "../site/framework.js";
import {
  audienceOption,
  givenAudience,
  givenWorkspace,
  numberOption,
  workspaceOptions,
  workspacePaths,
  type Command,
  type Given
} from "./options.js";

export const dev: Command = {
  name: "dev",
  summary: "Live preview: a change in a page, model, setting or export is shown at once.",
  options: {
    ...workspaceOptions,
    ...audienceOption("enablement"),
    port: {type: "string", value: "N", help: "port to serve on (default: 3000, or the next free one)"}
  },
  async run(given) {
    const path = join(cacheRoot, "archives", "preview.zip");
    const archive = createPreviewArchive(given, path);
    // Followed from before they are read, so that no change goes unseen.
    const watcher = await watchInputs(given, archive);
    try {
      await dropStaleCache(`preview ${Date.now()}`);
      await archive.refresh();
      const preview = await previewSite({
        root: projectRoot,
        env: {[environment.archive]: path, [environment.audience]: givenAudience(given, "enablement")},
        onLine: tell,
        ...(given.options.port === undefined ? {} : {port: numberOption(given, "port", 3000)})
      });
      print(`The preview is at ${preview.url}`);
      await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
      await preview.close();
      return 0;
    } finally {
      await watcher.close();
    }
  }
};

/** Keeps the archive of a preview up to date. */
function createPreviewArchive(given: Given, path: string) {
  const known: NonNullable<NonNullable<Parameters<typeof archiveOf>[1]>["known"]> = new Map();
  let good: Uint8Array | null = null;
  let last: {readonly archive: Uint8Array; readonly problems: readonly string[]} | null = null;
  let busy: Promise<unknown> = Promise.resolve();

  /** One after the other, so that what was read first is not put in place last. */
  function inTurn(act: () => Promise<void>): Promise<void> {
    const done = busy.then(act);
    busy = done.catch(() => undefined);
    return done;
  }

  /**
   * Puts an archive in place, with the problems that its pages show, and lets the preview know, by the time of the
   * loader's file; the same once more changes nothing.
   */
  async function place(archive: Uint8Array, problems: readonly string[] = []): Promise<void> {
    const isSame =
      last?.problems.join("\n") === problems.join("\n") && Buffer.compare(last.archive, archive) === 0;
    if (isSame) return;
    await mkdir(join(path, ".."), {recursive: true});
    await writeFile(`${path}.part`, withManifest(archive, {problems, turn: Date.now()}));
    await rename(`${path}.part`, path);
    // Framework makes anew what is older than its loader. Nothing is removed here: it may just be reading or writing there.
    await utimes(join(projectRoot, "src/data/report.zip.ts"), new Date(), new Date());
    last = {archive, problems};
  }

  return {
    /** Makes the archive anew. Throws, and leaves the last one, when something outside of the pages is wrong. */
    refresh: (): Promise<void> =>
      inTurn(async () => {
        const start = performance.now();
        const report = workspaceReport(await givenWorkspace(given), givenAudience(given, "enablement"), {
          keepRows: true
        });
        const {bytes, problems} = await archiveOf(report, {lenient: true, known});
        good = bytes;
        await place(bytes);
        for (const problem of problems) tell(problem);
        tell(`Figures are up to date (${secondsSince(start)})`);
      }),
    /** Shows in every page why the archive could not be made anew, above the figures of before. */
    explain: (error: unknown): Promise<void> =>
      inTurn(async () => {
        const problems = error instanceof ReportError ? error.problems : [messageOf(error)];
        for (const problem of problems) tell(problem);
        if (good) await place(good, problems);
      })
  };
}

/** The archive with more in its manifest, which only a preview has. */
function withManifest(
  archive: Uint8Array,
  more: {readonly problems: readonly string[]; readonly turn: number}
): Uint8Array {
  const files = unzipSync(archive);
  const manifest = JSON.parse(strFromU8(files["manifest.json"] ?? new Uint8Array())) as object;
  files["manifest.json"] = strToU8(JSON.stringify({...manifest, ...more}));
  return packed(files);
}

/** Follows the workspace, the settings, the models and the pages' metric calls. */
async function watchInputs(
  given: Given,
  archive: ReturnType<typeof createPreviewArchive>
): Promise<FSWatcher> {
  const {data, config} = workspacePaths(given);
  const models = join(projectRoot, "loaders/models");
  const src = join(projectRoot, "src");
  let timer: NodeJS.Timeout | undefined;
  const onChange = (changed: string): void => {
    // Other files of the site are followed by Framework, and no figure depends on them.
    if (changed.startsWith(src) && !changed.endsWith(".md")) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      archive
        .refresh()
        .catch((error: unknown) => archive.explain(error))
        .catch(tellProblem);
    }, 60);
  };
  const ignored = (file: string): boolean => file.includes(".observablehq");
  const watcher = watch([data, ...(config ? [config] : []), models, src], {ignoreInitial: true, ignored});
  watcher.on("all", (_, changed) => onChange(changed));
  await once(watcher, "ready");
  return watcher;
}

function tellProblem(error: unknown): void {
  tell(messageOf(error));
}
