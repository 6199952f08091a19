import {arch, availableParallelism, cpus, platform, totalmem} from "node:os";
import {packageVersion} from "../site/installed.js";

/** What a measurement depends on besides the program. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memory: number;
  readonly system: string;
  readonly node: string;
  readonly duckdb: string | null;
  readonly duckdb_wasm: string | null;
}

/** Describes the machine that this runs on. */
export function thisMachine(): Machine {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? "unknown",
    memory: totalmem(),
    system: `${platform()} ${arch()}`,
    node: process.version,
    duckdb: packageVersion("@duckdb/node-api"),
    duckdb_wasm: packageVersion("@duckdb/duckdb-wasm")
  };
}
