import {ReportError} from "../errors.js";
import type {Column} from "../sources/define.js";
import type {ColumnFormat, DateOrder, Decimal} from "./parse.js";

const slashed = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})\b/;

/** Counts over a column that tell which way round days and months stand. */
export interface DayMonthCounts {
  /** Values like 3/4/2026. */
  readonly slashed: number;
  /** Of these, values whose first (second) part is over 12. */
  readonly firstOver12: number;
  readonly secondOver12: number;
}

/** True where a sample holds dates such as 29/01/2026, so that the whole column must be looked at. */
export function needsDateOrder({type}: Column, sample: readonly string[]): boolean {
  return type === "date" && sample.filter((text) => slashed.test(text)).length * 2 > sample.length;
}

/** Decides day/month order from counts over the whole column; the majority decides, else what the system usually writes, and no evidence is an error. */
export function dateOrder(
  counts: DayMonthCounts,
  {
    file,
    header,
    place,
    usual
  }: {file: string; header: string; place: string; usual?: "dmy" | "mdy" | undefined}
): DateOrder {
  if (counts.firstOver12 > counts.secondOver12) return "dmy";
  if (counts.secondOver12 > counts.firstOver12) return "mdy";
  if (usual !== undefined) return usual;
  throw new ReportError(
    `${file}, column ${header}: every date could be day/month or month/day. Write date_order: dmy or date_order: mdy under ${place} in report.yaml.`
  );
}

/** SQL of DayMonthCounts for a text expression. */
export function dayMonthSql(raw: string): string {
  const pattern = String.raw`^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})(\D|$)`;
  const part = (group: number): string =>
    `TRY_CAST(regexp_extract(${raw}, '${pattern}', ${group}) AS INTEGER)`;
  return `count(*) FILTER (regexp_matches(${raw}, '${pattern}')) AS slashed,
    count(*) FILTER (${part(1)} > 12 AND ${part(2)} <= 12) AS first_over_12,
    count(*) FILTER (${part(2)} > 12 AND ${part(1)} <= 12) AS second_over_12`;
}

/** The decimal mark of a number column, from sample values; a semicolon file leans to the comma. */
export function decimalMark(sample: readonly string[], delimiter: string): Decimal {
  const bare = sample.map((text) => text.replace(/[^\d.,-]/g, ""));
  const comma = bare.filter((text) => /,\d{1,2}$|,\d{4,}$|\.\d{3},\d+$/.test(text)).length;
  const point = bare.filter((text) => /\.\d{1,2}$|\.\d{4,}$|,\d{3}\.\d+$/.test(text)).length;
  if (comma !== point) return comma > point ? "," : ".";
  return delimiter === ";" && bare.some((text) => text.includes(",")) ? "," : ".";
}

/** The format of a column whose texts are plain. */
export const plainFormat: ColumnFormat = {order: "ymd", decimal: "."};
