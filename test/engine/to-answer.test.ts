import {describe, expect, test} from "vitest";
import {type ArrowType, toAnswer} from "../../src/engine/to-answer.js";

/** A type as Arrow has it: it calls itself by `name`. */
const type = (name: string, more: Partial<ArrowType> = {}): ArrowType => ({toString: () => name, ...more});

/** The cells of a column of these values, and the name of its type. */
function column(arrowType: ArrowType, values: unknown[]): {type: string; cells: unknown[]} {
  const answer = toAnswer({
    numRows: values.length,
    schema: {fields: [{name: "a", type: arrowType}]},
    getChildAt: () => values
  });
  return {type: answer.columns[0]!.type, cells: answer.rows.map(([cell]) => cell)};
}

const words = (value: bigint) =>
  Uint32Array.from([0n, 32n, 64n, 96n], (shift) =>
    Number((BigInt.asUintN(128, value) >> shift) & 0xffffffffn)
  );

describe("toAnswer", () => {
  test("a DATE is a Date at midnight UTC", () => {
    expect(column(type("Date32<DAY>"), [Date.UTC(2026, 8, 30), null])).toEqual({
      type: "DATE",
      cells: [new Date("2026-09-30T00:00:00Z"), null]
    });
  });

  test("a TIMESTAMP is a Date, with or without a time zone", () => {
    const values = [Date.UTC(2026, 0, 1, 12, 30)];
    expect(column(type("Timestamp<MICROSECOND>"), values)).toEqual({
      type: "TIMESTAMP",
      cells: [new Date("2026-01-01T12:30:00Z")]
    });
    expect(column(type("Timestamp<MICROSECOND, UTC>", {timezone: "UTC"}), values).type).toBe(
      "TIMESTAMP WITH TIME ZONE"
    );
  });

  test("a BIGINT is a number, rounded past 2^53", () => {
    expect(column(type("Int64"), [12n, -1n, 2n ** 53n + 1n, null])).toEqual({
      type: "BIGINT",
      cells: [12, -1, 2 ** 53, null]
    });
  });

  test("a DECIMAL is a number, negative ones too", () => {
    const decimal = type("Decimal[18e+2]", {precision: 18, scale: 2});
    expect(column(decimal, [words(125n), words(-350n), words(0n), null])).toEqual({
      type: "DECIMAL(18,2)",
      cells: [1.25, -3.5, 0, null]
    });
  });

  test("a HUGEINT, which arrives as a DECIMAL, is a number", () => {
    const huge = type("Decimal[38e+0]", {precision: 38, scale: 0});
    expect(column(huge, [words(10n ** 20n), words(-(10n ** 20n))]).cells).toEqual([1e20, -1e20]);
  });

  test("a list is an array of plain values", () => {
    const dates = type("List<Date32<DAY>>", {children: [{name: "l", type: type("Date32<DAY>")}]});
    expect(column(dates, [[0, null], [], null])).toEqual({
      type: "DATE[]",
      cells: [[new Date(0), null], [], null]
    });
  });

  test("a struct is an object of plain values", () => {
    const fields = [
      {name: "n", type: type("Int64")},
      {name: "d", type: type("Date32<DAY>")}
    ];
    expect(column(type("Struct<{n:Int64, d:Date32<DAY>}>", {children: fields}), [{n: 1n, d: null}])).toEqual({
      type: "STRUCT",
      cells: [{n: 1, d: null}]
    });
  });

  test("an ENUM is its text", () => {
    const text = type("Dictionary<Int8, Utf8>", {dictionary: type("Utf8")});
    expect(column(text, ["a", null])).toEqual({type: "VARCHAR", cells: ["a", null]});
  });

  test.each([
    ["Utf8", "VARCHAR", "a"],
    ["Float64", "DOUBLE", 1.5],
    ["Int32", "INTEGER", 1],
    ["Bool", "BOOLEAN", true]
  ])("%s is %s as it is", (name, duckdb, value) => {
    expect(column(type(name), [value, null])).toEqual({type: duckdb, cells: [value, null]});
  });

  test("a result without rows keeps its columns; columns of one name stay apart", () => {
    const fields = [
      {name: "a", type: type("Int32")},
      {name: "a", type: type("Utf8")}
    ];
    const none = toAnswer({numRows: 0, schema: {fields}, getChildAt: () => []});
    expect(none).toEqual({
      columns: [
        {name: "a", type: "INTEGER"},
        {name: "a", type: "VARCHAR"}
      ],
      rows: []
    });
    const one = toAnswer({numRows: 1, schema: {fields}, getChildAt: (index) => [[1], ["x"]][index]!});
    expect(one.rows).toEqual([[1, "x"]]);
  });
});
