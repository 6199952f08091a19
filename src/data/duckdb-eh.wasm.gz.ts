// The query engine, gzipped: some hosts refuse files over 25 MB, and many do not compress WebAssembly.
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {gzipSync} from "node:zlib";

const engine = createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm");
process.stdout.write(gzipSync(readFileSync(engine), {level: 9}));
