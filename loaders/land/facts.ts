import {foldHeader, type KnownNames} from "./names.js";
import type {Row} from "./row.js";
import {isComment, type TablePlace} from "./tables.js";

/** Something that stands above a table and holds for each of its rows, such as the title of a meeting. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What stands above a table as a name and a value, where the name means a column that the header does not have. */
export function factsAbove(rows: readonly Row[], table: TablePlace, names: KnownNames): Fact[] {
  const taken = new Set(table.header.flatMap((cell) => names.get(foldHeader(cell)) ?? []));
  const facts: Fact[] = [];
  for (const row of rows) {
    if (row.line >= table.headerLine) break;
    const fact = factOf(row);
    const [column] = fact ? (names.get(foldHeader(fact.name)) ?? []) : [];
    if (!fact || column === undefined || taken.has(column)) continue;
    taken.add(column);
    facts.push(fact);
  }
  return facts;
}

/** "Meeting title | Weekly" in two cells, or "# Start date: 20260501" in one. */
function factOf({cells}: Row): Fact | undefined {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  const [name = "", value = ""] = filled;
  if (filled.length === 2 && !isComment(cells)) return {name, value};
  if (filled.length !== 1) return undefined;
  const parts = /^#?\s*([^:]{2,60}?)\s*:\s*(.+)$/.exec(name);
  return parts ? {name: parts[1] ?? "", value: parts[2] ?? ""} : undefined;
}
