/** A chart as settings; no part of it is code. Column names are those of the rows that it is drawn from. */
export interface ChartSettings {
  readonly mark: Mark;
  readonly x: string | null;
  /** Null with `count`, and in a histogram. */
  readonly y: string | null;
  readonly colour: string | null;
  /** One small chart for each value. */
  readonly facet: string | null;
  /** What becomes of several rows at one place; "none" draws each row. */
  readonly aggregate: Aggregate;
  readonly sort: Sort;
}

export const chartMarks = ["bar", "line", "area", "dot", "cell", "histogram"] as const;
export const aggregates = ["none", "count", "sum", "mean", "median", "min", "max"] as const;
export const sorts = ["rows", "x", "y"] as const;
export type Mark = (typeof chartMarks)[number];
export type Aggregate = (typeof aggregates)[number];
/** In the order of the rows, of x, or of y from high to low. */
export type Sort = (typeof sorts)[number];

/** A column as far as the choice of a chart depends on it. */
export interface ChartColumn {
  readonly name: string;
  readonly type: string;
}

export type ColumnKind = "number" | "date" | "category";

/** Whether a column measures, dates or names. */
export function columnKind(type: string): ColumnKind {
  if (/^(DATE|TIMESTAMP)/.test(type)) return "date";
  return /^(U?(TINY|SMALL|BIG|HUGE)?INT|INTEGER|UINTEGER|UTINYINT|FLOAT|DOUBLE|DECIMAL)/.test(type)
    ? "number"
    : "category";
}

const plain = {colour: null, facet: null, aggregate: "none", sort: "rows"} as const;

/**
 * The first chart of rows, by the types of their columns: a line over time, bars of categories with the largest
 * first, dots of two measures, a histogram of one. Years and the like count as categories beside a measure.
 */
export function firstChart(columns: readonly ChartColumn[]): ChartSettings {
  const of = (kind: ColumnKind): string[] =>
    columns.filter(({type}) => columnKind(type) === kind).map(({name}) => name);
  const [dates, categories, numbers] = [of("date"), of("category"), of("number")];
  const [measure = null] = numbers;
  const [category = null, second = null] = categories;
  const [date = null] = dates;
  if (date !== null) {
    if (measure === null) return {...plain, mark: "histogram", x: date, y: null, aggregate: "count"};
    return {...plain, mark: "line", x: date, y: measure, colour: category, sort: "x"};
  }
  if (category !== null) {
    if (measure === null)
      return {...plain, mark: "bar", x: category, y: null, colour: second, aggregate: "count", sort: "y"};
    return {...plain, mark: "bar", x: category, y: measure, colour: second, sort: second ? "rows" : "y"};
  }
  if (numbers.length > 1) return {...plain, mark: "dot", x: measure, y: numbers[1] ?? null};
  return {...plain, mark: "histogram", x: measure, y: null, aggregate: "count"};
}

/** Why a chart cannot be drawn from these columns; null when it can. */
export function chartProblem(chart: ChartSettings, columns: readonly ChartColumn[]): string | null {
  const has = (name: string | null): boolean =>
    name === null || columns.some((column) => column.name === name);
  const gone = [chart.x, chart.y, chart.colour, chart.facet].find((name) => !has(name));
  if (gone !== undefined)
    return `The rows have no column "${gone}". They have: ${columns.map(({name}) => name).join(", ")}.`;
  if (chart.x === null) return "Choose a column for x.";
  if (chart.mark === "histogram" || chart.mark === "cell" || chart.aggregate === "count")
    return cellProblem(chart);
  const y = columns.find(({name}) => name === chart.y);
  if (!y) return "Choose a column for y, or count the rows.";
  return columnKind(y.type) === "number" ? null : `"${y.name}" holds no numbers, so it cannot be y.`;
}

function cellProblem({mark, y}: ChartSettings): string | null {
  return mark === "cell" && y === null ? "Choose a column for y: cells stand where x and y meet." : null;
}
