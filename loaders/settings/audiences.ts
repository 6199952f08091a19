import {z} from "zod";

/** Who may see what. */
export interface AudienceSettings {
  /** Fewest sellers of a region, a team or a label that leadership sees by itself. */
  readonly minCell: number;
  /** Name of the environment variable with the key of the pseudonyms; null for a file in the workspace. */
  readonly key: string | null;
}

export const audiencesSchema = z.strictObject({
  min_cell: z.int().min(2).default(5),
  key: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/)
    .nullable()
    .default(null)
});

/** The settings as the program uses them. */
export function audienceSettings({min_cell, key}: z.infer<typeof audiencesSchema>): AudienceSettings {
  return {minCell: min_cell, key};
}

export const audiencesExpectations: Readonly<Record<string, string>> = {
  audiences: "min_cell and key, e.g. {min_cell: 5}",
  min_cell: "a whole number of at least 2",
  key: "the name of an environment variable in capitals, e.g. REPORT_KEY"
};
