import {readFile} from "node:fs/promises";
import {Random} from "../../src/stats/random.js";
import type {SourceKind} from "../../loaders/sources/define.js";
import {mutations, type Mutation} from "./mutations.js";
import type {Seed, SeedSettings} from "./seeds.js";
import {traps} from "./traps.js";

/** A bad file, and how it is read. */
export interface Case {
  readonly number: number;
  /** What was done to which file. */
  readonly about: string;
  /** Name of the file, which may be odd, too. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly kind: SourceKind;
  readonly settings: CaseSettings;
  /** "stage" reads the file only, "report" makes the whole report, "sql" reads it by SQL of the settings. */
  readonly way: "stage" | "report" | "sql";
}

export interface CaseSettings extends SeedSettings {
  readonly dateOrder?: "dmy" | "mdy" | "ymd";
  readonly decimal?: "." | ",";
}

const oddNames = [
  "a file.csv",
  "it's.csv",
  'say "hi".csv',
  "deals[1].csv",
  "what?.csv",
  "all*.csv",
  "100%.csv",
  "<img src=x>.csv",
  "Ärenden 2026.csv",
  "noextension",
  "-data.csv",
  "$HOME.csv",
  "{a,b}.csv",
  "archive.zip.csv",
  "semi;colon.csv",
  "back\\slash.csv",
  "e\u0301t\u00e9.csv"
];

/** Longer files are cut down to about this, most of the time. */
const mostBytes = 48 * 1024;
const everyWhole = 40;
const everyTrap = 25;
const everySql = 12;

/** The case of a number; the same seed and number give the same bytes. */
export async function caseOf(
  seeds: readonly Seed[],
  {seed, number}: {seed: number; number: number}
): Promise<Case> {
  const random = new Random(seed, `case ${number}`);
  const from = random.pick(seeds);
  const way = number % everyWhole === 0 ? "report" : number % everySql === 0 ? "sql" : "stage";
  const common = {number, way, kind: from.kind, settings: settingsOf(from, random)} as const;
  if (number % everyTrap === 0) {
    const about = random.pick(Object.keys(traps));
    const name = random.chance(0.1) ? random.pick(oddNames) : "trap.csv";
    return {...common, about, name, bytes: trapBytes(about, random), settings: noSettings};
  }
  const name = random.chance(0.1) ? random.pick(oddNames) : from.name;
  const steps = Number(random.weighted({1: 60, 2: 25, 3: 10, 0: 5}));
  let bytes = shortened(await readFile(from.path), random);
  const done: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    const [what, change] = mutationFor(bytes, random);
    bytes = change(bytes, random);
    done.push(what);
  }
  return {...common, about: `${from.name}: ${done.join(", ") || "as it is"}`, name, bytes};
}

const made = new Map<string, Buffer>();

/** Traps that know no chance take long to make, and are made once. */
function trapBytes(about: string, random: Random): Buffer {
  const trap = traps[about];
  const bytes = made.get(about) ?? trap?.(random) ?? Buffer.alloc(0);
  if (trap?.length === 0) made.set(about, bytes);
  return bytes;
}

const noSettings: CaseSettings = {columns: {}, values: {}, reading: {}};

function mutationFor(bytes: Buffer, random: Random): [string, Mutation] {
  const isZip = bytes.subarray(0, 2).toString("latin1") === "PK";
  const what = isZip && random.chance(0.7) ? "inside a zip" : random.pick(Object.keys(mutations));
  return [what, mutations[what] ?? ((same) => same)];
}

/** The head of a long file and a part of the rest, from line to line; other files as they are. */
function shortened(bytes: Buffer, random: Random): Buffer {
  if (bytes.length <= mostBytes || bytes[0] === 0x50 || random.chance(0.03)) return bytes;
  const headEnd = bytes.indexOf("\n", 2000) + 1;
  const from = bytes.indexOf("\n", random.between(headEnd, bytes.length - 1)) + 1;
  return Buffer.concat([
    bytes.subarray(0, headEnd),
    bytes.subarray(from, from + random.between(500, mostBytes))
  ]);
}

/** Settings of the file's own, and now and then one that does not fit. */
function settingsOf({settings}: Seed, random: Random): CaseSettings {
  const reading = {
    ...settings.reading,
    ...(random.chance(0.03) ? {headerLine: random.between(1, 12)} : {}),
    ...(random.chance(0.03) ? {delimiter: random.pick([",", ";", "\t", "|"])} : {}),
    ...(random.chance(0.03)
      ? {encoding: random.pick(["utf-8", "utf-16le", "windows-1252", "shift_jis"])}
      : {}),
    ...(random.chance(0.02) ? {table: random.pick([1, 2, 9, "Traffic"])} : {}),
    ...(random.chance(0.02) ? {sheet: "Sheet1"} : {})
  };
  return {
    ...settings,
    reading,
    ...(random.chance(0.4) ? {dateOrder: random.pick(["dmy", "mdy", "ymd"] as const)} : {}),
    ...(random.chance(0.4) ? {decimal: random.pick([".", ","] as const)} : {})
  };
}
