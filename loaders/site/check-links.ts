import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {globSync} from "tinyglobby";
import {nearest} from "../errors.js";
import {placeOf, sourceOf} from "./locate.js";
import {
  inlineHandlers,
  pageAnchors,
  pageReferences,
  type Reference,
  scriptReferences,
  styleReferences
} from "./references.js";

/**
 * What is wrong with the references of a built site: imports, files and links that lead nowhere, resources of
 * other hosts, and handlers in attributes. One sentence each, with the source page and line where they can be
 * found. `anchors` are ids that pages make as they run, by page.
 */
export function checkLinks({
  root,
  dir,
  anchors = {}
}: {
  root: string;
  dir: string;
  anchors?: Record<string, string[]>;
}): string[] {
  const site = readSite(dir, anchors);
  const problems = site.files.flatMap((file) =>
    fileProblems(file, site).map((problem) => ({file, ...problem}))
  );
  return [
    ...new Set(problems.map(({file, text, reason}) => `${placeInSource(root, file, text)}: ${reason}`))
  ];
}

interface Site {
  files: string[];
  /** The same, to look up. */
  known: Set<string>;
  read: (file: string) => string;
  anchorsOf: (page: string) => Set<string>;
}

interface Problem {
  /** What to look for in the source. */
  text: string;
  reason: string;
}

function readSite(dir: string, extra: Record<string, string[]>): Site {
  const files = globSync("**/*", {cwd: dir, dot: true}).sort();
  const read = (file: string) => readFileSync(join(dir, file), "utf8");
  const anchors = new Map<string, Set<string>>();
  const anchorsOf = (page: string) => {
    const found = anchors.get(page) ?? pageAnchors(read(page));
    anchors.set(page, found);
    return new Set([...found, ...(extra[page.replace(/\.html$/, "")] ?? [])]);
  };
  return {files, known: new Set(files), read, anchorsOf};
}

function fileProblems(file: string, site: Site): Problem[] {
  if (file.endsWith(".html")) return pageProblems(file, site);
  if (file.endsWith(".js")) return referenceProblems(file, scriptReferences(site.read(file)), site);
  if (file.endsWith(".css")) return referenceProblems(file, styleReferences(site.read(file)), site);
  return [];
}

function pageProblems(file: string, site: Site): Problem[] {
  const html = site.read(file);
  const handlers = inlineHandlers(html).map((text) => ({
    text,
    reason: `${text} would not run, because the page's policy forbids it. Add a listener in a js fence.`
  }));
  return [...handlers, ...referenceProblems(file, pageReferences(html), site)];
}

function referenceProblems(file: string, references: Reference[], site: Site): Problem[] {
  return references.flatMap((reference) => {
    const reason = problemOf(reference, file, site);
    return reason === null ? [] : [{text: reference.target, reason}];
  });
}

/** What is wrong with a reference, with the mend; null when it is sound. */
function problemOf({target, kind}: Reference, file: string, site: Site): string | null {
  const isImport = kind === "import" || kind === "lazy import";
  if (isImport && !/^(\.{0,2}\/|\w+:)/.test(target)) return missingPackage(target);
  if (kind === "lazy import" && file.startsWith("_observablehq/")) return null;
  const url = new URL(target, `${origin}/${file}`);
  if (url.origin !== origin) return foreignProblem(target, kind, url);
  const found = findFile(decodeURI(url.pathname), site);
  if (found === null) return deadEnd(target, kind, site);
  return fragmentProblem(target, decodeURIComponent(url.hash.slice(1)), found, site);
}

/**
 * Stands for the host of the site while addresses are resolved. Imports that Framework's own client makes only
 * on use are not followed: it names every library it knows, whether the site has it or not.
 */
const origin = "http://site.invalid";

function missingPackage(target: string): string {
  const name = target.split("/", target.startsWith("@") ? 2 : 1).join("/");
  return `the package "${name}" is not installed. Run "npm install ${name}", or correct the import.`;
}

function foreignProblem(target: string, kind: Reference["kind"], url: URL): string | null {
  if (url.protocol === "javascript:")
    return `the link "${target}" would not run. Use a button and a listener.`;
  if (kind === "link" || url.protocol === "data:" || url.protocol === "blob:") return null;
  return `"${target}" would be loaded from another host. Put the file into src and refer to it there.`;
}

/** The file that a host answers an address with: itself, the page of that name, or the first page in a folder. */
function findFile(pathname: string, {known}: Site): string | null {
  const path = pathname.slice(1);
  const candidates = [
    path,
    path && `${path}.html`,
    `${path.replace(/\/?$/, "/")}index.html`.replace(/^\//, "")
  ];
  return candidates.find((candidate) => known.has(candidate)) ?? null;
}

function deadEnd(target: string, kind: Reference["kind"], {files}: Site): string {
  if (kind !== "link") return `"${target}" is not in the site. Correct the name, or add the file.`;
  const pages = files.filter((file) => file.endsWith(".html")).map((file) => file.replace(/\.html$/, ""));
  const near = nearest(target.replace(/^(\.{0,2}\/)+|[?#].*$/g, ""), pages);
  return `the link "${target}" leads nowhere. ${near ? `Did you mean "./${near}"?` : "Correct it, or add the page."}`;
}

function fragmentProblem(target: string, fragment: string, file: string, site: Site): string | null {
  if (!file.endsWith(".html") || ["", "top"].includes(fragment)) return null;
  const anchors = site.anchorsOf(file);
  if (anchors.has(fragment)) return null;
  const near = nearest(fragment, [...anchors]);
  const mend = near ? `Did you mean "#${near}"?` : "Correct it, or add the heading.";
  return `the link "${target}" leads to nothing called "${fragment}" in ${sourceOf(file)}. ${mend}`;
}

/** "src/index.md line 6" for a page, "src/components/card.ts line 3" for a module. */
function placeInSource(root: string, file: string, text: string): string {
  const source = file.endsWith(".html") ? sourceOf(file) : moduleSource(root, file);
  const short = text.replace(/^(\.{0,2}\/)+/, "");
  const places = [text, short, short.replace(/[?#].*$/, "")].map((needle) => placeOf(root, source, needle));
  return places.find((place) => place !== source) ?? source;
}

/** The module or style sheet below `src` that "_import/components/card.1a2b3c4d.js" was made of. */
function moduleSource(root: string, file: string): string {
  const name = file.replace(/^_import\//, "src/").replace(/\.[0-9a-f]{8}(\.\w+)$/, "$1");
  const candidates = [name, name.replace(/\.js$/, ".ts"), name.replace(/\.js$/, ".tsx")];
  return candidates.find((candidate) => existsSync(join(root, candidate))) ?? file;
}
