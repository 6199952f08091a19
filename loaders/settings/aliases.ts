import {z} from "zod";
import {section} from "./define.js";

/** What can be written in several ways, with the columns of sources that hold it. */
export const aliasedColumns = {
  account: ["account", "company"],
  product: ["product"],
  segment: ["segment"],
  region: ["region"],
  team: ["team"],
  campaign: ["campaign"],
  platform: ["platform"],
  content_type: ["content_type"]
} as const;

const what = Object.keys(aliasedColumns) as (keyof typeof aliasedColumns)[];
const names = z.record(z.string().min(1), z.string().trim().min(1));

/** Ways of writing that mean the same, e.g. GTXPro and GTX Pro, by what they name. */
export const aliases = section({
  schema: z
    .strictObject(
      Object.fromEntries(what.map((key) => [key, names.default({})])) as Record<
        keyof typeof aliasedColumns,
        z.ZodDefault<typeof names>
      >
    )
    .prefault({}),
  expected: "what texts mean by what they name, e.g. {product: {GTXPro: GTX Pro}}",
  keys: Object.fromEntries(
    what.map((key) => [key, "texts with the text that they mean, e.g. {GTXPro: GTX Pro}"])
  )
});

/** The meaning of texts by column of a source. */
export function valuesOfAliases(
  value: z.output<typeof aliases.schema>
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return Object.fromEntries(
    what.flatMap((key) =>
      Object.keys(value[key]).length > 0 ? aliasedColumns[key].map((column) => [column, value[key]]) : []
    )
  );
}
