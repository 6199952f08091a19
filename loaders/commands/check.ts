import {print, tell, textTable} from "../console.js";
import type {Engine} from "../engine.js";
import {ReportError, listed} from "../errors.js";
import {ensureSnapshot} from "../project.js";
import {openDatabase, type Snapshot} from "../snapshot.js";
import type {FileReading, StagedFile} from "../stage/stage.js";
import {suggestSection} from "./suggest.js";
import {unnamedFiles, type Workspace} from "../workspace.js";
import {
  audienceOption,
  givenAudience,
  givenWorkspace,
  workspaceOptions,
  workspacePaths,
  type Command,
  type Given
} from "./options.js";
import {refuseOtherFile, writeRejects} from "./rejects-file.js";

export const check: Command = {
  name: "check",
  summary: "Reads the workspace and accounts for every row.",
  options: {
    ...workspaceOptions,
    ...audienceOption("enablement"),
    json: {type: "boolean", help: "print the result as JSON"},
    suggest: {
      type: "boolean",
      help: "print what report.yaml could say of files it does not name or cannot read"
    },
    rejects: {
      type: "string",
      value: "FILE",
      help: "write the rejected rows, as they stand in their files, into a CSV file"
    },
    strict: {type: "boolean", help: "exit with 1 when any row is rejected"}
  },
  notes:
    "Per file: rows read = accepted + rejected + ignored. Duplicates are rejected rows that stand again in a row read later.\nWhat --rejects writes is read from the exports at that moment and kept nowhere else. Rows about other people\n(connections, invitations, messages) are left out of it, and of leads all but identifiers, dates and numbers.",
  async run(given) {
    if (given.options.suggest === true) {
      const {data, config} = workspacePaths(given);
      print(await suggestSection(data, config));
      return 0;
    }
    const rejectsFile = await givenRejectsFile(given);
    const workspace = await givenWorkspace(given);
    const snapshot = await ensureSnapshot(workspace, {audience: givenAudience(given, "enablement")});
    const engine = await openDatabase(snapshot.dir);
    try {
      const result = await gather(engine, workspace, snapshot);
      if (rejectsFile !== undefined) {
        await writeRejects(rejectsFile, result.rejects, workspace);
        const n = result.rejects.length;
        tell(`${rejectsFile}: ${n} rejected ${n === 1 ? "row" : "rows"} with what stands in the files.`);
      }
      print(given.options.json === true ? JSON.stringify(result, null, 1) : inWords(result));
      return given.options.strict === true && result.rejects.length > 0 ? 1 : 0;
    } finally {
      engine.close();
    }
  }
};

/** Where rejected rows go; they hold names, so there is no such file for leadership. */
async function givenRejectsFile(given: Given): Promise<string | undefined> {
  const {rejects} = given.options;
  if (typeof rejects !== "string") return undefined;
  if (givenAudience(given, "enablement") === "leadership")
    throw new ReportError(
      "--rejects: rows as they stand in the files hold names, which leadership may not see. Leave out --audience leadership."
    );
  await refuseOtherFile(rejects);
  return rejects;
}

type Rows = Awaited<ReturnType<Engine["rows"]>>;

interface Result {
  readonly files: Rows;
  readonly rejects: Rows;
  readonly notes: Rows;
  readonly columns: readonly {readonly file: string; readonly columns: StagedFile["columns"]}[];
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
      return {
        ...row,
        delimiter: file?.delimiter ?? null,
        encoding: file?.encoding ?? null,
        header_line: file?.headerLine ?? null,
        sheet: file?.sheet ?? null,
        dates: file?.dates ?? null,
        decimal: file?.decimal ?? null
      };
    }),
    columns: snapshot.files.map(({name, columns}) => ({file: name, columns})),
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
  "encoding",
  "duplicates"
];
const delimiterNames: Readonly<Record<string, string>> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "pipe",
  sheet: "sheet",
  sql: "the result of SQL",
  parquet: "Parquet",
  json: "JSON"
};

function inWords(result: Result): string {
  const files = result.files.map((row) =>
    fileColumns.map((name) =>
      name === "delimiter" ? (delimiterNames[String(row[name])] ?? row[name]) : row[name]
    )
  );
  return [
    textTable(fileColumns, files),
    ...reasons("Rejected", result.rejects, result.files),
    ...reasons("Kept and flagged", result.notes, result.files),
    ...dialects(result.files),
    ...readings(result.readings),
    ...result.unread_columns.map(({file, columns}) => `Not read in ${file}: ${columns.join(", ")}.`),
    ...(result.unnamed_files.length > 0
      ? [
          `In the folder, but named by no source: ${result.unnamed_files.join(", ")}. npm run check -- --suggest says what they could be.`
        ]
      : [])
  ].join("\n");
}

/** How files are written, as found; files that are written alike stand together. */
function dialects(files: Rows): string[] {
  const alike = grouped(files.map((row) => [dialectOf(row), String(row.file)] as const));
  if (alike.length === 0) return [];
  return [
    "",
    "Found in the files (encoding, delimiter, header_line, date_order and decimal in report.yaml say otherwise):",
    ...alike.map(([how, names]) => `  ${namesText(names)}: ${how}.`)
  ];
}

function dialectOf({encoding, delimiter, header_line: line, sheet, dates, decimal}: Rows[number]): string {
  const isPlain = delimiter !== encoding;
  const marks: Readonly<Record<string, string>> = {".": "decimal point", ",": "decimal comma"};
  return [
    ...(isPlain ? [String(encoding)] : []),
    delimiterNames[String(delimiter)] ?? String(delimiter),
    ...(sheet === null ? [] : [`sheet "${String(sheet)}"`]),
    ...(line === null ? [] : [`header in line ${String(line)}`]),
    ...(dates === null ? [] : [`dates like ${String(dates)}`]),
    ...(decimal === null ? [] : [marks[String(decimal)] ?? `decimal ${String(decimal)}`])
  ].join(", ");
}

/** Names one by one, or the first of many. */
function namesText(names: readonly string[]): string {
  return names.length <= 4 ? listed(names) : `${names[0] ?? ""} and ${names.length - 1} other files`;
}

/** Names by what is said of them, in the order in which it is first said. */
function grouped(pairs: readonly (readonly [said: string, name: string])[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const [said, name] of pairs) groups.set(said, [...(groups.get(said) ?? []), name]);
  return [...groups];
}

/** What files were taken for, and how sure that is. */
function readings(rows: Result["readings"]): string[] {
  const alike = grouped(
    rows.map(({file, preset, system, title, confidence, verified}) => {
      const sure = confidence > 0 ? `${Math.round(100 * confidence)} % sure` : "as report.yaml says";
      const doubt = verified ? "" : "; its header was never verified";
      return [`taken for ${system} ${title} (preset ${preset}, ${sure}${doubt})`, file];
    })
  );
  if (alike.length === 0) return [];
  const lines = alike.map(([how, names]) => `  ${namesText(names)}: ${how}.`);
  return ["", "Recognised (write preset: none to read a file by its headers alone):", ...lines];
}

/** Each rule of each kind of source with its count and its first row. */
function reasons(title: string, rows: Rows, files: Rows): string[] {
  const sources = new Map(files.map(({file, source}) => [file, source]));
  const groups = new Map<string, Rows[number][]>();
  for (const row of rows) {
    const key = `${String(sources.get(row.file ?? null) ?? row.file)} ${String(row.rule)}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  if (groups.size === 0) return [];
  const lines = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const n = new Set(group.map(({file}) => file)).size;
    const where = n > 1 ? ` in ${n} files` : "";
    return [
      `  ${group.length} × ${String(first.rule)}${where}, first: ${String(first.file)} line ${String(first.line)}, column ${String(first.column)}: ${String(first.message)}`
    ];
  });
  return ["", `${title}:`, ...lines];
}
