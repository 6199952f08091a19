import {describe, expect, it} from "vitest";
import {date, field, number, tally, text, toRows} from "../../src/components/rows.js";

const answer = {
  columns: [
    {name: "week", type: "DATE"},
    {name: "n", type: "BIGINT"},
    {name: "key", type: "VARCHAR"}
  ],
  rows: [
    ["2026-09-28", 3n, "social"],
    [null, null, undefined]
  ]
};
const rows = toRows(answer, {name: "m", sql: "SELECT 1"});

describe("rows", () => {
  it("are objects with dates at midnight UTC, numbers and null", () => {
    expect(rows[0]).toEqual({week: new Date("2026-09-28T00:00:00Z"), n: 3, key: "social"});
    expect(rows[1]).toEqual({week: null, n: null, key: null});
  });

  it("carry their columns, name and SQL without showing them", () => {
    expect(rows.columns).toEqual(["week", "n", "key"]);
    expect([rows.name, rows.sql]).toEqual(["m", "SELECT 1"]);
    expect(Object.keys(rows)).toEqual(["0", "1"]);
  });

  it("takes dates as the engine gives them, too", () => {
    const time = Date.UTC(2026, 0, 5);
    const made = toRows(
      {columns: [{name: "d", type: "DATE"}], rows: [[time], [new Date(time)]]},
      {name: "m", sql: ""}
    );
    expect(made.map((row) => text(row, "d"))).toEqual(["2026-01-05", "2026-01-05"]);
  });

  it("keeps timestamps and text that looks like a date apart", () => {
    const columns = [
      {name: "at", type: "TIMESTAMP"},
      {name: "t", type: "VARCHAR"}
    ];
    const [row] = toRows({columns, rows: [["2026-01-05T10:00:00Z", "2026-01-05"]]}, {name: "m", sql: ""});
    expect(row).toEqual({at: new Date("2026-01-05T10:00:00Z"), t: "2026-01-05"});
  });
});

describe("reading a column", () => {
  const row = rows[0]!;
  it("gives the value, or null where there is none", () => {
    expect(number(row, "n")).toBe(3);
    expect(number(rows[1]!, "n")).toBeNull();
    expect(tally(rows[1]!, "n")).toBe(0);
    expect(text(row, "week")).toBe("2026-09-28");
    expect(date(row, "week").getUTCDate()).toBe(28);
  });

  it("fails loudly for a column that is not there or is of another kind", () => {
    expect(() => number(row, "deals")).toThrow('There is no column "deals"; there are: week, n, key.');
    expect(() => number(row, "key")).toThrow('Column "key" holds no number but string.');
    expect(() => date(rows[1]!, "week")).toThrow('Column "week" holds no date but nothing.');
    expect(() => field(row, "toString")).toThrow('There is no column "toString"');
  });
});
