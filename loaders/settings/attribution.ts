import {z} from "zod";
import {section} from "./define.js";

const standard = {half_life_days: 30};

/** Which touches may share in a won deal, and how fast the share of an early one fades. */
export const attribution = section({
  schema: z
    .strictObject({
      half_life_days: z.number().positive().default(standard.half_life_days),
      /** Without it the days of `influence`. */
      lookback_days: z.int().min(0).max(3650).optional()
    })
    .default(standard),
  expected: "days, e.g. {half_life_days: 30, lookback_days: 90}",
  keys: {
    half_life_days: "a number of days above 0",
    lookback_days: "a whole number of days from 0 to 3650"
  },
  tables: ({half_life_days, lookback_days}) =>
    `CREATE TABLE attribution_settings AS
      SELECT ${half_life_days}::DOUBLE AS half_life_days,
        CAST(${lookback_days ?? "(SELECT lookback_days FROM influence)"} AS INTEGER) AS lookback_days;`
});
