import {html, svg} from "htl";

/** A figure and where it may really lie, in the figure's own unit. */
export interface Range {
  readonly low: number;
  readonly value: number;
  readonly high: number;
  /** The ends of the drawn scale. */
  readonly from: number;
  readonly to: number;
  /** The range in words: "95 % interval 17.2 % to 21.4 %". */
  readonly text: string;
  /** The ends of the scale in words. */
  readonly ends: readonly [string, string];
}

/** A change against an earlier figure, in words that need no colour. */
export interface Delta {
  readonly direction: "up" | "down" | "flat";
  readonly text: string;
}

/** What a card says. `value` is a rate where there is enough to show one, else a count. */
export interface CardContent {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  readonly tone?: "social" | "plain";
  readonly range?: Range | null;
  /** What the figure rests on: "412 of 1,790 won deals". */
  readonly n?: string;
  readonly delta?: Delta | null;
  readonly caveat?: string;
}

/** An empty card. */
export function createCard(): HTMLElement {
  return html`<div class="card" role="group"></div>`;
}

/** Cards in a row. */
export function cardRow(cards: readonly HTMLElement[]): HTMLElement {
  return html`<div class="cards">${cards}</div>`;
}

/** Puts a figure with its range, n, change and caveat on a card. */
export function writeCard(card: HTMLElement, content: CardContent): void {
  const {label, value, unit, tone = "plain", range, n, delta, caveat} = content;
  card.className = `card card-${tone}`;
  card.setAttribute("aria-label", label);
  card.replaceChildren(
    html`<p class="card-label">${label}</p>`,
    html`<p class="card-value">${value}${unit ? html` <span class="card-unit">${unit}</span>` : null}</p>`,
    ...(range ? [rangeBar(range)] : []),
    ...(n ? [html`<p class="card-n">${n}</p>`] : []),
    ...(delta ? [deltaLine(delta)] : []),
    ...(caveat ? [html`<p class="card-caveat">${caveat}</p>`] : [])
  );
}

/** A card that has no figure, with the reason. */
export function writeEmptyCard(card: HTMLElement, label: string, reason: string): void {
  card.className = "card card-empty";
  card.setAttribute("aria-label", label);
  card.replaceChildren(
    html`<p class="card-label">${label}</p>`,
    html`<p class="card-value">–</p>`,
    html`<p class="card-caveat">${reason}</p>`
  );
}

function deltaLine({direction, text}: Delta): HTMLElement {
  const arrow = {up: "▲", down: "▼", flat: "▬"}[direction];
  return html`<p class="card-delta"><span class="arrow" aria-hidden="true">${arrow}</span> ${text}</p>`;
}

function rangeBar({low, value, high, from, to, text, ends}: Range): HTMLElement {
  const at = (x: number): string =>
    `${(100 * Math.min(1, Math.max(0, (x - from) / (to - from || 1)))).toFixed(2)}%`;
  const width = `${Math.max(0.5, parseFloat(at(high)) - parseFloat(at(low))).toFixed(2)}%`;
  const drawing = svg`<svg class="range" width="100%" height="12" aria-hidden="true">
    <line class="range-scale" x1="0%" x2="100%" y1="6" y2="6"></line>
    <rect class="range-bar" x=${at(low)} width=${width} y="3" height="6"></rect>
    <circle class="range-point" cx=${at(value)} cy="6" r="4.5"></circle>
  </svg>`;
  return html`<div class="card-range">
    ${drawing}
    <div class="range-ends" aria-hidden="true"><span>${ends[0]}</span><span>${ends[1]}</span></div>
    <p class="range-text">${text}</p>
  </div>`;
}
