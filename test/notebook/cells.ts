import type {InputCell, SqlCell} from "../../src/notebook/document.js";

/** A query whose id is its name. */
export function sql(name: string, text: string): SqlCell {
  return {id: name, kind: "sql", name, text};
}

/** A dropdown whose id is its name. */
export function input(name: string, value: string | null = null): InputCell {
  return {
    id: name,
    kind: "input",
    name,
    input: {type: "dropdown", label: name, options: ["a", "b"], from: null, value}
  };
}
