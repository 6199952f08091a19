import type {Row} from "./row.js";

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Its rows from the top, in parts; dates as 2026-01-29, numbers with a decimal point. */
  rows(): AsyncIterable<readonly Row[]>;
}

/** Days from 1899-12-30 to 1970-01-01. */
const epochDays = 25_569;
/** Workbooks of the 1904 system count from four years and a day later. */
const days1904 = 1462;
const dayMilliseconds = 86_400_000;

/** A spreadsheet's day count as "2026-01-29" or "2026-01-29 14:03:22"; a time alone as "14:03:22". */
export function serialText(serial: number, uses1904 = false): string {
  const days = uses1904 ? serial + days1904 : serial;
  const seconds = Math.round((days - Math.floor(days)) * 86_400);
  if (Math.floor(days) === 0 && seconds > 0) return clock(seconds);
  const time = Math.round((days - epochDays) * 86_400) * 1000;
  if (!Number.isFinite(time) || Math.abs(time) > 8e13) return String(serial);
  const iso = new Date(time).toISOString();
  return time % dayMilliseconds === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

function clock(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A number as text that no thousands separator can be read into. */
export function numberText(value: number): string {
  const text = String(value);
  return /^-?\d{1,3}\.\d{3}$/.test(text) ? `${text}0` : text;
}

/** What a number format shows. */
export type Shown = "date" | "duration" | "percent" | "number";

export function formatShows(code: string): Shown {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, "");
  if (/\[(h+|m+|s+)\]/i.test(bare)) return "duration";
  const plain = bare.replace(/\[[^\]]*\]/g, "").replace(/general|standard|e[+-]/gi, "");
  if (/[ymdhs]/i.test(plain)) return "date";
  return plain.includes("%") ? "percent" : "number";
}

/** A number of a sheet as text, by what its format shows. */
export function figureText(value: number, shown: Shown, uses1904: boolean): string {
  if (!Number.isFinite(value)) return "";
  switch (shown) {
    case "date":
      return serialText(value, uses1904);
    case "duration":
      return clock(Math.round(value * 86_400));
    case "percent":
      return `${numberText(Number((value * 100).toPrecision(15)))}%`;
    default:
      return numberText(value);
  }
}
