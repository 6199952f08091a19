import {z} from "zod";
import {quoteText} from "../sql.js";
import {percent, percentExpected, section} from "./define.js";

/** What may have decided a deal, with the most a seller may claim for it unless settings say otherwise. */
const standard = {
  found_account: 60,
  found_prospect: 50,
  opened_conversation: 40,
  new_contacts: 30,
  anticipated_tender: 30,
  other: 20
} as const;

type Moment = keyof typeof standard;

const ceilings = Object.fromEntries(
  Object.entries(standard).map(([moment, ceiling]) => [moment, percent.default(ceiling)])
) as Record<Moment, z.ZodDefault<typeof percent>>;

/** The most a seller may claim for a deal, in per cent, by the moment that decided it. */
export const moments = section({
  schema: z.strictObject(ceilings).default(standard),
  expected: "decisive moments with the most each may claim, e.g. {found_account: 60}",
  keys: Object.fromEntries(Object.keys(standard).map((moment) => [moment, percentExpected])),
  tables: (value) => {
    const rows = Object.entries(value).map(([moment, ceiling]) => `(${quoteText(moment)}, ${ceiling})`);
    return `CREATE TABLE moments AS SELECT * FROM (VALUES ${rows.join(", ")}) m(moment, ceiling);`;
  }
});
