import {z} from "zod";
import {section} from "./define.js";

/** Columns of leads that rules may look at without naming a header. */
export const leadFields = [
  "job_title",
  "headline",
  "summary",
  "industry",
  "segment",
  "employees",
  "location",
  "legal_form",
  "seniority",
  "channel",
  "source"
] as const;

/** What people say of themselves: values of these are never named, so the fitted model cannot use them but through rules. */
const personalFields: ReadonlySet<string> = new Set(["job_title", "headline", "summary"]);

const points = z.number().min(-1000).max(1000);
const days = z.number().positive().max(36500);
const name = z.string().trim().min(1).max(80);
const word = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String)
  .pipe(
    z
      .string()
      .trim()
      .regex(/[\p{L}\p{N}]/u)
  );
const words = z.union([word.transform((one) => [one]), z.array(word).min(1)]);

const attribute = z
  .strictObject({
    name: name.optional(),
    field: z.string().trim().min(1),
    is: words.optional(),
    contains: words.optional(),
    from: z.number().optional(),
    to: z.number().optional(),
    points
  })
  .refine(
    ({is, contains, from, to}) => [is, contains, from ?? to].filter((x) => x !== undefined).length === 1
  );

const keyword = z.strictObject({name: name.optional(), words, unless: words.default([]), points});

const together = z.strictObject({name: name.optional(), all: z.array(name).min(2), points});

const interaction = z.union([
  points.transform((each) => ({points: each})),
  z.strictObject({
    points,
    before_accept: points.optional(),
    half_life_days: days.optional(),
    max: z.number().positive().optional()
  })
]);

const standardFields = {headline: 2, job_title: 2, summary: 1};

/** The rules of a score, with their defaults. */
export const scoringSchema = z
  .strictObject({
    score_after_days: z.int().min(0).max(3650).default(30),
    outcome_after_days: z.int().min(0).max(3650).default(90),
    half_life_days: days.default(45),
    max: z.number().positive().default(100),
    static_max: z.number().positive().optional(),
    dynamic_max: z.number().positive().optional(),
    bands: z
      .strictObject({A: z.number(), B: z.number(), C: z.number()})
      .refine(({A, B, C}) => A > B && B > C)
      .default({A: 60, B: 40, C: 20}),
    fields: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,40}$/), z.string().trim().min(1)).default({}),
    attributes: z.array(attribute).default([]),
    keywords: z
      .strictObject({
        fields: z
          .record(z.string(), z.number().min(-100).max(100))
          .refine((fields) => Object.keys(fields).length > 0)
          .default(standardFields),
        terms: z.array(keyword).default([])
      })
      .default({fields: standardFields, terms: []}),
    together: z.array(together).default([]),
    interactions: z.record(z.string().trim().min(1), interaction).default({}),
    fitted: z.strictObject({fields: z.array(z.string().trim().min(1)).default([])}).default({fields: []}),
    leakage: z.array(z.string().trim().min(1)).default([]),
    economics: z
      .strictObject({
        hourly_cost: z.number().min(0).default(45),
        minutes_per_lead: z.number().positive().default(60),
        value_per_win: z.number().positive().optional()
      })
      .default({hourly_cost: 45, minutes_per_lead: 60})
  })
  .superRefine((scoring, context) => {
    const refuse = (path: (string | number)[]): void => void context.addIssue({code: "custom", path});
    const known = new Set<string>([...leadFields, ...Object.keys(scoring.fields)]);
    scoring.attributes.forEach(({field}, i) => known.has(field) || refuse(["attributes", i, "field"]));
    for (const field of Object.keys(scoring.keywords.fields))
      if (!known.has(field)) refuse(["keywords", "fields", field]);
    scoring.fitted.fields.forEach(
      (field, i) => (known.has(field) && !personalFields.has(field)) || refuse(["fitted", "fields", i])
    );
    scoring.leakage.forEach((field, i) => known.has(field) || refuse(["leakage", i]));
    for (const field of Object.keys(scoring.fields))
      if (leadFields.some((own) => own === field)) refuse(["fields", field]);
    const named = new Set([...scoring.attributes, ...scoring.keywords.terms].map((rule) => rule.name));
    scoring.together.forEach(({all}, i) =>
      all.forEach((rule, j) => named.has(rule) || refuse(["together", i, "all", j]))
    );
  });

export type LeadScoring = z.output<typeof scoringSchema>;

const aField = `a column of leads (${leadFields.join(", ")}) or a name given under lead_scoring.fields`;

/** The rules of the lead score; null where the settings give none. */
export const lead_scoring = section({
  schema: scoringSchema.nullable().default(null),
  expected: "rules with points, e.g. {attributes: [{field: industry, is: [Chemicals], points: 10}]}",
  keys: {
    score_after_days: "a whole number of days, 0 to 3650",
    outcome_after_days: "a whole number of days, 0 to 3650",
    half_life_days: "a number of days above 0",
    max: "a number above 0",
    static_max: "a number above 0",
    dynamic_max: "a number above 0",
    bands: "the least score of bands A, B and C, falling, e.g. {A: 60, B: 40, C: 20}",
    A: "the least score of band A",
    B: "the least score of band B",
    C: "the least score of band C",
    fields: `names in small letters with headers of your file or, under keywords and fitted, ${aField}; fitted takes none of ${[...personalFields].join(", ")}`,
    attributes: "a list of rules, each with field, points and one of is, contains, or from and to",
    field: aField,
    is: "a text or a list of texts with a letter or a digit in each",
    contains: "a word or a list of words with a letter or a digit in each",
    from: "a number",
    to: "a number",
    points: "a number from -1000 to 1000",
    name: "a short text",
    keywords: "fields with weights, and terms with words and points",
    terms: "a list of keywords, e.g. [{words: [calibration, étalonnage], points: 5}]",
    words: "a word, or a list of words and phrases, with a letter or a digit in each",
    unless: "a word, or a list of words and phrases, with a letter or a digit in each",
    together: "a list of conjunctions, e.g. [{all: [buyer, chemist], points: 10}]",
    all: "names of at least two rules under attributes or keywords",
    interactions: "kinds of touch with points, e.g. {reply: 8, event/visit: 10}",
    before_accept: "a number from -1000 to 1000",
    fitted: "fields that the fitted model may use besides the rules, e.g. {fields: [industry]}",
    leakage: `a list of fields that are filled in after contact, each ${aField}`,
    economics: "hourly_cost, minutes_per_lead and value_per_win as numbers above 0",
    hourly_cost: "an amount per hour, at least 0",
    minutes_per_lead: "a number of minutes above 0",
    value_per_win: "an amount above 0"
  }
});
