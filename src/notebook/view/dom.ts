type Child = Node | string | null | false;

/** An element with properties, attributes (those with a hyphen, and role) and children; text stays text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Readonly<Record<string, unknown>> = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value as EventListener);
    else if (name.includes("-") || name === "role" || name === "for")
      made.setAttribute(name, value as string);
    else Object.assign(made, {[name]: value});
  }
  for (const child of children.flat()) if (child !== null && child !== false) made.append(child);
  return made;
}

/** A button that says what it does. */
export function button(
  label: string,
  act: () => void,
  properties: Readonly<Record<string, unknown>> = {}
): HTMLButtonElement {
  return element("button", {type: "button", onclick: act, ...properties}, label);
}

/** A choice among a few values, with its label. */
export function choice(
  label: string,
  {
    options,
    value,
    onChange
  }: {
    options: readonly (readonly [value: string, text: string])[];
    value: string;
    onChange: (value: string) => void;
  }
): HTMLLabelElement {
  const select = element("select", {onchange: () => onChange(select.value)});
  for (const [each, text] of options) select.append(element("option", {value: each}, text));
  select.value = value;
  return element("label", {}, element("span", {}, label), select);
}

/** A field for a text or a number, with its label; `onChange` hears it when it is left or Enter is pressed. */
export function field(
  label: string,
  {
    value,
    onChange,
    ...properties
  }: {value: string; onChange: (value: string) => void} & Readonly<Record<string, unknown>>
): HTMLLabelElement {
  const input = element("input", {type: "text", value, ...properties, onchange: () => onChange(input.value)});
  return element("label", {}, element("span", {}, label), input);
}
