import {html} from "htl";

/** A number that the reader may move. */
export interface NumberField {
  readonly name: string;
  readonly label: string;
  readonly unit?: string;
  readonly value: number | null;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
}

/** An element whose value changes with "input" events, as `view` takes it. */
export type Control<T> = HTMLElement & {value: T};

/** A choice of one of several texts; its value is null for the first one, which a page opens with. */
export function choice(
  label: string,
  options: readonly {readonly value: string; readonly label: string}[]
): Control<{chosen: string | null}> {
  const select = html`<select>
    ${options.map((each) => html`<option value=${each.value}>${each.label}</option>`)}
  </select>` as HTMLSelectElement;
  const form = html`<form class="control" onsubmit=${(e: Event) => e.preventDefault()}>
    <label class="filter-field"><span>${label}</span>${select}</label>
    <p class="control-print"></p>
  </form>` as unknown as Control<{chosen: string | null}>;
  const show = (): void => {
    form.value = {chosen: select.selectedIndex <= 0 ? null : select.value};
    const printed = form.querySelector(".control-print");
    if (printed) printed.textContent = `${label}: ${options[select.selectedIndex]?.label ?? ""}.`;
  };
  select.addEventListener("input", show);
  show();
  form.hidden = options.length < 2;
  return form;
}

/** Numbers side by side; the value has each by name, null where the reader has not changed it. */
export function numbers(
  fields: readonly NumberField[],
  legend: string
): Control<Record<string, number | null>> {
  const inputs = fields.map((field) => numberInput(field));
  const form = html`<form class="control" onsubmit=${(e: Event) => e.preventDefault()} aria-label=${legend}>
    ${fields.map(
      (field, i) =>
        html`<label class="filter-field"
          ><span>${field.label}${field.unit ? ` (${field.unit})` : ""}</span>${inputs[i]}</label
        >`
    )}
  </form>` as unknown as Control<Record<string, number | null>>;
  const show = (): void => {
    form.value = Object.fromEntries(
      fields.map((field, i) => {
        const x = inputs[i]?.valueAsNumber ?? NaN;
        const valid = Number.isFinite(x) && inputs[i]?.validity.valid === true;
        return [field.name, valid && x !== field.value ? x : null];
      })
    );
  };
  for (const input of inputs) input.addEventListener("input", show);
  show();
  return form;
}

/** Several controls as one: its value has theirs by name. */
export function together<T extends Readonly<Record<string, unknown>>>(controls: {
  readonly [K in keyof T]: Control<T[K]>;
}): Control<T> {
  const entries = Object.entries(controls) as [string, Control<unknown>][];
  const element = html`<div class="controls">
    ${entries.map(([, each]) => each)}
  </div>` as unknown as Control<T>;
  const show = (): void => {
    element.value = Object.fromEntries(entries.map(([name, each]) => [name, each.value])) as T;
  };
  element.addEventListener("input", show);
  show();
  return element;
}

/** A text that the reader types; the value is null while there is none. */
export function textField(label: string, placeholder: string): Control<{typed: string | null}> {
  const input = html`<input
    type="text"
    placeholder=${placeholder}
    spellcheck="false"
    autocomplete="off"
  />` as HTMLInputElement;
  const form = html`<form class="control asks" onsubmit=${(e: Event) => e.preventDefault()}>
    <label class="filter-field"><span>${label}</span>${input}</label>
  </form>` as unknown as Control<{typed: string | null}>;
  form.value = {typed: null};
  input.addEventListener("input", () => (form.value = {typed: input.value.trim() || null}));
  return form;
}

/** A field for one number. */
export function numberInput({label, value, min, max, step = 1}: NumberField): HTMLInputElement {
  const input = document.createElement("input");
  input.type = "number";
  input.step = String(step);
  if (min !== undefined) input.min = String(min);
  if (max !== undefined) input.max = String(max);
  if (value !== null) input.value = String(value);
  input.setAttribute("aria-label", label);
  return input;
}
