import {rmSync, statSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {packageFile} from "./installed.js";

/**
 * Loaded into the process of Framework's preview before it starts. Framework keeps what a data loader gave until the
 * loader's file is touched; what was begun before the touch and ended after it would be kept for the new state. Here such
 * a result is thrown away, and made anew.
 */
interface Loader {
  readonly root: string;
  readonly path: string;
  readonly targetPath: string;
  load(...options: unknown[]): Promise<string>;
}

const module = pathToFileURL(packageFile("@observablehq/framework", "dist/loader.js")).href;
const {LoaderResolver} = (await import(module)) as {
  LoaderResolver: {prototype: {find: (path: string) => object | undefined}};
};
const {find} = LoaderResolver.prototype;
/** When a loader's file was touched last before it was begun, by what it makes. */
const begun = new Map<string, {readonly from: number}>();
const mended = new WeakSet();

LoaderResolver.prototype.find = function (path) {
  const loader = find.call(this, path);
  const kind = loader && (Object.getPrototypeOf(Object.getPrototypeOf(loader)) as Partial<Loader>);
  if (kind && Object.hasOwn(kind, "load") && !mended.has(kind)) {
    mended.add(kind);
    mend(kind as Loader);
  }
  return loader;
};

/** Framework runs a loader once for all who wait for it, so those who come later have to look at when it was begun. */
function mend(kind: Loader): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the loader that it is taken from
  const {load} = kind;
  kind.load = async function (...options) {
    const made = join(this.root, this.targetPath);
    for (;;) {
      const run = begun.get(made) ?? {from: touched(this)};
      begun.set(made, run);
      const result = await load.apply(this, options).finally(() => {
        if (begun.get(made) === run) begun.delete(made);
      });
      if (run.from === touched(this)) return result;
      rmSync(join(this.root, result), {force: true});
    }
  };
}

function touched({root, path}: Loader): number {
  return statSync(join(root, path), {throwIfNoEntry: false})?.mtimeMs ?? 0;
}
