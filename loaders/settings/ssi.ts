import {z} from "zod";
import {percent, percentExpected, section} from "./define.js";

const standard = {foundation: 50, active: 70, seat_threshold: 50};

/** The ends of the bands of the SSI, and the SSI from which a seat may be asked for. */
export const ssi = section({
  schema: z
    .strictObject({
      foundation: percent.default(standard.foundation),
      active: percent.default(standard.active),
      seat_threshold: percent.default(standard.seat_threshold)
    })
    .refine(({foundation, active}) => foundation < active)
    .default(standard),
  expected: "foundation and active between 0 and 100, foundation below active",
  keys: {foundation: percentExpected, active: percentExpected, seat_threshold: percentExpected}
});
