import type {Catalogue} from "./catalogue.js";
import {nameOf, type Cell} from "./document.js";
import {referencesOf} from "./references.js";
import {identifierOf, tokensOf} from "./tokens.js";

/** Tables and metrics that a notebook asks for and that this report does not have, each once. */
export function goneNames(
  cells: readonly Cell[],
  {tables, metrics}: Catalogue,
  also: readonly string[] = []
): string[] {
  const known = new Set([...tables.map(({name}) => name), ...metrics.map(({name}) => name), ...also]);
  for (const cell of cells) known.add(nameOf(cell) ?? "");
  const used = cells.flatMap((cell) =>
    cell.kind === "sql" ? [...referencesOf(cell.text).tables, ...calls(cell.text)] : []
  );
  return [...new Set(used)].filter((name) => !known.has(name));
}

/** Functions of DuckDB that stand where a table may. */
const builtIn =
  /^(range|generate_series|unnest|read_\w+|duckdb_\w+|pragma_\w+|glob|query|query_table|summary)$/;

/** Metrics that are called: names with brackets right after FROM or JOIN. */
function calls(sql: string): string[] {
  const tokens = tokensOf(sql).filter(({kind}) => kind !== "comment");
  return tokens.flatMap((token, i) => {
    const name = identifierOf(tokens[i + 1]);
    const called = /^(from|join)$/i.test(token.text) && tokens[i + 2]?.text === "(";
    return called && name !== null && !builtIn.test(name) ? [name] : [];
  });
}
