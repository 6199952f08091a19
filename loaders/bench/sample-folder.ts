import {mkdir, rename, rm, stat} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {hashFiles} from "../project.js";
import {writeSample} from "../sample/index.js";

/** Folder of the benchmark's data, kept between runs. */
export const benchFolder = join(tmpdir(), "report-bench");

/** The sample workspace at a scale: the one written earlier, where the program that writes it is unchanged. */
export async function sampleFolder(scale: number): Promise<string> {
  const version = (await hashFiles(["loaders/sample/**", "src/stats/random.ts"])).slice(0, 12);
  const dir = join(benchFolder, `sample-${scale}-${version}`);
  const known = await stat(join(dir, "report.yaml")).catch(() => undefined);
  if (known) return dir;
  const part = `${dir}.${process.pid}`;
  await mkdir(part, {recursive: true});
  await writeSample({out: part, scale, seed: 1});
  await rm(dir, {recursive: true, force: true});
  await rename(part, dir);
  return dir;
}
