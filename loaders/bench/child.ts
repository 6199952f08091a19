import {spawn} from "node:child_process";
import {once} from "node:events";
import {fileURLToPath} from "node:url";

/** What a measured process says of itself when it is done. */
export interface Measured {
  /** From before its first read to after its last file was closed; the start of the process is not in it. */
  readonly seconds: number;
  /** Processor time of the same stretch, of all threads. */
  readonly processorSeconds: number;
  /** The most memory the process held. */
  readonly peakBytes: number;
}

/** A measured process and the whole time it took, its start included. */
export interface ChildRun<T extends Measured> {
  readonly result: T;
  readonly processSeconds: number;
}

/** Runs a module of this folder in a process of its own and reads what it reports. Throws when it fails. */
export async function runChild<T extends Measured = Measured>(
  module: string,
  args: readonly string[]
): Promise<ChildRun<T>> {
  const path = fileURLToPath(new URL(module, import.meta.url));
  const start = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", path, ...args], {
    stdio: ["ignore", "pipe", "inherit"]
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${module} ended with code ${code}.`);
  const processSeconds = (performance.now() - start) / 1000;
  return {result: JSON.parse(printed) as T, processSeconds};
}

/** For measured processes: does the work, then prints what it took as JSON. */
export async function reportWork<T extends object>(work: () => Promise<T>): Promise<void> {
  const start = performance.now();
  const before = process.cpuUsage();
  const more = await work();
  const seconds = (performance.now() - start) / 1000;
  const {user, system} = process.cpuUsage(before);
  const measured: Measured = {
    seconds,
    processorSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024
  };
  process.stdout.write(JSON.stringify({...more, ...measured}));
}
