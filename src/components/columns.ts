import {number, tally, text, type Row} from "./rows.js";
import type {TableColumn} from "./table.js";

/** The name of a row's seller; where none is published, what the files or the pseudonym call them. */
export function sellerName(row: Row): string | null {
  return text({name: null, ...row}, "name") ?? text({seller_id: null, ...row}, "seller_id");
}

/** A column of sellers. */
export function sellerColumn(instead: string = "–"): TableColumn {
  return {column: "seller_id", heading: "Seller", write: (row) => sellerName(row) ?? instead};
}

/** A column of counts. */
export function countColumn(column: string, heading: string): TableColumn {
  return {column, heading, align: "right", write: (row, {format}) => format.count(number(row, column))};
}

/** A column of amounts in the currency of the report. */
export function moneyColumn(column: string, heading: string): TableColumn {
  return {
    column,
    heading,
    align: "right",
    when: (rows) => rows.some((row) => number(row, column) !== null),
    write: (row, {format, currency}) => format.money(number(row, column), currency)
  };
}

/** A column of numbers with one decimal. */
export function decimalColumn(column: string, heading: string): TableColumn {
  return {column, heading, align: "right", write: (row, {format}) => format.decimal(number(row, column))};
}

/** A column of rates; where the columns that make up the whole count too few, no rate is written. */
export function rateColumn(column: string, heading: string, whole: readonly string[]): TableColumn {
  return {
    column,
    heading,
    align: "right",
    write: (row, {format, minN}) => (sum(row, whole) < minN ? "too few" : format.percent(number(row, column)))
  };
}

/** A column of the interval of a rate, in `${rate}_low` and `${rate}_high`. */
export function intervalColumn(rate: string, whole: readonly string[]): TableColumn {
  const [low, high] = [`${rate}_low`, `${rate}_high`];
  return {
    column: low,
    heading: "95\u202f% interval",
    align: "right",
    write: (row, {format, minN}) =>
      sum(row, whole) < minN
        ? "–"
        : format.interval(number(row, low), number(row, high), (x) => format.percent(x))
  };
}

function sum(row: Parameters<typeof tally>[0], columns: readonly string[]): number {
  return columns.reduce((total, column) => total + tally(row, column), 0);
}
