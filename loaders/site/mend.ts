import {createHash} from "node:crypto";
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {defaultTreeAdapter as tree, parse, serialize} from "parse5";
import {globSync} from "tinyglobby";
import {
  createElement,
  type Element,
  elements,
  findElement,
  getAttribute,
  type Node,
  setAttribute,
  textContent
} from "./html.js";

/** Mends every page of a built site, in place; see `mendPage`. Returns the number of pages. */
export function mendSite(dir: string): number {
  const files = globSync("**/*.html", {cwd: dir});
  for (const file of files) {
    const path = join(dir, file);
    writeFileSync(path, mendPage(readFileSync(path, "utf8")));
  }
  return files.length;
}

/**
 * Adds to a page what Framework leaves out: its language, a viewport that may be zoomed, names for the
 * controls of the sidebar, and a content security policy that lets in nothing but the site itself. A mended
 * page stays as it is when it is mended again.
 */
export function mendPage(html: string): string {
  const page = parse(html);
  const head = findElement(page, "head");
  setAttribute(findElement(page, "html"), "lang", "en");
  for (const element of [...elements(page)]) mendElement(element);
  setPolicy(head, contentSecurityPolicy(inlineScripts(page)));
  return serialize(page);
}

/**
 * The policy of a page with these inline scripts. The engine needs `'wasm-unsafe-eval'`; charts and controls
 * set style attributes, hence `'unsafe-inline'` for styles; charts are exported as pictures by way of `blob:`.
 * Handlers in attributes are forbidden but for the placeholders of htl.
 */
export function contentSecurityPolicy(inlineScripts: string[]): string {
  return [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...new Set(inlineScripts.map(hashSource))].join(" "),
    ["script-src-attr 'unsafe-hashes'", ...htlPlaceholders.map(hashSource)].join(" "),
    "worker-src 'self'",
    "connect-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'"
  ].join("; ");
}

function hashSource(script: string): string {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}

/**
 * htl, which makes the controls, writes `onclick="::3"` for a moment where the third value of a template is a
 * function. This is no program and is never run, but browsers report it unless its hash is allowed.
 */
const htlPlaceholders = Array.from({length: 24}, (_, index) => `::${index}`);

function inlineScripts(page: Node): string[] {
  return [...elements(page)]
    .filter((element) => element.tagName === "script" && getAttribute(element, "src") === null)
    .map(textContent);
}

function setPolicy(head: Element, policy: string): void {
  for (const meta of head.childNodes.filter(isPolicy)) tree.detachNode(meta);
  const charset = head.childNodes.findIndex(
    (node) => tree.isElementNode(node) && getAttribute(node, "charset")
  );
  const after = head.childNodes[charset + 1];
  const meta = createElement("meta", {"http-equiv": "Content-Security-Policy", content: policy});
  if (after) tree.insertBefore(head, meta, after);
  else tree.appendChild(head, meta);
}

function isPolicy(node: Element["childNodes"][number]): boolean {
  return tree.isElementNode(node) && getAttribute(node, "http-equiv") === "Content-Security-Policy";
}

function mendElement(element: Element): void {
  const id = getAttribute(element, "id");
  if (getAttribute(element, "name") === "viewport")
    setAttribute(element, "content", "width=device-width, initial-scale=1");
  if (element.tagName === "link" && getAttribute(element, "rel") === "preload external")
    setAttribute(element, "rel", "preload");
  if (id === "observablehq-sidebar") setAttribute(element, "aria-label", "Pages");
  if (id === "observablehq-sidebar-toggle") setAttribute(element, "aria-label", "Show the list of pages");
  if (id === "observablehq-sidebar-close") mendListItem(element);
}

/** Framework puts this label straight into a list. Its item is static because the label is placed by the list. */
function mendListItem(label: Element): void {
  const list = label.parentNode;
  if (!list || !("tagName" in list) || list.tagName !== "ol") return;
  const item = createElement("li", {style: "position: static"});
  tree.insertBefore(list, item, label);
  tree.detachNode(label);
  tree.appendChild(item, label);
}
