import {readdir} from "node:fs/promises";
import type {SourceKind} from "./define.js";

const folder = new URL("./", import.meta.url);
const notKinds = new Set(["define.ts", "index.ts", "deal-source.ts", "common-columns.ts"]);

let known: Promise<ReadonlyMap<string, SourceKind>> | undefined;

/** Every kind of source by name: one file in this folder each, whose default export is the kind. Kinds that others refer to come first. */
export function sourceKinds(): Promise<ReadonlyMap<string, SourceKind>> {
  return (known ??= readKinds());
}

async function readKinds(): Promise<ReadonlyMap<string, SourceKind>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".ts") && !notKinds.has(file)).sort();
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, folder).href) as Promise<{default: SourceKind}>)
  );
  const kinds = modules.map((module) => module.default);
  return new Map(referencedFirst(kinds).map((kind) => [kind.name, kind]));
}

/** Kinds that others refer to, each after the kinds it refers to itself; then the rest by name. */
function referencedFirst(kinds: readonly SourceKind[]): SourceKind[] {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const ordered = new Set<SourceKind>();
  const place = (kind: SourceKind): void => {
    if (ordered.has(kind)) return;
    for (const name of referencesOf(kind)) {
      const referenced = byName.get(name);
      if (referenced && referenced !== kind) place(referenced);
    }
    ordered.add(kind);
  };
  const referenced = new Set(kinds.flatMap(referencesOf));
  for (const kind of kinds) if (referenced.has(kind.name)) place(kind);
  return [...ordered, ...kinds.filter((kind) => !ordered.has(kind))];
}

function referencesOf(kind: SourceKind): string[] {
  return Object.values(kind.columns).flatMap((column) => column.references ?? []);
}
