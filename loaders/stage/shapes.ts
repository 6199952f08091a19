import {quoteText} from "../sql.js";

/** Texts of a column that are written alike: every digit stands as 9. */
export interface Shape {
  readonly text: string;
  readonly count: number;
  /** Of texts like 3/4/2026, those whose first (second) part is over 12 and the other is not. */
  readonly firstOver12: number;
  readonly secondOver12: number;
  /** The first and last text of the shape in the order of letters. */
  readonly least: string;
  readonly most: string;
}

type Counted = {-readonly [Key in keyof Shape]: Shape[Key]};

const mostShapes = 500;
const parts = /^(?:[^\d]{0,12}\s)?(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}(?:\D|$)/;

/** Gathers the shapes of a column's texts one by one. */
export class ShapeCounter {
  private readonly found = new Map<string, Counted>();

  add(raw: string): void {
    const value = raw.trim();
    if (value === "" || value.length > 80) return;
    const text = value.replace(/\d/g, "9");
    const shape = this.found.get(text) ?? this.start(text, value);
    if (!shape) return;
    shape.count += 1;
    if (value < shape.least) shape.least = value;
    if (value > shape.most) shape.most = value;
    const part = text.includes("9999-") ? null : parts.exec(value);
    if (!part) return;
    const [first, second] = [Number(part[1]) > 12, Number(part[2]) > 12];
    if (first && !second) shape.firstOver12 += 1;
    if (second && !first) shape.secondOver12 += 1;
  }

  shapes(): Shape[] {
    return [...this.found.values()];
  }

  private start(text: string, value: string): Counted | undefined {
    if (this.found.size >= mostShapes) return undefined;
    const shape = {text, count: 0, firstOver12: 0, secondOver12: 0, least: value, most: value};
    this.found.set(text, shape);
    return shape;
  }
}

/** The shapes of some texts. */
export function shapesOf(texts: Iterable<string>): Shape[] {
  const counter = new ShapeCounter();
  for (const text of texts) counter.add(text);
  return counter.shapes();
}

/** SQL that gives the columns of Shape, and `name`, for expressions over a relation. */
export function shapesSql(columns: ReadonlyMap<string, string>, relation: string): string {
  const pairs = [...columns].map(
    ([name, expression]) => `{'name': ${quoteText(name)}, 'value': ${expression}}`
  );
  const part = (group: number): string =>
    `TRY_CAST(regexp_extract(value, '${parts.source.replaceAll("'", "''")}', ${group}) AS INTEGER) > 12`;
  return `
    WITH texts AS (SELECT unnest([${pairs.join(", ")}], recursive := true) FROM ${relation}),
    trimmed AS (SELECT name, trim(value) AS value FROM texts WHERE value IS NOT NULL AND length(value) <= 80),
    shaped AS (
      SELECT name, translate(value, '012345678', '999999999') AS text, value,
        CASE WHEN value[5:5] = '-' THEN false ELSE ${part(1)} END AS first,
        CASE WHEN value[5:5] = '-' THEN false ELSE ${part(2)} END AS second
      FROM trimmed WHERE value <> '')
    SELECT name, text, count(*) AS count, count(*) FILTER (first AND NOT second) AS firstOver12,
      count(*) FILTER (second AND NOT first) AS secondOver12, min(value) AS least, max(value) AS most
    FROM shaped GROUP BY name, text ORDER BY count DESC LIMIT ${mostShapes * columns.size}`;
}
