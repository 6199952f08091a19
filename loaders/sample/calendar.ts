// Days are whole numbers since 1970-01-01, so that no clock and no time zone can move a date.

const MILLISECONDS_A_DAY = 86_400_000;

/** The day number of "YYYY-MM-DD". */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / MILLISECONDS_A_DAY;
}

/** First day of the sample: the start of 2023-Q4. */
export const START = dayOf("2023-10-01");
/** Last day of the sample: nothing is dated later. */
export const AS_OF = dayOf("2026-09-30");
/** Quarters in the sample, all complete. */
export const QUARTERS = 12;
/** Complete ISO weeks in the sample. */
export const WEEKS = 156;

const FIRST_MONDAY = dayOf("2023-10-02");
const texts = new Map<number, string>();

/** "YYYY-MM-DD" of a day number. */
export function iso(day: number): string {
  let text = texts.get(day);
  if (text === undefined) {
    text = new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
    texts.set(day, text);
  }
  return text;
}

/** "YYYY-MM-DD", or an empty text for no day. */
export function isoOrBlank(day: number | null): string {
  return day === null ? "" : iso(day);
}

/** "DD/MM/YYYY", or an empty text for no day. */
export function frenchOrBlank(day: number | null): string {
  return day === null ? "" : iso(day).split("-").reverse().join("/");
}

/** Monday of the n-th week of the sample, from 0. */
export function mondayOf(week: number): number {
  return FIRST_MONDAY + 7 * week;
}

/** Week of the sample that holds a day; negative before the first Monday. */
export function weekOf(day: number): number {
  return Math.floor((day - FIRST_MONDAY) / 7);
}

/** "YYYY-Qn" of a day; quarters are calendar quarters. */
export function quarterOf(day: number): string {
  const [year, month] = iso(day).split("-");
  return `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

/** "YYYY-MM" of a day. */
export function monthOf(day: number): string {
  return iso(day).slice(0, 7);
}

/** First day of the n-th quarter of the sample, from 0; n = 12 is the day after the last. */
export function quarterStart(quarter: number): number {
  const months = 9 + 3 * quarter;
  const year = 2023 + Math.floor(months / 12);
  return dayOf(`${year}-${String((months % 12) + 1).padStart(2, "0")}-01`);
}

/** The day itself, or the Monday after a Saturday or Sunday. */
export function workday(day: number): number {
  const weekday = (day + 4) % 7;
  return weekday === 6 ? day + 2 : weekday === 0 ? day + 1 : day;
}
