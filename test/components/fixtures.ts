import type {MetricArgs} from "../../src/components/calls.js";
import {toFilters, type Filters} from "../../src/components/filters.js";
import {createFormat} from "../../src/components/format.js";
import type {Manifest} from "../../src/components/manifest.js";
import type {Context} from "../../src/components/piece.js";
import {toRows, type Rows} from "../../src/components/rows.js";

/** A small report: two regions, three teams, two quarters. */
export const manifest: Manifest = {
  schema: 1,
  audience: "enablement",
  min_cell: 5,
  title: "Test report",
  as_of: "2026-09-30",
  currency: "EUR",
  fiscal_year_start: 1,
  min_n: 10,
  sample: false,
  default_period: "last_4_quarters",
  ssi: {foundation: 50, active: 70, seat_threshold: 50},
  programme: {cost: null, margin: null},
  weekly_goal: 5,
  maturity: [
    {level: "Launched", attendance: 50},
    {level: "Embedded", attendance: 80, coaching: 75}
  ],
  leads: null,
  periods: [
    {key: "last_4_quarters", label: "Last 4 quarters", since: "2025-10-01", until: "2026-09-30"},
    {key: "2026-Q3", label: "Q3 2026", since: "2026-07-01", until: "2026-09-30"},
    {key: "2026-Q2", label: "Q2 2026", since: "2026-04-01", until: "2026-06-30"},
    {key: "all", label: "All periods", since: null, until: null}
  ],
  regions: ["APAC", "EMEA"],
  teams: [
    {team: "Asia", region: "APAC"},
    {team: "France", region: "EMEA"},
    {team: "North", region: "EMEA"}
  ],
  sources: {deals: {rows: 3}, ssi: null},
  missing: {ssi: "No index was given; ssi.csv would fill this."},
  accounting: {files: 1, rows_read: 3, accepted: 3, rejected: 0, ignored: 0},
  fingerprint: "abc",
  snapshot_bytes: 1
};

const format = createFormat("en-GB");

export const context: Context = {
  manifest,
  format,
  filters: toFilters({period: "last_4_quarters", region: null, team: null}, manifest, format)
};

/** Rows from objects; values that look like YYYY-MM-DD are dates. */
export function rowsOf(objects: readonly Record<string, unknown>[], name = "metric"): Rows {
  const names = [...new Set(objects.flatMap((o) => Object.keys(o)))];
  const columns = names.map((column) => ({
    name: column,
    type: objects.some((o) => /^\d{4}-\d\d-\d\d$/.test(String(o[column]))) ? "DATE" : "DOUBLE"
  }));
  return toRows(
    {columns, rows: objects.map((o) => names.map((column) => o[column]))},
    {name, sql: `SELECT * FROM ${name}()`}
  );
}

/** What `{...filters}` is in a page: the four arguments of a metric. */
export function chosen(filters: Filters): MetricArgs {
  return {...filters} as unknown as MetricArgs;
}

/** Text with every kind of space as a plain one, for comparing. */
export function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, " ");
}
