import {readdir} from "node:fs/promises";
import type {Preset} from "./define.js";

const folder = new URL("./", import.meta.url);
const notPresets = new Set(["define.ts", "index.ts", "recognise.ts"]);

let known: Promise<readonly Preset[]> | undefined;

/** Every preset, by name: one file in this folder each, whose default export it is. */
export function presets(): Promise<readonly Preset[]> {
  return (known ??= readPresets());
}

async function readPresets(): Promise<readonly Preset[]> {
  const files = (await readdir(folder))
    .filter((file) => file.endsWith(".ts") && !notPresets.has(file))
    .sort();
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, folder).href) as Promise<{default: Preset}>)
  );
  return modules.map((module) => module.default);
}
