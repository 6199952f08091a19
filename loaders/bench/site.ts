import {spawn} from "node:child_process";
import {once} from "node:events";
import {cp, mkdir, rm, symlink} from "node:fs/promises";
import {join} from "node:path";
import {projectRoot} from "../project.js";
import {line, type Line} from "./line.js";
import {benchFolder} from "./sample-folder.js";

interface SiteRunOptions {
  readonly runs: number;
  readonly onStep: (sentence: string) => void;
}

const parts = [
  "loaders",
  "src",
  "data",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "observablehq.config.ts"
];

/** A fresh copy of the project without anything that was made before; it shares the installed packages. */
export async function freshProject(name: string): Promise<string> {
  const copy = join(benchFolder, `${name}-${process.pid}`);
  await rm(copy, {recursive: true, force: true});
  await mkdir(copy, {recursive: true});
  const made = (path: string): boolean => path.includes(".observablehq");
  for (const part of parts)
    await cp(join(projectRoot, part), join(copy, part), {recursive: true, filter: (path) => !made(path)});
  await symlink(join(projectRoot, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** Builds the sample in a folder that holds the project; resolves to the seconds of the whole command. */
export async function buildIn(project: string): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", "loaders/cli.ts", "build"], {
    cwd: project,
    stdio: "ignore"
  });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`the build ended with code ${code}.`);
  return (performance.now() - start) / 1000;
}

/** The build of the sample: with nothing made before, and again with nothing changed. */
export async function buildLines({runs, onStep}: SiteRunOptions): Promise<Line[]> {
  const cold: number[] = [];
  const unchanged: number[] = [];
  for (let run = 1; run <= runs; run += 1) {
    onStep(`build, run ${run} of ${runs}`);
    const project = await freshProject("build");
    cold.push(await buildIn(project));
    unchanged.push(await buildIn(project));
    await rm(project, {recursive: true, force: true});
  }
  const elsewhere = {tool: "Evidence", value: 113 + 16};
  return [
    line(cold, {group: "build", name: "cold", unit: "s", target: {of: "median", atMost: 30}, elsewhere}),
    line(unchanged, {group: "build", name: "nothing changed", unit: "s", target: {of: "median", atMost: 6}})
  ];
}
