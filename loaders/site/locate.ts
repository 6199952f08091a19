import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {globSync} from "tinyglobby";

/**
 * Where a text first stands in a file of the site, as messages name it: "src/adoption.md line 12". Only the
 * file is named when the text is not in it, as when it was put together from parts.
 */
export function placeOf(root: string, file: string, text: string): string {
  const path = join(root, file);
  const lines = existsSync(path) ? readFileSync(path, "utf8").split(/\r?\n/) : [];
  const index = lines.findIndex((line) => line.includes(text));
  return index < 0 ? file : `${file} line ${index + 1}`;
}

/** The pages and modules below `src`, by name. */
export function codeFiles(root: string): string[] {
  return globSync("src/**/*.{md,js,ts,jsx,tsx}", {cwd: root, ignore: ["**/.*/**"]}).sort();
}

/** The first page or module below `src` that holds one of the texts; undefined when none does. */
export function findPlace(root: string, texts: string[]): string | undefined {
  const files = codeFiles(root);
  for (const text of texts) {
    const file = files.find((name) => readFileSync(join(root, name), "utf8").includes(text));
    if (file !== undefined) return placeOf(root, file, text);
  }
  return undefined;
}

/** The Markdown file that a page of the built site came from: "src/teams/emea.md" for "teams/emea.html". */
export function sourceOf(page: string): string {
  return `src/${page.replace(/\.html$/, "")}.md`;
}
