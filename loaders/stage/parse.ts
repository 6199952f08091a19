import type {Column} from "../sources/define.js";
import {quoteList} from "../sql.js";

export type DateOrder = "ymd" | "dmy" | "mdy";
export type Decimal = "." | ",";

/** How numbers and dates of one column are written. */
export interface ColumnFormat {
  readonly order: DateOrder;
  readonly decimal: Decimal;
}

/** SQL of a cell without spaces at its ends; NULL where nothing is left. Most cells need no trimming, and are only looked at. */
export function trimmedSql(cell: string): string {
  const spaced = `prefix(${cell}, ' ') OR suffix(${cell}, ' ') OR strlen(${cell}) <> length(${cell})`;
  return `nullif(CASE WHEN ${spaced} THEN trim(${cell}) ELSE ${cell} END, '')`;
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
      return booleanSql(raw);
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

/** Looked up in a list, because a long IN would be planned as a join. */
function booleanSql(raw: string): string {
  const values = [...yes.map(() => "true"), ...no.map(() => "false")];
  const listed = `list_extract([${values.join(", ")}], list_position(${quoteList([...yes, ...no])}, lower(${raw})))`;
  return `coalesce(CASE WHEN ${raw} = 'true' THEN true WHEN ${raw} = 'false' THEN false END, ${listed})`;
}

const ornaments = String.raw`[\s\x{00A0}\x{202F}\x{2009}'’]|€|\$|£|kr\.?$|^(EUR|USD|SEK|GBP|CHF)|(EUR|USD|SEK|GBP|CHF)$`;

/**
 * Plain numbers take the cast; only what it refuses is cleaned of currency signs and thousands separators. The cleaned
 * text is named once only: what is named twice is computed ahead, for every row.
 */
function numberSql(raw: string, decimal: Decimal): string {
  const bare = `regexp_replace(${raw}, '${ornaments.replaceAll("'", "''")}', '', 'gi')`;
  const shaped = (shape: string): string => `regexp_extract(${bare}, '${shape}')`;
  if (decimal === ",") {
    const text = shaped(String.raw`^[-+]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$`);
    return `TRY_CAST(replace(replace(${text}, '.', ''), ',', '.') AS DOUBLE)`;
  }
  const text = shaped(String.raw`^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$`);
  const direct = `TRY_CAST(${raw} AS DOUBLE)`;
  return `coalesce(CASE WHEN isfinite(${direct}) THEN ${direct} END, TRY_CAST(replace(${text}, ',', '') AS DOUBLE))`;
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
  const patterns = [...dayMonth.flatMap((pattern) => clocks.map((clock) => pattern + clock)), ...named];
  const other = `CAST(try_strptime(${raw}, ${quoteList(patterns)}) AS DATE)`;
  return order === "ymd" ? `coalesce(${iso}, ${other})` : `coalesce(${other}, ${iso})`;
}
