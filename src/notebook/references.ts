import {identifierOf, inputName, keyword, tokensOf, type Token} from "./tokens.js";

/** What a query names: tables (in small letters) and inputs. */
export interface References {
  readonly tables: readonly string[];
  readonly inputs: readonly string[];
}

const opensTables = new Set(["FROM", "JOIN", "PIVOT", "UNPIVOT", "SUMMARIZE", "DESCRIBE", "TABLE"]);
const closesTables = new Set(
  "SELECT WHERE GROUP ORDER HAVING LIMIT OFFSET ON USING UNION EXCEPT INTERSECT QUALIFY WINDOW VALUES SET".split(
    " "
  )
);

/** The tables and inputs that a query names. A name that the query defines itself, by WITH, is none. */
export function referencesOf(sql: string): References {
  const tokens = tokensOf(sql).filter(({kind}) => kind !== "comment");
  const own = ownNames(tokens);
  return {
    tables: [...new Set(tableNames(tokens))].filter((name) => !own.has(name)),
    inputs: [...new Set(tokens.filter(({kind}) => kind === "input").map(inputName))]
  };
}

/** Names in the places where a table is expected: after FROM, JOIN and, inside FROM, a comma. */
function tableNames(tokens: readonly Token[]): string[] {
  const names: string[] = [];
  const inFrom = [false];
  let expected = false;
  for (const [index, token] of tokens.entries()) {
    const word = keyword(token);
    if (opensTables.has(word)) {
      inFrom[inFrom.length - 1] = expected = true;
      continue;
    }
    if (closesTables.has(word)) inFrom[inFrom.length - 1] = expected = false;
    else if (token.text === "(") inFrom.push(expected);
    else if (token.text === ")") {
      inFrom.pop();
      if (inFrom.length === 0) inFrom.push(false);
      expected = false;
    } else if (token.text === ",") expected = inFrom.at(-1) === true;
    else if (expected) {
      const name = identifierOf(token);
      const next = tokens[index + 1]?.text;
      if (name !== null && next !== "(" && next !== ".") names.push(name);
      expected = false;
    }
  }
  return names;
}

/** Names that WITH gives: `name AS (`, `name(columns) AS MATERIALIZED (`. */
function ownNames(tokens: readonly Token[]): Set<string> {
  const names = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const name = identifierOf(token);
    if (name === null || !(before?.text === "," || ["WITH", "RECURSIVE"].includes(keyword(before)))) continue;
    let next = index + 1;
    if (tokens[next]?.text === "(") next = afterBracket(tokens, next);
    if (keyword(tokens[next]) !== "AS") continue;
    next += 1;
    while (["NOT", "MATERIALIZED"].includes(keyword(tokens[next]))) next += 1;
    if (tokens[next]?.text === "(") names.add(name);
  }
  return names;
}

function afterBracket(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; ++index) {
    if (tokens[index]?.text === "(") depth += 1;
    if (tokens[index]?.text === ")" && --depth === 0) return index + 1;
  }
  return tokens.length;
}
