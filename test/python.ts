import {execFileSync} from "node:child_process";

/** A Python that has these modules: the one that PYTHON names, or the system's; null when neither has them. */
export function pythonWith(...modules: string[]): string | null {
  const has = (python: string): boolean => {
    try {
      execFileSync(python, ["-c", `import ${modules.join(", ")}`], {stdio: "ignore", timeout: 30_000});
      return true;
    } catch {
      return false;
    }
  };
  return [process.env["PYTHON"], "python3"].find((python) => python && has(python)) ?? null;
}
