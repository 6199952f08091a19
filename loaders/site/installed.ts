import {existsSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

/** Folder of an installed package, looked for upwards from this file; null when it is not installed. */
export function packageFolder(name: string, from = dirname(fileURLToPath(import.meta.url))): string | null {
  const folder = join(from, "node_modules", name);
  if (existsSync(join(folder, "package.json"))) return folder;
  return dirname(from) === from ? null : packageFolder(name, dirname(from));
}

/** Version of an installed package; null when it is not installed. */
export function packageVersion(name: string): string | null {
  const folder = packageFolder(name);
  if (folder === null) return null;
  return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {version: string}).version;
}

/** Path of a file inside a package that must be installed. */
export function packageFile(name: string, file: string): string {
  const folder = packageFolder(name);
  if (folder === null) throw new Error(`The package ${name} is not installed. Run "npm ci".`);
  return join(folder, file);
}
