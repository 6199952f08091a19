import {ReportError, listed} from "../errors.js";
import type {Column} from "../sources/define.js";
import type {ColumnFormat, DateStyle, Decimal} from "./parse.js";
import type {Shape} from "./shapes.js";

/** What a column's texts say of how its numbers or dates are written. */
export type Evidence<T> = {readonly found: T} | {readonly unclear: string} | "none";

/** The day/month order that a column's dates show. */
export function dateOrderOf(shapes: readonly Shape[]): Evidence<"dmy" | "mdy"> {
  const ordered = shapes.filter(({text}) => styleOf(text) === "ordered");
  if (ordered.length === 0) return "none";
  const first = total(ordered, ({firstOver12}) => firstOver12);
  const second = total(ordered, ({secondOver12}) => secondOver12);
  if (first !== second) return {found: first > second ? "dmy" : "mdy"};
  if (first === 0 && ordered.every(({text}) => /9\.9{1,2}\.9/.test(text))) return {found: "dmy"};
  return {unclear: ordered[0]?.least ?? ""};
}

/** The decimal mark that a column's numbers show. */
export function decimalOf(shapes: readonly Shape[], column: Column): Evidence<Decimal> {
  const votes = {",": 0, ".": 0};
  let unclear: string | undefined;
  for (const {text, count, least} of shapes) {
    const mark = markOf(text, column);
    if (mark === "unclear") unclear ??= least;
    else if (mark) votes[mark] += count;
  }
  if (votes[","] !== votes["."]) return {found: votes[","] > votes["."] ? "," : "."};
  return unclear === undefined && votes[","] === 0 ? "none" : {unclear: unclear ?? ""};
}

const bareNumber = /^[-+]?[9.,]+$/;

/** Which mark a number's shape shows to be the decimal one. */
function markOf(text: string, {type, max}: Column): Decimal | "unclear" | undefined {
  const bare = text
    .replace(/[\s\u00a0\u202f\u2009'’]/g, "")
    .replace(/^\((.*)\)$/, "$1")
    .replace(/\p{L}+\.?/gu, "")
    .replace(/[^\d.,+-]/g, "");
  if (!bareNumber.test(bare) || !/[.,]/.test(bare)) return undefined;
  const last = Math.max(bare.lastIndexOf(","), bare.lastIndexOf("."));
  const mark = bare[last] as Decimal;
  const other: Decimal = mark === "," ? "." : ",";
  if (bare.includes(other)) return mark;
  if (bare.indexOf(mark) !== last) return other;
  const [before, after] = [bare.slice(0, last).replace(/^[-+]/, ""), bare.slice(last + 1)];
  if (type === "integer") return after.length === 3 ? other : mark;
  if (after.length !== 3 || before.length > 3 || before === "") return mark;
  if (max !== undefined && max < 1000) return mark;
  return "unclear";
}

/** The mark that the way a file is written leans to: writers with a decimal comma separate cells by semicolons. */
export function decimalByDelimiter(shapes: readonly Shape[], delimiter: string): Decimal | undefined {
  const marks = new Set(shapes.flatMap(({text}) => /[.,]/.exec(text)?.[0] ?? []));
  if (marks.size === 0) return ".";
  if (delimiter === ";") return marks.has(".") ? undefined : ",";
  return delimiter === "\t" || delimiter === "|" ? undefined : ".";
}

/** How a date's text is written, by its shape. */
export function styleOf(text: string): DateStyle | undefined {
  if (/^9999[-/.]9{1,2}[-/.]9{1,2}(\D.*)?$/.test(text)) return "iso";
  if (/^(?:[^\d]{0,12}\s)?9{1,2}[/.-]9{1,2}[/.-](9{4}|99)(\D.*)?$/.test(text)) return "ordered";
  if (/^9{8}$/.test(text)) return "compact";
  if (/^9{5}([.,]9+)?$/.test(text)) return "serial";
  if (/\p{L}{3}/u.test(text) && /9/.test(text)) return "named";
  return undefined;
}

const firstSerial = 20_000;
const lastSerial = 80_000;

/** Below this share of a column's texts, dates written in a way that can be misread are taken for slips. */
const slipShare = 0.2;

/**
 * The ways of writing that a column's dates show. Five digits are a spreadsheet's day count where all fit one. A few
 * dates such as 3/4/2026 or 46051 among others are slips: they are refused rather than guessed.
 */
export function dateStyles(shapes: readonly Shape[]): ReadonlySet<DateStyle> {
  const counts = new Map<DateStyle, number>();
  for (const {text, count, least, most} of shapes) {
    const style = styleOf(text);
    if (!style) continue;
    const fits = Number.parseInt(least, 10) >= firstSerial && Number.parseInt(most, 10) <= lastSerial;
    if (style !== "serial" || fits) counts.set(style, (counts.get(style) ?? 0) + count);
  }
  const enough = slipShare * total(shapes, ({count}) => count);
  const canMislead = (style: DateStyle): boolean => style === "ordered" || style === "serial";
  return new Set(
    [...counts].flatMap(([style, count]) => (canMislead(style) && count < enough ? [] : [style]))
  );
}

/** True where a column's numbers are digits with at most a decimal point, so that a plain cast reads them. */
export function areBare(shapes: readonly Shape[], column: Column): boolean {
  const shape = column.type === "integer" ? /^[-+]?9+$/ : /^[-+]?9+(\.9+)?$/;
  return shapes.every(({text}) => shape.test(text));
}

/** True where some text that is no value under a format would be one under another. */
export function couldBeRead(shapes: readonly Shape[], column: Column, format: ColumnFormat): boolean {
  if (column.type === "date") return [...dateStyles(shapes)].some((style) => !format.styles.has(style));
  return (
    shapes.some(({text}) => !format.bare || /9/.test(text)) && shapes.some(({text}) => isNumberLike(text))
  );
}

function isNumberLike(text: string): boolean {
  return /^[^\p{L}9]*(\p{L}{1,3}[.\p{Sc}]?\s?)?[-+(]?9[9.,'’\s\u00a0\u202f\u2009]*\)?\s*%?(\p{L}{1,3}\.?|\p{Sc})?$/u.test(
    text
  );
}

/** The sentence that asks for what a column does not tell. */
export function askForOrder(place: FormatPlace): ReportError {
  return new ReportError(
    `${place.file}, column ${place.header}: every date could be day/month or month/day. Write date_order: dmy or date_order: mdy under ${place.setting} in report.yaml.`
  );
}

/** The sentence that asks which mark is the decimal one. */
export function askForDecimal(place: FormatPlace, example: string): ReportError {
  const whole = example.replace(/[.,]/g, "");
  return new ReportError(
    `${place.file}, column ${place.header}: ${listed([`"${example}" could be ${whole}`, `${example.replace(",", ".")}`], "or")}. Write decimal: "," or decimal: "." under ${place.setting} in report.yaml.`
  );
}

export interface FormatPlace {
  readonly file: string;
  readonly header: string;
  /** The entry's place in report.yaml. */
  readonly setting: string;
}

function total(shapes: readonly Shape[], count: (shape: Shape) => number): number {
  return shapes.reduce((sum, shape) => sum + count(shape), 0);
}
