import {cp, mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

const project = fileURLToPath(new URL("../..", import.meta.url));

/** An empty folder inside the project, so that packages can be found from it. The caller removes it. */
export async function scratchFolder(): Promise<string> {
  await mkdir(join(project, ".cache"), {recursive: true});
  return mkdtemp(join(project, ".cache", "test-"));
}

/** Writes files, by their path in the folder. */
export async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), {recursive: true});
    await writeFile(join(folder, name), text);
  }
}

/** Copies files or folders of the project to the same place in the folder. */
export async function copyFiles(folder: string, names: string[]): Promise<void> {
  for (const name of names) await cp(join(project, name), join(folder, name), {recursive: true});
}

/** What a preview of pages needs besides them. */
export const previewParts = [
  "observablehq.config.ts",
  "loaders/site",
  "loaders/audience/audience.ts",
  "loaders/errors.ts",
  "package.json"
];

/** Folder that tests write files into; empty before each use. */
export async function emptyFolder(folder: string): Promise<void> {
  await rm(folder, {recursive: true, force: true});
  await mkdir(folder, {recursive: true});
}
