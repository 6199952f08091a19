import {openSentence, regionsSentence, socialAgainstRest, socialShare} from "../findings/deals.js";
import type {Context} from "../piece.js";
import type {Rows} from "../rows.js";

export {cycleCard, pipelineCard, socialHitRateCard, socialShareCard} from "../findings/deals.js";
export {
  closedBySource,
  dealsBySource,
  hitRateBySource,
  regions,
  shareByQuarter,
  socialByRegion
} from "./deal-pieces.js";
export {needsDeals} from "./needs.js";

/** What it brings: the share of won revenue, then the hit rates. */
export function answer(
  {share, against, byRegion, bySource}: {share: Rows; against: Rows; byRegion: Rows; bySource: Rows},
  context: Context
): string[] {
  return [
    socialShare(share, context),
    [
      socialAgainstRest(against, context),
      regionsSentence(against, byRegion, context),
      openSentence(bySource, context),
      "Revenue counts deals closed in the period, hit rates deals created in it."
    ]
      .filter(Boolean)
      .join(" ")
  ];
}

/** What the answer says where its source is absent. */
export const needed = {needs: "deals", without: "Without deals there is no revenue to show."};
