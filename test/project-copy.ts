import {cp, mkdir, symlink} from "node:fs/promises";
import {join} from "node:path";
import {spawn} from "node:child_process";
import {once} from "node:events";
import {fileURLToPath} from "node:url";
import {vi} from "vitest";
import {main} from "../loaders/main.js";
import {temporaryFolder} from "./workspace-of.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A copy of the project that a test may change; it shares the installed packages. */
export async function projectCopy(): Promise<string> {
  const copy = join(await temporaryFolder(), "project");
  await mkdir(copy);
  const parts = [
    "loaders",
    "src",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "observablehq.config.ts"
  ];
  for (const part of parts)
    await cp(join(root, part), join(copy, part), {
      recursive: true,
      preserveTimestamps: true,
      filter: (path) => !path.includes(".observablehq")
    });
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command of the product in this process, as fast as it goes. */
export async function runInside(args: readonly string[]): Promise<Ran> {
  const written = {out: "", err: ""};
  const take =
    (stream: "out" | "err") =>
    (text: string | Uint8Array): boolean => {
      written[stream] += text.toString();
      return true;
    };
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(take("out")),
    vi.spyOn(process.stderr, "write").mockImplementation(take("err"))
  ];
  try {
    return {code: await main(args), ...written};
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Runs a command of the product in a process of its own, in a folder that holds it. */
export async function runCommand(
  args: readonly string[],
  {cwd = root, before = [] as readonly string[]} = {}
): Promise<Ran> {
  const [program = process.execPath, ...rest] = [
    ...before,
    process.execPath,
    "--import",
    "tsx",
    "loaders/cli.ts",
    ...args
  ];
  const child = spawn(program, rest, {cwd});
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  return {code, out, err};
}
