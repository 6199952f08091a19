import {AS_OF, START} from "./calendar.js";

/** Channel and kind of an action, with whether it counts as social. */
export const ACTIONS = {
  profile_view: ["linkedin", "profile_view", true],
  like: ["linkedin", "like", true],
  comment: ["linkedin", "comment", true],
  share: ["linkedin", "share", true],
  message: ["linkedin", "message", true],
  inmail: ["linkedin", "inmail", true],
  invitation_sent: ["linkedin", "invitation_sent", true],
  invitation_accepted: ["linkedin", "invitation_accepted", true],
  profile_visit: ["linkedin", "profile_visit", true],
  reply: ["linkedin", "reply", true],
  post_on_x: ["x", "share", true],
  reply_on_x: ["x", "comment", true],
  email: ["email", "message", false],
  newsletter: ["email", "newsletter_click", false],
  call: ["phone", "call", false],
  meeting: ["in_person", "meeting", false],
  fair: ["event", "visit", false],
  web: ["web", "visit", false],
  form: ["web", "form", false]
} as const satisfies Record<string, readonly [string, string, boolean]>;

export type Action = keyof typeof ACTIONS;

const NAMES = Object.keys(ACTIONS) as Action[];
const CODES = new Map(NAMES.map((name, code) => [name, code]));

/** One action of a seller. `deal`, `lead` and `account` are numbers in their lists, or −1. */
export interface Touch {
  day: number;
  seller: number;
  action: Action;
  deal: number;
  lead: number;
  account: number;
}

/** Whether an action is a social touch. */
export function isSocial(action: Action): boolean {
  return ACTIONS[action][2];
}

/** Millions of touches in plain numbers: about 18 bytes each. */
export class Touches {
  #size = 0;
  #days = new Int16Array(1024);
  #actions = new Uint8Array(1024);
  #numbers = new Int32Array(4 * 1024);

  get size(): number {
    return this.#size;
  }

  /** Adds a touch; the day must lie in the sample. */
  add({day, seller, action, deal, lead, account}: Touch): void {
    if (day < START || day > AS_OF) throw new Error(`Touch on day ${day} lies outside the sample.`);
    if (this.#size === this.#days.length) this.#grow();
    this.#days[this.#size] = day - START;
    this.#actions[this.#size] = CODES.get(action) ?? 0;
    this.#numbers.set([seller, deal, lead, account], 4 * this.#size);
    this.#size++;
  }

  /** The touch at a place in the order of adding. */
  get(index: number): Touch {
    const [seller = -1, deal = -1, lead = -1, account = -1] = this.#numbers.subarray(
      4 * index,
      4 * index + 4
    );
    const action = NAMES[this.#actions[index] ?? 0] as Action;
    return {day: this.day(index), seller, action, deal, lead, account};
  }

  /** The day of the touch at a place in the order of adding. */
  day(index: number): number {
    return START + (this.#days[index] ?? 0);
  }

  /** Places in order of day; on one day, in order of adding (a counting sort). */
  byDay(): Uint32Array {
    const starts = new Uint32Array(AS_OF - START + 2);
    for (let i = 0; i < this.#size; i++) bump(starts, (this.#days[i] ?? 0) + 1);
    for (let day = 1; day < starts.length; day++) bump(starts, day, starts[day - 1]);
    const order = new Uint32Array(this.#size);
    for (let i = 0; i < this.#size; i++) order[bump(starts, this.#days[i] ?? 0) - 1] = i;
    return order;
  }

  #grow(): void {
    const size = 2 * this.#days.length;
    this.#days = extended(this.#days, new Int16Array(size));
    this.#actions = extended(this.#actions, new Uint8Array(size));
    this.#numbers = extended(this.#numbers, new Int32Array(4 * size));
  }
}

function bump(counts: Uint32Array, at: number, by = 1): number {
  const sum = (counts[at] ?? 0) + by;
  counts[at] = sum;
  return sum;
}

function extended<A extends Int16Array | Uint8Array | Int32Array>(old: A, larger: A): A {
  larger.set(old);
  return larger;
}
