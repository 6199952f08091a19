import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import fc from "fast-check";
import Papa from "papaparse";
import {expect, test} from "vitest";
import {planFile} from "../../loaders/land/plan.js";
import {cellOf, tableRows} from "../../loaders/land/records.js";
import {scanFile} from "../../loaders/land/scan.js";
import {sourceKinds} from "../../loaders/sources/index.js";
import {temporaryFolder} from "../workspace-of.js";

const header = ["deal_id", "created_on", "amount", "segment"];

/** Texts that stay what they are when spaces at their ends are left out; none reads as a total or a notice. */
const cell = fc
  .string({
    unit: fc.constantFrom("a", "Z", "é", "日", "7", "-", '"', ",", ";", "|", "\n", " ", "'", "\\", "="),
    maxLength: 8
  })
  .map((text) => text.trim())
  .filter((text) => !text.startsWith('="') && !text.includes('\\"') && !text.endsWith("\\"));

/** The first cell of a row names it, so that no row is blank or another table's title. */
const table = fc
  .array(fc.tuple(fc.integer({min: 1, max: 9999}), cell, cell, cell), {minLength: 1, maxLength: 30})
  .map((rows) => rows.map(([id, ...cells]) => [`id-${id}`, ...cells]));

const encodings: Readonly<Record<string, (text: string) => Buffer>> = {
  "utf-8": (text) => Buffer.from(text),
  "utf-8 with a mark": (text) => Buffer.from(`\ufeff${text}`),
  "utf-16le": (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
  "utf-16be": (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()
};

test("every table is read as it was written, however it was written", async () => {
  const path = join(await temporaryFolder(), "table.csv");
  const kind = (await sourceKinds()).get("deals");
  if (!kind) throw new Error("there is no kind deals");
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(",", ";", "\t", "|"),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      fc.constantFrom(...Object.keys(encodings)),
      async (rows, delimiter, newline, quotes, encoding) => {
        const text = Papa.unparse([header, ...rows], {delimiter, newline, quotes}) + newline;
        await writeFile(path, encodings[encoding]?.(text) ?? "");
        const scan = await scanFile(path, "table.csv");
        const plan = await planFile({file: {name: "table.csv", path}, path, scan}, {kind});
        const found: string[][] = [];
        for await (const part of tableRows(plan))
          for (const row of part.rows) found.push(header.map((_, index) => cellOf(plan, row, index)));
        expect(found).toEqual(rows);
      }
    ),
    {numRuns: 300, seed: 20_260_930}
  );
});
