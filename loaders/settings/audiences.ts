import {z} from "zod";
import {section} from "./define.js";

/** Who may see what: how small a group leadership sees, and where the key of the pseudonyms is. */
export const audiences = section({
  schema: z
    .strictObject({
      min_cell: z.int().min(2).default(5),
      key: z
        .string()
        .regex(/^[A-Z][A-Z0-9_]*$/)
        .optional()
    })
    .default({min_cell: 5}),
  expected: "min_cell and key, e.g. {min_cell: 5}",
  keys: {
    min_cell: "a whole number of at least 2",
    key: "the name of an environment variable in capitals, e.g. REPORT_KEY"
  }
});
