import {describe, expect, test} from "vitest";
import {line} from "../../loaders/bench/line.js";
import {linesTable, valueText} from "../../loaders/bench/table.js";

describe("a line", () => {
  const about = {group: "pipeline", name: "ratio", unit: "×"} as const;

  test("meets a target that its median keeps, the limit included", () => {
    expect(line([1, 2, 9], {...about, target: {of: "median", atMost: 2}}).met).toBe(true);
    expect(line([1, 2.1, 9], {...about, target: {of: "median", atMost: 2}}).met).toBe(false);
  });

  test("may have its target at another quantile", () => {
    expect(line([1, 2, 9], {...about, target: {of: "max", atMost: 8}}).met).toBe(false);
  });

  test("without a target neither meets nor misses it", () => expect(line([1], about).met).toBeNull());

  test("says how many times better it is than elsewhere", () => {
    const {elsewhere} = line([4], {...about, unit: "s", elsewhere: {tool: "another tool", value: 16}});
    expect(elsewhere).toEqual({tool: "another tool", value: 16, factor: 4});
  });
});

test("values are written with their unit", () => {
  expect(valueText(1.2345, "s")).toBe("1.23 s");
  expect(valueText(113, "s")).toBe("113 s");
  expect(valueText(4.26, "ms")).toBe("4.3 ms");
  expect(valueText(48.4, "ms")).toBe("48 ms");
  expect(valueText(9_100_000, "B")).toBe("9.1 MB");
  expect(valueText(1.861, "×")).toBe("1.86 ×");
});

test("the table names the target, whether it is met, and the factor to elsewhere", () => {
  const text = linesTable([
    line([3, 1, 2], {
      group: "build",
      name: "cold",
      unit: "s",
      target: {of: "median", atMost: 30},
      elsewhere: {tool: "another tool", value: 113}
    })
  ]);
  expect(text.split("\n")[2]?.split(/ {2,}/)).toEqual([
    "build: cold",
    "3",
    "2.00 s",
    "1.00 s",
    "3.00 s",
    "≤ 30.00 s",
    "met",
    "113 s another tool",
    "56.5 ×"
  ]);
});
