import {callSql} from "../../src/components/calls.js";
import {listsToCsv} from "../../src/stats/csv.js";
import {print, textTable} from "../console.js";
import type {Engine, Table} from "../engine.js";
import {ReportError, listed, messageOf, nearest} from "../errors.js";
import type {Manifest} from "../manifest.js";
import {readMetrics, type Metric} from "../metrics.js";
import {ensureSnapshot} from "../project.js";
import {openDatabase} from "../snapshot.js";
import {
  audienceOption,
  givenAudience,
  givenWorkspace,
  textOption,
  workspaceOptions,
  type Command,
  type Given
} from "./options.js";

const formats = ["table", "csv", "json"] as const;

export const query: Command = {
  name: "query",
  summary: "Any metric, or free SQL, at the command line.",
  usage: "[METRIC]",
  open: true,
  options: {
    ...workspaceOptions,
    ...audienceOption("enablement"),
    format: {
      type: "string",
      value: "F",
      help: `how rows are printed: ${listed(formats, "or")} (default: table)`
    },
    sql: {type: "string", value: "SQL", help: "a query of your own instead of a metric"}
  },
  notes:
    "Every parameter of the metric is an option, e.g.\n  npm run query -- deals_by --dimension source --region EMEA --since 2026-01-01\nWithout a metric the list of metrics is printed.",
  async run(given) {
    const format = textOption(given, "format", "table");
    if (!formats.includes(format as (typeof formats)[number]))
      throw new ReportError(`--format: expected ${listed(formats, "or")}, found "${format}".`);
    const metrics = await readMetrics();
    const [name, ...rest] = given.positionals;
    if (rest.length > 0)
      throw new ReportError(
        `query ${name}: "${rest[0]}" was not expected. Write options after --, e.g. npm run query -- ${name} --region ${rest[0]}.`
      );
    if (name === undefined && typeof given.options.sql !== "string") {
      print(listing(metrics));
      return 0;
    }
    const sql =
      typeof given.options.sql === "string" ? given.options.sql : metricSql(name ?? "", given, metrics);
    const {dir, manifest} = await ensureSnapshot(await givenWorkspace(given), {
      audience: givenAudience(given, "enablement")
    });
    checkPlaces(given, manifest);
    const engine = await openDatabase(dir);
    try {
      print(printed(await ask(engine, sql), format));
    } finally {
      engine.close();
    }
    return 0;
  }
};

function listing(metrics: readonly Metric[]): string {
  return textTable(
    ["metric", "parameters", "what"],
    metrics.map(({name, parameters, title}) => [
      name,
      parameters.map((parameter) => `${parameter.name}${parameter.default === null ? "*" : ""}`).join(" "),
      title
    ])
  );
}

function metricSql(name: string, {options}: Given, metrics: readonly Metric[]): string {
  const metric = metrics.find((each) => each.name === name);
  if (!metric) {
    const near = nearest(
      name,
      metrics.map((each) => each.name)
    );
    throw new ReportError(
      `query: there is no metric "${name}". ${near ? `Did you mean "${near}"?` : "npm run query lists them."}`
    );
  }
  const own = ["data", "config", "audience", "format", "sql", "help", "debug"];
  const args = Object.fromEntries(Object.entries(options).filter(([key]) => !own.includes(key)));
  const known = metric.parameters.map((parameter) => parameter.name);
  for (const key of Object.keys(args)) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    const hint = near
      ? `Did you mean --${near}?`
      : known.length > 0
        ? `It has: ${listed(known)}.`
        : "It has none.";
    throw new ReportError(`query: ${name} has no parameter --${key}. ${hint}`);
  }
  for (const parameter of metric.parameters)
    if (parameter.default === null && !(parameter.name in args))
      throw new ReportError(
        `query: ${name} needs --${parameter.name}: ${listed(parameter.values ?? ["a value"], "or")}.`
      );
  checkDates(args);
  return callSql(name, args);
}

/** A region or team that no seller has would give zeros that look like an answer. */
function checkPlaces({options}: Given, {regions, teams}: Manifest): void {
  const known = {region: regions, team: [...new Set(teams.map(({team}) => team))]};
  for (const [key, names] of Object.entries(known)) {
    const value = options[key];
    if (typeof value !== "string" || names.includes(value)) continue;
    const near = nearest(value, names);
    const all = names.length > 0 ? `Known: ${listed(names)}.` : "The roster names none.";
    throw new ReportError(
      `--${key}: there is no ${key} "${value}". ${near ? `Did you mean "${near}"?` : all}`
    );
  }
}

function checkDates(args: Readonly<Record<string, unknown>>): void {
  const {since, until} = args;
  for (const key of ["since", "until"]) checkDate(key, args[key]);
  if (typeof since === "string" && typeof until === "string" && since > until)
    throw new ReportError(`--since ${since} is after --until ${until}. Exchange the two.`);
}

function checkDate(name: string, value: unknown): void {
  if (typeof value !== "string" || value === "") return;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value)))
    throw new ReportError(`--${name}: expected a date such as 2026-01-31, found "${value}".`);
}

async function ask(engine: Engine, sql: string): Promise<Table> {
  try {
    return await engine.table(sql);
  } catch (error) {
    throw new ReportError(`query: ${messageOf(error).split("\n\n")[0]?.replaceAll("\n", " ")}`);
  }
}

function printed({columns, rows}: Table, format: string): string {
  const header = columns.map(({name}) => name);
  if (format === "csv") return listsToCsv(header, rows, {newline: "\n"}).replace(/\n$/, "");
  if (format === "table")
    return `${textTable(header, rows)}\n${rows.length} ${rows.length === 1 ? "row" : "rows"}`;
  const objects = rows.map((row) =>
    Object.fromEntries(header.map((name, index) => [name, row[index] ?? null]))
  );
  return JSON.stringify(objects, null, 1);
}
