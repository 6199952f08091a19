// Writes docs/metrics.md from the header comments of the metric files: npm run docs:metrics
import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {print} from "../loaders/console.js";
import {leastArguments, type Metric, type Parameter} from "../loaders/metrics.js";
import {makeSnapshot} from "../loaders/snapshot.js";
import {readWorkspace} from "../loaders/workspace.js";
import {blocks, cell, code, table} from "./markdown.js";

const target = new URL("./metrics.md", import.meta.url);

/** The whole of docs/metrics.md. */
export async function metricsPage(): Promise<string> {
  const metrics = await describedMetrics();
  return blocks([
    "<!-- Made by `npm run docs:metrics` from loaders/models/metrics. Do not edit. -->",
    "# Metrics",
    introduction,
    table(
      ["metric", "what"],
      metrics.map(({name, title}) => [`[${code(name)}](#${name})`, cell(title)])
    ),
    ...metrics.flatMap(section)
  ]);
}

const introduction = `Each metric is one SQL file in \`loaders/models/metrics\`, written once and used by the pages, the downloads and the
command line. This list is made from the comments at the top of those files; a report shows the same on its
Method page.

Ask for any of them with [\`npm run query\`](start.md#ask-for-a-figure):

\`\`\`sh
npm run query -- social_share --region EMEA --since 2026-01-01 --until 2026-06-30
\`\`\`

or open the database of a built site, \`dist/_file/data/report/report.….duckdb\`, with DuckDB 1.4 or later and write
\`FROM social_share(region := 'EMEA')\`.

Most metrics take \`region\` and \`team\` (as on the roster), \`since\` and \`until\` (days, both included; _Dates_ below
says of what). Left out, they narrow nothing. A metric gives every rate it can, however few the cases; it is the pages
that show a count instead of a rate below [\`min_n\`](settings.md#min_n).`;

/** Metrics with the types of their columns, which only a database knows: that of a report without a row. */
async function describedMetrics(): Promise<Metric[]> {
  const folder = await mkdtemp(join(tmpdir(), "report-docs-"));
  try {
    await writeFile(
      join(folder, "report.yaml"),
      "title: No rows\nas_of: 2026-01-01\nsources: {deals: {file: deals.csv}}\n"
    );
    await writeFile(join(folder, "deals.csv"), "deal_id,created_on\n");
    const {dir} = await makeSnapshot(await readWorkspace(folder), join(folder, "snapshot"));
    return JSON.parse(await readFile(join(dir, "metrics.json"), "utf8")) as Metric[];
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

function section(metric: Metric): string[] {
  const {name, title, grain, unit, dates, definition, limits, source, parameters, columns} = metric;
  return [
    `## ${name}`,
    `**${cell(title)}.** ${cell(definition)}`,
    [
      `- Rows: ${cell(grain)}`,
      `- Unit: ${cell(unit)}`,
      `- Dates: ${cell(dates)}`,
      `- Limits: ${cell(limits)}`,
      `- Source: ${cell(source)}`,
      `- Defined in [loaders/models/metrics/${name}.sql](../loaders/models/metrics/${name}.sql)`
    ].join("\n"),
    `\`\`\`sh\n${exampleCommand(metric)}\n\`\`\``,
    parameters.length > 0 ? table(["parameter", "values", "default"], parameters.map(parameterRow)) : "",
    table(
      ["column", "type", "what"],
      columns.map((column) => [code(column.name), typeName(column.type), cell(column.description)])
    )
  ];
}

function exampleCommand(metric: Metric): string {
  const options = Object.entries(leastArguments(metric)).map(
    ([name, value]) => ` --${name} ${value === "" ? name.toUpperCase() : value}`
  );
  return `npm run query -- ${metric.name}${options.join("")}`;
}

const commonValues: Readonly<Record<string, string>> = {
  region: "a region of the roster",
  team: "a team of the roster",
  since: "a day, e.g. 2026-01-01",
  until: "a day, e.g. 2026-06-30",
  quarter: "a fiscal quarter, e.g. 2026-Q3",
  cost: "an amount a year, e.g. 180000",
  margin: "per cent, e.g. 40",
  seller: "a seller of the roster",
  most: "a number of rows",
  step: "a number of points",
  score: "a score: ours, fitted, vendor, static, recency, or a name given under scores",
  lead: "an identifier of a lead",
  day: "a day, e.g. 2026-06-30",
  minutes: "minutes a lead, e.g. 60",
  hourly_cost: "an amount an hour, e.g. 45",
  value: "an amount a win, e.g. 1800",
  weeks: "a number of weeks"
};

/** What stands in for parameters that the settings fill. */
const fromSettings: ReadonlySet<string> = new Set(["cost", "margin", "minutes", "hourly_cost", "value"]);

function parameterRow({name, values, default: standard}: Parameter): string[] {
  const known = values?.map(code).join(", ") ?? commonValues[name] ?? "";
  const filled = fromSettings.has(name) ? "as in the settings" : undefined;
  return [code(name), known, standard === null ? "must be given" : (filled ?? defaultText(standard))];
}

function defaultText(standard: string): string {
  return standard === "NULL" ? "all" : code(standard.replace(/^'|'$/g, ""));
}

/** A column's type in words. */
function typeName(type: string): string {
  if (/^(VARCHAR)/.test(type)) return "text";
  if (/INT$/.test(type)) return "whole number";
  if (/^(DOUBLE|FLOAT|DECIMAL)/.test(type)) return "number";
  if (/^BOOLEAN/.test(type)) return "true or false";
  return type.toLowerCase();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(target, await metricsPage());
  print(`${fileURLToPath(target)} is up to date`);
}
