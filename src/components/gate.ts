import {html} from "htl";
import {messageOf} from "./session.js";
import type {VaultHost} from "./vault.js";

/** What stands at the top of a protected page: the question for the passphrase, or why the page cannot be shown. */
export function createGate(place: () => Element | null = () => document.querySelector("main")): VaultHost {
  return {
    storage: sessionStorage,
    ask(attempt) {
      const form = passphraseForm(attempt);
      place()?.prepend(form);
      form.querySelector("input")?.focus();
    },
    refuse(sentence) {
      place()?.prepend(html`<p class="failure gate" role="alert">${sentence}</p>`);
    }
  };
}

function passphraseForm(attempt: (passphrase: string) => Promise<void>): HTMLElement {
  const input = html`<input
    type="password"
    name="passphrase"
    autocomplete="current-password"
    required
  />` as HTMLInputElement;
  const button = html`<button type="submit">Open the report</button>` as HTMLButtonElement;
  const answer = html`<p class="failure" role="alert"></p>`;
  const form = html`<form class="gate" onsubmit=${submit}>
    <p>This report is protected. Type the passphrase that you were given with it.</p>
    <label>Passphrase ${input}</label> ${button}${answer}
  </form>`;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    answer.textContent = "";
    button.disabled = true;
    try {
      await attempt(input.value);
      form.remove();
    } catch (error) {
      answer.textContent = `${messageOf(error)} Check it and type it again.`;
      input.select();
    } finally {
      button.disabled = false;
    }
  }

  return form;
}
