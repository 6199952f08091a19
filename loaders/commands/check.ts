import {print, textTable} from "../console.js";
import type {Engine} from "../engine.js";
import {listed} from "../errors.js";
import {ensureSnapshot} from "../project.js";
import {openDatabase, type Snapshot} from "../snapshot.js";
import type {FileReading} from "../stage/stage.js";
import {unnamedFiles, type Workspace} from "../workspace.js";
import {audienceOption, givenAudience, givenWorkspace, workspaceOptions, type Command} from "./options.js";

export const check: Command = {
  name: "check",
  summary: "Reads the workspace and accounts for every row.",
  options: {
    ...workspaceOptions,
    ...audienceOption("enablement"),
    json: {type: "boolean", help: "print the result as JSON"},
    strict: {type: "boolean", help: "exit with 1 when any row is rejected"}
  },
  notes: "Per file: rows read = accepted + rejected + ignored.",
  async run(given) {
    const workspace = await givenWorkspace(given);
    const snapshot = await ensureSnapshot(workspace, {audience: givenAudience(given, "enablement")});
    const engine = await openDatabase(snapshot.dir);
    try {
      const result = await gather(engine, workspace, snapshot);
      print(given.options.json === true ? JSON.stringify(result, null, 1) : inWords(result));
      return given.options.strict === true && result.rejects.length > 0 ? 1 : 0;
    } finally {
      engine.close();
    }
  }
};

type Rows = Awaited<ReturnType<Engine["rows"]>>;

interface Result {
  readonly files: Rows;
  readonly rejects: Rows;
  readonly notes: Rows;
  readonly readings: readonly (FileReading & {readonly file: string})[];
  readonly unread_columns: readonly {readonly file: string; readonly columns: readonly string[]}[];
  readonly unnamed_files: readonly string[];
}

async function gather(engine: Engine, workspace: Workspace, snapshot: Snapshot): Promise<Result> {
  const how = new Map(snapshot.files.map((file) => [file.name, file]));
  const files = await engine.rows("FROM files()");
  return {
    files: files.map((row) => {
      const file = how.get(String(row.file));
      return {...row, delimiter: file?.delimiter ?? null, encoding: file?.encoding ?? null};
    }),
    rejects: await engine.rows("FROM rejects()"),
    notes: await engine.rows("FROM notes()"),
    readings: snapshot.files.flatMap(({name, reading}) => (reading ? [{file: name, ...reading}] : [])),
    unread_columns: snapshot.files
      .filter(({unread}) => unread.length > 0)
      .map(({name, unread}) => ({file: name, columns: unread})),
    unnamed_files: await unnamedFiles(workspace)
  };
}

const fileColumns = [
  "file",
  "source",
  "rows_read",
  "accepted",
  "rejected",
  "ignored",
  "delimiter",
  "encoding"
];
const delimiterNames: Readonly<Record<string, string>> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "pipe"
};

function inWords(result: Result): string {
  const files = result.files.map((row) =>
    fileColumns.map((name) =>
      name === "delimiter" ? (delimiterNames[String(row[name])] ?? row[name]) : row[name]
    )
  );
  return [
    textTable(fileColumns, files),
    ...reasons("Rejected", result.rejects),
    ...reasons("Kept and flagged", result.notes),
    ...readings(result.readings),
    ...result.unread_columns.map(({file, columns}) => `Not read in ${file}: ${columns.join(", ")}.`),
    ...(result.unnamed_files.length > 0
      ? [`In the folder, but named by no source: ${result.unnamed_files.join(", ")}.`]
      : [])
  ].join("\n");
}

/** What files were taken for, and how sure that is. */
function readings(rows: Result["readings"]): string[] {
  const groups = new Map<string, string[]>();
  for (const {file, preset, system, title, confidence, verified} of rows) {
    const sure = confidence > 0 ? `${Math.round(100 * confidence)} % sure` : "as report.yaml says";
    const how = `taken for ${system} ${title} (preset ${preset}, ${sure}${verified ? "" : "; its header was never verified"})`;
    groups.set(how, [...(groups.get(how) ?? []), file]);
  }
  if (groups.size === 0) return [];
  const lines = [...groups].map(([how, files]) => `  ${listed(files)}: ${how}.`);
  return ["", "Recognised (write preset: none to read a file by its headers alone):", ...lines];
}

/** Each rule with its count and its first row. */
function reasons(title: string, rows: Rows): string[] {
  const groups = new Map<string, {count: number; first: Rows[number]}>();
  for (const row of rows) {
    const key = `${String(row.file)} ${String(row.rule)}`;
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, {count: 1, first: row});
  }
  if (groups.size === 0) return [];
  const lines = [...groups.values()].map(
    ({count, first}) =>
      `  ${count} × ${String(first.rule)}, first: ${String(first.file)} line ${String(first.line)}, column ${String(first.column)}: ${String(first.message)}`
  );
  return ["", `${title}:`, ...lines];
}
