import {html} from "htl";
import type {Manifest} from "../manifest.js";

/** What a reader sets against revenue; null takes what the settings say. */
export interface ReturnTerms {
  /** Cost of the programme a year. */
  readonly cost: number | null;
  /** What is kept of revenue, in per cent. */
  readonly margin: number | null;
}

/** Two number boxes for cost and margin, as an input whose value is the terms. */
export function returnTerms({currency, programme}: Pick<Manifest, "currency" | "programme">): HTMLElement & {
  value: ReturnTerms;
} {
  const cost = numberBox({value: programme.cost, min: 1, step: "any"});
  const margin = numberBox({value: programme.margin, min: 0, max: 100, step: "any"});
  const form = html`<form class="terms">
    <label>Cost of the programme a year, ${currency} ${cost}</label>
    <label>Margin on won revenue, % ${margin}</label>
  </form>` as HTMLElement & {value: ReturnTerms};
  const read = (): void => {
    form.value = {cost: entered(cost, programme.cost), margin: entered(margin, programme.margin)};
  };
  form.addEventListener("input", read);
  form.addEventListener("submit", (event) => event.preventDefault());
  read();
  return form;
}

function numberBox({
  value,
  ...limits
}: {
  value: number | null;
  min: number;
  max?: number;
  step: string;
}): HTMLInputElement {
  const input = document.createElement("input");
  Object.assign(input, {type: "number", inputMode: "decimal", ...limits});
  input.value = value === null ? "" : String(value);
  return input;
}

/** The number in a box; null where it is what the settings say, or no number that can be used. */
function entered(input: HTMLInputElement, standard: number | null): number | null {
  const value = input.valueAsNumber;
  return !input.checkValidity() || Number.isNaN(value) || value === standard ? null : value;
}
