import type {SourceKind} from "../sources/define.js";

/** Columns whose texts are read: the staged ones, and dropped ones that another column is computed from. */
export function readColumns({columns}: SourceKind): string[] {
  const staged = Object.entries(columns).filter(([, {dropped}]) => !dropped);
  const used = staged.flatMap(([, {derived = ""}]) =>
    [...derived.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name)
  );
  return [...new Set([...staged.map(([name]) => name), ...used])];
}
