import {html} from "htl";
import type {Definition} from "./manifest.js";

/** The definitions of all metrics, fetched when first asked for. */
export interface Definitions {
  all(): Promise<readonly Definition[]>;
  /** The definition of a metric; null when it has none, as for free SQL. */
  of(name: string): Promise<Definition | null>;
}

/** Definitions read by `load`, once; after a failure the next question reads again. */
export function createDefinitions(load: () => Promise<readonly Definition[]>): Definitions {
  let loaded: Promise<readonly Definition[]> | null = null;
  const all = (): Promise<readonly Definition[]> => {
    loaded ??= load().catch((error: unknown) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
  return {all, of: async (name) => (await all()).find((d) => d.name === name) ?? null};
}

/** A definition in words, as it stands under a chart. */
export function definitionText(definition: Definition): HTMLElement {
  const {name, title, definition: words, grain, unit, dates, limits, source} = definition;
  const facts: [string, string][] = [
    ["One row", grain],
    ["Unit", unit],
    ["Dates", dates],
    ["Limits", limits],
    ["Source", source]
  ];
  return html`<div class="definition">
    <p><strong>${title}.</strong> ${words}</p>
    <dl>
      ${facts
        .filter(([, value]) => value)
        .map(
          ([term, value]) =>
            html`<div>
              <dt>${term}</dt>
              <dd>${value}</dd>
            </div>`
        )}
    </dl>
    <p><a href=${methodLink(name)}>All about this metric</a></p>
  </div>`;
}

/** The address of a metric's heading in the method page, as this site writes addresses. */
export function methodLink(name: string): string {
  const link = document.querySelector<HTMLAnchorElement>('#observablehq-sidebar a[href*="method"]');
  return `${link?.getAttribute("href") ?? "./method"}#${name}`;
}
