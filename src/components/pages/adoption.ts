import {ssiAnswer} from "../findings/ssi.js";
import {missingSource} from "../empty.js";
import type {Context} from "../piece.js";
import type {Rows} from "../rows.js";

export {activeShareCard, coverageCard, medianSsiCard} from "../findings/ssi.js";
export {needsSsi} from "./needs.js";
export {bands, distribution, medianSsi, pillars, sellers} from "./ssi-pieces.js";

/** Whether the SSI moved. */
export function answer(rows: {weekly: Rows; bands: Rows; coverage: Rows}, context: Context): string[] {
  const missing = missingSource(context.manifest, "ssi");
  if (missing !== null) return ["There is no Social Selling Index to show.", missing];
  return ssiAnswer(rows, context);
}
