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

/** The texts that name columns of a kind, those of the settings among them. */
export function knownNames(kind: SourceKind, columns: Readonly<Record<string, string>> = {}): KnownNames {
  const names = new Map<string, string[]>();
  const add = (text: string, column: string): void => {
    const fold = foldHeader(text);
    if (fold !== "") names.set(fold, [...(names.get(fold) ?? []), column]);
  };
  for (const [name, column] of Object.entries(kind.columns)) {
    add(name, name);
    for (const alias of column.aliases ?? []) add(alias, name);
  }
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
