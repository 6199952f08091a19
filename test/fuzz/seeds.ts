import {readFile, readdir} from "node:fs/promises";
import {basename, join} from "node:path";
import type {SourceKind} from "../../loaders/sources/define.js";
import {sourceKinds} from "../../loaders/sources/index.js";
import {readWorkspace, type ReadingSettings, type SourceEntry} from "../../loaders/workspace.js";

/** A good file to start from, with what the settings say of it. */
export interface Seed {
  readonly name: string;
  readonly path: string;
  readonly kind: SourceKind;
  readonly settings: SeedSettings;
}

export type SeedSettings = Pick<SourceEntry, "columns" | "values" | "reading"> & {readonly member?: string};

const root = join(import.meta.dirname, "../..");
const fixtures = join(root, "test/fixtures/land");

/** Every file of the sample and every fixture of an export. */
export async function readSeeds(): Promise<Seed[]> {
  return [...(await sampleSeeds()), ...(await fixtureSeeds())];
}

async function sampleSeeds(): Promise<Seed[]> {
  const {sources} = await readWorkspace(join(root, "data"));
  return sources.flatMap(({kind, columns, values, reading, files}) =>
    files.map(({path}) => ({name: basename(path), path, kind, settings: {columns, values, reading}}))
  );
}

interface Expected {
  readonly file: string;
  readonly kind: string;
  readonly member?: string;
  readonly reading?: ReadingSettings;
}

async function fixtureSeeds(): Promise<Seed[]> {
  const kinds = await sourceKinds();
  const names = (await readdir(fixtures)).filter((name) => name.endsWith(".expected.json")).sort();
  const expected = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(fixtures, name), "utf8")) as Expected)
  );
  const all: Expected[] = [...expected, {file: "deals.parquet", kind: "deals"}];
  return all.map(({file, kind, member, reading = {}}) => {
    const found = kinds.get(kind);
    if (!found) throw new Error(`${file}: there is no kind ${kind}`);
    const settings = {columns: {}, values: {}, reading, ...(member ? {member} : {})};
    return {name: file, path: join(fixtures, file), kind: found, settings};
  });
}
