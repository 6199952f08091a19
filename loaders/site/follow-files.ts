import {resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {watch} from "chokidar";
import {packageFile} from "./installed.js";

/**
 * Loaded into the process of Framework's preview before it starts. Framework closes the watchers of a page's files and
 * opens new ones after every change, sees nothing in between, and works on several changes side by side, so that an
 * older state may be sent after a newer one. Here one watcher follows the whole folder for as long as the preview runs,
 * changes are answered one after the other, and a page is looked at once more when its files were listed.
 */
interface Resolver {
  readonly root: string;
  findPage(path: string): {readonly path: string} | undefined;
  getWatchPath(path: string): string | undefined;
  watchPage(path: string, listener: (event: string) => unknown): Watching;
  watchFiles(path: string, names: Iterable<string>, listener: () => unknown): Promise<Watching>;
}

interface Watching {
  close(): void;
}

/** Files that somebody waits for; `look` finds out whether anything is different, and sends it. */
interface Wait {
  readonly files: ReadonlySet<string>;
  readonly look: () => unknown;
  due: boolean;
}

/** The watcher tells of one change of a file in 50 ms; what comes after it must be there when the file is read. */
const quiet = 60;

const fileOf = (name: string): string => pathToFileURL(packageFile("@observablehq/framework", name)).href;
const {LoaderResolver} = (await import(fileOf("dist/loader.js"))) as {LoaderResolver: {prototype: Resolver}};
const {resolvePath} = (await import(fileOf("dist/path.js"))) as {
  resolvePath: (page: string, name: string) => string;
};
const waits = new Set<Wait>();
let ready: Promise<void> | undefined;
let busy = Promise.resolve();

LoaderResolver.prototype.watchFiles = async function (path, names, listener) {
  const files = [...names].flatMap((name) => this.getWatchPath(resolvePath(path, name)) ?? []);
  await (ready ??= followFolder(this.root));
  return wait(files, listener);
};

LoaderResolver.prototype.watchPage = function (path, listener) {
  const page = this.findPage(path);
  if (!page) throw Object.assign(new Error(`There is no page ${path}.`), {code: "ENOENT"});
  return wait([resolve(this.root, page.path)], () => listener("change"));
};

function wait(files: readonly string[], look: Wait["look"]): Watching {
  const made: Wait = {files: new Set(files.map((file) => resolve(file))), look, due: false};
  waits.add(made);
  // What has changed since the page was read and until its files were listed.
  setTimeout(() => lookLater(made));
  return {close: () => void waits.delete(made)};
}

function followFolder(root: string): Promise<void> {
  const timers = new Map<string, NodeJS.Timeout>();
  const onChange = (file: string): void => {
    clearTimeout(timers.get(file));
    timers.set(
      file,
      setTimeout(() => {
        timers.delete(file);
        for (const each of waits) if (each.files.has(file)) lookLater(each);
      }, quiet)
    );
  };
  const watcher = watch(root, {
    ignored: (path) => path.includes(".observablehq"),
    ignoreInitial: true
  }).on("all", (_, file) => onChange(resolve(file)));
  return new Promise((done) => watcher.on("ready", done));
}

function lookLater(each: Wait): void {
  if (each.due) return;
  each.due = true;
  busy = busy.then(async () => {
    each.due = false;
    if (!waits.has(each)) return;
    try {
      await each.look();
    } catch (error) {
      process.stderr.write(`${String(error)}\n`);
    }
  });
}
