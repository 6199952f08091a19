import type {Column} from "../sources/define.js";
import {quoteList} from "../sql.js";

export type DateOrder = "ymd" | "dmy" | "mdy";
export type Decimal = "." | ",";

/** How numbers and dates of one column are written. */
export interface ColumnFormat {
  readonly order: DateOrder;
  readonly decimal: Decimal;
}

/** SQL that turns the text `raw` into a value of the column's type, or NULL where it is none. */
export function parseSql(raw: string, {type}: Column, {order, decimal}: ColumnFormat): string {
  switch (type) {
    case "number":
      return numberSql(raw, decimal);
    case "integer":
      return `TRY_CAST(CASE WHEN ${numberSql(raw, decimal)} = trunc(${numberSql(raw, decimal)}) THEN ${numberSql(raw, decimal)} END AS BIGINT)`;
    case "date":
      return dateSql(raw, order);
    case "boolean":
      return `CASE WHEN lower(${raw}) IN (${inList(yes)}) THEN true WHEN lower(${raw}) IN (${inList(no)}) THEN false END`;
    default:
      return raw;
  }
}

/** The rule and sentence for a text that is no value of its type. */
export function parseFault(type: Column["type"]): {rule: string; message: string} | undefined {
  switch (type) {
    case "number":
      return {rule: "not_a_number", message: "{value} is not a number. Write it like 1234.50."};
    case "integer":
      return {rule: "not_a_number", message: "{value} is not a whole number. Write it like 12."};
    case "date":
      return {rule: "not_a_date", message: "{value} is not a date. Write it like 2026-01-29."};
    case "boolean":
      return {rule: "not_yes_or_no", message: "{value} is neither yes nor no. Write true or false."};
    default:
      return undefined;
  }
}

const yes = ["true", "t", "yes", "y", "1", "x", "oui", "ja", "si", "sí", "sim", "wahr", "vrai"];
const no = ["false", "f", "no", "n", "0", "non", "nej", "nein", "não", "falsch", "faux"];

function inList(texts: readonly string[]): string {
  return quoteList(texts).slice(1, -1);
}

const ornaments = String.raw`[\s\x{00A0}\x{202F}\x{2009}'’]|€|\$|£|kr\.?$|^(EUR|USD|SEK|GBP|CHF)|(EUR|USD|SEK|GBP|CHF)$`;

/** Plain numbers take the cast; only what it refuses is cleaned of currency signs and thousands separators. */
function numberSql(raw: string, decimal: Decimal): string {
  const bare = `regexp_replace(${raw}, '${ornaments.replaceAll("'", "''")}', '', 'gi')`;
  if (decimal === ",") {
    const shape = String.raw`^[-+]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$`;
    return `CASE WHEN regexp_matches(${bare}, '${shape}') THEN TRY_CAST(replace(replace(${bare}, '.', ''), ',', '.') AS DOUBLE) END`;
  }
  const shape = String.raw`^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$`;
  const cleaned = `CASE WHEN regexp_matches(${bare}, '${shape}') THEN TRY_CAST(replace(${bare}, ',', '') AS DOUBLE) END`;
  const direct = `TRY_CAST(${raw} AS DOUBLE)`;
  return `coalesce(CASE WHEN isfinite(${direct}) THEN ${direct} END, ${cleaned})`;
}

const clocks = ["", " %H:%M", " %H:%M:%S", ", %H:%M", ", %I:%M %p", " %I:%M %p"];
/** Two-digit years first: "%Y" would read 26 as the year 26. */
const dayFirst = ["%d/%m/%y", "%d.%m.%y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"];
const monthFirst = ["%m/%d/%y", "%m/%d/%Y", "%m-%d-%Y"];
const named = ["%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%Y-%m-%d %H:%M:%S UTC"];

/** ISO dates take the cast; other ways of writing are tried in the order decided for the column. */
function dateSql(raw: string, order: DateOrder): string {
  const iso = `CASE WHEN ${raw} >= '0' AND ${raw} < ':' THEN TRY_CAST(${raw} AS DATE) END`;
  const dayMonth = order === "dmy" ? dayFirst : order === "mdy" ? monthFirst : [];
  const patterns = [...named, ...dayMonth.flatMap((pattern) => clocks.map((clock) => pattern + clock))];
  const other = `CAST(try_strptime(${raw}, ${quoteList(patterns)}) AS DATE)`;
  return order === "ymd" ? `coalesce(${iso}, ${other})` : `coalesce(${other}, ${iso})`;
}
