import {z} from "zod";
import {section} from "./define.js";

const standard = {};

/** What was bought of Sales Navigator: seats, and the price of one a year in the report's currency. */
export const licence = section({
  schema: z
    .strictObject({
      seats: z.int().min(0).optional(),
      seat_cost: z.number().min(0).optional()
    })
    .default(standard),
  expected: "seats bought and the price of one a year, e.g. {seats: 90, seat_cost: 960}",
  keys: {
    seats: "the number of seats bought, a whole number of at least 0",
    seat_cost: "the price of one seat for a year, at least 0"
  },
  tables: ({seats, seat_cost}) => `CREATE TABLE licence AS
    SELECT CAST(${seats ?? "NULL"} AS BIGINT) AS seats, CAST(${seat_cost ?? "NULL"} AS DOUBLE) AS seat_cost;`
});
