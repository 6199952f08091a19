import {dayOf} from "./calendar.js";
import type {Random} from "../../src/stats/random.js";
import {TRAINING} from "./truths.js";

/** One invitation to a training session. */
export interface Invitation {
  session: string;
  heldOn: number;
  attended: boolean;
}

const SESSIONS = [
  "2024-02-06",
  "2024-04-09",
  "2024-06-04",
  "2024-09-10",
  "2024-11-12",
  "2025-02-04",
  "2025-04-08",
  "2025-06-03",
  "2025-09-09",
  "2025-11-04"
].map((date, index) => ({session: `T${String(index + 1).padStart(2, "0")}`, heldOn: dayOf(date)}));

/**
 * Draws which sessions a seller is invited to and which one is attended, if any. The draw looks at the dates of
 * employment only, never at how well the seller does, so that the effect of training can be told from it.
 */
export function planTraining(random: Random, hired: number, left: number | null): Invitation[] {
  const open = SESSIONS.filter(
    ({heldOn}) => heldOn >= hired + 30 && heldOn <= (left ?? Number.POSITIVE_INFINITY)
  );
  const never = random.chance(TRAINING.neverTrained);
  const chosen = random.between(0, Math.max(0, open.length - 1));
  const missed = random.chance(0.2);
  const last = open[chosen];
  if (last === undefined) return [];
  if (never) return random.chance(0.5) ? [{...last, attended: false}] : [];
  const earlier = missed ? open[chosen - 1] : undefined;
  return [...(earlier ? [{...earlier, attended: false}] : []), {...last, attended: true}];
}
