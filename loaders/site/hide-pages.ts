import {readFileSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {isAudience, isShownTo} from "../audience/audience.js";
import {environment} from "./environment.js";
import {packageFile} from "./installed.js";
import {readFrontMatter} from "./pages.js";

/**
 * Loaded into Framework's process before it starts. Framework builds every Markdown file; this keeps from it the pages
 * that the audience may not see, with the modules and files that only they use.
 */
interface Resolver {
  readonly root: string;
  find(path: string): {readonly path: string} | undefined;
  findPage(path: string): unknown;
  findPagePaths(): Iterable<string>;
}

const module = pathToFileURL(packageFile("@observablehq/framework", "dist/loader.js")).href;
const {LoaderResolver} = (await import(module)) as {LoaderResolver: {prototype: Resolver}};
const named = process.env[environment.audience];
const audience = isAudience(named) ? named : "leadership";
const resolver = LoaderResolver.prototype;
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the resolver it is taken from
const {findPage, findPagePaths} = resolver;

resolver.findPage = function (path) {
  return isHidden(this, path) ? undefined : findPage.call(this, path);
};

resolver.findPagePaths = function* () {
  for (const path of findPagePaths.call(this)) if (!isHidden(this, path)) yield path;
};

function isHidden({root}: Resolver, path: string): boolean {
  const file = join(".", `${path}.md`);
  try {
    return !isShownTo(audience, readFrontMatter(readFileSync(join(root, file), "utf8"), file).front);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
