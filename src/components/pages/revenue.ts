import {quarterSentence, giantDeal} from "../findings/contribution.js";
import {openSentence, regionsSentence, socialAgainstRest, socialShare} from "../findings/deals.js";
import {only} from "../findings/common.js";
import {withinSentence} from "../findings/like-with-like.js";
import type {Context} from "../piece.js";
import {number, type Rows} from "../rows.js";

export {cycleCard, pipelineCard, socialHitRateCard, socialShareCard} from "../findings/deals.js";
export {contributionWords, socialRevenueCard} from "../findings/contribution.js";
export {
  coverageCard,
  declaredCard,
  ledgerWords,
  medianPercentCard,
  returnWords,
  surveyWords
} from "../findings/ledger.js";
export {winningWords} from "../findings/winning.js";
export {
  closedBySource,
  dealsBySource,
  hitRateBySource,
  regions,
  shareByQuarter,
  socialByRegion
} from "./deal-pieces.js";
export {needsDeals, needsInterviews, needsSurveys} from "./needs.js";
export {returnTerms} from "./return-terms.js";
export * from "./revenue-pieces.js";

/** What it brings: the share of won revenue, the quarter against earlier ones, then the hit rates. */
export function answer(
  {
    share,
    byQuarter,
    against,
    within,
    bySource
  }: {share: Rows; byQuarter: Rows; against: Rows; within: Rows; bySource: Rows},
  context: Context
): string[] {
  const row = only(share);
  const giant = giantDeal(
    {
      largest: number(row, "largest_social_amount"),
      sum: number(row, "social_amount"),
      what: "social revenue"
    },
    context
  );
  const more = [
    [giant, quarterSentence(byQuarter, context)],
    [
      socialAgainstRest(against, context),
      withinSentence(within, context),
      openSentence(bySource, context),
      "Revenue counts deals closed in the period, hit rates deals created in it; all of it is association, not proof that social selling made the difference."
    ]
  ];
  return [socialShare(share, context), ...more.map((sentences) => sentences.filter(Boolean).join(" "))];
}

/** What holds within regions, where that differs from the whole. */
export function regionsWords({against, byRegion}: {against: Rows; byRegion: Rows}, context: Context): string {
  return regionsSentence(against, byRegion, context);
}

/** What the answer says where its source is absent. */
export const needed = {needs: "deals", without: "Without deals there is no revenue to show."};
