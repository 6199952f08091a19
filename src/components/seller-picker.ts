import {html} from "htl";
import {sellerName} from "./columns.js";
import {text, type Row} from "./rows.js";

/** An input whose value is the chosen seller's identifier, or null. */
export type SellerPicker = HTMLElement & {value: string | null};

interface Options {
  /** The sellers to choose from; asked when the reader turns to the picker, not before. */
  readonly sellers: () => Promise<readonly Row[]>;
  readonly label?: string;
}

/** The name of the parameter in the address that names the seller. */
export const sellerParameter = "seller";

/**
 * A searchable list of sellers, kept in the address, so that a seller's course can be sent. What is typed may be
 * an identifier, a name or a team; the list is fetched on the first visit to the field.
 */
export function createSellerPicker({sellers, label = "Seller"}: Options): SellerPicker {
  const options = html`<datalist id="seller-options"></datalist>`;
  const input = html`<input
    id="seller-input"
    type="search"
    list="seller-options"
    autocomplete="off"
    spellcheck="false"
    placeholder="Type to search"
  />` as HTMLInputElement;
  const words = html`<p class="picker-words" role="status"></p>`;
  const form = html`<form class="seller-picker asks" onsubmit=${submit}>
    <label class="filter-field"><span>${label}</span>${input}</label>${options}${words}
  </form>`;
  const picker = form as unknown as SellerPicker;
  let known: Promise<Map<string, string>> | null = null;

  picker.value = new URLSearchParams(location.search).get(sellerParameter) || null;
  input.value = picker.value ?? "";

  function load(): Promise<Map<string, string>> {
    return (known ??= sellers().then(
      (rows) => {
        const byWords = new Map(rows.map((row) => [optionText(row), text(row, "seller_id") ?? ""]));
        options.replaceChildren(...[...byWords.keys()].map((each) => new Option(each, each)));
        words.textContent = rows.length === 0 ? "There is no seller in this selection." : "";
        return byWords;
      },
      (error: unknown) => {
        known = null;
        throw error;
      }
    ));
  }

  async function pick(): Promise<void> {
    const typed = input.value.trim();
    if (typed === "") return choose(null);
    const found = findSeller(await load(), typed);
    words.textContent = found === null ? `No seller is called “${typed.slice(0, 40)}”.` : "";
    if (found !== null) choose(found);
  }

  function choose(seller: string | null): void {
    if (seller === picker.value) return;
    picker.value = seller;
    keepInAddress(seller);
    picker.dispatchEvent(new Event("input"));
  }

  function submit(event: Event): void {
    event.preventDefault();
    pick().catch(failed);
  }

  function failed(): void {
    words.textContent = "The list of sellers could not be fetched. Try again.";
  }

  input.addEventListener("focus", () => void load().catch(failed));
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    pick().catch(failed);
  });
  // The form's own "input" says that a seller was chosen; that of the field only that a letter was typed.
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    known?.then((byWords) => (byWords.has(input.value) ? pick() : undefined)).catch(failed);
  });
  return picker;
}

/** "Ada Lovelace (S012), North America", or "S012, North America" where no name is published. */
export function optionText(row: Row): string {
  const [id, name, team] = [text(row, "seller_id") ?? "", sellerName(row), text(row, "team")];
  const who = name === null || name === id ? id : `${name} (${id})`;
  return team === null ? who : `${who}, ${team}`;
}

/** The seller that a text means: an option, an identifier, or the only option that holds the text. */
export function findSeller(byWords: ReadonlyMap<string, string>, typed: string): string | null {
  const exact = byWords.get(typed);
  if (exact !== undefined) return exact;
  const low = typed.toLocaleLowerCase();
  const byId = [...byWords.values()].find((id) => id.toLocaleLowerCase() === low);
  if (byId !== undefined) return byId;
  const holding = [...byWords].filter(([words]) => words.toLocaleLowerCase().includes(low));
  return holding.length === 1 ? (holding[0]?.[1] ?? null) : null;
}

function keepInAddress(seller: string | null): void {
  const query = new URLSearchParams(location.search);
  if (seller === null) query.delete(sellerParameter);
  else query.set(sellerParameter, seller);
  const text = query.toString();
  history.replaceState(
    history.state,
    "",
    `${location.pathname}${text === "" ? "" : `?${text}`}${location.hash}`
  );
}
