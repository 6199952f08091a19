import type {InputSettings} from "../document.js";
import {choice, element} from "./dom.js";

/** The control of an input. `onValue` gets a text, a number or null, as the settings hold it. */
export function inputControl(
  input: InputSettings,
  options: readonly string[],
  onValue: (value: string | number | null) => void
): HTMLElement {
  if (input.type === "slider") return slider(input, onValue);
  if (input.type === "date") {
    const date = element("input", {
      type: "date",
      value: input.value ?? "",
      onchange: () => onValue(date.value || null)
    });
    return element("label", {}, element("span", {}, input.label), date);
  }
  const known = input.value !== null && !options.includes(input.value) ? [input.value, ...options] : options;
  return choice(input.label, {
    options: [["all", "All"] as const, ...known.map((text) => [`=${text}`, text] as const)],
    value: input.value === null ? "all" : `=${input.value}`,
    onChange: (value) => onValue(value === "all" ? null : value.slice(1))
  });
}

function slider(
  {label, min, max, step, value}: Extract<InputSettings, {type: "slider"}>,
  onValue: (value: number) => void
): HTMLElement {
  const shown = element("output", {}, String(value));
  const range = element("input", {
    type: "range",
    min: String(min),
    max: String(max),
    step: String(step),
    oninput: () => (shown.textContent = range.value),
    onchange: () => onValue(Number(range.value))
  });
  range.value = String(value);
  return element("label", {}, element("span", {}, label), range, shown);
}
