import {bytesText, textTable} from "../console.js";
import type {Line, Unit} from "./line.js";

/** The rows as a table for people. */
export function linesTable(lines: readonly Line[]): string {
  const header = ["measured", "runs", "median", "min", "max", "p95", "target", "", "elsewhere", "better by"];
  return textTable(header, lines.map(cells));
}

function cells(line: Line): (string | number)[] {
  const {group, name, unit, n, target, met, elsewhere} = line;
  const write = (value: number): string => valueText(value, unit);
  return [
    `${group}: ${name}`,
    n,
    write(line.median),
    write(line.min),
    write(line.max),
    n >= 20 ? write(line.p95) : "",
    target ? `${target.of === "median" ? "" : `${target.of} `}≤ ${write(target.atMost)}` : "",
    met === null ? "" : met ? "met" : "missed",
    elsewhere ? `${write(elsewhere.value)} ${elsewhere.tool}` : "",
    elsewhere ? `${elsewhere.factor.toFixed(1)} ×` : ""
  ];
}

/** A value with its unit: "1.24 s", "48 ms", "9.1 MB", "1.86 ×". */
export function valueText(value: number, unit: Unit): string {
  switch (unit) {
    case "B":
      return bytesText(Math.round(value));
    case "n":
      return String(value);
    case "ms":
      return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
    default:
      return `${value.toFixed(value < 100 ? 2 : 0)} ${unit}`;
  }
}
