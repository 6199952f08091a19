import {basename, dirname, extname} from "node:path";
import {mapColumns, type ColumnMap} from "../land/columns.js";
import type {Preset} from "../presets/define.js";
import {candidates, recognise, type Recognised} from "../presets/recognise.js";
import {valuesOfAliases} from "../settings/aliases.js";
import {normaliseHeader, type SourceKind} from "../sources/define.js";
import type {SourceEntry, Workspace} from "../workspace.js";

/** How the columns of one file are read. */
export interface Mapping extends ColumnMap {
  /** Columns whose text is the same for all rows. */
  readonly constants: ReadonlyMap<string, string>;
  /** Texts with what they mean by column; those of settings win over those of a preset. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The export the file was taken for. */
  readonly recognised?: Recognised;
}

/** A file's name and header, to be mapped. */
export interface MappedFile {
  readonly name: string;
  readonly header: readonly string[];
  readonly line: number;
}

/** Maps a file's columns by settings, preset and aliases, in this order. */
export function mapFile(
  entry: SourceEntry,
  file: MappedFile,
  {presets, workspace}: {presets: readonly Preset[]; workspace: Pick<Workspace, "place" | "aliases">}
): Mapping {
  const recognised = presetOf(entry, file.header, presets);
  const given = new Map(Object.entries(constantsOf(entry, file.name)));
  const exported = recognised?.exported;
  const added = Object.entries(exported?.set ?? {}).filter(
    ([column]) => !given.has(column) && !(column in entry.columns)
  );
  const constants = new Map([...added, ...given]);
  const map = mapColumns(entry.kind, file.header, {
    file: file.name,
    line: file.line,
    columns: entry.columns,
    ...(exported ? {known: exported.columns} : {}),
    set: new Set(constants.keys()),
    place: (column) => {
      const path = [...entry.at, "columns", column];
      return `${workspace.place(path)}, ${path.join(".")}`;
    }
  });
  const values = [valuesOfAliases(workspace.aliases), entry.values].reduce(
    mergeValues,
    exported?.values ?? {}
  );
  return {...map, constants, values, ...(recognised ? {recognised} : {})};
}

function presetOf(
  {preset, kind}: SourceEntry,
  header: readonly string[],
  presets: readonly Preset[]
): Recognised | undefined {
  if (preset === "none") return undefined;
  if (preset === undefined) return recognise(header, presets, kind.name);
  const named = presets.filter(({name}) => name === preset);
  const [best] = candidates(header, named, kind.name);
  const exported = named[0]?.exports.find((each) => each.kind === kind.name);
  return best ?? (named[0] && exported ? {preset: named[0], exported, confidence: 0} : undefined);
}

/** What settings say for all rows of a file, the seller among it. */
function constantsOf({set, sellerFrom}: SourceEntry, name: string): Record<string, string> {
  if (sellerFrom === undefined) return set;
  return {seller_id: sellerFrom === "folder" ? basename(dirname(name)) : sellerInName(name), ...set};
}

const archiveNames = new Set(["connections", "invitations", "messages", "shares", "reactions", "comments"]);

/** The file's name without extension, and without the name that an archive gives it: "S001 Connections.csv" is S001's. */
function sellerInName(name: string): string {
  const stem = basename(name, extname(name));
  const parts = stem.split(/[\s_-]+/);
  if (parts.length > 1 && archiveNames.has(normaliseHeader(parts.at(-1) ?? "")))
    return stem.slice(0, -(parts.at(-1) ?? "").length).replace(/[\s_-]+$/, "");
  if (parts.length > 1 && archiveNames.has(normaliseHeader(parts[0] ?? "")))
    return stem.slice((parts[0] ?? "").length).replace(/^[\s_-]+/, "");
  return stem;
}

/** True where a cell may hold another person's data, whichever column it was meant for. */
export function isPersonal(kind: SourceKind, {indexes, recognised}: Mapping): boolean {
  const has = [...indexes.keys()].some((name) => kind.columns[name]?.personal);
  return kind.personal === true || recognised?.exported.personal === true || has;
}

type Values = Mapping["values"];

function mergeValues(first: Values, second: Values): Values {
  const columns = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return Object.fromEntries(columns.map((column) => [column, {...first[column], ...second[column]}]));
}
