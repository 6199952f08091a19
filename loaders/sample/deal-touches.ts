import {AS_OF, START} from "./calendar.js";
import {accepted, type Deal} from "./deals.js";
import type {Source} from "./origins.js";
import type {Random} from "../../src/stats/random.js";
import {employed} from "./sellers.js";
import {isSocial, type Action, type Touches} from "./touches.js";
import {SOCIAL_TOUCH_RATIO} from "./truths.js";

/** What the touches of deals add up to. */
export interface DealTouchCounts {
  before: number;
  open: number;
  after: number;
  socialOpen: {won: number; other: number};
}

/** Days before the start of a deal in which a touch can have helped to find it. */
const LOOKBACK = 90;

/** Adds the touches of deals: before they start, while they are open, and some after they are closed. */
export function addDealTouches(random: Random, deals: readonly Deal[], touches: Touches): DealTouchCounts {
  const counts = {before: 0, open: 0, after: 0, socialOpen: {won: 0, other: 0}};
  for (const [number, deal] of deals.entries()) {
    if (!accepted(deal) || deal.fault === "closed_before_created") continue;
    addBefore(random, {number, deal}, touches, counts);
    addWhileOpen(random, {number, deal}, touches, counts);
    addAfter(random, {number, deal}, touches, counts);
  }
  return counts;
}

interface Numbered {
  number: number;
  deal: Deal;
}

function addBefore(random: Random, item: Numbered, touches: Touches, counts: DealTouchCounts): void {
  const {deal} = item;
  const social = deal.source === "social";
  const first = deal.created - random.between(3, LOOKBACK - 5);
  if (add(item, FIRST[deal.source](random), first, touches)) counts.before++;
  const more = random.poisson(social ? 0.9 : 0.5);
  for (let i = 0; i < more; i++) {
    const action = random.weighted(random.chance(social ? 0.75 : 0.25) ? SOCIAL : OTHER);
    if (add(item, action, random.between(first, deal.created - 1), touches)) counts.before++;
  }
}

function addWhileOpen(random: Random, item: Numbered, touches: Touches, counts: DealTouchCounts): void {
  const {deal} = item;
  const until = deal.closed ?? AS_OF;
  const won = deal.outcome === "won";
  const social = random.poisson(0.5 * (won ? SOCIAL_TOUCH_RATIO : 1));
  const other = random.poisson(1.7);
  for (let i = 0; i < social + other; i++) {
    const action = random.weighted(i < social ? SOCIAL : OTHER);
    if (!add(item, action, random.between(deal.created, until), touches)) continue;
    counts.open++;
    if (i < social) counts.socialOpen[won ? "won" : "other"]++;
  }
}

function addAfter(random: Random, item: Numbered, touches: Touches, counts: DealTouchCounts): void {
  const {deal} = item;
  if (deal.closed === null) return;
  const number = random.poisson(deal.outcome === "won" ? 0.6 : 0.1);
  for (let i = 0; i < number; i++) {
    const day = deal.closed + random.between(1, 120);
    if (add(item, random.weighted(random.chance(0.4) ? SOCIAL : OTHER), day, touches)) counts.after++;
  }
}

/** Adds one touch unless it lies outside the sample or the seller was not there; tells whether it was added. */
function add({number, deal}: Numbered, action: Action, day: number, touches: Touches): boolean {
  if (day < START || day > AS_OF || !employed(deal.seller, day)) return false;
  touches.add({day, seller: deal.seller.index, action, deal: number, lead: -1, account: deal.account});
  const until = deal.closed ?? AS_OF;
  if (isSocial(action) && day >= deal.created - LOOKBACK && day <= until) deal.influenced = true;
  return true;
}

type Weights = Partial<Record<Action, number>>;

const SOCIAL: Weights = {
  profile_view: 26,
  like: 16,
  comment: 10,
  share: 3,
  message: 24,
  inmail: 9,
  invitation_sent: 7,
  invitation_accepted: 4,
  post_on_x: 2,
  reply_on_x: 2
};
const OTHER: Weights = {email: 42, call: 32, meeting: 16, fair: 3, web: 7};

/** The touch a deal of each source begins with. */
const FIRST: Readonly<Record<Source, (random: Random) => Action>> = {
  social: (random) =>
    random.weighted({message: 4, inmail: 3, comment: 2, invitation_accepted: 2, reply_on_x: 1}),
  inbound: (random) => random.weighted({web: 2, form: 3}),
  outbound: (random) => random.weighted({call: 3, email: 3, profile_view: 1}),
  referral: (random) => random.weighted({email: 3, meeting: 1}),
  event: () => "fair",
  partner: (random) => random.weighted({email: 2, call: 1}),
  other: (random) => random.weighted({email: 1, call: 1}),
  unknown: (random) => random.weighted({email: 3, call: 3, message: 1, web: 1})
};
