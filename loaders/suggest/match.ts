import {foldHeader} from "../land/names.js";
import {readColumns} from "../stage/kind.js";
import type {Column, SourceKind} from "../sources/define.js";
import {meaningsOf} from "./meanings.js";
import type {ColumnProfile} from "./profile.js";

/** A header that most likely holds a column of a kind. */
export interface Match {
  readonly column: string;
  readonly profile: ColumnProfile;
  /** 0 to 1. */
  readonly score: number;
  /** True where the kind finds the header by itself. */
  readonly known: boolean;
}

/** How well a file's columns fit a kind. */
export interface Fit {
  readonly kind: SourceKind;
  readonly matches: readonly Match[];
  /** Required columns that no header fits. */
  readonly missing: readonly string[];
  readonly score: number;
}

const enough = 0.45;
const requiredWeight = 1.5;
const unknownName = 0.3;

/** The kinds that a file can be, best first; those that lack required columns come last. */
export function fitsOf(
  kinds: readonly SourceKind[],
  profiles: readonly ColumnProfile[],
  {fileName}: {fileName: string}
): Fit[] {
  return kinds
    .map((kind) => fitOf(kind, profiles, fileName))
    .sort((a, b) => Number(a.missing.length > 0) - Number(b.missing.length > 0) || b.score - a.score);
}

/** Each column of the kind with its best header; a header serves one column, the best pair first. */
export function fitOf(kind: SourceKind, profiles: readonly ColumnProfile[], fileName = ""): Fit {
  const read = new Set(readColumns(kind));
  const pairs = Object.entries(kind.columns)
    .filter(([, {derived}]) => derived === undefined)
    .flatMap(([column, declared]) =>
      profiles.map((profile) => ({
        column,
        profile,
        declared,
        ...scoreOf(kind, {column, declared}, profile, profiles)
      }))
    )
    .filter(({score}) => score >= enough)
    .sort((a, b) => b.score - a.score);
  const taken = new Map<number, string>();
  const matches = new Map<string, Match>();
  for (const {column, profile, score, known} of pairs) {
    if (matches.has(column) || taken.has(profile.index)) continue;
    taken.set(profile.index, column);
    matches.set(column, {column, profile, score, known});
  }
  const required = Object.entries(kind.columns).filter(([, each]) => each.required);
  const kept = [...matches.values()].filter(({column}) => read.has(column));
  const score = kept.reduce(
    (sum, match) => sum + match.score * (kind.columns[match.column]?.required ? requiredWeight : 1),
    namesKind(kind, fileName) ? 1 : 0
  );
  return {
    kind,
    matches: kept,
    missing: required.map(([name]) => name).filter((name) => !matches.has(name)),
    score
  };
}

/** True where the file is called as the kind, e.g. leads-2026.csv. */
function namesKind(kind: SourceKind, fileName: string): boolean {
  const words = `_${foldHeader(fileName)}_`;
  return [kind.name, kind.title].some((text) => words.includes(`_${foldHeader(text)}_`));
}

function scoreOf(
  kind: SourceKind,
  {column, declared}: {column: string; declared: Column},
  profile: ColumnProfile,
  all: readonly ColumnProfile[]
): {score: number; known: boolean} {
  const named = nameScore(column, declared, profile.header);
  const content = contentScore(kind, {column, declared}, profile, all);
  if (content === 0) return {score: 0, known: false};
  const known = named === 1;
  // A name is asked for unless the texts themselves can hardly be anything else.
  if (named < unknownName && content < 0.8) return {score: 0, known};
  const mixed = 0.6 * named + 0.4 * content;
  return {score: content >= 0.8 ? Math.max(mixed, 0.6 * content) : mixed, known};
}

/** 1 where the header is the column's name or an alias, less where words of it are, or beginnings of words. */
export function nameScore(column: string, {aliases = []}: Column, header: string): number {
  const fold = foldHeader(header);
  if (fold === "") return 0;
  const folds = [column, ...aliases].map(foldHeader);
  return Math.max(...folds.map((alias) => likeness(fold, alias)));
}

const stopWords = new Set([
  "the",
  "of",
  "on",
  "am",
  "de",
  "du",
  "der",
  "des",
  "den",
  "le",
  "la",
  "el",
  "date",
  "datum",
  "fecha",
  "data",
  "name",
  "id"
]);

function likeness(header: string, alias: string): number {
  if (header === alias) return 1;
  const telling = (text: string): string[] =>
    text.split("_").filter((word) => word.length > 1 && !stopWords.has(word));
  const [words, wanted] = [telling(header), telling(alias)];
  if (words.length === 0 || wanted.length === 0) return 0;
  const found = wanted.filter((word) => words.some((other) => alikeWords(word, other))).length;
  return found === 0 ? 0 : 0.4 + 0.4 * (found / Math.max(wanted.length, words.length));
}

/** "Kundenbetreuer" holds "Betreuer"; "Creation" begins as "Created". */
function alikeWords(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 5 && long.includes(short)) return true;
  const same = [...short].findIndex((letter, index) => letter !== long[index]);
  return (same < 0 ? short.length : same) >= Math.max(5, short.length - 2);
}

/** How well the texts of a header fit a column: 0 where they cannot be it, over 0.8 where they can hardly be anything else. */
function contentScore(
  kind: SourceKind,
  {column, declared}: {column: string; declared: Column},
  profile: ColumnProfile,
  all: readonly ColumnProfile[]
): number {
  if (profile.filled === 0 || (declared.required && profile.filled < 0.5)) return 0;
  switch (declared.type) {
    case "date":
      return dateScore(column, declared, {profile, all});
    case "number":
    case "integer":
      return numberScore(column, declared, profile);
    case "boolean":
      return profile.yesNo >= 0.9 ? 0.6 : 0;
    case "category":
      return categoryScore(declared, profile);
    case "duration":
      return profile.numbers >= 0.5 || profile.codes >= 0.5 ? 0.5 : 0;
    default:
      return textScore(kind, column, declared, profile);
  }
}

/**
 * The first of several dates, filled in every row, is the one that a row cannot be without; one that never lies before
 * another is the end of what the other began.
 */
function dateScore(
  column: string,
  {required}: Column,
  {profile, all}: {profile: ColumnProfile; all: readonly ColumnProfile[]}
): number {
  if (profile.dates < 0.8) return 0;
  const others = all.filter((each) => each.dates >= 0.8 && each !== profile);
  if (!required) return column === "closed_on" && others.some((each) => isAfter(profile, each)) ? 0.82 : 0.5;
  if (others.length === 0) return 0.9;
  const fullest = others.every((each) => each.filled <= profile.filled);
  const first = others.every((each) => each.filled < profile.filled || each.index > profile.index);
  return fullest ? (first ? 0.85 : 0.6) : 0.5;
}

function isAfter({days}: ColumnProfile, {days: before}: ColumnProfile): boolean {
  const pairs = days.flatMap((day, row) => {
    const other = before[row];
    return day && other ? [{day, other}] : [];
  });
  const later = pairs.filter(({day, other}) => day >= other).length;
  return pairs.length > 2 && later >= pairs.length * 0.9 && pairs.some(({day, other}) => day > other);
}

function numberScore(column: string, {max}: Column, profile: ColumnProfile): number {
  if (profile.numbers < 0.8) return 0;
  if (max !== undefined && profile.money > 0.5 && max < 100) return 0.4;
  return column === "amount" && profile.money >= 0.5 && profile.distinct > profile.rows * 0.3 ? 0.9 : 0.5;
}

function categoryScore(declared: Column, profile: ColumnProfile): number {
  if (profile.texts.length === 0 || profile.dates > 0.2 || profile.numbers > 0.5 || profile.emails > 0.2)
    return 0;
  const meant = meaningsOf(declared, profile.texts);
  const share = meant.size / profile.texts.length;
  const values = new Set(meant.values()).size;
  return values >= 2 && share >= 0.3 ? 0.95 : share > 0 ? 0.6 : 0.4;
}

function textScore(kind: SourceKind, column: string, declared: Column, profile: ColumnProfile): number {
  const few = profile.distinct <= Math.max(3, profile.rows * 0.6);
  if (declared.references === "sellers") {
    if (profile.dates > 0.2 || profile.money > 0.5) return 0;
    return few && profile.emails >= 0.9
      ? 0.9
      : few && (profile.names >= 0.8 || profile.codes >= 0.9)
        ? 0.7
        : 0.4;
  }
  if (kind.key?.[0] === column && kind.key.length === 1) {
    const unique = profile.filled > 0.95 && profile.distinct >= profile.rows * profile.filled * 0.97;
    if (!unique || profile.dates > 0.2 || profile.money > 0.5)
      return unique && profile.dates <= 0.2 ? 0.2 : 0;
    return profile.codes >= 0.9 ? 0.9 : 0.4;
  }
  if (profile.dates > 0.5 || (profile.emails > 0.5 && column !== "email")) return 0;
  return profile.money > 0.5 ? 0.2 : 0.5;
}
