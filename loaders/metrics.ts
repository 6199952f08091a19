import {readFile, readdir} from "node:fs/promises";
import type {Engine} from "./engine.js";
import {hashOf} from "./hash.js";
import {readingOrder} from "./order.js";

/** A metric as its SQL file defines it. */
export interface Metric {
  readonly name: string;
  readonly title: string;
  readonly grain: string;
  readonly unit: string;
  /** Which date `since` and `until` apply to. */
  readonly dates: string;
  readonly definition: string;
  readonly limits: string;
  readonly source: string;
  readonly parameters: readonly Parameter[];
  readonly columns: readonly {readonly name: string; readonly type: string; readonly description: string}[];
  readonly sql: string;
}

export interface Parameter {
  readonly name: string;
  /** Default as SQL; null when the argument must be given. */
  readonly default: string | null;
  /** The values it may take, where they are a fixed list. */
  readonly values?: readonly string[];
}

const folder = new URL("./models/metrics/", import.meta.url);
const headings = ["title", "grain", "unit", "dates", "definition", "limits", "source"] as const;

/** Every metric file, parsed, without column types. Throws when a header is incomplete. */
export async function readMetrics(): Promise<Metric[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort();
  return Promise.all(
    files.map(async (file) => parseMetric(file.slice(0, -4), await readFile(new URL(file, folder), "utf8")))
  );
}

/** A statement for every metric, each after the metrics that it reads. */
export async function metricsInOrder(): Promise<string[]> {
  const texts = new Map((await readMetrics()).map(({name, sql}) => [name, sql]));
  const reads = (text: string): string[] =>
    [...text.matchAll(/\b(?:FROM|JOIN) (\w+)\(/g)].map(([, name = ""]) => name);
  return readingOrder(texts, reads).map((name) => `${texts.get(name)};`);
}

/** For each metric a hash over its SQL and that of all metrics it rests on: with equal ones, equal rows give equal figures. */
export function metricMarks(metrics: readonly Pick<Metric, "name" | "sql">[]): Map<string, string> {
  const texts = new Map(metrics.map(({name, sql}) => [name, sql]));
  const reads = (text: string): string[] =>
    [...text.matchAll(/\b(\w+)\s*\(/g)].map(([, name = ""]) => name).filter((name) => texts.has(name));
  const restsOn = (name: string, found = new Set<string>()): Set<string> => {
    if (found.has(name)) return found;
    found.add(name);
    for (const other of reads(texts.get(name) ?? "")) restsOn(other, found);
    return found;
  };
  const mark = (name: string): string =>
    hashOf(...[...restsOn(name)].sort().map((each) => texts.get(each) ?? ""));
  return new Map(metrics.map(({name}) => [name, mark(name)]));
}

/** Parses one metric file. */
export function parseMetric(name: string, text: string): Metric {
  const lines = text.split("\n");
  const header = lines.filter((line) => line.startsWith("-- ")).map((line) => line.slice(3));
  const field = (key: string): string => {
    const line = header.find((each) => each.startsWith(`${key}: `));
    if (line === undefined)
      throw new Error(`models/metrics/${name}.sql: the header has no "-- ${key}: …" line.`);
    return line.slice(key.length + 2);
  };
  const sql = lines
    .slice(lines.findIndex((line) => line.startsWith("CREATE MACRO")))
    .join("\n")
    .trim();
  const signature = /^CREATE MACRO (\w+)\(([\s\S]*?)\) AS TABLE/.exec(sql);
  if (signature?.[1] !== name)
    throw new Error(`models/metrics/${name}.sql: expected CREATE MACRO ${name}(…) AS TABLE.`);
  const [title, grain, unit, dates, definition, limits, source] = headings.map(field) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string
  ];
  return {
    name,
    title,
    grain,
    unit,
    dates,
    definition,
    limits,
    source,
    parameters: parseParameters(signature[2] ?? "", header),
    columns: header.flatMap((line) => {
      const match = /^column (\w+): (.*)$/.exec(line);
      return match ? [{name: match[1] ?? "", type: "", description: match[2] ?? ""}] : [];
    }),
    sql
  };
}

function parseParameters(text: string, header: readonly string[]): Parameter[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const [name = "", value] = part.split(":=").map((side) => side.trim());
      const values = header.find((line) => line.startsWith(`values ${name}: `))?.split(": ")[1];
      return {
        name,
        default: value ?? null,
        ...(values === undefined ? {} : {values: values.split(", ")})
      };
    });
}

/** Arguments that a call needs at least: the first value of each parameter without a default. */
export function leastArguments(metric: Metric): Record<string, string> {
  return Object.fromEntries(
    metric.parameters
      .filter((parameter) => parameter.default === null)
      .map((parameter) => [parameter.name, parameter.values?.[0] ?? ""])
  );
}

/** The types of a metric's columns, by name and in their order. */
export type ColumnTypes = ReadonlyMap<string, string>;

/** Adds column types, asked of a database that holds the macros; throws when header and columns differ. */
export async function describeMetrics(
  metrics: readonly Metric[],
  typesOf: (metric: Metric) => Promise<ColumnTypes>
): Promise<Metric[]> {
  const described: Metric[] = [];
  for (const metric of metrics) {
    const types = await typesOf(metric);
    const names = metric.columns.map((column) => column.name);
    if (names.join() !== [...types.keys()].join())
      throw new Error(
        `models/metrics/${metric.name}.sql: the header names columns ${names.join(", ")}; the macro gives ${[...types.keys()].join(", ")}.`
      );
    described.push({
      ...metric,
      columns: metric.columns.map((column) => ({...column, type: types.get(column.name) ?? ""}))
    });
  }
  return described;
}

/** Asks a database that holds the macros for the types of a metric's columns. */
export async function askTypes(metric: Metric, engine: Engine): Promise<ColumnTypes> {
  const args = Object.entries(leastArguments(metric)).map(([name, value]) => `${name} := '${value}'`);
  const rows = await engine.rows(`DESCRIBE SELECT * FROM ${metric.name}(${args.join(", ")})`);
  return new Map(rows.map((row) => [String(row.column_name), String(row.column_type)]));
}
