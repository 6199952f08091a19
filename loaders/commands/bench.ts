import {writeFile} from "node:fs/promises";
import {resolve} from "node:path";
import {groupNames, runBench, type BenchResult} from "../bench/index.js";
import {linesTable} from "../bench/table.js";
import {bytesText, print, tell} from "../console.js";
import {ReportError, listed} from "../errors.js";
import {numberOption, textOption, type Command, type Given} from "./options.js";

export const bench: Command = {
  name: "bench",
  summary: "Measures speed and memory against named baselines.",
  options: {
    only: {type: "string", value: "NAMES", help: `some of ${groupNames.join(", ")}, with commas between`},
    scale: {type: "string", value: "N", help: "scale of the sample (default: 10; memory: 100; adoption: 42)"},
    runs: {type: "string", value: "N", help: "how often each is run (default: 5; memory, build: 3)"},
    json: {type: "boolean", help: "print the result as JSON"},
    out: {type: "string", value: "FILE", help: "also write the result as JSON to this file"}
  },
  notes:
    "Runs of a thing and of its baseline take turns, each in a process of its own. Leave the machine alone meanwhile.",
  async run(given) {
    const result = await runBench({
      only: groupsOf(given),
      ...(given.options.scale === undefined ? {} : {scale: positive(given, "scale")}),
      ...(given.options.runs === undefined ? {} : {runs: positive(given, "runs")}),
      onStep: (sentence) => tell(`  ${sentence}`)
    });
    const json = JSON.stringify(result, null, 1);
    const out = textOption(given, "out", "");
    if (out !== "") await writeFile(resolve(out), `${json}\n`);
    print(given.options.json === true ? json : inWords(result));
    return 0;
  }
};

function groupsOf(given: Given): string[] {
  const names = textOption(given, "only", groupNames.join()).split(",");
  const unknown = names.find((name) => !groupNames.includes(name));
  if (unknown !== undefined)
    throw new ReportError(`--only: there is no "${unknown}"; it may be ${listed(groupNames, "or")}.`);
  return names;
}

function positive(given: Given, name: string): number {
  const value = numberOption(given, name, 1);
  if (value === 0) throw new ReportError(`--${name}: expected a number above 0, found "0".`);
  return value;
}

function inWords({machine, lines}: BenchResult): string {
  const {cores, processor, memory, system, node, duckdb, duckdb_wasm} = machine;
  return [
    `${cores} cores (${processor}), ${bytesText(memory)} of memory, ${system}`,
    `Node ${node}, @duckdb/node-api ${duckdb}, @duckdb/duckdb-wasm ${duckdb_wasm}`,
    "",
    linesTable(lines),
    "",
    "Elsewhere: measured on another tool with comparable data on such a machine, for orientation."
  ].join("\n");
}
