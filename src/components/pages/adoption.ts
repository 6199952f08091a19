import {ssiAnswer} from "../findings/ssi.js";
import type {Context} from "../piece.js";
import type {Rows} from "../rows.js";

export {activeShareCard, coverageCard, medianSsiCard} from "../findings/ssi.js";
export {needsSsi} from "./needs.js";
export {bands, distribution, medianSsi, pillars, sellers} from "./ssi-pieces.js";

/** Whether the SSI moved. */
export function answer(rows: {weekly: Rows; bands: Rows; coverage: Rows}, context: Context): string[] {
  return ssiAnswer(rows, context);
}

/** What the answer says where its source is absent. */
export const needed = {needs: "ssi", without: "There is no Social Selling Index to show."};
