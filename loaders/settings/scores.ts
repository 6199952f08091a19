import {z} from "zod";
import {section} from "./define.js";

/** Scores that the report makes itself, and the one that every file of leads may hold; no column may take their names. */
export const ownScores = ["ours", "fitted", "static", "recency", "vendor"] as const;

const columns = z.union([
  z
    .string()
    .trim()
    .min(1)
    .transform((column) => [column]),
  z.array(z.string().trim().min(1)).min(1)
]);

const score = z.union([
  columns.transform((list) => ({columns: list, probability: false})),
  z.strictObject({column: columns, probability: z.boolean().default(false)}).transform((given) => ({
    columns: given.column,
    probability: given.probability
  }))
]);

/** Further score columns of the leads by the name they are shown under: the headers, summed where there are several. */
export const scores = section({
  schema: z
    .record(
      z
        .string()
        .regex(/^[a-z][a-z0-9_]{0,30}$/)
        .refine((name) => !ownScores.some((own) => own === name)),
      score
    )
    .default({}),
  expected: `names in small letters, other than ${ownScores.join(", ")}, each with the header of a score, e.g. {activity: "Activity Score"}`,
  keys: {
    column: "the header of a score column, or a list of headers to add up",
    probability: "true where the score is a chance from 0 to 1, else false"
  }
});

/** The column that holds one part of an external score while leads are read. */
export function scoreColumn(name: string, part: number): string {
  return `score_${name}_${part + 1}`;
}
