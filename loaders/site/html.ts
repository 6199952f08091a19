import {defaultTreeAdapter as tree, html as names, type DefaultTreeAdapterTypes} from "parse5";

export type Element = DefaultTreeAdapterTypes.Element;
export type Node = DefaultTreeAdapterTypes.Node;

/** Every element below a node, in document order; the contents of templates are left out. */
export function* elements(node: Node): Generator<Element> {
  for (const child of "childNodes" in node ? node.childNodes : []) {
    if (tree.isElementNode(child)) yield child;
    yield* elements(child);
  }
}

/** The first element of a name below a node. */
export function findElement(node: Node, name: string): Element {
  for (const element of elements(node)) if (element.tagName === name) return element;
  throw new Error(`The page has no <${name}> element.`);
}

/** Value of an attribute; null when the element does not have it. */
export function getAttribute(element: Element, name: string): string | null {
  return element.attrs.find((attribute) => attribute.name === name)?.value ?? null;
}

/** Sets an attribute, in its place when the element has it already. */
export function setAttribute(element: Element, name: string, value: string): void {
  const attribute = element.attrs.find((candidate) => candidate.name === name);
  if (attribute) attribute.value = value;
  else element.attrs.push({name, value});
}

/** The text in an element, such as the source of a script. */
export function textContent(element: Element): string {
  return element.childNodes.map((child) => (tree.isTextNode(child) ? child.value : "")).join("");
}

/** A new element that stands nowhere yet. */
export function createElement(name: string, attributes: Record<string, string>): Element {
  const attrs = Object.entries(attributes).map(([name, value]) => ({name, value}));
  return tree.createElement(name, names.NS.HTML, attrs);
}
