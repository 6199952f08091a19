import {readFile, readdir} from "node:fs/promises";
import {join} from "node:path";
import {startEngine} from "../../loaders/engine.js";
import type {Column, SourceKind} from "../../loaders/sources/define.js";
import {sourceKinds} from "../../loaders/sources/index.js";
import {quoteName, quoteText} from "../../loaders/sql.js";

/** What a canary looks like: a name, an address, what stands in a profile, and a message. */
export const forms = ["name", "email", "profile", "message"] as const;
export type Form = (typeof forms)[number];

/** A text that nobody else writes, in one column of one kind. */
export interface Canary {
  readonly id: string;
  readonly kind: string;
  readonly column: string;
  readonly form: Form;
  readonly text: string;
}

const stem = "quorrax";

function canaryText(id: string, form: Form): string {
  const word = `Quorrax${id}`;
  const texts: Record<Form, string> = {
    name: `Zoé ${word}`,
    email: `zoe.${word}@canary.example`,
    profile: `${word}: twenty years of pumps and valves, head of plant maintenance, father of two, lover of long walks & opera`,
    message: `Hello ${word}, it was a pleasure to meet you at the fair on Monday. Would Thursday at ten suit you for a call?`
  };
  return texts[form];
}

/** A workspace in which every text column of every kind of source holds canaries, and numbers and dates hold some too. */
export async function canaryWorkspace(): Promise<{files: Record<string, string>; canaries: Canary[]}> {
  const canaries: Canary[] = [];
  const files: Record<string, string> = {};
  const kinds = [...(await sourceKinds()).values()];
  for (const kind of kinds) files[`${kind.name}.csv`] = kindFile(kind, canaries);
  const sources = kinds.map(({name}) => `  ${name}: {file: ${name}.csv}\n`).join("");
  files["report.yaml"] = `title: Canaries\nas_of: 2099-12-31\ndefault_period: all\nsources:\n${sources}`;
  return {files, canaries};
}

const sellers = Array.from({length: 12}, (_, index) => `s${index + 1}`);

function kindFile(kind: SourceKind, canaries: Canary[]): string {
  const columns = Object.entries(kind.columns).filter(([, {derived}]) => derived === undefined);
  const rows: string[][] = [];
  const sound = (): string[] =>
    columns.map(([name, column]) => soundText(kind, {name, column, row: rows.length}));
  for (const _ of sellers) rows.push(sound());
  for (const [at, [column, {type}]] of columns.entries())
    for (const form of type === "text" || type === "category" ? forms : (["name", "email"] as const)) {
      const id = idOf(canaries.length);
      const text = canaryText(id, form);
      canaries.push({id, kind: kind.name, column, form, text});
      rows.push(sound().map((cell, index) => (index === at ? text : cell)));
    }
  const lines = [columns.map(([name]) => name), ...rows].map((cells) => cells.map(csvCell).join(","));
  return `${lines.join("\n")}\n`;
}

function csvCell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Three letters for a number, so that no identifier is one because of its digits. */
function idOf(index: number): string {
  return [676, 26, 1].map((unit) => String.fromCharCode(97 + (Math.floor(index / unit) % 26))).join("");
}

/** A text that the column takes; keys differ from row to row. */
function soundText(
  kind: SourceKind,
  {name, column, row}: {name: string; column: Column; row: number}
): string {
  if (column.references === "sellers") return sellers[row % sellers.length] ?? "";
  if (kind.name === "sellers" && name === "seller_id") return `s${row + 1}`;
  if (name === "deal_id") return `deal-${(kind.name === "deals" ? row : row % sellers.length) + 1}`;
  switch (column.type) {
    case "text":
      return kind.key?.includes(name) || column.reader === "id" ? `${name}-${row + 1}` : soundLabel(name);
    case "category":
      return Object.keys(column.values ?? {})[0] ?? "";
    case "boolean":
      return "true";
    case "date":
      return name === "left_on" ? "" : new Date(Date.UTC(2020, 0, 6 + 7 * row)).toISOString().slice(0, 10);
    case "duration":
      return "5m";
    default:
      return String(column.min ?? 1);
  }
}

function soundLabel(name: string): string {
  return name === "currency" ? "EUR" : name === "outcome" || name === "stage" ? "won" : "Alpha";
}

/** Ids of the canaries found in a folder: in its files in plain, in any case, and as base64 or URL-encoded, and in its databases. */
export async function findCanaries(dir: string, canaries: readonly Canary[]): Promise<Set<string>> {
  const found = new Set<string>();
  const entries = await readdir(dir, {recursive: true, withFileTypes: true});
  for (const entry of entries) {
    noteWords(entry.name, found);
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    noteWords(bytes.toString("latin1"), found);
    noteEncoded(bytes.toString("latin1"), canaries, found);
    if (entry.name.endsWith(".duckdb"))
      for (const text of await databaseTexts(path)) {
        noteWords(text, found);
        noteEncoded(text, canaries, found);
      }
  }
  return found;
}

function noteWords(text: string, found: Set<string>): void {
  for (const [, id = ""] of text.toLowerCase().matchAll(new RegExp(`${stem}([a-z]{3})`, "g"))) found.add(id);
}

/** Base64 of a part of a text is another for each of three places it can start at; the ends depend on what stands beside. */
function noteEncoded(text: string, canaries: readonly Canary[], found: Set<string>): void {
  const stems = base64Forms(stem).concat(base64Forms("Quorrax"));
  if (!stems.some((each) => text.includes(each)) && !text.includes("Zo%C3%A9") && !text.includes("%40canary"))
    return;
  for (const {id, text: whole} of canaries) {
    const words = [`quorrax${id}`, `Quorrax${id}`].flatMap(base64Forms);
    if (words.some((word) => text.includes(word)) || text.includes(encodeURIComponent(whole))) found.add(id);
  }
}

function base64Forms(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from(" ".repeat(before) + text)
      .toString("base64")
      .replace(/=+$/, "");
    const length = Math.floor((8 * (before + text.length)) / 6);
    return encoded.slice(Math.ceil((8 * before) / 6), length);
  });
}

/** Everything that stands in the tables, macros and views of a database, as text. */
async function databaseTexts(path: string): Promise<string[]> {
  const engine = await startEngine({folders: [join(path, "..")]});
  try {
    await engine.run(`ATTACH ${quoteText(path)} AS report (READ_ONLY)`);
    const tables = await engine.rows(
      "SELECT table_name AS name FROM duckdb_tables() WHERE database_name = 'report'"
    );
    const texts: string[] = [];
    for (const {name} of tables) {
      const {rows} = await engine.table(`SELECT * FROM report.${quoteName(String(name))}`);
      texts.push(JSON.stringify(rows));
    }
    const macros = await engine.rows(
      "SELECT macro_definition AS sql FROM duckdb_functions() WHERE database_name = 'report'"
    );
    return [...texts, JSON.stringify(macros)];
  } finally {
    engine.close();
  }
}
