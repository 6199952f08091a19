import {init, parse as parseModule} from "es-module-lexer";
import {parse} from "parse5";
import {type Element, elements, getAttribute, textContent} from "./html.js";

/** Something that a file of the site refers to. */
export interface Reference {
  /** The address as it is written. */
  target: string;
  /** A link is followed by the reader; a resource is loaded by the browser; code is imported by a module. */
  kind: "link" | "resource" | "import" | "lazy import";
}

await init;

/** What a page refers to, in its elements, styles and inline scripts. */
export function pageReferences(html: string): Reference[] {
  return [...elements(parse(html))].flatMap(elementReferences);
}

/** What a script refers to by imports, by `import.meta.resolve`, and by the files that Framework registers. */
export function scriptReferences(source: string): Reference[] {
  const [imports] = parseModule(source);
  return [...imports.flatMap((found) => importReference(source, found)), ...fileReferences(source)];
}

/** What a style sheet refers to by `url()` and `@import`. */
export function styleReferences(source: string): Reference[] {
  const code = source.replace(/\/\*[^]*?\*\//g, "");
  const urls = [...code.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)/g)];
  const imports = [...code.matchAll(/@import\s*(?:"([^"]*)"|'([^']*)')/g)];
  return [...urls, ...imports].map(([, a, b, c]) => ({target: a ?? b ?? c ?? "", kind: "resource"}));
}

/** Ids and names in a page that a link can lead to. */
export function pageAnchors(html: string): Set<string> {
  const names = [...elements(parse(html))].flatMap((element) => [
    getAttribute(element, "id"),
    element.tagName === "a" ? getAttribute(element, "name") : null
  ]);
  return new Set(names.filter((name) => name !== null));
}

/** Handlers in attributes, such as `onclick="…"`: the policy of the page keeps them from running. */
export function inlineHandlers(html: string): string[] {
  return [...elements(parse(html))].flatMap(({attrs}) =>
    attrs.filter(({name}) => name.startsWith("on")).map(({name, value}) => `${name}="${value}"`)
  );
}

/** Attributes that hold addresses, by what the browser does with them. */
const linkAttributes: Record<string, string[]> = {a: ["href"], area: ["href"]};
const resourceAttributes: Record<string, string[]> = {
  link: ["href"],
  script: ["src"],
  img: ["src"],
  image: ["href"],
  use: ["href"],
  source: ["src"],
  video: ["src", "poster"],
  audio: ["src"],
  track: ["src"],
  iframe: ["src"],
  embed: ["src"],
  object: ["data"],
  input: ["src"]
};

function elementReferences(element: Element): Reference[] {
  return [
    ...attributeReferences(element, linkAttributes, "link"),
    ...attributeReferences(element, resourceAttributes, "resource"),
    ...srcsetReferences(element),
    ...styleReferences(getAttribute(element, "style") ?? ""),
    ...contentReferences(element)
  ];
}

function attributeReferences(
  element: Element,
  attributes: Record<string, string[]>,
  kind: Reference["kind"]
): Reference[] {
  return (attributes[element.tagName] ?? [])
    .map((name) => getAttribute(element, name))
    .filter((target) => target !== null)
    .map((target) => ({target, kind}));
}

function srcsetReferences(element: Element): Reference[] {
  const candidates = (getAttribute(element, "srcset") ?? "").split(",").map((candidate) => candidate.trim());
  return candidates
    .filter(Boolean)
    .map((candidate) => ({target: candidate.split(/\s/)[0]!, kind: "resource"}));
}

function contentReferences(element: Element): Reference[] {
  if (element.tagName === "style") return styleReferences(textContent(element));
  return element.tagName === "script" && isModule(element) ? scriptReferences(textContent(element)) : [];
}

function isModule(script: Element): boolean {
  return getAttribute(script, "type") === "module";
}

function importReference(
  source: string,
  {n: target, d: place, e: end}: {n: string | undefined; d: number; e: number}
): Reference[] {
  if (place === -2) return resolveReference(source.slice(end));
  return target === undefined ? [] : [{target, kind: place === -1 ? "import" : "lazy import"}];
}

/** `import.meta` followed by `.resolve("…")`. */
function resolveReference(rest: string): Reference[] {
  const target = /^\.resolve\(\s*(["'])(.*?)\1\s*\)/.exec(rest)?.[2];
  return target === undefined ? [] : [{target, kind: "lazy import"}];
}

/** `{"name": …, "path": "./_file/data/x.1a2b3c4d.json"}`, as Framework writes the files of a page or module. */
function fileReferences(source: string): Reference[] {
  return [...source.matchAll(/"path":\s*"((?:\.{1,2}\/)+_file\/[^"]+)"/g)].map(([, target = ""]) => ({
    target,
    kind: "resource"
  }));
}
