import {AS_OF} from "./calendar.js";
import type {LeadChannel} from "./lead-profile.js";
import type {Random} from "../../src/stats/random.js";
import {employed, type Seller} from "./sellers.js";
import type {Action, Touches} from "./touches.js";
import {INVITATIONS} from "./truths.js";

/** What a lead's interest adds to the log odds of winning, and the day it was last seen. */
export interface LeadInterest {
  odds: number;
  lastDay: number;
}

interface PlannedLead {
  number: number;
  seller: Seller;
  created: number;
  channel: LeadChannel;
}

/** Draws a lead's signs of interest and adds them to the touches, if any are given. */
export function addLeadTouches(random: Random, lead: PlannedLead, touches: Touches | null): LeadInterest {
  const signs = lead.channel === "linkedin_invitation" ? invitation(random) : [];
  const interactions = random.poisson(0.55);
  for (let i = 0; i < interactions; i++) {
    signs.push({action: random.weighted(INTEREST), after: random.between(0, 40)});
  }
  const met = random.chance(0.06);
  if (met) signs.push({action: "meeting", after: random.between(5, 45)});
  const added = signs
    .map((sign) => ({...sign, day: lead.created + sign.after}))
    .filter(({day}) => seen(lead, day));
  for (const {action, day} of added) {
    touches?.add({day, seller: lead.seller.index, action, deal: -1, lead: lead.number, account: -1});
  }
  const visited = signs.some(({action}) => action === "profile_visit");
  return {
    odds: 0.6 * Math.min(3, interactions) + (met ? 1.2 : 0) + (visited ? 1.2 : 0),
    lastDay: added.reduce((latest, {day}) => Math.max(latest, day), lead.created)
  };
}

interface Sign {
  action: Action;
  after: number;
}

/** Invited; a third accept; a tenth of those looked at the seller's profile first. */
function invitation(random: Random): Sign[] {
  const signs: Sign[] = [{action: "invitation_sent", after: 0}];
  if (!random.chance(INVITATIONS.accepted)) return signs;
  const accepted = random.between(1, 21);
  if (random.chance(INVITATIONS.visited)) {
    signs.push({action: "profile_visit", after: random.between(0, accepted)});
  }
  signs.push({action: "invitation_accepted", after: accepted});
  return signs;
}

const INTEREST = {
  like: 22,
  comment: 10,
  reply: 18,
  newsletter: 16,
  web: 20,
  fair: 4,
  profile_view: 10
} as const;

function seen({seller}: PlannedLead, day: number): boolean {
  return day <= AS_OF && employed(seller, day);
}
