import {html} from "htl";

/** A button whose value is null until it is pressed. */
export type ShowButton = HTMLElement & {value: string | null};

/**
 * A button for what is too long to be there at once: its value is null, and `value` once it was pressed. A page
 * passes that value to a metric, which is then asked in the browser and not when the report is made.
 */
export function createShowButton(label: string, value: string): ShowButton {
  const button = html`<button type="button" class="show-button">${label}</button>`;
  const element = html`<div>${button}</div>` as ShowButton;
  element.value = null;
  button.addEventListener("click", () => {
    element.value = value;
    button.hidden = true;
    element.dispatchEvent(new Event("input"));
  });
  return element;
}
