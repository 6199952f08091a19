import {once} from "node:events";
import {mkdir, rename, utimes, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {watch} from "chokidar";
import {archiveOf} from "../archive.js";
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
    await refresh(given, path);
    const preview = await previewSite({
      root: projectRoot,
      env: {[environment.archive]: path, [environment.audience]: givenAudience(given, "enablement")},
      onLine: tell,
      ...(given.options.port === undefined ? {} : {port: numberOption(given, "port", 3000)})
    });
    const watcher = watchInputs(given, path);
    print(`The preview is at ${preview.url}`);
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    await watcher.close();
    await preview.close();
    return 0;
  }
};

/** Makes the archive anew and lets the preview know by the time of the loader's file. */
async function refresh(given: Given, path: string): Promise<void> {
  const start = performance.now();
  const {bytes, problems} = await archiveOf(
    workspaceReport(await givenWorkspace(given), givenAudience(given, "enablement")),
    {lenient: true}
  );
  await mkdir(join(path, ".."), {recursive: true});
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
  await dropStaleCache(`preview ${Date.now()}`);
  await utimes(join(projectRoot, "src/data/report.zip.ts"), new Date(), new Date());
  for (const problem of problems) tell(problem);
  tell(`Figures are up to date (${secondsSince(start)})`);
}

/** Follows the workspace, the settings, the models and the pages' metric calls. */
function watchInputs(given: Given, path: string) {
  const {data, config} = workspacePaths(given);
  const inputs = [
    data,
    ...(config ? [config] : []),
    join(projectRoot, "loaders/models"),
    join(projectRoot, "src")
  ];
  let busy = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const onChange = (changed: string): void => {
    if (changed.endsWith("report.zip.ts")) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      busy = busy.then(() => refresh(given, path)).catch(tellProblems);
    }, 100);
  };
  const ignored = (file: string): boolean => file.includes(".observablehq");
  return watch(inputs, {ignoreInitial: true, ignored}).on("all", (_, changed) => onChange(changed));
}

function tellProblems(error: unknown): void {
  const problems = error instanceof ReportError ? error.problems : [messageOf(error)];
  for (const problem of problems) tell(problem);
}
