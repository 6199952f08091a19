import {z} from "zod";
import {quoteText} from "../sql.js";
import {section} from "./define.js";

const rate = z.number().positive();
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text));
const dated = z.record(day, rate).refine((rates) => Object.keys(rates).length > 0);

/** What one unit of a currency is worth in the report's: one number, or a number from each day on. */
export const rates = section({
  schema: z.record(z.string().regex(/^[A-Z]{3}$/), z.union([rate, dated])).default({}),
  expected:
    "currencies with what one unit is worth in the report's, e.g. {USD: {2026-01-01: 0.92}, GBP: 1.17}",
  tables: (value) => {
    const cases = Object.entries(value).map(
      ([currency, worth]) => `WHEN upper(currency) = ${quoteText(currency)} THEN ${worthSql(worth)}`
    );
    return `
      CREATE MACRO has_rates(currency) AS upper(currency) IN (${[...Object.keys(value), ""].map(quoteText).join(", ")});
      CREATE MACRO exchange_rate(currency, day) AS
        CASE WHEN currency IS NULL OR upper(currency) = (SELECT s.currency FROM settings s) THEN 1.0::DOUBLE
          ${cases.join(" ")} END;`;
  }
});

type Worth = number | Readonly<Record<string, number>>;

/** The rate of the last day that is not after the day; none before the first. */
function worthSql(worth: Worth): string {
  if (typeof worth === "number") return `${worth}::DOUBLE`;
  const latestFirst = Object.entries(worth).sort(([a], [b]) => (a < b ? 1 : -1));
  const steps = latestFirst.map(
    ([from, value]) => `WHEN day >= DATE ${quoteText(from)} THEN ${value}::DOUBLE`
  );
  return `CASE ${steps.join(" ")} END`;
}
