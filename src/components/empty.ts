import {html} from "htl";
import type {Manifest} from "./manifest.js";

/** Why a part of a page is empty because of a kind of source that is absent; null when it is there. */
export function missingSource(manifest: Manifest, source: string): string | null {
  return manifest.missing[source] ?? null;
}

/** An empty state: a sentence where figures would stand. */
export function emptyState(sentence: string): HTMLElement {
  return html`<p class="empty">${sentence}</p>`;
}
