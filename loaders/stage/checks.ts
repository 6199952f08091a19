import type {Column, Rule, SourceKind} from "../sources/define.js";
import {sourceKinds} from "../sources/index.js";
import {quoteText} from "../sql.js";
import {stagedColumns} from "./kind.js";
import type {LandContext} from "./land.js";
import type {Mapping} from "./mapping.js";

/**
 * Notes in `stage.checks` (kind, rule) which rules the rows of a kind were held against: those whose columns its files
 * have. A rule that found nothing is then told from one that could not be looked at.
 */
export async function noteChecks(
  kind: SourceKind,
  files: readonly Mapping[],
  {engine, workspace}: LandContext
): Promise<void> {
  const given = givenColumns(kind, files);
  const {rejects = [], lateRejects = [], notes = []} = kind;
  const own = [...rejects, ...lateRejects, ...notes].filter((rule) => canBeChecked(kind, rule, given));
  const present = new Set(workspace.sources.map((entry) => entry.kind.name));
  const kinds = await sourceKinds();
  const references = stagedColumns(kind).flatMap(([name, {references: to}]) => {
    if (to === undefined || !given.has(name) || !present.has(to)) return [];
    const rule = kinds.get(to)?.unknown?.rule;
    return [...(rule === undefined ? [] : [rule]), ...(to === "sellers" ? ["ambiguous_seller"] : [])];
  });
  const rules = new Set([...references, ...own.map(({rule}) => rule)]);
  if (rules.size === 0) return;
  const rows = [...rules].map((rule) => `(${quoteText(kind.name)}, ${quoteText(rule)})`);
  await engine.run(`INSERT INTO stage.checks VALUES ${rows.join(", ")}`);
}

function canBeChecked(kind: SourceKind, {column, when}: Rule, given: ReadonlySet<string>): boolean {
  const asked = Object.keys(kind.columns).filter((name) => new RegExp(`\\b${name}\\b`).test(when));
  return [column, ...asked].every((name) => given.has(name));
}

/** Columns that some file has, or that are made from such. */
function givenColumns(kind: SourceKind, files: readonly Mapping[]): ReadonlySet<string> {
  const found = new Set(files.flatMap(({indexes, constants}) => [...indexes.keys(), ...constants.keys()]));
  const isMade = ({from, fallback}: Column): boolean =>
    (from !== undefined && found.has(from)) || fallback !== undefined;
  return new Set([
    ...found,
    ...Object.keys(kind.columns).filter((name) => isMade(kind.columns[name] as Column))
  ]);
}
