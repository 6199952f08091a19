/** A value of settings: what JSON can say; undefined and null are left out. */
export type Setting =
  string | number | boolean | null | undefined | readonly Setting[] | {readonly [key: string]: Setting};

/** Settings as YAML, a line a key; lists of plain values and values of lists in one line. */
export function toYaml(value: {readonly [key: string]: Setting}, indent = ""): string {
  return entriesOf(value)
    .map(([key, each]) => {
      const name = /^[A-Za-z_][\w/-]*$/.test(key) ? key : JSON.stringify(key);
      if (isList(each) && each.some(isGroup))
        return `${indent}${name}:\n${each.map((item) => `${indent}  - ${flow(item)}`).join("\n")}`;
      if (isGroup(each) && indent.length < 4) return `${indent}${name}:\n${toYaml(each, `${indent}  `)}`;
      return `${indent}${name}: ${flow(each)}`;
    })
    .join("\n");
}

/** A value in one line. */
function flow(value: Setting): string {
  if (isList(value)) return `[${value.map(flow).join(", ")}]`;
  if (isGroup(value))
    return `{${entriesOf(value)
      .map(([key, each]) => `${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}: ${flow(each)}`)
      .join(", ")}}`;
  // Any JSON text is a YAML text; line separators, which JSON leaves as they are, are written out.
  return JSON.stringify(value ?? null).replace(
    /[\u2028\u2029\u0085]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`
  );
}

function entriesOf(value: {readonly [key: string]: Setting}): [string, Setting][] {
  return Object.entries(value).filter(([, each]) => !isEmpty(each));
}

/** Whether nothing would be written, at any depth: a key without a value would be read as null. */
function isEmpty(value: Setting): boolean {
  if (value === undefined || value === null) return true;
  return isList(value) ? value.length === 0 : isGroup(value) && entriesOf(value).length === 0;
}

function isList(value: Setting): value is readonly Setting[] {
  return Array.isArray(value);
}

function isGroup(value: Setting): value is {readonly [key: string]: Setting} {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
