import {copyFileSync, existsSync, mkdirSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {packageFile, packageVersion} from "./installed.js";

/** The family to name in a style sheet: `font-family: "Source Sans 3 Variable", sans-serif`. */
export const fontFamily = "Source Sans 3 Variable";

const fontPackage = "@fontsource-variable/source-sans-3";
const styleSheets = ["wght.css", "wght-italic.css"];
const scripts = ["latin", "latin-ext"];

/**
 * Head of a page: the faces of the family, and a preload of the upright Latin one. `path` is the page's path
 * in the site, such as `/adoption` or `/teams/emea`; addresses are written relative to it.
 *
 * Framework's style bundler takes no font files, so the faces stand in the page and not in a style sheet. The
 * version in the address, which is Framework's own form for files of packages, makes it safe to cache for ever.
 * `rel` holds "external" because Framework would otherwise look for the file in `src`.
 */
export function fontHead(path: string): string {
  const upright = fontAddress(path, "files/source-sans-3-latin-wght-normal.woff2");
  return (
    `<link rel="preload external" as="font" type="font/woff2" crossorigin href="${upright}">\n` +
    `<style>${fontFaces(path).join("")}</style>`
  );
}

/** Copies the font files to where `fontHead` says they are, below the folder of a site. Safe to repeat. */
export function placeFonts(site: string): void {
  for (const face of fontFaces("/")) {
    const file = /url\(\.\/(.*?)\)/.exec(face)?.[1] ?? "";
    const target = join(site, file);
    mkdirSync(dirname(target), {recursive: true});
    if (!existsSync(target)) copyFileSync(packageFile(fontPackage, file.slice(fontRoot().length)), target);
  }
}

function fontFaces(path: string): string[] {
  return styleSheets
    .flatMap(
      (sheet) => readFileSync(packageFile(fontPackage, sheet), "utf8").match(/@font-face \{[^}]*\}/g) ?? []
    )
    .filter((face) => scripts.some((script) => face.includes(`/source-sans-3-${script}-wght`)))
    .map((face) =>
      face
        .replace(/\s*\n\s*/g, "")
        .replace(/url\(\.\/(.*?)\)/, (_, file: string) => `url(${fontAddress(path, file)})`)
    );
}

function fontAddress(path: string, file: string): string {
  const depth = path.split("/").length - 2;
  return `${depth > 0 ? "../".repeat(depth) : "./"}${fontRoot()}${file}`;
}

function fontRoot(): string {
  return `_node/${fontPackage}@${packageVersion(fontPackage) ?? ""}/`;
}
