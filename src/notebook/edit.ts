import {nameOf, newCell, newId, textOf, type Cell, type Kind, type Notebook} from "./document.js";
import {identifierOf, tokensOf} from "./tokens.js";

/** The notebook with one cell in the place of the one of its id. */
export function replaceCell(notebook: Notebook, cell: Cell): Notebook {
  return {...notebook, cells: notebook.cells.map((each) => (each.id === cell.id ? cell : each))};
}

/** The notebook with a cell before an index. */
export function insertCell(notebook: Notebook, cell: Cell, index: number): Notebook {
  return {...notebook, cells: notebook.cells.toSpliced(index, 0, cell)};
}

/** The notebook without a cell; an empty one gets an empty query, so that there is a place to write. */
export function deleteCell(notebook: Notebook, id: string): Notebook {
  const cells = notebook.cells.filter((each) => each.id !== id);
  return {
    ...notebook,
    cells: cells.length > 0 ? cells : [{...newCell("sql", []), id: newId(notebook.cells)}]
  };
}

/** The notebook with a cell moved by some places; the ends stop it. */
export function moveCell(notebook: Notebook, id: string, by: number): Notebook {
  const from = notebook.cells.findIndex((each) => each.id === id);
  const cell = notebook.cells[from];
  if (!cell) return notebook;
  const to = Math.max(0, Math.min(notebook.cells.length - 1, from + by));
  return {...notebook, cells: notebook.cells.toSpliced(from, 1).toSpliced(to, 0, cell)};
}

/** The cell as another kind. Its text is kept where both have one; a chart is of the query above. */
export function turnCell(notebook: Notebook, id: string, kind: Exclude<Kind, "code">): Notebook {
  const index = notebook.cells.findIndex((each) => each.id === id);
  const cell = notebook.cells[index];
  if (!cell || cell.kind === kind) return notebook;
  const fresh = {...newCell(kind, notebook.cells), id};
  const text = textOf(cell) ?? "";
  if (fresh.kind === "text" || fresh.kind === "sql") return replaceCell(notebook, {...fresh, text});
  if (fresh.kind === "chart") return replaceCell(notebook, {...fresh, of: queryAbove(notebook.cells, index)});
  return replaceCell(notebook, fresh);
}

/** The name of the nearest query above an index; empty when there is none. */
export function queryAbove(cells: readonly Cell[], index: number): string {
  const above = cells
    .slice(0, index)
    .reverse()
    .find(({kind}) => kind === "sql");
  return above ? (nameOf(above) ?? "") : "";
}

/** The notebook with a cell renamed, also where other cells name it. */
export function renameCell(notebook: Notebook, id: string, name: string): Notebook {
  const old = notebook.cells.find((each) => each.id === id);
  if (!old || !("name" in old)) return notebook;
  const cells = notebook.cells.map((cell) =>
    renamedIn(cell.id === id ? ({...cell, name} as Cell) : cell, old.name, name)
  );
  return {...notebook, cells};
}

function renamedIn(cell: Cell, from: string, to: string): Cell {
  if (cell.kind === "sql") return {...cell, text: renamedSql(cell.text, from, to)};
  if (cell.kind === "chart" && cell.of === from) return {...cell, of: to};
  if (cell.kind === "input" && cell.input.type === "dropdown" && cell.input.from === from)
    return {...cell, input: {...cell.input, from: to}};
  return cell;
}

/** Renames a table or an input; columns, functions and texts of the same name stay. */
function renamedSql(sql: string, from: string, to: string): string {
  const tokens = tokensOf(sql);
  const solid = tokens.filter(({kind}) => kind !== "comment");
  const named = solid.filter((token, i) => {
    if (token.kind === "input") return token.text.slice(2, -1).trim() === from;
    if (identifierOf(token) !== from) return false;
    const [before, after] = [solid[i - 1]?.text.toUpperCase() ?? "", solid[i + 1]?.text ?? ""];
    return (
      after === "." ||
      (["FROM", "JOIN", ",", "(", "PIVOT", "UNPIVOT"].includes(before) && after !== "(" && isTable(solid, i))
    );
  });
  return named.reduceRight(
    (text, token) =>
      text.slice(0, token.at) +
      (token.kind === "input" ? `$\{${to}}` : to) +
      text.slice(token.at + token.text.length),
    sql
  );
}

function isTable(tokens: ReturnType<typeof tokensOf>, index: number): boolean {
  for (let i = index - 1; i >= 0; --i) {
    const word = tokens[i]!.text.toUpperCase();
    if (["FROM", "JOIN", "PIVOT", "UNPIVOT"].includes(word)) return true;
    if (["SELECT", "WHERE", "BY", "ON", "USING", "HAVING"].includes(word)) return false;
  }
  return false;
}
