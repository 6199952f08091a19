import {nameOf, type Cell} from "./document.js";
import {referencesOf} from "./references.js";

/** Which cells each cell rests on, by id; only cells that are there. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** What rests on what. Of two cells with the same name the first one counts. */
export function graphOf(cells: readonly Cell[]): Graph {
  const byName = new Map<string, string>();
  for (const cell of cells) {
    const name = nameOf(cell);
    if (name !== null && !byName.has(name)) byName.set(name, cell.id);
  }
  const ids = (names: readonly string[]): string[] =>
    names.map((name) => byName.get(name)).filter((id) => id !== undefined);
  return new Map(cells.map((cell) => [cell.id, [...new Set(ids(namesIn(cell)))]]));
}

/** The names of cells that a cell uses. */
export function namesIn(cell: Cell): readonly string[] {
  if (cell.kind === "chart") return cell.of ? [cell.of] : [];
  if (cell.kind === "input")
    return cell.input.type === "dropdown" && cell.input.from ? [cell.input.from] : [];
  if (cell.kind !== "sql") return [];
  const {tables, inputs} = referencesOf(cell.text);
  return [...tables, ...inputs];
}

/** All that a cell rests on, in an order in which it can be run; without the cell itself. Circles are cut. */
export function upstreamOf(id: string, graph: Graph): string[] {
  const done = new Set<string>();
  const visit = (each: string): void => {
    if (done.has(each)) return;
    done.add(each);
    for (const next of graph.get(each) ?? []) visit(next);
    order.push(each);
  };
  const order: string[] = [];
  visit(id);
  return order.slice(0, -1);
}

/** Cells that rest on any of these, directly or not; without these, unless they rest on one another. */
export function dependantsOf(ids: readonly string[], graph: Graph): Set<string> {
  const found = new Set<string>();
  let added = true;
  while (added) {
    added = false;
    for (const [id, needs] of graph) {
      if (found.has(id) || !needs.some((need) => ids.includes(need) || found.has(need))) continue;
      found.add(id);
      added = true;
    }
  }
  return found;
}

/** The circle that a cell stands in, beginning with it; null when it stands in none. */
export function circleOf(id: string, graph: Graph): string[] | null {
  const path: string[] = [];
  const seen = new Set<string>();
  const search = (each: string): boolean => {
    path.push(each);
    for (const next of graph.get(each) ?? []) {
      if (next === id) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      if (search(next)) return true;
    }
    path.pop();
    return false;
  };
  return search(id) ? path : null;
}

/** These cells in an order in which each comes after all that it rests on; otherwise in the order of reading. */
export function inOrder(ids: ReadonlySet<string>, graph: Graph): string[] {
  const order: string[] = [];
  const done = new Set<string>();
  const visit = (id: string): void => {
    if (done.has(id)) return;
    done.add(id);
    for (const next of graph.get(id) ?? []) visit(next);
    if (ids.has(id)) order.push(id);
  };
  for (const id of graph.keys()) visit(id);
  return order;
}

/**
 * What has to run when these cells have changed: before them what they rest on and has not run as it now is
 * (`stale`), then they themselves, then all that rests on what ran; and nothing else.
 */
export function runPlan(changed: readonly string[], graph: Graph, stale: (id: string) => boolean): string[] {
  const start = new Set(changed.flatMap((id) => [...upstreamOf(id, graph).filter(stale), id]));
  return inOrder(new Set([...start, ...dependantsOf([...start], graph)]), graph);
}
