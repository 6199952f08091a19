import type {Column, Rule} from "./define.js";

/** The seller of a row, as in the roster. */
export function sellerColumn({
  required = true,
  description = "The seller, as in the roster.",
  aliases = []
}: {required?: boolean; description?: string; aliases?: readonly string[]} = {}): Column {
  return {
    type: "text",
    ...(required ? {required} : {}),
    references: "sellers",
    description,
    aliases: [...aliases, "Seller", "Sales rep", "Vendeur", "Commercial", "Säljare", "Verkäufer", "Vendedor"]
  };
}

/** The week of a row: any of its days. */
export function weekColumn(...aliases: readonly string[]): Column {
  return {
    type: "date",
    required: true,
    description: "Any day of the week that the row belongs to.",
    aliases: [...aliases, "Date", "Week starting", "Semaine", "Vecka", "Woche", "Semana"]
  };
}

/** A whole number of at least 0. */
export function countColumn(description: string, ...aliases: readonly string[]): Column {
  return {type: "integer", min: 0, description, aliases};
}

/** Rejects rows that are dated after the report's day; `what` names the row and verb, e.g. "The session was held". */
export function afterAsOf(column: string, what: string): Rule {
  return {
    rule: "after_as_of",
    column,
    when: `${column} > as_of`,
    message: `${what} after the report's date. Take the row out, or set a later as_of in report.yaml.`
  };
}

/** The columns of one week of one seller, as a key. */
export const sellerWeek: readonly string[] = ["seller_id", "date_trunc('week', week)"];
