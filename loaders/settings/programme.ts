import {z} from "zod";
import {percent, percentExpected, section} from "./define.js";

/** What the programme costs a year and what the company keeps of its revenue; neither is known unless settings say so. */
export const programme = section({
  schema: z
    .strictObject({
      cost: z.number().positive().optional(),
      margin: percent.optional()
    })
    .default({}),
  expected: "the programme's cost a year and the margin in per cent, e.g. {cost: 180000, margin: 40}",
  keys: {
    cost: "an amount above 0 in the report's currency",
    margin: percentExpected
  },
  tables: ({cost, margin}) =>
    `CREATE TABLE programme AS
      SELECT CAST(${cost ?? "NULL"} AS DOUBLE) AS cost, CAST(${margin ?? "NULL"} AS DOUBLE) AS margin;`
});
