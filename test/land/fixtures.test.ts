import {readFile, readdir} from "node:fs/promises";
import {basename, join} from "node:path";
import {describe, expect, it} from "vitest";
import {startEngine} from "../../loaders/engine.js";
import {planFile} from "../../loaders/land/plan.js";
import {cellOf, tableRows} from "../../loaders/land/records.js";
import {scanFile} from "../../loaders/land/scan.js";
import {openPacked} from "../../loaders/land/unpack.js";
import {presets} from "../../loaders/presets/index.js";
import {sourceKinds} from "../../loaders/sources/index.js";
import type {InputFile, ReadingSettings} from "../../loaders/workspace.js";
import {temporaryFolder} from "../workspace-of.js";

const folder = join(import.meta.dirname, "../fixtures/land");

/** A file, how it is to be read, and what must be found in it. */
interface Fixture {
  readonly about: string;
  readonly file: string;
  readonly kind: string;
  readonly member?: string;
  readonly reading?: ReadingSettings;
  readonly found: Found;
}

interface Found {
  readonly layout: Readonly<Record<string, unknown>>;
  readonly header: readonly string[];
  /** Line and cells of each row. */
  readonly rows: readonly (readonly [number, ...string[]])[];
  readonly ignored: number;
}

async function read({file: fileName, kind, member, reading}: Fixture): Promise<Found> {
  const path = join(folder, fileName);
  const file: InputFile = {
    name: member ? `${fileName}/${member}` : fileName,
    path,
    ...(member ? {member} : {})
  };
  const placed = await openPacked(file, await scanFile(path, fileName), {work: await temporaryFolder()});
  const found = (await sourceKinds()).get(kind);
  if (!found) throw new Error(`there is no kind ${kind}`);
  const plan = await planFile(placed, {kind: found, presets: await presets(), ...(reading ? {reading} : {})});
  const rows: [number, ...string[]][] = [];
  let ignored = 0;
  for await (const part of tableRows(plan)) {
    ignored = part.ignored;
    for (const row of part.rows)
      rows.push([row.line, ...plan.header.map((_, index) => cellOf(plan, row, index))]);
  }
  const {form, encoding, delimiter, headerLine, sheet, table} = plan;
  const layout = {form, encoding, delimiter, headerLine, ...(sheet ? {sheet} : {}), title: table.title};
  return {layout, header: plan.header, rows, ignored};
}

const names = (await readdir(folder)).filter((name) => name.endsWith(".expected.json")).sort();

describe("a file as it is exported", () => {
  it.each(names)("%s", async (name) => {
    const path = join(folder, name);
    const fixture = JSON.parse(await readFile(path, "utf8")) as Fixture;
    const found = await read(fixture);
    expect(found).toEqual(fixture.found);
  });

  it("each has what must be found in it", async () => {
    const fixtures = await Promise.all(
      names.map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8")) as Fixture)
    );
    const covered = new Set(fixtures.map(({file}) => file));
    const files = (await readdir(folder)).filter((name) => !name.endsWith(".expected.json"));
    expect(files.filter((name) => !covered.has(basename(name)) && name !== "deals.parquet")).toEqual([]);
  });
});

describe("Parquet", () => {
  it("is read by the engine itself, with nothing fetched", async () => {
    const engine = await startEngine({folders: [folder]});
    try {
      const path = join(folder, "deals.parquet").replaceAll("'", "''");
      expect(await engine.rows(`FROM read_parquet('${path}')`)).toEqual([
        {"Deal ID": "1", "Created Date": "2026-01-29", Amount: 10.5, Won: true},
        {"Deal ID": "2", "Created Date": "2026-01-30", Amount: null, Won: false}
      ]);
    } finally {
      engine.close();
    }
  });
});
