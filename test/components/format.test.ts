import {describe, expect, it} from "vitest";
import {capital, createFormat, list} from "../../src/components/format.js";
import {plain} from "./fixtures.js";

const f = createFormat("en-GB");

describe("numbers", () => {
  it("writes a missing value as a dash, never as zero", () => {
    for (const value of [null, undefined, NaN, Infinity]) {
      expect(f.count(value)).toBe("–");
      expect(f.percent(value)).toBe("–");
      expect(f.money(value, "EUR")).toBe("–");
      expect(f.days(value)).toBe("–");
    }
    expect(f.interval(null, 0.5, (x) => f.percent(x))).toBe("–");
  });

  it("groups thousands and rounds to whole numbers", () => {
    expect(f.count(1350)).toBe("1,350");
    expect(f.count(0)).toBe("0");
    expect(f.decimal(57.84)).toBe("57.8");
  });

  it("sets a narrow no-break space before the percent sign", () => {
    expect(f.percent(75 / 1350)).toBe("5.6\u202f%");
    expect(f.percent(1, 0)).toBe("100\u202f%");
  });

  it("bears the sign of differences, with a true minus, and no sign at zero", () => {
    expect(plain(f.points(-0.0598))).toBe("−6.0 points");
    expect(plain(f.points(0.0131))).toBe("+1.3 points");
    expect(f.signed(-0)).toBe("0.0");
    expect(f.signed(-0.04)).toBe("0.0");
    expect(f.decimal(-0.001)).toBe("0.0");
  });

  it("says what a count is of", () => {
    expect(f.outOf(75, 1350)).toBe("75 of 1,350");
    expect(f.plural(1, "deal")).toBe("1 deal");
    expect(f.plural(0, "deal")).toBe("0 deals");
    expect(f.days(30)).toBe("30 days");
    expect(f.days(7.5)).toBe("7.5 days");
  });
});

describe("money", () => {
  it("bears the currency of the report", () => {
    expect(f.money(1234567, "EUR")).toBe("€1,234,567");
    expect(f.moneyShort(3210400, "EUR")).toBe("€3.2m");
    expect(f.money(-5, "EUR")).toBe("−€5");
  });

  it("writes the bare number where the currency is no code", () => {
    expect(f.money(12, "points")).toBe("12");
    expect(f.money(12, "")).toBe("12");
  });
});

describe("dates", () => {
  it("writes the day as it is in UTC, wherever the reader is", () => {
    expect(f.date("2026-09-30")).toBe("30 Sept 2026");
    expect(f.date(new Date(Date.UTC(2026, 0, 1)))).toBe("1 Jan 2026");
    expect(f.month("2026-01-31")).toBe("Jan 2026");
    expect(f.date("soon")).toBe("–");
    expect(f.date(null)).toBe("–");
  });

  it("reads quarter keys and leaves other keys as they are", () => {
    expect(f.quarter("2026-Q3")).toBe("Q3 2026");
    expect(f.quarter("2026")).toBe("2026");
    expect(f.quarter(null)).toBe("–");
  });
});

describe("locale", () => {
  it("follows the reader's locale", () => {
    expect(plain(createFormat("sv-SE").percent(0.056))).toBe("5,6 %");
    expect(createFormat("fr-FR").date("2026-09-30")).toContain("sept. 2026");
  });

  it("falls back to British English where the locale is not known", () => {
    expect(createFormat("not a locale").locale).toBe("en-GB");
    expect(createFormat("xx-XX").count(1350)).toBe("1,350");
  });
});

it("joins names as a sentence does", () => {
  expect(list([])).toBe("");
  expect(list(["a"])).toBe("a");
  expect(list(["a", "b", "c"])).toBe("a, b and c");
  expect(capital("event")).toBe("Event");
});
