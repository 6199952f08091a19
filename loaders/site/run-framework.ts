import {type ChildProcess, spawn} from "node:child_process";
import {once} from "node:events";
import {existsSync} from "node:fs";
import {join} from "node:path";
import {createInterface} from "node:readline";
import type {Readable} from "node:stream";
import {fileURLToPath, pathToFileURL} from "node:url";
import {stripVTControlCharacters} from "node:util";
import {packageFile} from "./installed.js";

export interface FrameworkRun {
  process: ChildProcess;
  /** What was printed until now. */
  printed: {stdout: string; stderr: string};
  /** The exit code; null when the process was stopped. */
  ended: Promise<number | null>;
}

/** Starts Framework's command line in `root`, with its telemetry switched off. */
export function startFramework(
  args: string[],
  {root, env, onLine}: {root: string; env: Record<string, string>; onLine?: (line: string) => void}
): FrameworkRun {
  const observable = packageFile("@observablehq/framework", "dist/bin/observable.js");
  // Framework reads a configuration in TypeScript only when it has the default name and place.
  const tsx = pathToFileURL(packageFile("tsx", "dist/loader.mjs")).href;
  const names = [
    "./block-network.ts",
    "./hide-pages.ts",
    ...(args[0] === "preview" ? ["./follow-files.ts", "./load-anew.ts", "./tell-broken-modules.ts"] : [])
  ];
  const hooks = names.map((hook) => new URL(hook, import.meta.url).href);
  const before = [tsx, ...hooks].flatMap((module) => ["--import", module]);
  const child = spawn(process.execPath, [...before, observable, ...args, "--config", configOf(root)], {
    cwd: root,
    env: {...process.env, ...env, OBSERVABLE_TELEMETRY_DISABLE: "true", NO_COLOR: "1"},
    stdio: ["ignore", "pipe", "pipe"]
  });
  const printed = {stdout: "", stderr: ""};
  for (const name of ["stdout", "stderr"] as const)
    collect(child[name], (text) => (printed[name] += text), onLine);
  return {process: child, printed, ended: once(child, "close").then(([code]) => code as number | null)};
}

/** Asks a run to stop, and waits until it has. */
export async function stopFramework({process, ended}: FrameworkRun): Promise<void> {
  process.kill();
  await ended;
}

/** The configuration of a site: its own, or else the one of this project. */
export function configOf(root: string): string {
  const own = join(root, "observablehq.config.ts");
  return existsSync(own) ? own : fileURLToPath(new URL("../../observablehq.config.ts", import.meta.url));
}

function collect(stream: Readable, add: (text: string) => void, onLine?: (line: string) => void): void {
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => add(stripVTControlCharacters(chunk)));
  if (onLine) createInterface({input: stream}).on("line", (line) => onLine(stripVTControlCharacters(line)));
}
