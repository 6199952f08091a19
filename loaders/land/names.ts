import type {Preset} from "../presets/define.js";
import {normaliseHeader, type SourceKind} from "../sources/define.js";

const folded = new Map<string, string>();
const mostFolded = 20_000;

/** A header text as it is compared; each text is folded once. */
export function foldHeader(text: string): string {
  const known = folded.get(text);
  if (known !== undefined) return known;
  const fold = normaliseHeader(text);
  if (folded.size < mostFolded) folded.set(text, fold);
  return fold;
}

/** Which columns of a kind a header text can mean, by folded text. */
export type KnownNames = ReadonlyMap<string, readonly string[]>;

/** The texts that name columns of a kind, those of presets and of the settings among them. */
export function knownNames(
  kind: SourceKind,
  {columns = {}, presets = []}: {columns?: Readonly<Record<string, string>>; presets?: readonly Preset[]} = {}
): KnownNames {
  const names = new Map<string, string[]>();
  const add = (text: string, column: string): void => {
    const fold = foldHeader(text);
    const known = names.get(fold) ?? [];
    if (fold !== "" && !known.includes(column)) names.set(fold, [...known, column]);
  };
  for (const [name, column] of Object.entries(kind.columns)) {
    add(name, name);
    for (const alias of column.aliases ?? []) add(alias, name);
  }
  const exported = presets.flatMap(({exports}) => exports.filter((each) => each.kind === kind.name));
  for (const {columns: texts} of exported)
    for (const [name, list] of Object.entries(texts)) for (const text of list) add(text, name);
  for (const [name, text] of Object.entries(columns)) add(text, name);
  return names;
}

/** How many columns of a kind a row names. */
export function namedColumns(cells: readonly string[], names: KnownNames): number {
  const found = new Set<string>();
  for (const cell of cells) {
    if (cell === "" || cell.length > 80) continue;
    for (const column of names.get(foldHeader(cell)) ?? []) found.add(column);
  }
  return found.size;
}
