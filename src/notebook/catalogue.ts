import type {Definition} from "../components/manifest.js";
import {nameOf, type Cell} from "./document.js";

/** What a query can name, with a word on each. */
export interface Catalogue {
  readonly tables: readonly Table[];
  readonly metrics: readonly Definition[];
}

export interface Table {
  readonly name: string;
  readonly columns: readonly {readonly name: string; readonly type: string}[];
}

/** A name that can be completed or asked about. */
export interface Known {
  readonly name: string;
  readonly kind: "table" | "metric" | "cell" | "input" | "column" | "parameter";
  /** A short word beside the name. */
  readonly detail: string;
  /** Lines that explain it, the first one in brief. */
  readonly about: readonly string[];
  /** What is written for it. */
  readonly apply: string;
}

/** All that stands in memory or in the report, asked of the engine. */
export const catalogueSql = `SELECT table_name AS name, column_name AS "column", data_type AS type
FROM information_schema.columns
WHERE table_schema = 'main'
ORDER BY table_name, ordinal_position`;

/** Tables from the rows of `catalogueSql`. */
export function tablesOf(rows: readonly (readonly unknown[])[]): Table[] {
  const tables = new Map<string, {name: string; type: string}[]>();
  for (const [table, name, type] of rows) {
    const columns = tables.get(String(table)) ?? [];
    columns.push({name: String(name), type: String(type)});
    tables.set(String(table), columns);
  }
  return [...tables].map(([name, columns]) => ({name, columns}));
}

/** Everything by name; cells and inputs come first, because they hide what the report calls the same. */
export function knownNames(
  catalogue: Catalogue,
  cells: readonly Cell[],
  results: ReadonlyMap<string, Table>
): Known[] {
  return [...cells.flatMap((cell) => knownCell(cell, results)), ...knownInReport(catalogue)];
}

const known = new WeakMap<Catalogue, readonly Known[]>();

/** Tables and metrics, described once for each catalogue and not with every key. */
function knownInReport(catalogue: Catalogue): readonly Known[] {
  const names = known.get(catalogue) ?? [
    ...catalogue.tables.map(knownTable),
    ...catalogue.metrics.map(knownMetric)
  ];
  known.set(catalogue, names);
  return names;
}

/** The columns of a table, a metric or a cell. */
export function columnsOf(name: string, catalogue: Catalogue, results: ReadonlyMap<string, Table>): Known[] {
  const table = results.get(name) ?? catalogue.tables.find((each) => each.name === name);
  if (table) return table.columns.map((column) => knownColumn(column, name));
  const metric = catalogue.metrics.find((each) => each.name === name);
  return metric?.columns.map((column) => knownColumn(column, name)) ?? [];
}

/** The parameters of a metric. */
export function parametersOf(name: string, {metrics}: Catalogue): Known[] {
  const metric = metrics.find((each) => each.name === name);
  return (metric?.parameters ?? []).map((parameter) => ({
    name: parameter.name,
    kind: "parameter",
    detail: parameter.default === null ? "must be given" : `default ${parameter.default}`,
    about: [`Parameter of ${name}`],
    apply: `${parameter.name} := `
  }));
}

function knownCell(cell: Cell, results: ReadonlyMap<string, Table>): Known[] {
  const name = nameOf(cell);
  if (name === null) return [];
  if (cell.kind === "input")
    return [{name, kind: "input", detail: "input", about: [cell.input.label], apply: `$\{${name}}`}];
  const columns = results.get(name)?.columns.map((column) => `${column.name}: ${column.type}`) ?? [];
  return [
    {
      name,
      kind: "cell",
      detail: "cell",
      about: ["The rows of a cell of this notebook", ...columns],
      apply: name
    }
  ];
}

function knownTable({name, columns}: Table): Known {
  const about = [
    `Table of the report, ${columns.length} columns`,
    ...columns.map((each) => `${each.name}: ${each.type}`)
  ];
  return {name, kind: "table", detail: "table", about, apply: name};
}

function knownMetric(metric: Definition): Known {
  const {name, title, definition, grain, unit, limits, parameters} = metric;
  const call = `${name}(${parameters.map((each) => (each.default === null ? each.name : `${each.name} := ${each.default}`)).join(", ")})`;
  const about = [title, definition, grain, `Unit: ${unit}`, `Limits: ${limits}`, call];
  return {name, kind: "metric", detail: "metric", about, apply: `${name}()`};
}

function knownColumn(column: {name: string; type: string; description?: string}, table: string): Known {
  const about = [
    `${table}.${column.name}: ${column.type}`,
    ...(column.description ? [column.description] : [])
  ];
  return {name: column.name, kind: "column", detail: column.type, about, apply: quoted(column.name)};
}

/** A name as SQL takes it: in quotes when it is not plain. */
export function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
