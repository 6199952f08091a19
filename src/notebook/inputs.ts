import type {Parameter} from "./ask.js";
import type {InputSettings} from "./document.js";
import {cellText, type Result} from "./result.js";

/** The value of an input as a query gets it. */
export function parameterOf(input: InputSettings): Parameter {
  if (input.type !== "date") return input.value;
  return input.value === null ? null : new Date(`${input.value}T00:00:00Z`);
}

/** What a dropdown offers: its own options, or the different values of the first column of a result. */
export function optionsOf(input: InputSettings, from: Result | null): string[] {
  if (input.type !== "dropdown") return [];
  if (!from) return [...input.options];
  const texts = Array.from({length: Math.min(from.length, 5000)}, (_, row) => cellText(from.value(row, 0)));
  return [...new Set(texts.filter((text) => text !== ""))];
}
