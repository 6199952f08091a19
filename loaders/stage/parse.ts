import type {Column} from "../sources/define.js";
import {quoteList} from "../sql.js";

export type DateOrder = "ymd" | "dmy" | "mdy";
export type Decimal = "." | ",";

/** A way of writing dates: 2026-01-29, 29/01/2026, 29 janv. 2026, 20260129, or the day count of a spreadsheet. */
export type DateStyle = "iso" | "ordered" | "named" | "compact" | "serial";

/** How numbers and dates of one column are written. */
export interface ColumnFormat {
  readonly order: DateOrder;
  readonly decimal: Decimal;
  /** Ways of writing that dates of the column show. */
  readonly styles: ReadonlySet<DateStyle>;
  /** True where numbers are digits with at most a decimal point. */
  readonly bare: boolean;
}

/** The format of a column whose texts are plain. */
export const plainFormat: ColumnFormat = {order: "ymd", decimal: ".", styles: new Set(["iso"]), bare: true};

/** SQL of a cell without spaces at its ends; NULL where nothing is left. Most cells need no trimming, and are only looked at. */
export function trimmedSql(cell: string): string {
  const spaced = `prefix(${cell}, ' ') OR suffix(${cell}, ' ') OR strlen(${cell}) <> length(${cell})`;
  return `nullif(CASE WHEN ${spaced} THEN trim(${cell}) ELSE ${cell} END, '')`;
}

/** SQL that turns the text `raw` into a value of the column's type, or NULL where it is none. */
export function parseSql(raw: string, {type}: Column, format: ColumnFormat): string {
  switch (type) {
    case "number":
      return numberSql(raw, format);
    case "integer": {
      const number = numberSql(raw, format);
      return `TRY_CAST(CASE WHEN ${number} = trunc(${number}) THEN ${number} END AS BIGINT)`;
    }
    case "date":
      return dateSql(raw, format);
    case "duration":
      return durationSql(raw);
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
    case "duration":
      return {rule: "not_a_duration", message: "{value} is not a length of time. Write it like 1h 5m 30s."};
    case "boolean":
      return {rule: "not_yes_or_no", message: "{value} is neither yes nor no. Write true or false."};
    default:
      return undefined;
  }
}

const yes = [
  "true",
  "t",
  "yes",
  "y",
  "1",
  "x",
  "oui",
  "ja",
  "j",
  "o",
  "si",
  "sí",
  "sim",
  "s",
  "wahr",
  "vrai",
  "sant"
];
const no = ["false", "f", "no", "n", "0", "non", "nej", "nein", "não", "nao", "falsch", "faux", "falskt"];

/** Looked up in a list, because a long IN would be planned as a join. */
function booleanSql(raw: string): string {
  const values = [...yes.map(() => "true"), ...no.map(() => "false")];
  const listed = `list_extract([${values.join(", ")}], list_position(${quoteList([...yes, ...no])}, lower(${raw})))`;
  return `coalesce(CASE WHEN ${raw} = 'true' THEN true WHEN ${raw} = 'false' THEN false END, ${listed})`;
}

/** What may stand around a number's digits: spaces, thousands apostrophes, currency signs and codes, a percent sign. */
const ornaments = String.raw`[\s\x{00A0}\x{202F}\x{2009}'’_%]|\p{L}{0,3}\p{Sc}|(kr\.?|s?fr\.?|zł|kč|ft|[A-Z]{3})$|^(kr\.?|s?fr\.?|zł|kč|ft|[A-Z]{3})`;

/**
 * Plain numbers take the cast; only what it refuses is cleaned of ornaments and thousands separators. The cleaned text
 * is named once only: what is named twice is computed ahead, for every row.
 */
function numberSql(raw: string, {decimal, bare}: ColumnFormat): string {
  const direct = `TRY_CAST(${raw} AS DOUBLE)`;
  const finite = `CASE WHEN isfinite(${direct}) THEN ${direct} END`;
  if (bare && decimal === ".") return finite;
  const cleaned = cleanNumberSql(raw, decimal);
  return decimal === "." ? `coalesce(${finite}, ${cleaned})` : cleaned;
}

/** "(1 234,50)", "1234-" and a typographic minus are negative. */
function cleanNumberSql(raw: string, decimal: Decimal): string {
  const bare = `regexp_replace(replace(${raw}, '−', '-'), '${ornaments.replaceAll("'", "''")}', '', 'gi')`;
  const signed = String.raw`regexp_replace(${bare}, '^(?:\((.*)\)|([\d.,]+)-)$', '-\1\2')`;
  const [group, mark] = decimal === "," ? [".", ","] : [",", "."];
  const shape = String.raw`^[-+]?(\d+|\d{1,3}([${group}]\d{3})+|)([${mark}]\d+)?$`;
  const shaped = `regexp_extract(${signed}, '${shape}')`;
  return `TRY_CAST(replace(replace(${shaped}, '${group}', ''), '${mark}', '.') AS DOUBLE)`;
}

/** Dates as ISO take the cast; the other styles that the column shows are tried after it. */
function dateSql(raw: string, {order, styles}: ColumnFormat): string {
  const iso = `CASE WHEN ${raw} >= '0' AND ${raw} < ':' THEN TRY_CAST(${raw} AS DATE) END`;
  const ways = [
    ...(styles.has("ordered") && order !== "ymd" ? [orderedSql(raw, order)] : []),
    ...(styles.size === 0 || styles.has("iso") ? [iso] : []),
    ...(styles.has("compact") ? [`CAST(try_strptime(${raw}, '%Y%m%d') AS DATE)`] : []),
    ...(styles.has("serial") ? [serialSql(raw)] : []),
    ...(styles.has("named") ? [namedSql(raw)] : [])
  ];
  return ways.length === 0
    ? "NULL"
    : ways.length === 1
      ? (ways[0] ?? "NULL")
      : `coalesce(${ways.join(", ")})`;
}

const timeAfter = String.raw`(?:[ ,T\x{00A0}\x{202F}]+.*)?$`;

function orderedSql(raw: string, order: "dmy" | "mdy"): string {
  const pattern = (year: string): string =>
    String.raw`^(?:\D{1,12}\s)?(\d{1,2})[/.-](\d{1,2})[/.-](${year})${timeAfter}`;
  const turned = order === "dmy" ? String.raw`\3-\2-\1` : String.raw`\3-\1-\2`;
  const long = `regexp_replace(${raw}, '${pattern(String.raw`\d{4}`)}', '${turned}')`;
  const short = `regexp_replace(${raw}, '${pattern(String.raw`\d{2}`)}', '20${turned}')`;
  const isLong = `regexp_matches(${raw}, '${pattern(String.raw`\d{4}`)}')`;
  const isShort = `regexp_matches(${raw}, '${pattern(String.raw`\d{2}`)}')`;
  return `CASE WHEN ${isLong} THEN TRY_CAST(${long} AS DATE) WHEN ${isShort} THEN TRY_CAST(${short} AS DATE) END`;
}

/** A spreadsheet counts days from the end of 1899; the time of day is a fraction. */
function serialSql(raw: string): string {
  const days = `TRY_CAST(regexp_extract(${raw}, '^(\\d{5})(?:[.,]\\d+)?$', 1) AS INTEGER)`;
  return `CASE WHEN ${days} BETWEEN 20000 AND 80000 THEN DATE '1899-12-30' + ${days} END`;
}

/** The months by the letters they start with, in English, French, Swedish, German, Spanish, Portuguese, Italian and Dutch. */
const months: readonly (readonly string[])[] = [
  ["jan", "ene", "gen"],
  ["feb", "fev"],
  ["mar", "mrt", "mae"],
  ["apr", "avr", "abr"],
  ["may", "mai", "maj", "mei", "mag"],
  ["jun", "juin", "giu"],
  ["jul", "juil", "lug"],
  ["aug", "aou", "ago"],
  ["sep", "set"],
  ["oct", "okt", "out", "ott"],
  ["nov"],
  ["dec", "dez", "dic", "des"]
];

function monthSql(word: string): string {
  const cases = months.map((starts, index) => {
    const tests = starts.map((start) => `starts_with(${word}, '${start}')`);
    return `WHEN ${tests.join(" OR ")} THEN ${index + 1}`;
  });
  return `CASE ${cases.join(" ")} END`;
}

/** "29 janv. 2026", "29. Januar 2026", "29 de enero de 2026", "29-Jan-26", "January 29, 2026", a weekday before it or not. */
function namedSql(raw: string): string {
  const text = `lower(strip_accents(${raw}))`;
  const weekday = String.raw`^(?:[a-z]+[.,]* +(?:den )?)?`;
  const word = String.raw`([a-z]{3,12})\.?`;
  const dayFirst = String.raw`${weekday}(\d{1,2})(?:st|nd|rd|th|er|o)?\.?[ -]*(?:de |of )?${word}[ ,/-]*(?:de |del |of )?(\d{4}|\d{2})${timeAfter}`;
  const monthFirst = String.raw`${weekday}${word} +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})${timeAfter}`;
  const take = (pattern: string, names: string): string =>
    `regexp_extract(${text}, '${pattern}', [${names}])`;
  const made = (parts: string): string =>
    `TRY_CAST(CASE WHEN length(${parts}.y) = 2 THEN '20' ELSE '' END || ${parts}.y || '-' || ${monthSql(`${parts}.m`)} || '-' || ${parts}.d AS DATE)`;
  return `coalesce(${made(take(dayFirst, "'d', 'm', 'y'"))}, ${made(take(monthFirst, "'m', 'd', 'y'"))})`;
}

/** Units of time by the words for them; the whole word counts. */
const units: readonly (readonly [words: string, minutes: string])[] = [
  [String.raw`(?:d|days?|j|jours?|dag|dagar|tage?|dias?)`, "1440"],
  [String.raw`(?:h|hrs?|hours?|heures?|std|stunden?|t|tim|timm(?:e|ar)|horas?)`, "60"],
  [String.raw`(?:m|mins?|minut\w*)`, "1"],
  [String.raw`(?:s|secs?|seconds?|secondes?|sek|sekund\w*|segundos?)`, "1 / 60"]
];

/** Minutes of "1h 1m 55s", "1 h 5 min", "1 Std. 5 Min.", "01:02:03", "PT1H5M", or of a number of minutes. */
function durationSql(raw: string): string {
  const spaced = String.raw`regexp_replace(regexp_replace(lower(strip_accents(${raw})), '^pt', ''), '([a-z.])(\d)', '\1 \2', 'g')`;
  const amount = String.raw`\d+(?:[.,]\d+)?`;
  const sum = units
    .map(
      ([words, minutes]) =>
        String.raw`coalesce(TRY_CAST(replace(regexp_extract(${spaced}, '(${amount})\s*${words}\b', 1), ',', '.') AS DOUBLE), 0) * ${minutes}`
    )
    .join(" + ");
  const any = units.map(([words]) => words).join("|");
  const isWords = String.raw`regexp_matches(${spaced}, '^(?:${amount}\s*(?:${any})\b[\s.,]*)+$')`;
  const part = (index: number): string => `TRY_CAST(split_part(${raw}, ':', ${index}) AS DOUBLE)`;
  const bare = `TRY_CAST(${raw} AS DOUBLE)`;
  return String.raw`CASE WHEN isfinite(${bare}) AND ${bare} >= 0 THEN ${bare}
    WHEN regexp_matches(${raw}, '^\d+:[0-5]?\d:[0-5]?\d$') THEN ${part(1)} * 60 + ${part(2)} + ${part(3)} / 60
    WHEN regexp_matches(${raw}, '^\d+:[0-5]\d$') THEN ${part(1)} * 60 + ${part(2)}
    WHEN ${isWords} THEN ${sum} END`;
}
