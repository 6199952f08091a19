import {join} from "node:path";
import {expect, test} from "vitest";
import {temporaryFolder} from "../workspace-of.js";
import {fuzz} from "./run.js";

test(
  "500 damaged and hostile files each end in rows accounted for or in a clear sentence",
  async () => {
    const out = join(await temporaryFolder(), "faults");
    const {files, faults, classes} = await fuzz({files: 500, seed: 1, out});
    expect(faults.map(({number, about, words}) => ({number, about, words}))).toEqual([]);
    expect(files).toBe(500);
    for (const name of ["all rows used", "some rows rejected", "no row used", "refused"] as const)
      expect(classes[name], name).toBeGreaterThan(10);
  },
  20 * 60_000
);
