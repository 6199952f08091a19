import {dateOrderOf, styleOf} from "../stage/formats.js";
import {shapesOf} from "../stage/shapes.js";

/** What the texts of one column of a file look like. Shares are of the filled cells, 0 to 1. */
export interface ColumnProfile {
  readonly header: string;
  readonly index: number;
  readonly cells: readonly string[];
  readonly filled: number;
  readonly rows: number;
  readonly distinct: number;
  readonly dates: number;
  readonly numbers: number;
  /** Numbers with decimals, thousands or a currency. */
  readonly money: number;
  readonly emails: number;
  readonly yesNo: number;
  /** Short texts with a digit and without spaces, as identifiers are. */
  readonly codes: number;
  /** Texts of two or three words without digits, as people's names are. */
  readonly names: number;
  /** Distinct texts, most frequent first, where they are few. */
  readonly texts: readonly string[];
  /** True where dates could be day/month or month/day and nothing tells. */
  readonly unclearDates: boolean;
  /** The day of each cell, "YYYY-MM-DD"; null where it is none, or where nothing tells day from month. */
  readonly days: readonly (string | null)[];
}

const fewTexts = 60;
const yesNo = /^(true|false|yes|no|y|n|0|1|oui|non|ja|nein|nej|si|sí|não|sim|x)$/i;
const numeric =
  /^[-+(]?\s*(?:\p{Sc}|[A-Z]{3})?\s*[-+]?\d[\d.,'’\s\u00a0\u202f\u2009]*\s*(?:\)|%|\p{Sc}|[A-Z]{3}|kr\.?)?$/u;
const moneyLike = /[.,]\d{1,2}\D*$|\p{Sc}|\b[A-Z]{3}\b|\d[\s\u00a0\u202f'’.,]\d{3}/u;
/** A day, a word for the month, and a year, in either order. */
const namedDate =
  /^(\p{L}{2,10}[.,]* )?(\d{1,2}\.?[ -]*(de )?\p{L}{3,10}\.?[ ,-]*(de )?\d{2,4}|\p{L}{3,10}\.? \d{1,2},? \d{4})(\D.*)?$/u;
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const code = /^(?=.*\d)[^\s]{1,40}$/;
const name = /^\p{L}[\p{L}'’.-]*,?(\s\p{L}[\p{L}'’.-]*){1,2}$/u;

/** Looks at the texts of every column. */
export function profileColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[]
): ColumnProfile[] {
  return header.map((text, index) =>
    profileColumn(
      text,
      index,
      rows.map((row) => (row[index] ?? "").trim())
    )
  );
}

function profileColumn(header: string, index: number, cells: readonly string[]): ColumnProfile {
  const filled = cells.filter((cell) => cell !== "");
  const share = (test: (cell: string) => boolean): number =>
    filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
  const counts = new Map<string, number>();
  for (const cell of filled) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const shapes = shapesOf(filled);
  const order = dateOrderOf(shapes);
  const isDate = (cell: string): boolean => {
    const style = styleOf(cell.replace(/\d/g, "9"));
    return style === "iso" || style === "ordered" || (style === "named" && namedDate.test(cell));
  };
  return {
    header,
    index,
    cells,
    rows: cells.length,
    filled: cells.length === 0 ? 0 : filled.length / cells.length,
    distinct: counts.size,
    dates: share(isDate),
    numbers: share((cell) => numeric.test(cell) && !isDate(cell)),
    money: share((cell) => numeric.test(cell) && moneyLike.test(cell) && !isDate(cell)),
    emails: share((cell) => email.test(cell)),
    yesNo: share((cell) => yesNo.test(cell)),
    codes: share((cell) => code.test(cell) && !isDate(cell) && !moneyLike.test(cell)),
    names: share((cell) => name.test(cell)),
    texts: counts.size <= fewTexts ? [...counts].sort((a, b) => b[1] - a[1]).map(([cell]) => cell) : [],
    unclearDates: typeof order === "object" && "unclear" in order,
    days: cells.map((cell) =>
      dayOf(cell, typeof order === "object" && "found" in order ? order.found : undefined)
    )
  };
}

/** The day of a text written in numbers. */
function dayOf(cell: string, order: "dmy" | "mdy" | undefined): string | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(cell);
  const ordered = order && /^(?:\D{1,12}\s)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:\D|$)/.exec(cell);
  const [, a = "", b = "", c = ""] = iso ?? ordered ?? [];
  if (a === "") return null;
  const [year, month, day] = iso ? [a, b, c] : order === "dmy" ? [c, b, a] : [c, a, b];
  const text = `${year.padStart(4, "20")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return Number.isNaN(Date.parse(text)) ? null : text;
}
