import {openSentence, socialAgainstRest, socialShare} from "../findings/deals.js";
import {withinSentence} from "../findings/like-with-like.js";
import type {Context} from "../piece.js";
import type {Rows} from "../rows.js";

export {socialHitRateCard, socialShareCard} from "../findings/deals.js";
export {socialConversionCard} from "../findings/leads.js";
export {medianSsiCard} from "../findings/ssi.js";
export {dealsBySource, hitRateBySource, shareByQuarter} from "./deal-pieces.js";
export {needsDeals, needsLeads, needsSsi} from "./needs.js";
export {medianSsi} from "./ssi-pieces.js";

/** Whether it works: hit rates compared, then the share of revenue. */
export function answer(
  {against, share, within, bySource}: {against: Rows; share: Rows; within: Rows; bySource: Rows},
  context: Context
): string[] {
  return [
    socialAgainstRest(against, context),
    [
      withinSentence(within, context),
      openSentence(bySource, context),
      socialShare(share, context),
      "These are associations: they do not show what would have happened without social selling."
    ]
      .filter(Boolean)
      .join(" ")
  ];
}

/** What the answer says where its source is absent. */
export const needed = {
  needs: "deals",
  without: "Without deals it cannot be said whether social selling works."
};
