import {html} from "htl";

/** A labelled choice of one of several, as `[value, words]`; its value is what is chosen, and it sends "input". */
export function selectOne(label: string, choices: readonly (readonly [string, string])[]): HTMLElement {
  const select = html`<select>
    ${choices.map(([value, words]) => html`<option value=${value}>${words}</option>`)}
  </select>` as HTMLSelectElement;
  const element = html`<label class="filter-field choice"><span>${label}</span>${select}</label>`;
  Object.defineProperty(element, "value", {get: () => select.value});
  return element;
}
