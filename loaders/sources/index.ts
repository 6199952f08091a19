import {readdir} from "node:fs/promises";
import type {SourceKind} from "./define.js";

const folder = new URL("./", import.meta.url);
const notKinds = new Set(["define.ts", "index.ts", "deal-source.ts"]);

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

function referencedFirst(kinds: readonly SourceKind[]): SourceKind[] {
  const referenced = new Set(
    kinds.flatMap((kind) => Object.values(kind.columns).flatMap((column) => column.references ?? []))
  );
  return [
    ...kinds.filter((kind) => referenced.has(kind.name)),
    ...kinds.filter((kind) => !referenced.has(kind.name))
  ];
}
