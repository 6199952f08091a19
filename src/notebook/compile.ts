import {nameOf, type Cell, type SqlCell} from "./document.js";
import {circleOf, graphOf, upstreamOf, type Graph} from "./graph.js";
import {referencesOf} from "./references.js";
import {inputName, keyword, tokensOf, type Token} from "./tokens.js";

/** A query as it is sent: the cell's own text with the cells it selects from in a WITH before it. */
export interface Compiled {
  /** Inputs stand in it as ${name}. */
  readonly sql: string;
  /** Names of the inputs, its own and those of the cells that it selects from. */
  readonly inputs: readonly string[];
  /** Pieces of the cell's text: where they begin in `sql`, where in the text. */
  readonly pieces: readonly Piece[];
}

interface Piece {
  readonly at: number;
  readonly from: number;
  readonly length: number;
}

/** Why a cell cannot be sent. `at` is the place in its text, where there is one. */
export class CellError extends Error {
  override readonly name = "CellError";
  constructor(
    message: string,
    readonly at: number | null = null
  ) {
    super(message);
  }
}

/** The query of a cell. Throws a CellError, in words, when it is none, or rests on itself. */
export function compile(cell: SqlCell, cells: readonly Cell[], graph: Graph = graphOf(cells)): Compiled {
  const byId = new Map(cells.map((each) => [each.id, each]));
  const circle = circleOf(cell.id, graph);
  if (circle) throw new CellError(circleSentence(circle.map((id) => nameIn(byId, id))));
  const upstream = upstreamOf(cell.id, graph)
    .map((id) => byId.get(id))
    .filter((each) => each?.kind === "sql");
  const body = queryIn(cell);
  for (const {name} of cells.filter(({kind}) => kind === "input") as {name: string}[])
    if (referencesOf(cell.text).tables.includes(name))
      throw new CellError(`"${name}" is an input, not a table. Its value is written $\{${name}}.`);
  const all = [...upstream, cell];
  const inputs = [...new Set(all.flatMap(({text}) => referencesOf(text).inputs))];
  checkInputs(inputs, cells);
  if (upstream.length === 0) return {sql: body.text, inputs, pieces: [piece(0, 0, body.text.length)]};
  return {
    ...withCells(
      upstream.map((each) => [each.name, queryIn(each).text]),
      body
    ),
    inputs
  };
}

/** The marks between which other cells stand in a query, so that they can be told from the cell's own text. */
export const marks = {
  opens: (name: string): string => ` -- cell ${name}`,
  closes: (name: string): string => ` -- end of ${name}`
};

/** Puts the cells after the query's own WITH, or before the query with a WITH that it then gets. */
function withCells(upstream: readonly (readonly [string, string])[], body: Query): Omit<Compiled, "inputs"> {
  const parts = upstream.map(([name, text], i) => {
    const comma = i < upstream.length - 1 || body.with !== null ? "," : "";
    return `${name} AS (${marks.opens(name)}\n${text}\n)${comma}${marks.closes(name)}\n`;
  });
  const at = body.with ?? 0;
  const inserted = `${body.with === null ? "WITH" : ""} ${parts.join("")}`;
  const [before, after] = [body.text.slice(0, at), body.text.slice(at)];
  return {
    sql: before + inserted + after,
    pieces: [piece(0, 0, before.length), piece(before.length + inserted.length, at, after.length)]
  };
}

/** The cell's own text out of a query that other cells were put into. */
export function withoutCells(sql: string): string {
  const start = / (?=(\w+) AS \( -- cell \1\n)/.exec(sql)?.index;
  if (start === undefined) return sql;
  const part = /(\w+) AS \( -- cell \1\n[\s\S]*?\n\)(,?) -- end of \1\n/y;
  let end = (part.lastIndex = start + 1);
  let comma = "";
  for (let found = part.exec(sql); found; found = part.exec(sql))
    [end, comma] = [part.lastIndex, found[2] ?? ""];
  if (end === start + 1) return sql;
  return (comma === "" ? sql.slice(0, start).replace(/^WITH/, "") : sql.slice(0, start)) + sql.slice(end);
}

const piece = (at: number, from: number, length: number): Piece => ({at, from, length});

interface Query {
  /** Without the semicolon at its end. */
  readonly text: string;
  /** Where its own WITH, or WITH RECURSIVE, ends. */
  readonly with: number | null;
}

const starts = ["SELECT", "FROM", "WITH", "VALUES", "TABLE", "PIVOT", "UNPIVOT"];
const alone = ["SUMMARIZE", "DESCRIBE", "SHOW", "EXPLAIN"];

/** The one query of a cell. */
function queryIn({name, text}: SqlCell): Query {
  const tokens = tokensOf(text).filter(({kind}) => kind !== "comment");
  const first = tokens.find(({text}) => text !== "(");
  if (!first) throw new CellError(`${name} is empty. Write a query, such as FROM deals.`);
  const word = keyword(first);
  if (![...starts, ...alone].includes(word))
    throw new CellError(
      `A cell asks and changes nothing: it cannot begin with "${first.text}". Begin with SELECT, FROM or WITH.`,
      first.at
    );
  const end = tokens.findIndex((token) => token.text === ";");
  const more = end < 0 ? undefined : tokens.slice(end).find((token) => token.text !== ";");
  if (more)
    throw new CellError("A cell holds one query. Put the second one into a cell of its own.", more.at);
  return {
    text: end < 0 ? text : blankOut(text, tokens.slice(end)),
    with: word === "WITH" ? endOfWith(tokens) : null
  };
}

function endOfWith([first, second]: readonly Token[]): number | null {
  const last = keyword(second) === "RECURSIVE" ? second : first;
  return last ? last.at + last.text.length : null;
}

/** Puts spaces in the place of semicolons, so that all other places stay what they were. */
function blankOut(text: string, semicolons: readonly Token[]): string {
  const places = new Set(semicolons.map(({at}) => at));
  return [...Array(text.length).keys()].map((i) => (places.has(i) ? " " : text[i])).join("");
}

function checkInputs(inputs: readonly string[], cells: readonly Cell[]): void {
  const known = cells.filter(({kind}) => kind === "input").map(nameOf);
  const unknown = inputs.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const there = known.length > 0 ? `There are: ${known.join(", ")}.` : "Add an input cell of that name.";
  throw new CellError(`There is no input "${unknown}" for $\{${unknown}}. ${there}`);
}

function nameIn(byId: ReadonlyMap<string, Cell>, id: string): string {
  const cell = byId.get(id);
  return (cell && nameOf(cell)) ?? "a chart";
}

function circleSentence(names: readonly string[]): string {
  const [first = ""] = names;
  if (names.length === 1)
    return `${first} selects from itself. If you mean a table of the report, give the cell another name.`;
  return `${[...names, first].join(" selects from ")}: this goes in a circle. Take one of them out of it.`;
}

/** The query with $name for ${name}, as a prepared statement takes it. */
export function withParameters(sql: string): string {
  return tokensOf(sql)
    .filter(({kind}) => kind === "input")
    .reduceRight((text, token) => {
      return text.slice(0, token.at) + `$${inputName(token)}` + text.slice(token.at + token.text.length);
    }, sql);
}

/** The place in a cell's text for a place in what was sent; null when it lies in another cell. */
export function placeInCell({pieces}: Compiled, at: number): number | null {
  const found = pieces.find((each) => at >= each.at && at <= each.at + each.length);
  return found ? found.from + at - found.at : null;
}
