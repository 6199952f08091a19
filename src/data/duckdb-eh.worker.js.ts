// The program of the engine's worker, as its package ships it. As an import it would be bundled and parsed
// again in every build, for more than a second.
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";

const worker = createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js");
process.stdout.write(readFileSync(worker, "utf8").replace(/^\/\/# sourceMappingURL=.*$/m, ""));
