import {html} from "htl";
import {
  defaultChoice,
  inRegion,
  readChoice,
  teamsOf,
  toFilters,
  writeChoice,
  type Choice,
  type Filters
} from "./filters.js";
import type {Format} from "./format.js";
import type {Manifest} from "./manifest.js";
import type {Session, SessionState} from "./session.js";

/** A form whose value is the filters; it sends "input" when they change. */
export type FilterBar = HTMLFormElement & {value: Filters};

interface Options {
  readonly manifest: Manifest;
  readonly format: Format;
  readonly session: Session;
  /** Called before "input" is sent. */
  readonly onChange?: (filters: Filters, choice: Choice) => void;
}

type Name = keyof Choice;

/**
 * The filter bar: period, region and team as native selects, kept in the address; says what the engine is
 * doing while figures wait for it.
 */
export function createFilterBar({manifest, format, session, onChange}: Options): FilterBar {
  const reading = readChoice(location.search, manifest);
  let choice = reading.choice;

  const selects: Record<Name, HTMLSelectElement> = {
    period: select("period", "Period"),
    region: select("region", "Region"),
    team: select("team", "Team")
  };
  const reset = html`<button type="button" class="filter-reset">Reset</button>` as HTMLButtonElement;
  const dropped = html`<p class="filter-dropped" role="status"></p>`;
  const engine = html`<p class="filter-engine" role="status"></p>`;
  const printed = html`<p class="filter-print"></p>`;
  const form = html`<form
    class="filter-bar"
    aria-label="Filters"
    onsubmit=${(e: Event) => e.preventDefault()}
  >
    <div class="filter-fields">
      ${(["period", "region", "team"] as const).map((name) => labelled(selects[name]))}${reset}
    </div>
    ${dropped}${engine}${printed}
  </form>` as FilterBar;

  function show(): void {
    form.value = toFilters(choice, manifest, format);
    fill(
      selects.period,
      manifest.periods.map((p) => [p.key, p.label]),
      choice.period
    );
    fill(selects.region, withAll("All regions", manifest.regions), choice.region ?? "");
    fill(selects.team, withAll("All teams", teamsOf(manifest, choice.region)), choice.team ?? "");
    reset.hidden = writeChoice(choice, manifest) === "";
    printed.textContent = `Shown: ${form.value.label}.`;
    keepInAddress(writeChoice(choice, manifest, location.search));
  }

  function become(next: Choice): void {
    choice = next;
    dropped.textContent = "";
    show();
    showEngine();
    onChange?.(form.value, choice);
  }

  // The form hears a select's "input" after this, on its way up, with the new value in place.
  for (const name of ["period", "region", "team"] as const) {
    selects[name].addEventListener("input", () => become(chosen(name, selects[name].value)));
  }
  function chosen(name: Name, value: string): Choice {
    if (name === "period") return {...choice, period: value};
    return name === "region" ? inRegion(choice, value || null, manifest) : {...choice, team: value || null};
  }

  reset.addEventListener("click", () => {
    become(defaultChoice(manifest));
    selects.period.focus();
    form.dispatchEvent(new Event("input"));
  });

  const retry = (): void => {
    session.prepare();
    form.dispatchEvent(new Event("input"));
  };
  function showEngine(): void {
    const needed = writeChoice(choice, manifest) !== "";
    engine.replaceChildren(...(needed ? engineWords(session.state, retry) : []));
  }
  session.watch(showEngine);
  showEngine();

  dropped.textContent = reading.dropped.join(" ");
  show();
  return form;
}

/** The line above a page's filters: how far the figures go, and whether they are real. */
export function dateline(manifest: Manifest, format: Format): HTMLElement {
  const made = manifest.sample ? " The company and its figures are made up." : "";
  return html`<p class="dateline">Figures to ${format.date(manifest.as_of)}.${made}</p>`;
}

function engineWords(state: SessionState, retry: () => void): (Node | string)[] {
  if (state.is === "opening")
    return [
      html`<progress aria-hidden="true"></progress>`,
      ` ${state.message} … The figures for this choice follow.`
    ];
  if (state.is !== "failed") return [];
  const button = html`<button type="button" onclick=${retry}>Try again</button>`;
  return [`The figures for this choice could not be fetched: ${state.message} `, button];
}

function select(name: Name, label: string): HTMLSelectElement {
  return html`<select id=${`filter-${name}`} name=${name} data-label=${label}></select>` as HTMLSelectElement;
}

function labelled(element: HTMLSelectElement): HTMLElement {
  return html`<label class="filter-field"><span>${element.dataset["label"]}</span>${element}</label>`;
}

function withAll(label: string, values: readonly string[]): [string, string][] {
  return [["", label], ...values.map((value): [string, string] => [value, value])];
}

function fill(
  element: HTMLSelectElement,
  options: readonly (readonly [string, string])[],
  value: string
): void {
  const known = JSON.stringify(Array.from(element.options, (o) => o.value));
  if (known !== JSON.stringify(options.map(([key]) => key))) {
    element.replaceChildren(...options.map(([key, label]) => new Option(label, key)));
  }
  element.value = value;
  // A report without regions or teams has nothing to choose from.
  element.closest("label")!.hidden = options.length < 2;
}

function keepInAddress(query: string): void {
  if (query === location.search) return;
  history.replaceState(history.state, "", `${location.pathname}${query}${location.hash}`);
}
