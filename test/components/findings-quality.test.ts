import {describe, expect, it} from "vitest";
import {alike, coverageFinding, freshness, rejectedCard} from "../../src/components/pages/quality.js";
import {context, rowsOf} from "./fixtures.js";

const weeks = (source: string, counts: readonly number[]) =>
  counts.map((rows, index) => ({
    source,
    week: new Date(Date.UTC(2026, 8, 1 + 7 * index)),
    rows,
    share: null
  }));

describe("what the Quality page says", () => {
  it("names the sources without a row in the last four weeks", () => {
    const rows = rowsOf([
      ...weeks("deals", [1, 0, 0, 0, 3]),
      ...weeks("ssi", [5, 0, 0, 0, 0]),
      ...weeks("web_traffic", [5, 0, 0, 0, 0])
    ]);
    expect(coverageFinding(rows, context)).toBe(
      "2 of 3 sources have no row in the last 4 weeks: SSI and Web traffic"
    );
    expect(coverageFinding(rowsOf(weeks("deals", [0, 1])), context)).toBe(
      "Deals has rows in the last 4 weeks"
    );
    expect(coverageFinding(rowsOf([]), context)).toEqual({empty: "No source has dated rows."});
  });

  it("joins files that were read alike, and no others", () => {
    const file = (name: string, encoding: string) => ({file: name, encoding, caveat: null});
    expect(alike([file("a", "utf-8"), file("b", "utf-16le"), file("c", "utf-8")])).toEqual([
      {file: "a and 1 like it", encoding: "utf-8", caveat: null},
      {file: "b", encoding: "utf-16le", caveat: null}
    ]);
    expect(freshness.sort).toEqual({column: "days_old", descending: true});
  });

  it("tells duplicates from other rejected rows", () => {
    const files = rowsOf([
      {file: "a", source: "deals", rows_read: 10, accepted: 6, rejected: 3, ignored: 1, duplicates: 2}
    ]);
    expect(rejectedCard(files, context)).toMatchObject({
      value: "3",
      n: "of which 2 duplicates; 1 more ignored, which are no data"
    });
  });
});
