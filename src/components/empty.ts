import {html} from "htl";
import type {Manifest} from "./manifest.js";

/**
 * The parts of a page that lack a kind of source. The first of them on the page says which file would fill
 * it; the later ones do what they were given to do, which is to hide.
 */
export function createGaps(
  {missing}: Pick<Manifest, "missing">,
  soon: (callback: () => void) => void = (callback) => void requestAnimationFrame(callback)
) {
  const parts = new Map<string, Map<HTMLElement, () => void>>();

  function tellOnce(needs: string): void {
    const [first, ...later] = [...(parts.get(needs) ?? [])].sort(([a], [b]) => inPageOrder(a, b));
    if (first) first[0].hidden = false;
    for (const [, hide] of later) hide();
  }

  return {
    /** The sentence that says what is missing at a part of the page; null where its source is there. */
    at(
      needs: string | undefined,
      element: HTMLElement,
      hide: () => void = () => void (element.hidden = true)
    ): string | null {
      const reason = needs === undefined ? undefined : missing[needs];
      if (needs === undefined || reason === undefined) return null;
      const known = parts.get(needs) ?? new Map<HTMLElement, () => void>();
      parts.set(needs, known.set(element, hide));
      soon(() => tellOnce(needs));
      return reason;
    }
  };
}

function inPageOrder(a: HTMLElement, b: HTMLElement): number {
  return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

/** An empty state: a sentence where figures would stand. */
export function emptyState(sentence: string): HTMLElement {
  return html`<p class="empty">${sentence}</p>`;
}
