/** Numbers, money, dates and intervals as text, for one locale. A value that is missing is "–", never 0. */
export interface Format {
  readonly locale: string;
  /** 1,350 */
  count(value: Maybe): string;
  /** 12.3 */
  decimal(value: Maybe, digits?: number): string;
  /** 0.056 → 5.6 % */
  percent(value: Maybe, digits?: number): string;
  /** The difference of two rates: −0.06 → −6.0 points */
  points(value: Maybe, digits?: number): string;
  /** A number that always bears its sign: +1.2, −6.0, 0.0 */
  signed(value: Maybe, digits?: number): string;
  /** €3,210,400 */
  money(value: Maybe, currency: string): string;
  /** €3.2M */
  moneyShort(value: Maybe, currency: string): string;
  /** 30 Sept 2026 */
  date(value: Date | string | null | undefined): string;
  /** Sept 2026 */
  month(value: Date | string | null | undefined): string;
  /** 2026-Q3 → Q3 2026; other keys stay as they are */
  quarter(key: string | null | undefined): string;
  /** 30 days */
  days(value: Maybe): string;
  /** 75 of 1,350 */
  outOf(part: Maybe, whole: Maybe): string;
  /** "4.5 % to 6.9 %", or "–" when an end is missing */
  interval(low: Maybe, high: Maybe, each: (value: number) => string): string;
  /** 1 deal, 3 deals */
  plural(value: Maybe, one: string, many?: string): string;
}

type Maybe = number | null | undefined;

export const missing = "–";
const minus = "\u2212";
const thinSpace = "\u202f";

/** A format for a locale; one that is not known falls back to British English. */
export function createFormat(wanted: string = preferredLocale()): Format {
  const locale = knownLocale(wanted);
  const numbers = cached((digits: number) => numberFormat(locale, digits));
  const moneys = cached((key: string) => moneyFormat(locale, key));
  const days = dateFormat(locale, {day: "numeric", month: "short", year: "numeric"});
  const months = dateFormat(locale, {month: "short", year: "numeric"});

  const decimal = (value: Maybe, digits = 1): string =>
    isNumber(value) ? tidy(numbers(digits).format(unsignedZero(value, digits))) : missing;
  const count = (value: Maybe): string => decimal(value, 0);
  const signed = (value: Maybe, digits = 1): string =>
    isNumber(value) ? `${unsignedZero(value, digits) > 0 ? "+" : ""}${decimal(value, digits)}` : missing;
  const money = (value: Maybe, currency: string, short: boolean): string =>
    isNumber(value) ? tidy(moneys(`${currency}|${short}`).format(unsignedZero(value, 0))) : missing;

  return {
    locale,
    count,
    decimal,
    signed,
    percent: (value, digits = 1) =>
      isNumber(value) ? `${decimal(value * 100, digits)}${thinSpace}%` : missing,
    points: (value, digits = 1) => (isNumber(value) ? `${signed(value * 100, digits)}\u00a0points` : missing),
    money: (value, currency) => money(value, currency, false),
    moneyShort: (value, currency) => money(value, currency, true),
    date: (value) => formatDate(days, value),
    month: (value) => formatDate(months, value),
    quarter: (key) => key?.replace(/^(\d{4})-Q([1-4])$/, "Q$2 $1") ?? missing,
    days: (value) => (isNumber(value) ? plural(decimal, value, "day", "days") : missing),
    outOf: (part, whole) => `${count(part)} of ${count(whole)}`,
    interval: (low, high, each) =>
      isNumber(low) && isNumber(high) ? `${each(low)} to ${each(high)}` : missing,
    plural: (value, one, many = `${one}s`) => (isNumber(value) ? plural(count, value, one, many) : missing)
  };
}

/** The reader's locale, or British English where there is no reader. */
export function preferredLocale(): string {
  return (typeof navigator === "undefined" ? undefined : navigator.language) || "en-GB";
}

/** The first letter as a capital; for names that begin a sentence. */
export function capital(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}

/** "a", "a and b", "a, b and c" */
export function list(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

function isNumber(value: Maybe): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** A value that rounds to zero loses its sign, so that no "−0.0" is shown. */
function unsignedZero(value: number, digits: number): number {
  return Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value;
}

function tidy(text: string): string {
  return text.replace(/^-|(?<=^\D?)-/, minus);
}

function plural(format: (value: number, digits: number) => string, value: number, one: string, many: string) {
  const whole = Number.isInteger(value);
  return `${format(value, whole ? 0 : 1)} ${value === 1 ? one : many}`;
}

function formatDate(format: Intl.DateTimeFormat, value: Date | string | null | undefined): string {
  if (value === null || value === undefined) return missing;
  const date = typeof value === "string" ? new Date(`${value.slice(0, 10)}T00:00:00Z`) : value;
  return Number.isNaN(date.getTime()) ? missing : format.format(date);
}

function numberFormat(locale: string, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {minimumFractionDigits: digits, maximumFractionDigits: digits});
}

function moneyFormat(locale: string, key: string): Intl.NumberFormat {
  const [currency = "", short] = key.split("|");
  const size: Intl.NumberFormatOptions =
    short === "true" ? {notation: "compact", maximumFractionDigits: 1} : {maximumFractionDigits: 0};
  if (!/^[A-Za-z]{3}$/.test(currency)) return new Intl.NumberFormat(locale, size);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 0,
    ...size
  });
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {...options, timeZone: "UTC"});
}

function knownLocale(wanted: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf([wanted])[0] ?? "en-GB";
  } catch {
    return "en-GB";
  }
}

function cached<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
