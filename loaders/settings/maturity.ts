import {z} from "zod";
import {quoteText} from "../sql.js";
import {percent, percentExpected, section} from "./define.js";

/** What a level may ask of a team; thresholds are shares in per cent. */
const measures = ["attendance", "coaching", "active", "audits"] as const;

const level = z
  .strictObject({
    level: z.string().trim().min(1),
    attendance: percent.optional(),
    coaching: percent.optional(),
    active: percent.optional(),
    audits: percent.optional()
  })
  .refine((asked) => measures.some((measure) => asked[measure] !== undefined));

const standard = [
  {level: "Launched", attendance: 50},
  {level: "Practised", attendance: 70, coaching: 60, audits: 50},
  {level: "Embedded", attendance: 80, coaching: 75, audits: 65, active: 25}
];

/** The levels of a team's maturity, from low to high. */
export const maturity = section({
  schema: z
    .array(level)
    .min(1)
    .refine((levels) => new Set(levels.map((each) => each.level)).size === levels.length)
    .default(standard),
  expected:
    "levels of different names from low to high, each with a threshold, e.g. [{level: Launched, attendance: 50}]",
  keys: {
    level: "the name of a level such as Launched",
    ...Object.fromEntries(measures.map((measure) => [measure, percentExpected]))
  },
  tables: (levels) => {
    const rows = levels.flatMap(({level: name, ...thresholds}, index) =>
      Object.entries(thresholds).map(
        ([measure, asked]) =>
          `(${index + 1}, ${quoteText(name)}, ${quoteText(measure)}, ${asked / 100}::DOUBLE)`
      )
    );
    return `CREATE TABLE maturity_levels AS
      SELECT * FROM (VALUES ${rows.join(", ")}) m(position, level, measure, threshold);`;
  }
});
